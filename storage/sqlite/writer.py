"""The one connection that writes. Writes that wait for each other are one transaction, and one flush to the disk."""

import functools
import sqlite3
import time
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from flows.notifications import Notification
from storage.sql.database import Query, Result, Row, Work
from storage.sqlite.threads import Job, Threads, TooLate

AT_ONCE = 32
"""Writes of one transaction: each takes a fraction of what the flush does."""

Outcome = tuple[object, BaseException | None]


class SqliteTransaction:
    """A `Transaction` in the thread that owns the connection: each method has ended when it is awaited.

    Workers look for what is due themselves, so nothing is scheduled.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds."""
        return found_by(self._connection.execute(query, given))

    async def rows_of(self, *queries: Query) -> list[list[dict[str, Any]]]:
        """What each of the queries finds."""
        return [await self.rows(query, given) for query, given in queries]

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""
        return self._connection.execute(statement, given).rowcount == 1

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these."""
        self._connection.executemany(statement, given)

    async def insert(self, table: str, rows: Sequence[Row], or_else: str = "") -> None:
        """Add the rows in one statement: with each, other threads are let in, and waited for."""
        if rows:
            columns = tuple(rows[0])
            values = [row[column] for row in rows for column in columns]
            self._connection.execute(insertion_of_all(table, columns, len(rows), or_else), values)

    async def take_turns(self, matter: str) -> None:
        """Nothing to wait for: all writers take turns."""

    async def schedule_order(self, order_id: str, due: datetime) -> None:
        """Nothing to do."""

    async def unschedule_order(self, order_id: str, due: datetime) -> None:
        """Nothing to do."""

    async def schedule_notification(self, notification: Notification, due: datetime) -> None:
        """Nothing to do."""

    async def unschedule_notification(self, notification: Notification, due: datetime) -> None:
        """Nothing to do."""


@functools.cache
def insertion_of_all(table: str, columns: Sequence[str], many: int, or_else: str) -> str:
    """The statement that adds so many rows, whose values are given in turn."""
    names, row = ", ".join(f'"{column}"' for column in columns), f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * many)} {or_else}"  # noqa: S608 - our own names


class Write(NamedTuple):
    """Work to be done in a transaction that begins before `ends_at`, of the monotonic clock."""

    work: Work[Any]
    ends_at: float


class _HalfDone(Exception):
    """A write of several has changed something, and then raised: its changes can't be told from the others'."""


class Writer:
    """Does writes in turn, in a thread of its own. One that fails undoes no other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._busy_seconds: float | None = None
        self._threads = Threads("sqlite", 1, self._write, AT_ONCE)

    async def run(self, work: Work[Result], ends_at: float) -> Result:
        """Do the work in a transaction. Raises TooLate, sqlite3's errors, and what the work raises."""
        result: Any = await self._threads.run(Write(work, ends_at), ends_at - time.monotonic())
        return result  # type: ignore[no-any-return] # the work's own

    def close(self) -> None:
        """Finish what waits, and close the connection."""
        self._threads.close()
        self.connection.close()

    def _write(self, jobs: Sequence[Job[Write]]) -> None:
        for job, (result, error) in zip(jobs, self._outcomes([job.work for job in jobs]), strict=True):
            job.end(result, error)

    def _outcomes(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        if len(writes) > 1:
            try:
                return self._together(writes)
            except (sqlite3.Error, _HalfDone):
                pass  # All of it is undone. Alone, each succeeds or fails by itself.
        return [self._alone(write) for write in writes]

    def _together(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """One transaction. Raises _HalfDone, and sqlite3's errors, where it can't be committed for all of them."""
        with self._transaction(min(write.ends_at for write in writes)):
            return [self._one_of_several(write) for write in writes]

    def _one_of_several(self, write: Write) -> Outcome:
        changes = self.connection.total_changes
        try:
            return self._done(write), None
        except sqlite3.Error:
            raise
        except BaseException as error:
            # A conflict is found before anything is changed, so mostly there is nothing to undo.
            if self.connection.total_changes != changes:
                raise _HalfDone from error
            return None, error

    def _alone(self, write: Write) -> Outcome:
        if time.monotonic() >= write.ends_at:
            return None, TooLate()
        try:
            with self._transaction(write.ends_at):
                return self._done(write), None
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            return None, error

    def _done(self, write: Write) -> object:
        return _finish(write.work(SqliteTransaction(self.connection)))

    def _wait_for_others(self, seconds: float) -> None:
        """At most so long for the lock; setting it takes as long as a short write, so it is set where it changes."""
        if seconds != self._busy_seconds:
            self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
            self._busy_seconds = seconds

    @contextmanager
    def _transaction(self, ends_at: float) -> Iterator[None]:
        # What waited for its turn waits that much less for another process's lock: in quarters, which seldom change.
        left = max(ends_at - time.monotonic(), 0.0)
        self._wait_for_others(ceil(left * 4) / 4)
        with immediate(self.connection):
            yield


def found_by(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """The rows by their columns' names."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that takes the write lock at once: a later upgrade would fail without waiting."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # A full disk may refuse this too; SQLite advises to roll back then: https://www.sqlite.org/lang_transaction.html
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it to its end, here and now: all that it awaits has ended already."""
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    work.close()
    raise RuntimeError("a transaction awaits nothing but its own methods")
