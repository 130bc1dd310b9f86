"""Files in the workspace: kept in memory, described as Slack does, given to the app by `url_private`.

Source: https://docs.slack.dev/reference/objects/file-object.
"""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from urllib.parse import quote

from aiohttp import web

from sandbox.slack.views import TEAM_DOMAIN, Json

FILE_BYTES = 10 * 1024**2  # https://docs.slack.dev/reference/block-kit/block-elements/file-input-element


class Files:
    """Puts files into `described` (Slack's file objects by id) and serves their content.

    `address` gives the folder's URL once the server listens; the app authorises itself with its bot token. While
    `is_down` is set, no content is given.
    """

    def __init__(self, described: dict[str, Json], token: str, address: Callable[[], str]) -> None:
        self._described = described
        self._token = token
        self._address = address
        self._contents: dict[str, bytes] = {}
        self._expected: dict[str, Json] = {}
        self._uploaded: dict[str, Json] = {}
        self.is_down = False

    def add(self, person: str, name: str, content: bytes) -> Json:
        """A file of that person's; gives Slack's file object."""
        identifier = f"F{secrets.token_hex(5).upper()}"
        self._contents[identifier] = content
        self._described[identifier] = self._description(identifier, person, name, len(content))
        return self._described[identifier]

    def expect(self, app: str, name: str, length: int) -> tuple[str, str]:
        """A file that the app is going to upload: its id, and the address that takes it once.

        Source: https://docs.slack.dev/reference/methods/files.getUploadURLExternal.
        """
        identifier, ticket = f"F{secrets.token_hex(5).upper()}", secrets.token_hex(12)
        self._expected[ticket] = self._description(identifier, app, name, length)
        return identifier, f"{self._address().removesuffix('/files')}/upload/{ticket}"

    async def take(self, request: web.Request) -> web.Response:
        """POST the content, raw or as a form: to an address that was given out, and of the length that was said."""
        file = self._expected.pop(request.match_info["ticket"], None)
        if file is None:
            return web.Response(status=404)
        content = await request.read()
        if len(content) != file["size"]:
            return web.Response(status=400)
        self._contents[file["id"]] = content
        self._uploaded[file["id"]] = file
        return web.Response(text=f"OK - {len(content)}")

    def finish(self, identifier: str) -> Json | None:
        """A file of the app's own that has arrived; None for any other."""
        file = self._uploaded.pop(identifier, None)
        if file is not None:
            self._described[identifier] = file
        return file

    def content(self, identifier: str) -> bytes:
        """What is in a file. Raises KeyError."""
        return self._contents[identifier]

    def delete(self, file: Json) -> None:
        """Delete a file; of its description only the tombstone is left wherever it was shared."""
        self._contents.pop(file["id"], None)
        self._described.pop(file["id"], None)
        identifier = file["id"]
        file.clear()
        file |= {"id": identifier, "mode": "tombstone"}

    async def give(self, request: web.Request) -> web.Response:
        """GET the content: for the app's token, or for the page itself; everyone else is sent to sign in."""
        if self.is_down:
            return web.Response(status=503)
        allowed = (
            request.headers.get("Authorization") == f"Bearer {self._token}"
            or request.headers.get("Sec-Fetch-Site") == "same-origin"
        )
        if not allowed:
            return web.Response(status=302, headers={"Location": "/signin"})
        content = self._contents.get(request.match_info["id"])
        if content is None:
            return web.Response(status=404)
        file = self._described[request.match_info["id"]]
        return web.Response(body=content, content_type=file["mimetype"])

    def clear(self) -> None:
        """Drop every file."""
        for kept in (self._contents, self._expected, self._uploaded):
            kept.clear()
        self._described.clear()
        self.is_down = False

    def _description(self, identifier: str, person: str, name: str, size: int) -> Json:
        url = f"{self._address()}/{identifier}/{quote(name)}"
        return {
            "id": identifier,
            "name": name,
            "title": name,
            "filetype": name.rpartition(".")[2].lower(),
            "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "size": size,
            "user": person,
            "mode": "hosted",
            "is_external": False,
            "url_private": url,
            "url_private_download": url,
            "permalink": f"https://{TEAM_DOMAIN}.slack.com/files/{person}/{identifier}/{quote(name)}",
            "channels": [],
        }
