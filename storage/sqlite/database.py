"""SQLite: one thread owns the connection that writes, each write BEGIN IMMEDIATE; others only read, beside it.

The schema is sqlite-utils' matter; statements are executed on the connection itself, which takes half the time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import sqlite_utils

from flows.notifications import Notification
from storage.errors import StoreUnavailable
from storage.sql.database import Database, Query, Result, Row, Transaction, Work
from storage.sql.deadline import seconds_left
from storage.sqlite.migrations import sqlite_migrations
from storage.sqlite.safety import ended_badly, is_small, refuse_if_damaged, refuse_if_not_ours, unavailable
from storage.sqlite.threads import Threads, TooLate

READERS = 4
"""Connections that only read: a long read holds up neither writes nor short reads."""

INSTRUCTIONS_BETWEEN_LOOKS = 100_000
"""Of SQLite's virtual machine, some milliseconds, after which a read looks whether its time is over."""

BUSY_SECONDS = 2.0
"""How long to wait for another writer: less than the 3 s in which Slack wants its ack."""


class SqliteTransaction:
    """A `Transaction` in the thread that owns the connection: each method has ended when it is awaited.

    Workers look for what is due themselves, so nothing is scheduled.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds."""
        return _found(self._connection.execute(query, dict(given)))

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""
        return self._connection.execute(statement, dict(given)).rowcount == 1

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these."""
        self._connection.executemany(statement, given)

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
        self._writer = Threads("sqlite", 1)
        self._readers = Threads("sqlite-reads", READERS)
        self._written: sqlite3.Connection | None = None
        self._read: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._closed = False

    async def open(self) -> None:
        """Open the file, making it and bringing its schema up to date. Raises StoreUnavailable."""
        await self._run(self._writer, lambda _left: self._open())

    async def rows_of(self, *queries: Query) -> Sequence[Sequence[Row]]:
        """What each of the queries finds, in one go."""
        return await self._run(self._readers, lambda ends_at: self._find(queries, ends_at))

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""

        def in_thread(ends_at: float) -> Result:
            connection = self._opened()
            # What waited for its turn waits that much less for another process's lock.
            connection.execute(f"PRAGMA busy_timeout = {round((ends_at - time.monotonic()) * 1000)}")
            with _immediate(connection):
                return _finish(work(SqliteTransaction(connection)))

        return await self._run(self._writer, in_thread)

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""
        await self.transaction(_write_a_page)

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._close)

    def _open(self) -> None:
        is_checked = is_small(self._path) or ended_badly(self._path)
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        database = sqlite_utils.Database(connection, execute_plugins=False)
        try:
            _set_pragmas(database)
            if is_checked:
                refuse_if_damaged(database, self._path)
            with _immediate(connection):
                refuse_if_not_ours(database, self._path)
                sqlite_migrations.apply(database)
        except BaseException:
            database.close()
            raise
        self._written = connection

    def _close(self) -> None:
        self._readers.close()
        self._writer.close()
        while not self._read.empty():
            self._read.get().close()
        # The last to close: it puts what the log holds into the file, which a reader can't.
        if self._written is not None:
            self._written.close()
            self._written = None

    async def _run(self, threads: Threads, work: Callable[[float], Result]) -> Result:
        if self._closed:
            raise StoreUnavailable(f"the database {self._path} is closed")
        seconds = seconds_left(BUSY_SECONDS)
        ends_at = time.monotonic() + seconds
        try:
            return await threads.run(lambda: self._in_time(work, ends_at), seconds)
        except TooLate:
            raise self._busy() from None
        except sqlite3.Error as error:
            raise unavailable(self._path, error) from error

    def _in_time(self, work: Callable[[float], Result], ends_at: float) -> Result:
        """In the thread: nobody waits any more for what has waited too long for its turn."""
        if self._written is not None and time.monotonic() >= ends_at:
            raise self._busy()
        return work(ends_at)

    def _find(self, queries: Sequence[Query], ends_at: float) -> Sequence[Sequence[Row]]:
        self._opened()
        connection = self._reader()
        try:
            connection.set_progress_handler(lambda: time.monotonic() > ends_at, INSTRUCTIONS_BETWEEN_LOOKS)
            return [_found(connection.execute(query, dict(given))) for query, given in queries]
        finally:
            self._read.put(connection)

    def _reader(self) -> sqlite3.Connection:
        """One that nobody reads with now; there are never more than threads."""
        with suppress(Empty):
            return self._read.get_nowait()
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _busy(self) -> StoreUnavailable:
        return StoreUnavailable(f"the database {self._path} can't be used: others' work takes too long")

    def _opened(self) -> sqlite3.Connection:
        if self._written is None:
            raise StoreUnavailable("the store is not open")
        return self._written


def _found(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


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
def _immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that takes the write lock at once: a later upgrade would fail without waiting."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # A full disk may refuse this too; SQLite advises to roll back then: https://www.sqlite.org/lang_transaction.html
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
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
