"""SQLite: one thread owns the connection that writes, each write BEGIN IMMEDIATE; others only read, beside it.

The schema's changes are sqlite-utils' matter; statements are executed on the connection itself, in half the time.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from storage.errors import StoreUnavailable
from storage.sql.database import Database, Query, Result, Row, Transaction, Work
from storage.sql.deadline import waiting
from storage.sqlite.safety import ended_badly, is_small, refuse_if_damaged, refuse_if_not_ours, unavailable
from storage.sqlite.steps import bring_up_to_date
from storage.sqlite.threads import Job, Threads, TooLate
from storage.sqlite.writer import Writer, found_by, immediate

READERS = 4
"""Connections that only read: a long read holds up neither writes nor short reads."""

READERS_KILOBYTES = 1024
"""Of a reader's own cache, for what one query reads: a hundred orders of a large file are on as many pages, and so are
their entries of an index. The system keeps the file's pages for all readers."""

WRITERS_KILOBYTES = 512
"""Of the writer's: what one transaction touches. SQLite would keep two megabytes."""

LOG_PAGES = 4000
"""Of SQLite's log, 16 MB, after which a commit moves them into the file; a page that many writes changed is moved once.

SQLite's own is a thousand. It is the writer that moves them: docs/decisions/0003-sqlite.md.
"""

INSTRUCTIONS_BETWEEN_LOOKS = 100_000
"""Of SQLite's virtual machine, some milliseconds, after which a read looks whether its time is over."""

BUSY_SECONDS = 2.0
"""How long to wait for another writer: less than the 3 s in which Slack wants its ack."""


class Read(NamedTuple):
    """Queries that must have ended at `ends_at`, of the monotonic clock."""

    queries: Sequence[Query]
    ends_at: float


class SqliteDatabase(Database):
    """A `Database` in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers = Threads("sqlite-reads", READERS, self._read)
        self._writer: Writer | None = None
        self._unused: list[sqlite3.Connection] = []
        """What was used last is used next: its cache holds what is asked for, and the others' stay empty."""
        self._closed = False

    async def open(self) -> None:
        """Open the file, making it and bringing its schema up to date. Raises StoreUnavailable."""
        try:
            self._writer = Writer(await asyncio.to_thread(self._open))
        except sqlite3.Error as error:
            raise unavailable(self._path, error) from error

    async def rows_of(self, *queries: Query) -> Sequence[Sequence[Row]]:
        """What each of the queries finds, in one go."""
        self._opened()
        try:
            with waiting(BUSY_SECONDS) as seconds:
                found: Any = await self._readers.run(Read(queries, time.monotonic() + seconds), seconds)
        except (TooLate, sqlite3.Error) as error:
            raise self._unavailable(error) from _cause(error)
        return found  # type: ignore[no-any-return] # a thread's

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""
        writer = self._opened()
        try:
            with waiting(BUSY_SECONDS) as seconds:
                return await writer.run(work, time.monotonic() + seconds)
        except (TooLate, sqlite3.Error) as error:
            raise self._unavailable(error) from _cause(error)

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""
        await self.transaction(_write_a_page)

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        if not self._closed:
            self._closed = True
            await asyncio.to_thread(self._close)

    def _open(self) -> sqlite3.Connection:
        is_checked = is_small(self._path) or ended_badly(self._path)
        connection = self._connect()
        try:
            _set_pragmas(connection)
            if is_checked:
                refuse_if_damaged(connection, self._path)
            with immediate(connection):
                refuse_if_not_ours(connection, self._path)
                bring_up_to_date(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _close(self) -> None:
        self._readers.close()
        for connection in self._unused:
            connection.close()
        # The last to close: it puts what the log holds into the file, which a reader can't.
        if self._writer is not None:
            self._writer.close()

    def _unavailable(self, error: TooLate | sqlite3.Error) -> StoreUnavailable:
        """What keeps the file from being used, in words that name it."""
        if isinstance(error, TooLate):
            return StoreUnavailable(f"the database {self._path} can't be used: others' work takes too long")
        return unavailable(self._path, error)

    def _opened(self) -> Writer:
        if self._closed:
            raise StoreUnavailable(f"the database {self._path} is closed")
        if self._writer is None:
            raise StoreUnavailable("the store is not open")
        return self._writer

    def _read(self, jobs: Sequence[Job[Read]]) -> None:
        """In a thread."""
        for job in jobs:
            try:
                job.end(self._found(job.work))
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                job.end(error=error)

    def _found(self, read: Read) -> Sequence[Sequence[Row]]:
        if time.monotonic() >= read.ends_at:
            raise TooLate
        connection = self._reader()
        try:
            connection.set_progress_handler(
                lambda: time.monotonic() > read.ends_at, INSTRUCTIONS_BETWEEN_LOOKS
            )
            return [found_by(connection.execute(query, given)) for query, given in read.queries]
        finally:
            self._unused.append(connection)

    def _reader(self) -> sqlite3.Connection:
        """One that nobody reads with now; there are never more than threads."""
        with suppress(IndexError):
            return self._unused.pop()
        connection = self._connect()
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{READERS_KILOBYTES}")
        return connection

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )


def _cause(error: TooLate | sqlite3.Error) -> sqlite3.Error | None:
    """What an operator should read beside it."""
    return None if isinstance(error, TooLate) else error


def _set_pragmas(connection: sqlite3.Connection) -> None:
    _until_not_locked(lambda: connection.execute("PRAGMA journal_mode = WAL").fetchone())
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{WRITERS_KILOBYTES}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")


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


async def _write_a_page(transaction: Transaction) -> None:
    """An empty transaction succeeds on a full disk; `user_version` is SQLite's own and read by nobody here."""
    (row,) = await transaction.rows("PRAGMA user_version", {})
    await transaction.change(f"PRAGMA user_version = {0 if row['user_version'] else 1}", {})
