"""Slack's side of HTTP: signed form bodies over connections that stay open, at the least cost to this process.

A general client would take as much of the machine as the server that is measured.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from collections import deque
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import quote_plus, urlsplit

Json = dict[str, Any]

SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105 - of a measurement


class NotAnswered(Exception):
    """The server answered something else than 200; the text is its status and beginning."""


class SlackRequests:
    """Sends payloads as Slack does; keeps how long each took, in seconds."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._free: deque[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = deque()
        self.seconds: list[float] = []

    async def interaction(self, payload: Json) -> Json:
        """An interaction's payload, and its ack."""
        return await self.send("payload=" + quote_plus(json.dumps(payload)))

    async def command(self, fields: Json) -> Json:
        """A slash command's fields, and its ack."""
        return await self.send("&".join(f"{key}={quote_plus(str(value))}" for key, value in fields.items()))

    async def send(self, body: str) -> Json:
        """A form body, signed; the JSON that came back, empty where nothing did."""
        timestamp = str(int(time.time()))
        digest = hmac.new(SIGNING_SECRET.encode(), f"v0:{timestamp}:{body}".encode(), sha256).hexdigest()
        content = body.encode()
        head = (
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={digest}\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        reader, writer = await self._connection()
        begun = time.perf_counter()
        writer.write(head.encode() + content)
        status, text = await _answer(reader)
        self.seconds.append(time.perf_counter() - begun)
        self._free.append((reader, writer))
        if status != HTTPStatus.OK:
            raise NotAnswered(f"{status}: {text[:200]!r}")
        answer: Json = json.loads(text) if text else {}
        return answer

    async def close(self) -> None:
        """Close every connection."""
        for _reader, writer in self._free:
            writer.close()
        self._free.clear()

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._free:
            return self._free.popleft()
        return await asyncio.open_connection(self._host, self._port, limit=2**20)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    status = int(lines[0].split(" ", 2)[1])
    if headers.get("transfer-encoding") == "chunked":
        return status, await _chunks(reader)
    return status, await reader.readexactly(int(headers.get("content-length", 0)))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return whole
