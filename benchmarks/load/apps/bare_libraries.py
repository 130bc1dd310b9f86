"""The floor of start and memory: the bare Bolt app with the product's input and output, and the libraries they need.

Those are Bolt, httpx, pydantic, phonenumbers, and uvloop and httptools. It imports no module of the
product: its rows are read and written through `sqlite3` itself. Its settings are its one model; it parses one number.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import phonenumbers
import uvicorn
from pydantic import BaseModel

from benchmarks.load.apps.played import SAVE, SOME_ORDERS, playing_app
from benchmarks.load.apps.recording import Recording

READ = "SELECT * FROM orders WHERE id = :id"


class Settings(BaseModel):
    """Its settings, read as the product reads its own."""

    slack_api_url: str
    orders_api_url: str


class PlainSqlite:
    """A `PlayedStore`: one connection, in one thread."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._orders: Iterator[Any] = itertools.cycle(())

    async def open(self) -> None:
        """Find the orders."""
        await self._run(self._find)

    async def read(self, queries: int) -> None:
        """So many queries in one go."""
        await self._run(lambda: self._read(queries))

    async def write(self, statements: int) -> None:
        """So many statements in one transaction."""
        await self._run(lambda: self._write(statements))

    async def close(self) -> None:
        """Close it."""
        await self._run(self._connection.close)

    async def _run(self, work: Callable[[], object]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _find(self) -> None:
        self._orders = itertools.cycle([dict(row) for row in self._connection.execute(SOME_ORDERS)])

    def _read(self, queries: int) -> None:
        row = next(self._orders)
        for _query in range(queries):
            self._connection.execute(READ, {"id": row["id"]}).fetchall()

    def _write(self, statements: int) -> None:
        row = next(self._orders)
        self._connection.execute("BEGIN IMMEDIATE")
        for _statement in range(statements):
            self._connection.execute(SAVE, {"id": row["id"], "draft": row["draft"]})
        self._connection.execute("COMMIT")


if __name__ == "__main__":
    port, database, recording = sys.argv[1:]
    phonenumbers.is_valid_number(phonenumbers.parse("999 00 111", "NO"))
    settings = Settings.model_validate({name.lower(): text for name, text in os.environ.items()})
    app = playing_app(
        settings.slack_api_url,
        settings.orders_api_url,
        PlainSqlite(Path(database)),
        Recording.read(Path(recording)),
    )
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False)
