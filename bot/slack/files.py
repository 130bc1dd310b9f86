"""Files in Slack: what they are, and their content. The bot token goes to Slack's own hosts and nowhere else."""

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import reason_of
from flows.draft import FileProblem, OrderFile
from orders import is_loopback

PIECE = 64 * 1024
SLACK_HOSTS = ("slack.com", "slack-gov.com")
NEVER_SEEN = frozenset({"file_not_found", "file_deleted", "not_visible", "missing_scope", "access_denied"})
"""What files.info says of a file that another attempt won't bring: https://docs.slack.dev/reference/methods/files.info."""
GONE = frozenset({"tombstone", "hidden_by_limit"})
"""The modes of files that are deleted, or past what a free workspace keeps."""
OK = 200


class FileFailed(Exception):
    """The file can't be had, now or later; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class FileLate(Exception):
    """The file could not be had now; the text names the kind of failure."""


class SlackFile(NamedTuple):
    """A file as Slack describes it: `size` in bytes, `owner` the id of who put it there, None for no `download`."""

    name: str
    mimetype: str
    extensions: frozenset[str]
    size: int
    owner: str
    permalink: str | None
    download: str | None

    @classmethod
    def of(cls, file: dict[str, Any]) -> Self:
        """From Slack's file object: https://docs.slack.dev/reference/objects/file-object."""
        name = str(file.get("name") or file.get("title") or file["id"])
        extensions = {str(file.get("filetype") or "").lower(), name.rpartition(".")[2].lower()}
        # A file that lives elsewhere has a private address of that place, where the token mustn't go.
        download = None if file.get("is_external") else file.get("url_private_download")
        return cls(
            name=name,
            mimetype=str(file.get("mimetype") or ""),
            extensions=frozenset(extensions),
            size=int(file.get("size") or 0),
            owner=str(file.get("user") or ""),
            permalink=file.get("permalink"),
            download=download,
        )


def message_files(message: Mapping[str, Any], taken_from: str) -> tuple[OrderFile, ...]:
    """A message's files, and those of the messages it quotes, forwards or unfurls, each once."""
    attachments = message.get("attachments")
    quoted = [one for one in attachments if isinstance(one, dict)] if isinstance(attachments, list) else []
    found = [file for holder in (message, *quoted) for file in shown_files(holder.get("files"), taken_from)]
    return tuple({file.id: file for file in reversed(found)}.values())[::-1]


def shown_files(files: object, taken_from: str) -> tuple[OrderFile, ...]:
    """The files of an input or a message that are still there; where there are none Slack may send nothing."""
    if not isinstance(files, list):
        return ()
    there = (file for file in files if isinstance(file, dict) and file.get("id"))
    return tuple(_shown(file, taken_from) for file in there if file.get("mode") not in GONE)


def _shown(file: dict[str, Any], taken_from: str) -> OrderFile:
    seen = SlackFile.of(file)
    return OrderFile(
        id=str(file["id"]),
        name=seen.name,
        taken_from=taken_from,
        mimetype=seen.mimetype,
        size=seen.size,
        permalink=seen.permalink,
    )


class SlackFiles:
    """Asks and downloads with the bot's token. `timeout` in seconds bounds a download."""

    def __init__(self, client: AsyncWebClient, timeout: float) -> None:
        self._client = client
        self._api = urlsplit(client.base_url)
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def info(self, file_id: str) -> SlackFile:
        """What Slack lets the bot know of a file. Raises FileFailed, FileLate."""
        try:
            answer = await self._client.files_info(file=file_id)
            return SlackFile.of(answer["file"])
        except SlackApiError as error:
            if reason_of(error) in NEVER_SEEN:
                raise FileFailed(FileProblem.UNSEEN) from None
            raise FileLate(reason_of(error)) from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise FileLate(type(error).__name__) from None

    async def download(self, url: str, into: BinaryIO, largest: int) -> None:
        """Write the content, at most so many bytes, piece by piece. Raises FileFailed, FileLate."""
        if not self.is_slacks(url):
            raise FileFailed(FileProblem.UNSEEN)
        headers = {"Authorization": f"Bearer {self._client.token}"}
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=self._timeout, trust_env=self._api.scheme == "https"
                ) as session,
                # A redirect leads to the page where people sign in, or away with the token.
                session.get(url, headers=headers, allow_redirects=False) as answer,
            ):
                await _keep(answer, into, largest)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise FileLate(type(error).__name__) from None

    async def send(self, file: Path, user: str, comment: str) -> None:
        """A file of ours to a person, as a direct message. Raises SlackApiError, FileLate.

        https://docs.slack.dev/reference/methods/files.getUploadURLExternal
        """
        opened = await self._client.conversations_open(users=user)
        size = await asyncio.to_thread(os.path.getsize, file)
        place = await self._client.files_getUploadURLExternal(filename=file.name, length=size)
        await self._upload(str(place["upload_url"]), file)
        await self._client.files_completeUploadExternal(
            files=[{"id": place["file_id"], "title": file.name}],
            channel_id=opened["channel"]["id"],
            initial_comment=comment,
        )

    async def _upload(self, url: str, file: Path) -> None:
        """The content, piece by piece; the address itself is what permits it, so the token stays here."""
        if not self.is_slacks(url):
            raise FileLate("an address that isn't Slack's")
        try:
            with file.open("rb") as content:
                async with (
                    aiohttp.ClientSession(
                        timeout=self._timeout, trust_env=self._api.scheme == "https"
                    ) as session,
                    session.post(url, data=content, allow_redirects=False) as answer,
                ):
                    if answer.status != OK:
                        raise FileLate(f"Slack answered {answer.status}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise FileLate(type(error).__name__) from None

    def is_slacks(self, url: str) -> bool:
        """Whether the token may go there: https to one of Slack's hosts, or the sandbox on this machine."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if is_loopback(host):
            return (parts.scheme, parts.netloc) == (self._api.scheme, self._api.netloc)
        return parts.scheme == "https" and any(
            host == each or host.endswith(f".{each}") for each in SLACK_HOSTS
        )


async def _keep(answer: aiohttp.ClientResponse, into: BinaryIO, largest: int) -> None:
    if answer.status in range(300, 500):
        raise FileFailed(FileProblem.UNSEEN)
    if answer.status != OK:
        raise FileLate(f"Slack answered {answer.status}")
    size = 0
    async for piece in answer.content.iter_chunked(PIECE):
        size += len(piece)
        if size > largest:
            raise FileFailed(FileProblem.TOO_LARGE)
        into.write(piece)
