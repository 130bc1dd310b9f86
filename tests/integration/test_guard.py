"""What anybody may send to /slack/events: nothing unsigned is read or logged, and nothing keeps Slack out."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp
import pytest
import uvicorn
from starlette.responses import PlainTextResponse, Response

from bot.web.guard import MOST_BYTES, Guard
from tests.support.logs import real_logs
from tests.support.product import Product, Server
from tests.support.signed import signed

SECRET = "a-signing-secret"
FORM = "application/x-www-form-urlencoded"
NAME = "Ola Nordmann"
SIGNED = "signed"


async def answer(_body: bytes, _content_type: str) -> Response:
    return PlainTextResponse(SIGNED)


@asynccontextmanager
async def guarded(body_seconds: float = 5.0) -> AsyncIterator[int]:
    """The port of a real server with nothing behind its guard but `answer`."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(uvicorn.Config(Guard(answer, SECRET, body_seconds), log_config=None, lifespan="off"))
    serving = asyncio.create_task(server._serve([listening]))
    await server.up.wait()
    try:
        yield listening.getsockname()[1]
    finally:
        server.stop()
        await serving


async def post(port: int, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """The status and text of the answer."""
    url = f"http://127.0.0.1:{port}/slack/events"
    given = {"Content-Type": FORM} | (headers or {})
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=io.BytesIO(body), headers=given) as response,
    ):
        return response.status, await response.text()


async def sent(
    port: int, head: Iterable[str], body: bytes = b""
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which this has been sent, byte for byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = ["POST /slack/events HTTP/1.1", "Host: localhost", f"Content-Type: {FORM}", *head]
    writer.write("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body)
    await writer.drain()
    return reader, writer


async def test_a_body_is_read_up_to_its_limit_and_no_further() -> None:
    async with guarded() as port:
        most = b"x" * MOST_BYTES
        assert await post(port, most, signed(SECRET, most)) == (200, SIGNED)
        more = most + b"x"
        assert (await post(port, more, signed(SECRET, more)))[0] == 413


async def test_a_body_of_no_declared_length_is_counted_while_it_arrives() -> None:
    async with guarded() as port:
        _reader, writer = await sent(port, ["Transfer-Encoding: chunked"])
        for _chunk in range(MOST_BYTES // 65536 + 1):
            writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
        assert (await _reader.readline()).startswith(b"HTTP/1.1 413 ")
        writer.close()


async def test_a_large_body_is_refused_by_its_declared_length_before_a_byte_of_it_came() -> None:
    async with guarded() as port:
        reader, writer = await sent(port, [f"Content-Length: {200 * 1024**2}"])
        assert (await reader.readline()).startswith(b"HTTP/1.1 413 ")
        await reader.read()  # It closes, so that the rest is no request of its own.
        writer.close()


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "1e9"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "²"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v1=" + "0" * 64},
    ],
)
async def test_what_was_never_a_signature_is_refused_as_a_wrong_one(changed: dict[str, str]) -> None:
    async with guarded() as port:
        headers = signed(SECRET, b"a=b") | changed
        head = [*(f"{name}: {value}" for name, value in headers.items()), "Content-Length: 3"]
        reader, writer = await sent(port, head, b"a=b")
        assert (await reader.readline()).startswith(b"HTTP/1.1 401 ")
        writer.close()


async def test_bytes_that_are_no_text_are_refused_unsigned_and_let_through_signed() -> None:
    async with guarded() as port:
        assert (await post(port, b"\xff\xfe"))[0] == 401
        assert await post(port, b"\xff\xfe", signed(SECRET, b"\xff\xfe")) == (200, SIGNED)


async def test_slacks_unsigned_question_about_the_certificate_is_answered() -> None:
    async with guarded() as port:
        asked = urlencode({"ssl_check": "1", "token": "local-verification-token"}).encode()
        assert await post(port, asked) == (200, "")
        assert (await post(port, asked + b"&a=" + b"x" * 1024))[0] == 401
        assert (await post(port, asked + b"&ssl_check=2"))[0] == 401


async def test_half_a_body_is_waited_for_and_then_its_connection_is_closed() -> None:
    async with guarded(body_seconds=0.2) as port:
        reader, writer = await sent(port, ["Content-Length: 1000"], b"payload=")
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
        await reader.read()
        writer.close()


async def test_three_hundred_half_sent_bodies_keep_nobody_out_and_are_let_go() -> None:
    async with guarded(body_seconds=1.0) as port:
        halves = await asyncio.gather(*(sent(port, ["Content-Length: 1000"], b"a=") for _ in range(300)))
        assert await post(port, b"a=b", signed(SECRET, b"a=b")) == (200, SIGNED)
        ends = await asyncio.gather(*(reader.read() for reader, _writer in halves))
        assert all(end.startswith(b"HTTP/1.1 408 ") for end in ends)
        for _reader, writer in halves:
            writer.close()


async def test_what_outsiders_can_cause_is_one_line_of_each_kind_at_first() -> None:
    with real_logs() as lines:
        async with guarded() as port:
            for _left in range(20):
                _reader, writer = await sent(port, ["Content-Length: 1000"], b"a=")
                writer.close()
                await writer.wait_closed()
                assert (await post(port, b"a=b"))[0] == 401
                _reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(b"\x16\x03\x01 no HTTP at all\r\n\r\n")
                assert (await _reader.readline()).startswith(b"HTTP/1.1 400 ")
                writer.close()
        written = [line.get("reason", line["event"]) for line in lines()]
    assert sorted(written) == [
        "Invalid HTTP request received.",
        "it is not signed by Slack",
        "its sender left before the end",
    ]


async def test_an_unsigned_payload_is_not_logged(product: Product) -> None:
    body = json.dumps({"type": "view_submission", "name": NAME}).encode()
    with real_logs() as lines:
        port = int(product.url.rpartition(":")[2])
        assert (await post(port, body, signed("rotated", body)))[0] == 401
        (line,) = lines()
    assert NAME not in json.dumps(line, ensure_ascii=False)
