"""The floor of time: the bare Bolt app with the product's input and output, as it was recorded, and nothing else.

It reads and writes as often, in a copy of the product's database and through its `SqliteDatabase`; it makes the same
calls to Slack and the same POST, and acks a view of the usual size. It asks nothing, makes no view, and checks nothing.
Like the product, and unlike the bare app, it runs on uvloop and httptools where they are installed.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from benchmarks.load.apps.played import SAVE, SOME_ORDERS, playing_app
from benchmarks.load.apps.recording import Recording
from benchmarks.load.apps.store_calls import counted_store_calls
from storage.sql.database import Transaction
from storage.sql.queries import ORDER, PROFILE, SHOW_IN_MODAL
from storage.sqlite.database import SqliteDatabase


class ProductsDatabase:
    """A `PlayedStore` through the product's own threads and transactions."""

    def __init__(self, path: Path) -> None:
        self._database = SqliteDatabase(path)
        self._orders: Iterator[Any] = itertools.cycle(())

    async def open(self) -> None:
        """Open it, and find the orders."""
        await self._database.open()
        self._orders = itertools.cycle(await self._database.rows(SOME_ORDERS, {}))

    async def read(self, queries: int) -> None:
        """So many queries in one go."""
        row = next(self._orders)
        asked = ((ORDER, {"id": row["id"]}), (PROFILE, {"team": row["team"], "user": row["user"]}))
        await self._database.rows_of(*(asked[number % 2] for number in range(queries)))

    async def write(self, statements: int) -> None:
        """So many statements in one transaction."""
        row = next(self._orders)

        async def work(transaction: Transaction) -> None:
            if statements:
                await transaction.change(SAVE, {"id": row["id"], "draft": row["draft"]})
            for number in range(1, statements):
                shown = {"view_id": f"V{number}", "order_id": row["id"], "shown_at": row["updated_at"]}
                await transaction.change(SHOW_IN_MODAL, shown)

        await self._database.transaction(work)

    async def close(self) -> None:
        """Finish and close it."""
        await self._database.close()


if __name__ == "__main__":
    port, database, recording = sys.argv[1:]
    app = playing_app(
        os.environ["SLACK_API_URL"],
        os.environ["ORDERS_API_URL"],
        ProductsDatabase(Path(database)),
        Recording.read(Path(recording)),
    )
    with counted_store_calls():
        uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False)
