"""Databases of the first version are brought up to date: what rows are found by is filled from the drafts."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlite_utils import Database

from flows.draft import Address
from flows.order import Doubt, Order, State
from storage import Store, open_store
from storage.postgres.migrations import MIGRATIONS
from storage.postgres.pool import connection_info
from storage.rows import order_row
from storage.sqlite.migrations import sqlite_migrations
from tests.integration.test_store import KARI, NOON, OLA, SAM, an_order
from tests.support.postgres import new_database, rows

STORGATA = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")
KAIGATA = STORGATA.model_copy(update={"street": "Kaigata 2"})


def ordered(days: int, state: State = State.CREATED, **sections: object) -> Order:
    """Somebody's order, confirmed so many days after noon."""
    order = an_order(SAM, state, confirmed_at=NOON + timedelta(days=days))
    return replace(order, draft=order.draft.with_(**{"client": OLA, "address": STORGATA, **sections}))


def unsettled(order: Order, doubt: Doubt | None) -> Order:
    """Sent at noon, and of unknown fate since."""
    return replace(order, sent_at=NOON, unsettled_since=NOON, doubt=doubt)


PER = OLA.model_copy(update={"contact_person": "Per Hansen", "phone": "+4740612345", "email": "per@x.no"})
MOVED = OLA.model_copy(update={"email": "ola@new.example.com"})
KEPT = [
    ordered(0),
    ordered(1, client=MOVED, address=KAIGATA),
    ordered(2, client=PER),
    unsettled(ordered(3, State.SENDING, client=PER.model_copy(update={"contact_person": "Not Yet"})), None),
    unsettled(ordered(-1, State.SENDING), Doubt.NO_ANSWER),
    unsettled(ordered(-2, State.SENDING), Doubt.REFUSED),
    an_order(),
]


def old_rows(columns: list[str]) -> list[Mapping[str, Any]]:
    return [{column: old_row(order)[column] for column in columns} for order in KEPT]


def old_row(order: Order) -> Mapping[str, Any]:
    """With what told of an unknown outcome then."""
    return {
        **order_row(order),
        "uncertain": int(order.uncertain),
        "refused": int(order.doubt is Doubt.REFUSED),
    }


def insertion(columns: list[str], place: str) -> str:
    """The statement, with `place` around each column's name."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO orders ({names}) VALUES ({', '.join(place.format(column) for column in columns)})"  # noqa: S608


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[str]:
    """The URL of a file as the first version left it."""
    file = folder / "orderdesk.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        database = Database(connection, execute_plugins=False)
        sqlite_migrations.apply(database, stop_before="m002_alike")
        columns = [column.name for column in database["orders"].columns]
        connection.executemany(insertion(columns, ":{}"), old_rows(columns))
    yield f"sqlite:///{file}"


@asynccontextmanager
async def postgresql(_folder: Path) -> AsyncIterator[str]:
    """The URL of a database as the first version left it."""
    with new_database() as url:
        await (await open_store(url)).close()
        found = rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'orderdesk'")
        for table in {row["tablename"] for row in found} - {"migrations"}:
            rows(url, f"DROP TABLE {table} CASCADE")
        rows(url, "DELETE FROM migrations WHERE name LIKE 'orderdesk/%'")
        rows(url, f"SET search_path TO orderdesk; {MIGRATIONS['m001_orders']}")
        rows(url, "INSERT INTO migrations (name) VALUES ('orderdesk/m001_orders')")
        found = rows(url, "SELECT column_name FROM information_schema.columns WHERE table_name = 'orders'")
        columns = [row["column_name"] for row in found]
        with closing(psycopg.connect(connection_info(url), autocommit=True)) as connection:
            connection.cursor().executemany(insertion(columns, "%({})s").encode(), old_rows(columns))
        yield url


@pytest.mark.parametrize("first_version", [sqlite, postgresql])
async def test_what_the_first_version_kept_is_all_there_and_found(
    first_version: Callable[[Path], AbstractAsyncContextManager[str]], tmp_path: Path
) -> None:
    async with first_version(tmp_path) as url:
        store = await open_store(url)
        assert [await store.get(order.id) for order in KEPT] == KEPT
        assert await clients(store, "ola@new") == [
            ("Ola Nordmann", "Kaigata 2"),
            ("Ola Nordmann", "Storgata 1"),
        ]
        assert await clients(store, "406 12") == [("Per Hansen", "Storgata 1")]
        assert await clients(store, "ola@ex") == []
        new = ordered(4, State.OPEN, client=PER, address=KAIGATA)
        assert [order.id for order in await store.find_similar(new, NOON, 9)] == [
            KEPT[3].id,
            KEPT[2].id,
            KEPT[1].id,
        ]
        await store.close()


async def clients(store: Store, input: str) -> list[tuple[str, str]]:
    """Names and streets."""
    found = await store.clients.search(KARI.team, input, 9)
    return [(one.client.contact_person, one.address.street) for one in found]
