"""An answer of any size takes little memory."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Callable

import pytest

from orders.bounded import MOST_BYTES, BeyondBounds, read_text
from sandbox.orders_api.responses import giant_answer

TEXT = '{"name": "Lærdal"}'
PIECE = 64 * 1024


async def pieces(body: bytes, size: int = PIECE) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


@pytest.mark.parametrize(
    ("pack", "encoding"),
    [
        (bytes, ""),
        (bytes, "identity"),
        (gzip.compress, "gzip"),
        (gzip.compress, " X-GZIP "),
        (zlib.compress, "deflate"),
    ],
)
async def test_a_body_is_read_whole_however_it_arrives(pack: Callable[[bytes], bytes], encoding: str) -> None:
    for size in (1, PIECE):
        assert await read_text(pieces(pack(TEXT.encode()), size), encoding, None) == TEXT


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "Lærdal"),
        ("latin-1", "LÃ¦rdal"),
        ("no-such-charset", "Lærdal"),
        ("idna", "Lærdal"),
        ("hex", "Lærdal"),
    ],
)
async def test_a_charset_that_can_not_be_used_is_taken_for_utf_8(charset: str, text: str) -> None:
    assert await read_text(pieces("Lærdal".encode()), "", charset) == text


async def test_a_body_may_be_as_long_as_the_bound_and_no_longer() -> None:
    longest = b"x" * MOST_BYTES
    for body, encoding in ((longest, ""), (gzip.compress(longest), "gzip")):
        assert len(await read_text(pieces(body), encoding, None)) == MOST_BYTES
    for body, encoding in ((longest + b"x", ""), (gzip.compress(longest + b"x"), "gzip")):
        with pytest.raises(BeyondBounds, match="longer than 5 MB"):
            await read_text(pieces(body), encoding, None)


async def test_a_gigabyte_in_a_megabyte_takes_no_more_than_the_bound() -> None:
    giant = giant_answer().body
    assert isinstance(giant, bytes)
    tracemalloc.start()
    try:
        with pytest.raises(BeyondBounds):
            await read_text(pieces(giant), "gzip", None)
        assert tracemalloc.get_traced_memory()[1] < 4 * MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
async def test_what_is_packed_in_an_unknown_way_is_left_unread(encoding: str) -> None:
    with pytest.raises(BeyondBounds, match="unknown way"):
        await read_text(pieces(b"{}"), encoding, None)


async def test_what_only_claims_to_be_packed_is_left_unread() -> None:
    with pytest.raises(BeyondBounds, match="can't be unpacked"):
        await read_text(pieces(b"{}"), "gzip", None)
