"""Moving everything from an SQLite file into a PostgreSQL database: all of it, once, and checked."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import sql
from psycopg.rows import DictRow, tuple_row
from sqlite_utils import Database

from storage.errors import StoreError, StoreUnavailable
from storage.postgres.jobs import defer, notification_job, order_job
from storage.postgres.pool import DATABASE_ERRORS, Connection, connect, database_name, reason
from storage.postgres.store import PostgresStore
from storage.postgres.transaction import storable
from storage.sql.rows import row_notification, to_moment
from storage.sqlite.safety import mark_moved, refuse_if_damaged, refuse_if_not_ours, unavailable
from storage.sqlite.steps import bring_up_to_date

TABLES = (
    "orders",
    "notifications",
    "people",
    "clients",
    "client_words",
    "order_words",
    "messages",
    "outages",
    "modals",
    "audit",
)
"""What is moved, in an order that references allow."""


class TransferRefused(StoreError):
    """Nothing was moved; the text says why, and what to do."""


@dataclass(frozen=True)
class Checked:
    """A table after the move: how many rows, and the sum of their SHA-256, the same on both sides."""

    table: str
    rows: int
    checksum: str


async def transfer(source: Path, target: str, now: datetime) -> Sequence[Checked]:
    """Move people, orders and notifications into the database of the URL, with jobs for what is due.

    One transaction there. The source keeps its rows, and from then on refuses to be used. Raises TransferRefused,
    StoreUnavailable.
    """
    _refuse_if_missing(source)
    with _locked(source) as database:
        await _bring_up_to_date(target)
        async with _emptiness(target) as connection:
            checked = [await _move(database, connection, table) for table in TABLES]
            await _defer(connection)
            mark_moved(database.conn, database_name(target), now)
            return checked


def _refuse_if_missing(source: Path) -> None:
    if not source.is_file():
        raise TransferRefused(f"there is no database {source}: check the name after --from")


@contextmanager
def _locked(source: Path) -> Iterator[Database]:
    """The source, its schema up to date, with its write lock: nothing is added meanwhile. Committed at the end."""
    database = Database(sqlite3.connect(source, timeout=0, isolation_level=None), execute_plugins=False)
    try:
        refuse_if_damaged(database.conn, source)
        _take_lock(database, source)
        refuse_if_not_ours(database.conn, source)
        bring_up_to_date(database.conn)
        yield database
        database.execute("COMMIT")
    except sqlite3.Error as error:
        raise unavailable(source, error) from error
    finally:
        database.close()


def _take_lock(database: Database, source: Path) -> None:
    try:
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        raise TransferRefused(
            f"{source} is being written: stop every `orderdesk serve` and `orderdesk work` that uses it, and try again"
        ) from error


async def _bring_up_to_date(target: str) -> None:
    store = PostgresStore(target)
    try:
        await store.open()
    finally:
        await store.close()


@asynccontextmanager
async def _emptiness(target: str) -> AsyncIterator[Connection]:
    """A transaction on the target, in which nobody else can add to its tables. Committed at the end."""
    name = database_name(target)
    try:
        async with await connect(target) as connection, connection.transaction():
            for table in TABLES:
                await connection.execute(_query("LOCK TABLE {} IN EXCLUSIVE MODE", table, []))
                if await _all(connection, _query("SELECT 1 AS one FROM {} LIMIT 1", table, [])):
                    raise TransferRefused(
                        f"the database {name} has {table} already: a move happens once, into an empty database"
                    )
            yield connection
    except DATABASE_ERRORS as error:
        raise StoreUnavailable(f"the database {name} can't be used: {reason(error)}") from None


async def _move(database: Database, connection: Connection, table: str) -> Checked:
    """Copy one table, and read it back."""
    columns = [column.name for column in database[table].columns]
    sent, found = _Digest(), _Digest()
    async with (
        connection.cursor() as cursor,
        cursor.copy(_query("COPY {} ({}) FROM STDIN", table, columns)) as copy,
    ):
        for row in _source_rows(database, table, columns):
            sent.add(row)
            await copy.write_row(row)
    async with connection.cursor("moved", row_factory=tuple_row) as cursor_there:
        async for row in await cursor_there.execute(_query("SELECT {1} FROM {0}", table, columns)):
            found.add(row)
    if sent.digest != found.digest:
        raise TransferRefused(
            f"{table}: {sent.rows} rows were sent and others found there. Nothing was moved."
        )
    return Checked(table, found.rows, found.digest)


class _Digest:
    """Counts rows and adds up their SHA-256, so that their order doesn't matter."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, row: Sequence[Any]) -> None:
        self.rows += 1
        line = json.dumps(list(row), ensure_ascii=False).encode()
        self._sum += int.from_bytes(hashlib.sha256(line).digest())

    @property
    def digest(self) -> str:
        return f"{self._sum % 2**256:064x}"


def _source_rows(database: Database, table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    names = ", ".join(f'"{column}"' for column in columns)
    for row in database.execute(f'SELECT {names} FROM "{table}"'):  # noqa: S608 - names are the schema's
        yield list(storable(dict(zip(columns, row, strict=True))).values())


def _query(text: str, table: str, columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(text).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


async def _defer(connection: Connection) -> None:
    """A job for each row that waits for its time."""
    due = "SELECT * FROM {} WHERE due_at IS NOT NULL"
    orders = await _all(connection, _query(due, "orders", []))
    await defer(connection, *(order_job(row["id"], to_moment(row["due_at"])) for row in orders))
    notifications = await _all(connection, _query(due, "notifications", []))
    jobs = (notification_job(row_notification(row), to_moment(row["due_at"])) for row in notifications)
    await defer(connection, *jobs)


async def _all(connection: Connection, query: sql.Composed) -> list[DictRow]:
    return await (await connection.execute(query)).fetchall()
