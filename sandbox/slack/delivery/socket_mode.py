"""Socket Mode's server side: websockets the app opens, envelopes sent down them, acks that come back.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from sandbox.slack.activity import ActivityFeed, Exchanged
from sandbox.slack.views import APP, Json

ANSWERED = frozenset({"slash_commands", "interactive"})


@dataclass(eq=False)
class Connection:
    """One open websocket and the envelopes it hasn't acked yet."""

    socket: web.WebSocketResponse
    awaited: dict[str, asyncio.Future[Json]] = field(default_factory=dict)


class SocketMode:
    """Hands out tickets for websockets and shares the payloads among the open ones in turn."""

    def __init__(self, activity: ActivityFeed) -> None:
        self._activity = activity
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self.connections: list[Connection] = []

    def ticket(self) -> str:
        """A ticket for one websocket."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer the websocket's handshake and read acks until it closes."""
        if request.query.get("ticket") not in self._tickets:
            return web.json_response({"ok": False, "error": "invalid_auth"}, status=404)
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(socket)
        self.connections.append(connection)
        try:
            await socket.send_json(_hello(len(self.connections)))
            self._activity.publish(Exchanged())
            await self._read(connection)
        finally:
            self.connections.remove(connection)
            self._activity.publish(Exchanged())
        return socket

    async def send(self, kind: str, payload: Json) -> Json:
        """Send one envelope down the next connection and wait for its ack: the answer's payload, or {}.

        Raises:
            ConnectionError: there is no connection, or it closed before the ack.
        """
        if not self.connections:
            raise ConnectionError("no open connection")
        connection = self.connections[next(self._turn) % len(self.connections)]
        envelope_id = str(uuid.uuid4())
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.awaited[envelope_id] = ack
        try:
            await connection.socket.send_json(_envelope(envelope_id, kind, payload))
            return await ack
        finally:
            connection.awaited.pop(envelope_id, None)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to reconnect, then close it, as Slack does every few hours."""
        for connection in list(self.connections):
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {}})
        await self.close()

    async def close(self) -> None:
        """Close every connection without a word, as a lost network does."""
        for connection in list(self.connections):
            await connection.socket.close()

    async def ping(self) -> None:
        """Ping every connection, as Slack does now and then."""
        for connection in self.connections:
            await connection.socket.ping(b"local")

    async def _read(self, connection: Connection) -> None:
        async for received in connection.socket:
            if received.type is WSMsgType.TEXT:
                answer = json.loads(received.data)
                ack = connection.awaited.get(answer.get("envelope_id", ""))
                if ack is not None and not ack.done():
                    ack.set_result(answer.get("payload") or {})
        for ack in connection.awaited.values():
            if not ack.done():
                ack.set_exception(ConnectionError("closed before the ack"))


def _hello(open_connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": open_connections,
        "connection_info": {"app_id": APP},
        "debug_info": {"host": "127.0.0.1", "approximate_connection_time": 3600},
    }


def _envelope(envelope_id: str, kind: str, payload: Json) -> Json:
    return {
        "envelope_id": envelope_id,
        "type": kind,
        "accepts_response_payload": kind in ANSWERED,
        "payload": payload,
    }
