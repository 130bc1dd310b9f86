"""A bare Bolt app that plays the product's input and output, as it was recorded. It imports nothing of the product."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import aiohttp
import httpx
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.load.apps.recording import CREATE, INTERACTIONS, Recording
from benchmarks.load.signed_http import SIGNING_SECRET

ROUNDING = 1e-6
SOME_ORDERS = "SELECT * FROM orders ORDER BY confirmed_at DESC LIMIT 64"
"""What is read and written again and again."""
SAVE = "UPDATE orders SET draft = :draft, updated_at = updated_at + 1, version = version + 1 WHERE id = :id"


class PlayedStore(Protocol):
    """A copy of the product's database, in which some of its orders are read and written."""

    async def open(self) -> None:
        """Open it, and find the orders."""

    async def read(self, queries: int) -> None:
        """So many queries in one go."""

    async def write(self, statements: int) -> None:
        """So many statements in one transaction."""

    async def close(self) -> None:
        """Finish and close it."""


class Share:
    """So many for each order, spread over its interactions."""

    def __init__(self, of_order: float, shares: float = INTERACTIONS) -> None:
        self._each, self._owed = of_order / shares, 0.0

    def take(self) -> int:
        """How many of them it is now."""
        self._owed += self._each
        whole = int(self._owed + ROUNDING)
        self._owed -= whole
        return whole


class Played:
    """The recorded input and output, in shares of an interaction."""

    def __init__(self, recording: Recording, database: PlayedStore, http: httpx.AsyncClient) -> None:
        counts, store = recording.counts, recording.counts.store
        self._recording, self._database, self._http = recording, database, http
        self._reads, self._writes = Share(store["reads"]), Share(store["writes"])
        self._queries = Share(store["queries"], store["reads"])
        self._statements = Share(store["statements"], store["writes"])
        self._calls = {name: Share(many) for name, many in counts.calls.items() if name != "views.open"}
        self.acks_view = Share(counts.views_acked, INTERACTIONS - 1)

    async def before_ack(self) -> tuple[int, int]:
        """The first of this interaction's reads and writes; gives how many more there are."""
        reads, writes = self._reads.take(), self._writes.take()
        if reads:
            await self._read()
        if writes:
            await self._write()
        return reads - 1, writes - 1

    async def after_ack(self, client: AsyncWebClient, reads: int, writes: int) -> None:
        """The others, the calls to Slack, and an order's POST once in nine."""
        for _read in range(reads):
            await self._read()
        for _write in range(writes):
            await self._write()
        for name, share in self._calls.items():
            for _call in range(share.take()):
                if name == CREATE:
                    await self._http.post(CREATE, content=self._recording.arguments[CREATE])
                else:
                    await client.api_call(name, json=self._recording.arguments[name])

    async def _read(self) -> None:
        await self._database.read(self._queries.take())

    async def _write(self) -> None:
        await self._database.write(self._statements.take())


def playing_app(slack_url: str, api_url: str, store: PlayedStore, recording: Recording) -> Starlette:
    """The bare app, playing that."""
    client = AsyncWebClient(token="xoxb-bench", base_url=slack_url)  # noqa: S106 - of a measurement
    app = AsyncApp(name="bare", client=client, signing_secret=SIGNING_SECRET)
    playing: list[Played] = []
    under_way: set[asyncio.Task[None]] = set()

    def go_on(client: AsyncWebClient, left: tuple[int, int]) -> None:
        task = asyncio.create_task(playing[0].after_ack(client, *left))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    @app.command("/order")
    async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        left = await playing[0].before_ack()
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=recording.view)
        go_on(client, left)

    @app.view(recording.view["callback_id"])
    async def submit(ack: AsyncAck, client: AsyncWebClient) -> None:
        left = await playing[0].before_ack()
        if playing[0].acks_view.take():
            await ack(response_action="update", view=recording.view)
        else:
            await ack()
        go_on(client, left)

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    @asynccontextmanager
    async def opened(_app: Starlette) -> AsyncIterator[None]:
        headers = {"Content-Type": "application/json"}
        async with (
            httpx.AsyncClient(base_url=api_url, headers=headers) as http,
            aiohttp.ClientSession() as client.session,
        ):
            await store.open()
            playing.append(Played(recording, store, http))
            yield
            await asyncio.gather(*under_way)
            await store.close()

    routes = [Route("/healthz", healthz), Route("/slack/events", events, methods=["POST"])]
    return Starlette(routes=routes, lifespan=opened)
