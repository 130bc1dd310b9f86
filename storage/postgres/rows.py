"""Writing rows into PostgreSQL, inside a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from psycopg import sql

from flows.clients import KnownClient, taken_up
from storage.clients import client_row, row_client, word_rows
from storage.postgres.pool import Connection
from storage.queries import SAME_PHONE_OR_EMAIL, for_psycopg

NUL, REPLACEMENT = "\x00", "\ufffd"


def storable(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row without NUL signs, which PostgreSQL's texts can't hold and no one can see."""
    return {
        column: value.replace(NUL, REPLACEMENT) if isinstance(value, str) else value
        for column, value in row.items()
    }


async def insert(connection: Connection, table: str, row: Mapping[str, Any], or_else: str = "") -> bool:
    """Add the row; False if one stood there already and `or_else` allows that."""
    return (await connection.execute(_insertion(table, row, or_else), storable(row))).rowcount == 1


async def insert_all(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of the same columns, in one go."""
    if rows:
        async with connection.cursor() as cursor:
            await cursor.executemany(_insertion(table, rows[0]), [storable(row) for row in rows])


async def keep_client(connection: Connection, team: str, new: KnownClient) -> None:
    """Take up the client of an order that has come into being."""
    # One at a time in a workspace: two orders of one client at once would each find the other not there.
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"clients of {team}"])
    given = storable(client_row(team, new))
    found = await (await connection.execute(for_psycopg(SAME_PHONE_OR_EMAIL).encode(), given)).fetchall()
    for known in taken_up(new, map(row_client, found)):
        await connection.execute("DELETE FROM clients WHERE id = %s", [known.id])
        await insert(connection, "clients", client_row(team, known))
        await insert_all(connection, "client_words", word_rows(team, known))


def _insertion(table: str, row: Mapping[str, Any], or_else: str = "") -> sql.Composed:
    return sql.SQL("INSERT INTO {} ({}) VALUES ({}) {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
        sql.SQL(or_else),
    )
