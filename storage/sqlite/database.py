"""SQLite through sqlite-utils: one thread owns the connection; every write is BEGIN IMMEDIATE."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlite_utils

from flows.notifications import Notification
from storage.database import Database, Result, Row, Transaction, Work
from storage.deadline import seconds_left
from storage.errors import StoreUnavailable
from storage.sqlite.migrations import sqlite_migrations
from storage.sqlite.safety import refuse_if_damaged, refuse_if_not_ours, unavailable

BUSY_SECONDS = 2.0
"""How long to wait for another writer: less than the 3 s in which Slack wants its ack."""


class SqliteTransaction:
    """A `Transaction` in the thread that owns the connection: each method has ended when it is awaited.

    Workers look for what is due themselves, so nothing is scheduled.
    """

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds."""
        return list(self._database.query(query, dict(given)))

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""
        return self._database.execute(statement, dict(given)).rowcount == 1

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these."""
        self._database.conn.executemany(statement, given)

    async def take_turns(self, matter: str) -> None:
        """Nothing to wait for: all writers take turns."""

    async def schedule_order(self, order_id: str, due: datetime) -> None:
        """Nothing to do."""

    async def schedule_notification(self, notification: Notification, due: datetime) -> None:
        """Nothing to do."""


class SqliteDatabase(Database):
    """A `Database` in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._database: sqlite_utils.Database | None = None
        self._closed = False

    async def open(self) -> None:
        """Open the file, making it and bringing its schema up to date. Raises StoreUnavailable."""
        await self._run(self._open)

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds."""
        return await self._run(lambda: list(self._opened().query(query, dict(given))))

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""

        def in_thread() -> Result:
            with _immediate(self._opened()) as database:
                return _finish(work(SqliteTransaction(database)))

        return await self._run(in_thread)

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""
        await self.transaction(_write_a_page)

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown()

    def _open(self) -> None:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        database = sqlite_utils.Database(connection, execute_plugins=False)
        try:
            _set_pragmas(database)
            refuse_if_damaged(database, self._path)
            with _immediate(database):
                refuse_if_not_ours(database, self._path)
                sqlite_migrations.apply(database)
        except BaseException:
            database.close()
            raise
        self._database = database

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._closed:
            raise StoreUnavailable(f"the database {self._path} is closed")
        ends_at = time.monotonic() + seconds_left(BUSY_SECONDS)
        job = self._thread.submit(self._in_time, work, ends_at)
        future = asyncio.wrap_future(job)
        try:
            # Not wait_for: the transaction of a cancelled request ends in its thread, and somebody must read how.
            done, _ = await asyncio.wait({future}, timeout=ends_at - time.monotonic())
            if not done and job.cancel():
                raise self._busy()
            return await asyncio.shield(future)
        except sqlite3.Error as error:
            raise unavailable(self._path, error) from error

    def _in_time(self, work: Callable[[], Result], ends_at: float) -> Result:
        """In the thread: what waited for its turn waits that much less for another process's lock."""
        if self._database is not None:
            left = ends_at - time.monotonic()
            if left <= 0:
                raise self._busy()
            self._database.execute(f"PRAGMA busy_timeout = {round(left * 1000)}")
        return work()

    def _busy(self) -> StoreUnavailable:
        return StoreUnavailable(f"the database {self._path} can't be used: others' work takes too long")

    def _opened(self) -> sqlite_utils.Database:
        if self._database is None:
            raise StoreUnavailable("the store is not open")
        return self._database


def _set_pragmas(database: sqlite_utils.Database) -> None:
    _until_not_locked(lambda: database.execute("PRAGMA journal_mode = WAL").fetchone())
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA foreign_keys = ON")


def _until_not_locked(work: Callable[[], object]) -> None:
    """Switching to WAL ignores the busy time-out, so several starters are waited for here."""
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            work()
        except sqlite3.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def _immediate(database: sqlite_utils.Database) -> Iterator[sqlite_utils.Database]:
    """A transaction that takes the write lock at once: a later upgrade would fail without waiting."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        # A full disk may refuse this too; SQLite advises to roll back then: https://www.sqlite.org/lang_transaction.html
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


async def _write_a_page(transaction: Transaction) -> None:
    """An empty transaction succeeds on a full disk; `user_version` is SQLite's own and read by nobody here."""
    (row,) = await transaction.rows("PRAGMA user_version", {})
    await transaction.change(f"PRAGMA user_version = {0 if row['user_version'] else 1}", {})


def _finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it to its end, here and now: all that it awaits has ended already."""
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    work.close()
    raise RuntimeError("a transaction awaits nothing but its own methods")
