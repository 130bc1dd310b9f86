"""Known clients as rows: each with the words it is found by, both made from created orders."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from flows.clients import (
    FoundClients,
    KnownClient,
    known_after,
    known_client,
    known_from,
    search_words,
    taken_up,
    words_of,
)
from flows.draft import Address, Client
from flows.order import Order, State
from flows.search import fold
from storage.client_search import clients_with
from storage.sql.database import Database, Row, Transaction
from storage.sql.derived_columns import name_and_place
from storage.sql.queries import (
    FORGET_CLIENT,
    ONE_CLIENT,
    SAME_CLIENTS,
)
from storage.sql.rows import to_milliseconds, to_moment

MOST_REWRITTEN = 25
"""How many of a client's other addresses get the latest order's data at once: an order must be written in time."""


class Clients:
    """A workspace's clients who have ordered before, at each of their addresses; no other workspace's are ever given.

    Every call raises StoreUnavailable when the database can't be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def search(self, team: str, typed: str, limit: int) -> FoundClients:
        """Those who have a word beginning with each that was typed, the latest first; none for nothing typed."""
        words = search_words(typed)
        if not words:
            return FoundClients()
        rows, looked_at_all = await clients_with(self._database, team, words, limit)
        return FoundClients([row_client(row) for row in rows], looked_at_all)

    async def one(self, team: str, client_id: str) -> KnownClient | None:
        """The client with that id, if it is one of the workspace's."""
        rows = await self._database.rows(ONE_CLIENT, {"team": team, "id": client_id})
        return row_client(rows[0]) if rows else None


def newly_known_client(before: Order, after: Order) -> KnownClient | None:
    """The client whose order was created upstream by this change; None for any other change."""
    is_new = after.state is State.CREATED and before.state is not State.CREATED
    return known_from(after) if is_new else None


async def keep_client(transaction: Transaction, team: str, new: KnownClient) -> None:
    """Keep the client of an order that has just been created."""
    # One at a time in a workspace: two orders of one client at once would each find the other not there.
    await transaction.take_turns(f"clients of {team}")
    found = await transaction.rows(SAME_CLIENTS, client_row(team, new) | {"limit": MOST_REWRITTEN})
    for known in taken_up(new, map(row_client, found)):
        row, words = client_row(team, known), word_rows(team, known)
        await transaction.change_all(FORGET_CLIENT, [{"id": known.id}])
        await transaction.insert("clients", [row])
        await transaction.insert("client_words", words)


def client_row(team: str, known: KnownClient) -> dict[str, Any]:
    """The client as columns."""
    row = _first_columns(team, known)
    return {**row, **name_and_place(row["client"], row["address"])}


def _first_columns(team: str, known: KnownClient) -> dict[str, Any]:
    return {
        "id": known.id,
        "team": team,
        "phone": known.client.phone,
        "email": fold(known.client.email),
        "ordered_at": to_milliseconds(known.ordered_at),
        "client": known.client.model_dump_json(),
        "address": known.address.model_dump_json(),
    }


def word_rows(team: str, known: KnownClient) -> list[dict[str, Any]]:
    """The words the client is found by, as rows."""
    kept = {"team": team, "client_id": known.id, "ordered_at": to_milliseconds(known.ordered_at)}
    return [{"word": word, **kept} for word in sorted(words_of(known))]


def row_client(row: Row) -> KnownClient:
    """The client of a row."""
    return KnownClient(
        id=row["id"],
        client=Client.model_validate_json(row["client"]),
        address=Address.model_validate_json(row["address"]),
        ordered_at=datetime.fromtimestamp(row["ordered_at"] / 1000, UTC),
    )


def rows_of_all(
    orders: Iterable[tuple[str, KnownClient]],
) -> tuple[Iterator[dict[str, Any]], Iterator[dict[str, Any]]]:
    """Clients and words for a database that kept none, of what `known_by` gives for created orders, the earliest first.

    Without the columns that later steps add and fill.
    """
    by_team: defaultdict[str, list[KnownClient]] = defaultdict(list)
    for team, known in orders:
        by_team[team].append(known)
    clients = [(team, known) for team, those in by_team.items() for known in known_after(those)]
    words = (word for team, known in clients for word in word_rows(team, known))
    return (_first_columns(team, known) for team, known in clients), words


def known_by(row: Row) -> list[tuple[str, KnownClient]]:
    """The team and the client of an order's row, if it has one.

    Only columns from the beginning on are read: the step that fills the tables comes before others.
    """
    client, address = (json.loads(row["draft"]).get(section) for section in ("client", "address"))
    if not (client and address and row["confirmed_at"]):
        return []
    ordered_at = to_moment(row["confirmed_at"])
    known = known_client(
        row["id"], Client.model_validate(client), Address.model_validate(address), ordered_at
    )
    return [(row["team"], known)]
