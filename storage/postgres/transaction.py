"""A transaction on PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from procrastinate.jobs import Job

from flows.notifications import Notification
from storage.postgres.jobs import defer, notification_job, order_job
from storage.postgres.pool import Connection
from storage.sql.database import Row
from storage.sql.queries import for_psycopg

NUL, REPLACEMENT = "\x00", "\ufffd"
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(:matter, 0))"


def storable(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without NUL signs, which PostgreSQL's texts can't hold and no one can see."""
    return {
        column: value.replace(NUL, REPLACEMENT) if isinstance(value, str) else value
        for column, value in row.items()
    }


class PostgresTransaction:
    """A `Transaction` on a connection that is in one. What is scheduled has its job in the same transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def rows(self, query: str, given: Row) -> list[dict[str, Any]]:
        """What a query finds; also where there is no transaction."""
        cursor = await self._connection.execute(for_psycopg(query).encode(), storable(given))
        return await cursor.fetchall()

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""
        cursor = await self._connection.execute(for_psycopg(statement).encode(), storable(given))
        return cursor.rowcount == 1

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these, in one go."""
        async with self._connection.cursor() as cursor:
            await cursor.executemany(for_psycopg(statement).encode(), [storable(row) for row in given])

    async def take_turns(self, matter: str) -> None:
        """Wait for the matter's lock, which the transaction's end releases."""
        await self.rows(TAKE_TURNS, {"matter": matter})

    async def schedule_order(self, order_id: str, due: datetime) -> None:
        """Defer a job for the order."""
        await self._defer(order_job(order_id, due))

    async def schedule_notification(self, notification: Notification, due: datetime) -> None:
        """Defer a job for the notification."""
        await self._defer(notification_job(notification, due))

    async def _defer(self, job: Job) -> None:
        await defer(self._connection, job)
