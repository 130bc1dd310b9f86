"""Writing rows into SQLite, inside a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from flows.clients import KnownClient, taken_up
from storage.clients import client_row, row_client, word_rows
from storage.queries import SAME_PHONE_OR_EMAIL


def insert(database: Database, table: str, row: Mapping[str, Any], or_else: str = "") -> None:
    """Add the row; `or_else` says what happens if one is there already: `ON CONFLICT …`."""
    columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
    database.execute(f"INSERT INTO {table} ({columns}) VALUES ({places}) {or_else}", dict(row))  # noqa: S608 - ours


def keep_client(database: Database, team: str, new: KnownClient) -> None:
    """Take up the client of an order that has come into being."""
    row = client_row(team, new)
    found = list(database.query(SAME_PHONE_OR_EMAIL, row))
    for known in taken_up(new, map(row_client, found)):
        database.execute("DELETE FROM clients WHERE id = ?", [known.id])
        insert(database, "clients", client_row(team, known))
        for word in word_rows(team, known):
            insert(database, "client_words", word)
