"""The local Orders API's upload endpoint: a multipart form with one file, answered with its `file_id`."""

from __future__ import annotations

import uuid
from collections import deque
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web

from sandbox.orders_api.faults import Faults, UploadFault
from sandbox.orders_api.responses import hang_up, problem, refusal

UPLOAD_PATH = "/api/v1/file"
"""The sandbox's own default: the vendor names an upload endpoint and publishes no path."""

STATUSES = {
    UploadFault.UNAVAILABLE: 503,
    UploadFault.RATE_LIMITED: 429,
    UploadFault.UNAUTHORISED: 401,
    UploadFault.FORBIDDEN: 403,
    UploadFault.NOT_FOUND: 404,
    UploadFault.TOO_LARGE: 413,
    UploadFault.WRONG_TYPE: 415,
}


@dataclass(frozen=True)
class LocalFile:
    """A file the local API has taken."""

    id: str
    name: str
    mimetype: str
    content: bytes = field(repr=False)


class LocalUploads:
    """`files` by id, the oldest first; `requests` counts the uploads that arrived, refused ones too.

    `next_ids` are given to the next files; then ids are made up.
    """

    def __init__(self) -> None:
        self.files: dict[str, LocalFile] = {}
        self.requests = 0
        self.next_ids: deque[str] = deque()

    def clear(self) -> None:
        """Forget every file."""
        self.files.clear()
        self.requests = 0
        self.next_ids.clear()

    async def take(self, request: web.Request, faults: Faults) -> web.StreamResponse:
        """Answer an upload by an authorised client."""
        fault = faults.next_uploads.popleft() if faults.next_uploads else faults.every_upload
        if fault is UploadFault.RESET:
            return hang_up(request)
        if fault in STATUSES:
            return refusal(STATUSES[fault], faults)
        if not request.content_type.startswith("multipart/form-data"):
            return problem(415)
        file = await self._read(request, faults.largest_upload)
        if file is None:
            return problem(413)
        if not file.content or not file.name:
            return problem(400, ["file should not be empty"])
        if fault is UploadFault.NO_ID:
            return web.Response(status=201, text="Created")
        self.files[file.id] = file
        return web.json_response({"file_id": file.id}, status=201)

    async def _read(self, request: web.Request, largest: int) -> LocalFile | None:
        """The part called `file`; None for one that is too large."""
        form = await request.multipart()
        async for part in form:
            if not isinstance(part, BodyPartReader) or part.name != "file":
                continue
            content = bytearray()
            while chunk := await part.read_chunk():
                content += chunk
                if len(content) > largest:
                    return None
            mimetype = part.headers.get("Content-Type", "")
            return LocalFile(self._new_id(), part.filename or "", mimetype, bytes(content))
        return LocalFile("", "", "", b"")

    def _new_id(self) -> str:
        return self.next_ids.popleft() if self.next_ids else str(uuid.uuid4())
