"""The floor: the bare Bolt app with the product's input and output, as it was recorded, and nothing else.

It reads and writes as often, in a copy of the product's database and through its `SqliteDatabase`; it makes the same
calls to Slack and the same POST, and acks a view of the usual size. It asks nothing, makes no view, and checks nothing.
Like the product, and unlike the bare app, it runs on uvloop and httptools where they are installed.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.load.people import INTERACTIONS
from benchmarks.load.recorded import Recording
from benchmarks.load.signed_http import SIGNING_SECRET
from benchmarks.load.stand_ins import CREATE
from benchmarks.load.store_calls import counted_store_calls
from storage.sql.database import Transaction
from storage.sql.queries import ORDER, PROFILE, SHOW_IN_MODAL
from storage.sqlite.database import SqliteDatabase

SAVE = "UPDATE orders SET draft = :draft, updated_at = updated_at + 1, version = version + 1 WHERE id = :id"
ROUNDING = 1e-6
SOME_ORDERS = "SELECT * FROM orders ORDER BY confirmed_at DESC LIMIT 64"


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

    def __init__(self, recording: Recording, database: SqliteDatabase, http: httpx.AsyncClient) -> None:
        counts, store = recording.counts, recording.counts.store
        self._recording, self._database, self._http = recording, database, http
        self._orders: Iterator[Any] = itertools.cycle(())
        self._reads, self._writes = Share(store["reads"]), Share(store["writes"])
        self._queries = Share(store["queries"], store["reads"])
        self._statements = Share(store["statements"], store["writes"])
        self._calls = {name: Share(many) for name, many in counts.calls.items() if name != "views.open"}
        self.acks_view = Share(counts.views_acked, INTERACTIONS - 1)

    async def begin(self) -> None:
        """Find orders to read and write."""
        self._orders = itertools.cycle(await self._database.rows(SOME_ORDERS, {}))

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
        row = next(self._orders)
        queries = ((ORDER, {"id": row["id"]}), (PROFILE, {"team": row["team"], "user": row["user"]}))
        await self._database.rows_of(*(queries[number % 2] for number in range(self._queries.take())))

    async def _write(self) -> None:
        row, statements = next(self._orders), self._statements.take()

        async def work(transaction: Transaction) -> None:
            if statements:
                await transaction.change(SAVE, {"id": row["id"], "draft": row["draft"]})
            for number in range(1, statements):
                shown = {"view_id": f"V{number}", "order_id": row["id"], "shown_at": row["updated_at"]}
                await transaction.change(SHOW_IN_MODAL, shown)

        await self._database.transaction(work)


def bare_io_app(slack_url: str, api_url: str, database: Path, recording: Recording) -> Starlette:
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
        headers, store = {"Content-Type": "application/json"}, SqliteDatabase(database)
        with counted_store_calls():
            async with (
                httpx.AsyncClient(base_url=api_url, headers=headers) as http,
                aiohttp.ClientSession() as client.session,
            ):
                await store.open()
                playing.append(Played(recording, store, http))
                await playing[0].begin()
                yield
                await asyncio.gather(*under_way)
                await store.close()

    routes = [Route("/healthz", healthz), Route("/slack/events", events, methods=["POST"])]
    return Starlette(routes=routes, lifespan=opened)


if __name__ == "__main__":
    port, database, recording = sys.argv[1:]
    uvicorn.run(
        bare_io_app(
            os.environ["SLACK_API_URL"],
            os.environ["ORDERS_API_URL"],
            Path(database),
            Recording.read(Path(recording)),
        ),
        host="127.0.0.1",
        port=int(port),
        log_config=None,
        access_log=False,
    )
