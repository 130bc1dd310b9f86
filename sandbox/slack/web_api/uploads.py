"""Web API: files that the app itself uploads. Source: https://docs.slack.dev/reference/methods."""

from __future__ import annotations

from sandbox.slack.errors import ApiError
from sandbox.slack.messages import Message
from sandbox.slack.views import Json
from sandbox.slack.web_api.arguments import number
from sandbox.slack.web_api.services import Method, Services
from sandbox.slack.workspace import BOT_USER


def files_get_upload_url_external(services: Services, arguments: Json) -> Json:
    """An address for one file of the app's, whose name and length in bytes are known."""
    name, length = str(arguments.get("filename") or ""), int(number(arguments, "length", 0))
    if not name or length <= 0:
        raise ApiError("invalid_arguments")
    identifier, url = services.files.expect(BOT_USER, name, length)
    return {"upload_url": url, "file_id": identifier}


def files_complete_upload_external(services: Services, arguments: Json) -> Json:
    """The files that have arrived, shared in the channel with the comment; without a channel nobody sees them."""
    wanted = arguments.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise ApiError("invalid_arguments")
    files = [services.files.finish(str(file.get("id"))) for file in wanted if isinstance(file, dict)]
    found = [file for file in files if file is not None]
    if len(found) != len(wanted):
        raise ApiError("file_not_found")
    for file, given in zip(found, wanted, strict=True):
        file["title"] = given.get("title") or file["title"]
    if arguments.get("channel_id"):
        _share(services, found, arguments)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in found]}


def _share(services: Services, files: list[Json], arguments: Json) -> None:
    channel = services.channel(arguments["channel_id"])
    if BOT_USER not in channel.members:
        raise ApiError("not_in_channel")
    for file in files:
        file["channels"].append(channel.id)
    comment = str(arguments.get("initial_comment") or "")
    services.workspace.post(
        Message(blocks=[], channel=channel.id, author=BOT_USER, notification=comment, files=files)
    )


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": files_get_upload_url_external,
    "files.completeUploadExternal": files_complete_upload_external,
}
