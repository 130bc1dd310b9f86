"""A transaction on PostgreSQL."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from procrastinate.jobs import Job
from psycopg import AsyncCursor, AsyncPipeline
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from flows.notifications import Notification
from storage.postgres.jobs import defer, notification_job, order_job
from storage.postgres.pool import Connection
from storage.sql.database import Query, Row
from storage.sql.queries import for_psycopg

NUL, REPLACEMENT = "\x00", "\ufffd"
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(:matter, 0))"


def storable(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without NUL signs, which PostgreSQL's texts can't hold and no one can see."""
    return {
        column: value.replace(NUL, REPLACEMENT) if isinstance(value, str) else value
        for column, value in row.items()
    }


@functools.cache
def insertion_of_all(table: str, columns: Sequence[str], or_else: str) -> bytes:
    """The statement that adds all the rows of a JSON array, whose columns are the table's."""
    names = ", ".join(f'"{column}"' for column in columns)
    rows = f"SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %(rows)s)"  # noqa: S608 - our own names
    return f"INSERT INTO {table} ({names}) {rows} {or_else}".encode()


async def write_all(connection: Connection, statement: str, given: Sequence[Row]) -> None:
    """Execute the statement with each of these. In pipeline mode they are sent with what is asked next."""
    async with connection.cursor() as cursor:
        await cursor.executemany(for_psycopg(statement).encode(), [storable(row) for row in given])


class PostgresTransaction:
    """A `Transaction` on a connection that is in one, in pipeline mode: what needs no answer is sent with what does.

    What is scheduled has its jobs in the same transaction, written by `write_jobs` in one statement.
    """

    def __init__(self, connection: Connection, pipeline: AsyncPipeline) -> None:
        self._connection = connection
        self._pipeline = pipeline
        self._jobs: list[Job] = []
        self._needless: list[Job] = []

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds."""
        cursor = await self._execute(query, given)
        return await cursor.fetchall()

    async def rows_of(self, *queries: Query) -> list[list[dict[str, Any]]]:
        """What each of the queries finds, with one wait for the server."""
        cursors = [await self._execute(query, given) for query, given in queries]
        return [await cursor.fetchall() for cursor in cursors]

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""
        cursor = await self._execute(statement, given)
        await self._pipeline.sync()
        return cursor.rowcount == 1

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these: they go with the next question, or with the commit."""
        await write_all(self._connection, statement, given)

    async def insert(self, table: str, rows: Sequence[Row], or_else: str = "") -> None:
        """Add the rows in one statement: each costs more than another row does."""
        if rows:
            given = Jsonb([storable(row) for row in rows])
            await self._connection.execute(insertion_of_all(table, tuple(rows[0]), or_else), {"rows": given})

    async def take_turns(self, matter: str) -> None:
        """Wait for the matter's lock, which the transaction's end releases, before whatever follows."""
        await self.write_jobs()  # Or others would wait for that too.
        await self.change_all(TAKE_TURNS, [{"matter": matter}])

    async def schedule_order(self, order_id: str, due: datetime) -> None:
        """Defer a job for the order."""
        self._jobs.append(order_job(order_id, due))

    async def unschedule_order(self, order_id: str, due: datetime) -> None:
        """Remove the order's job for then, if it waits."""
        self._needless.append(order_job(order_id, due))

    async def schedule_notification(self, notification: Notification, due: datetime) -> None:
        """Defer a job for the notification."""
        self._jobs.append(notification_job(notification, due))

    async def unschedule_notification(self, notification: Notification, due: datetime) -> None:
        """Remove the notification's job for then, if it waits or would be deferred."""
        needless = notification_job(notification, due)
        self._jobs = [job for job in self._jobs if job.queueing_lock != needless.queueing_lock]
        self._needless.append(needless)

    async def write_jobs(self) -> None:
        """Write what was scheduled so far."""
        needless, jobs = self._needless, self._jobs
        self._needless, self._jobs = [], []
        await defer(self._connection, *jobs, needless=needless)

    async def _execute(self, query: str, given: Row) -> AsyncCursor[DictRow]:
        return await self._connection.execute(for_psycopg(query).encode(), storable(given))
