"""The Slack and the Orders API of a measurement: they answer at once, check nothing, and remember what matters."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
import time
from collections import Counter
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs
from uuid import UUID

from aiohttp import web

from benchmarks.load.apps.recording import CREATE, Json

ORDERS_API_SECONDS = 0.002
"""How long the Orders API takes for a request."""

TEAM, BOT_USER = "T0BENCH", "U0BOT"


class StandIns:
    """Both on one port of this machine. Use it as an async context manager."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: Counter[str] = Counter()
        """By Slack's method, and CREATE."""
        self.arguments: dict[str, Any] = {}
        """Of the latest call of each."""
        self.post_delay = 0.0
        """Seconds that chat.postMessage takes."""
        self._recorded: dict[str, asyncio.Future[float]] = {}
        self._numbers = itertools.count(1)
        self._views: dict[str, asyncio.Queue[Json]] = {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=10 * 1024**2)
        application.router.add_route("*", "/slack/{method}", self._slack)
        application.router.add_post(CREATE, self._create)
        application.router.add_get(CREATE, self._list)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def slack_url(self) -> str:
        """The base of the Web API, as SLACK_API_URL."""
        return f"{self.url}/slack/"

    def views_of(self, view_id: str) -> asyncio.Queue[Json]:
        """What the bot makes of that view, one after the other."""
        return self._views.setdefault(view_id, asyncio.Queue())

    def forget(self, view_id: str) -> None:
        """The view was closed."""
        self._views.pop(view_id, None)

    async def recorded(self, key: str) -> float:
        """When the order with that idempotency key was created, of `time.perf_counter`; waits until it is."""
        moment = await self._moment(key)
        del self._recorded[key]
        return moment

    def _moment(self, key: str) -> asyncio.Future[float]:
        return self._recorded.setdefault(key, asyncio.get_running_loop().create_future())

    async def _slack(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await _arguments(request)
        self.calls[method] += 1
        self.arguments[method] = given
        answer: Json = {"ok": True}
        match method:
            case "views.open" | "views.push":
                answer["view"] = self._show(f"V{given['trigger_id']}", given["view"])
            case "views.update":
                answer["view"] = self._show(given["view_id"], given["view"])
            case "chat.postMessage" | "chat.update":
                await asyncio.sleep(self.post_delay)
                answer |= {"channel": given["channel"], "ts": given.get("ts") or self._timestamp()}
            case "auth.test":
                answer |= {"team_id": TEAM, "user_id": BOT_USER, "bot_id": "B0BOT", "user": "orderdesk"}
            case "users.info":
                answer["user"] = {"id": given["user"], "team_id": TEAM, "locale": "en-US"}
            case "conversations.open":
                answer["channel"] = {"id": f"D{given['users'][1:]}"}
            case "conversations.history":
                answer["messages"] = []
        return web.json_response(answer)

    def _show(self, view_id: str, view: Json | str) -> Json:
        shown = with_block_ids(json.loads(view) if isinstance(view, str) else view)
        shown |= {"id": view_id, "root_view_id": view_id, "hash": "1", "team_id": TEAM}
        self.views_of(view_id).put_nowait(shown)
        return shown

    def _timestamp(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"

    async def _create(self, request: web.Request) -> web.Response:
        self.calls[CREATE] += 1
        self.arguments[CREATE] = await request.text()
        body = json.loads(self.arguments[CREATE])
        await asyncio.sleep(ORDERS_API_SECONDS)
        number = next(self._numbers)
        moment = self._moment(body["idempotencyKey"])
        if not moment.done():  # Nobody waits for it any more.
            moment.set_result(time.perf_counter())
        return web.json_response({"value": str(UUID(int=number)), "displayId": f"P1-{number}"}, status=201)

    async def _list(self, _request: web.Request) -> web.Response:
        await asyncio.sleep(ORDERS_API_SECONDS)
        return web.json_response({"values": [], "count": 0})


def with_block_ids(view: Json) -> Json:
    """The view, with an id for each block that has none, as Slack gives them."""
    blocks = [{"block_id": f"b{number}", **block} for number, block in enumerate(view["blocks"])]
    return {**view, "blocks": blocks}


async def _arguments(request: web.Request) -> Json:
    if request.method == "GET":  # users.info is read so.
        return dict(request.query)
    text = await request.text()
    if request.content_type == "application/json":
        arguments: Json = json.loads(text)
        return arguments
    return {key: values[0] for key, values in parse_qs(text).items()}


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
