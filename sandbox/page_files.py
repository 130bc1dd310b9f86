"""Files put into a file input: kept in memory, given back to the app by `url_private`."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

from sandbox.surfaces import Json

FILE_BYTES = 10 * 1024**2  # https://docs.slack.dev/reference/block-kit/block-elements/file-input-element


class Files:
    """Takes uploads into `files` (Slack's file objects by id) and serves their content.

    `address` gives the folder's URL once the server listens; the app authorises itself with its bot token.
    """

    def __init__(self, files: dict[str, Json], token: str, address: Callable[[], str]) -> None:
        self._files = files
        self._token = token
        self._address = address
        self._contents: dict[str, bytes] = {}

    async def take(self, request: web.Request) -> web.Response:
        """POST with the content as body and `?name=`: gives the file object."""
        content = await request.content.read(FILE_BYTES + 1)
        while len(content) <= FILE_BYTES and (more := await request.content.read(FILE_BYTES)):
            content += more
        if len(content) > FILE_BYTES:
            return web.json_response({"error": "A file may be up to 10 MB."}, status=413)
        name = request.query.get("name") or "file"
        identifier = f"F{secrets.token_hex(5).upper()}"
        self._contents[identifier] = content
        self._files[identifier] = self._described(identifier, name, len(content))
        return web.json_response(self._files[identifier])

    async def give(self, request: web.Request) -> web.Response:
        """GET the content: for the app's token, or for the page itself."""
        content = self._contents.get(request.match_info["id"])
        allowed = (
            request.headers.get("Authorization") == f"Bearer {self._token}"
            or request.headers.get("Sec-Fetch-Site") == "same-origin"
        )
        if content is None or not allowed:
            return web.Response(status=404 if allowed else 403)
        file = self._files[request.match_info["id"]]
        return web.Response(body=content, content_type=file["mimetype"])

    def forget(self) -> None:
        """Drop every file's content."""
        self._contents.clear()

    def _described(self, identifier: str, name: str, size: int) -> Json:
        url = f"{self._address()}/{identifier}/{quote(name)}"
        return {
            "id": identifier,
            "name": name,
            "title": name,
            "filetype": name.rpartition(".")[2].lower(),
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": size,
            "url_private": url,
            "url_private_download": url,
            "permalink": url,
        }
