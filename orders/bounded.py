"""Reading an answer's body in pieces, so that one of any size, packed or not, takes little memory."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

MOST_BYTES = 5 * 1024**2
"""After unpacking: a page of the list with 500 orders has far fewer."""

ENCODINGS = "gzip"
"""What we can unpack piece by piece."""

GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class BeyondBounds(Exception):
    """The body is longer than we read, or packed in a way that we don't know."""


async def read_text(pieces: AsyncIterator[bytes], encoding: str, charset: str | None) -> str:
    """The body as text, from the bytes as they arrive; `encoding` is its Content-Encoding. Raises BeyondBounds."""
    unpack = _unpacker(encoding.strip().lower())
    body = bytearray()
    async for piece in pieces:
        body += unpack(piece, MOST_BYTES - len(body) + 1)
        if len(body) > MOST_BYTES:
            raise BeyondBounds(f"the answer is longer than {MOST_BYTES // 1024**2} MB")
    try:
        return body.decode(charset or "utf-8", "replace")
    except (LookupError, UnicodeError):  # a charset of no kind, or of one that can't replace
        return body.decode("utf-8", "replace")


class _Plain:
    def __call__(self, piece: bytes, most: int) -> bytes:
        return piece[:most]


class _Packed:
    def __init__(self) -> None:
        self._unpacker = zlib.decompressobj(GZIP_OR_ZLIB)

    def __call__(self, piece: bytes, most: int) -> bytes:
        # What it keeps back has reached `most`, so nobody asks for it.
        try:
            return self._unpacker.decompress(piece, most)
        except zlib.error:
            raise BeyondBounds("the answer can't be unpacked") from None


def _unpacker(encoding: str) -> _Plain | _Packed:
    match encoding:
        case "" | "identity":
            return _Plain()
        case "gzip" | "x-gzip" | "deflate":
            return _Packed()
    raise BeyondBounds("the answer is packed in an unknown way")
