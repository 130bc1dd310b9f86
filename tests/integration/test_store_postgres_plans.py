"""PostgreSQL plans a statement once on each connection, and the plan is good for whatever is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from flows.listing.query import OrderQuery, Position
from flows.order import State
from storage import Store
from storage.listing.found_orders import MOST_LOOKED_AT
from storage.postgres.store import PostgresStore
from storage.sql.client_search import MOST_COMPARED
from storage.sql.client_search import MOST_LOOKED_AT as MOST_LOOKED_AT_CLIENTS
from tests.support.known_clients import keep_clients, named
from tests.support.stores import KARI, NOON, Connect, an_order

ASKS_FOR_PLANS = True

MOST_READ = 1000
"""Entries of indexes and rows: five of each order looked at, and what it takes to know the rarest of two words."""

MOST_READ_OF_CLIENTS = 2 * (MOST_LOOKED_AT_CLIENTS + 3 * MOST_COMPARED)
"""Entries of an index: of each of two words those that are counted, and twice those that are compared."""

FILL_ORDERS = """
    INSERT INTO orders (id, team, "user", state, version, draft, attempts, confirmed_at, updated_at)
    SELECT 'order-' || n, team, "user", state, version, draft, attempts, confirmed_at + n * 60000, updated_at
    FROM orders, generate_series(1, 4000) AS n
    """
FILL_WORDS = """
    INSERT INTO order_words
    SELECT team, word, confirmed_at, id
    FROM orders, unnest(ARRAY['ola', 'nordmann', 'id' || replace(id, '-', '')]) AS word
    WHERE id LIKE 'order-%'
    """
FILL_CLIENTS = """
    INSERT INTO clients
    SELECT id || '-' || n, team, phone || n, email || n, ordered_at + n * 60000, client, address, name, place || n
    FROM clients, generate_series(1, 10000) AS n
    """
FILL_CLIENT_WORDS = """
    INSERT INTO client_words
    SELECT team, word, id, ordered_at FROM clients,
      unnest(ARRAY[CASE WHEN place ~ '[02468]$' THEN 'ola' ELSE 'kari' END, 'nordmann', substr(phone, 2)]) AS word
    WHERE id LIKE 'client-%-%'
    """
ROWS_READ = """
    SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)
      + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) AS read
    """
PLANS = """
    SELECT generic_plans, custom_plans FROM pg_prepared_statements
    WHERE statement LIKE '%beginnings (word)%'
      AND statement NOT LIKE '%pg_prepared_statements%'
    """
CLIENTS_TYPED = (
    "ola",
    "nord",
    "+47",
    "ola nord",
    "nordmann ola",
    "ola kari",
    "ola 47 1",
    "10000000",
    "nobody ola",
)
LATER = NOON.replace(year=NOON.year + 1)


@pytest.fixture
def store_kind() -> str:
    return "postgresql"


async def said(store: PostgresStore, *statements: str) -> list[dict[str, Any]]:
    """What the last of these statements gives, on a connection of the store's."""
    async with store.database.pool.connections.connection() as connection:
        for statement in statements:
            cursor = await connection.execute(statement.encode())
        return await cursor.fetchall() if cursor.description else []


@pytest.fixture
async def store(connect: Connect) -> Store:
    """On one connection: statements are prepared on each alone, and what it has read is told when it says so."""
    store = await connect()
    assert isinstance(store, PostgresStore)
    await store.database.pool.connections.resize(1, 1)
    return store


@pytest.fixture
async def filled(store: PostgresStore) -> PostgresStore:
    """With very many orders, all of one client."""
    await store.add(an_order(KARI, State.CREATED, confirmed_at=NOON))
    # Analyzed between: what checks each word's order is planned as long as there are few.
    await said(store, "SET statement_timeout = 0", FILL_ORDERS, "ANALYZE orders", FILL_WORDS)
    await said(store, "VACUUM ANALYZE orders, order_words", "RESET statement_timeout")
    return store


async def rows_read(store: PostgresStore) -> int:
    """So far, by all connections to the database."""
    ((row),) = await said(store, "SELECT pg_stat_force_next_flush()", ROWS_READ)
    return int(row["read"])


async def test_a_statement_is_planned_with_its_first_use_on_a_connection_and_never_again(
    store: PostgresStore,
) -> None:
    for typed in ("ola", "kari", "999 00 111"):
        await store.found.page(OrderQuery(KARI.team, LATER, text=typed), 11)
    plans = await said(store, PLANS)
    assert plans == [{"generic_plans": 3, "custom_plans": 0}]


@pytest.fixture
async def with_clients(store: PostgresStore) -> PostgresStore:
    """With very many known clients, all of one name or another."""
    await keep_clients(store, named(["Ola Nordmann"]))
    await said(store, "SET statement_timeout = 0", FILL_CLIENTS, "ANALYZE clients", FILL_CLIENT_WORDS)
    await said(store, "VACUUM ANALYZE clients, client_words", "RESET statement_timeout")
    return store


async def test_searches_for_one_of_many_clients_read_few(with_clients: PostgresStore) -> None:
    read = {}
    for typed in CLIENTS_TYPED:
        before = await rows_read(with_clients)
        await with_clients.clients.search(KARI.team, typed, 16)
        read[typed] = await rows_read(with_clients) - before
    assert max(read.values()) > MOST_COMPARED
    assert not {typed: rows for typed, rows in read.items() if rows > MOST_READ_OF_CLIENTS}


FILTERS: Sequence[dict[str, Any]] = (
    {},
    {"person": KARI.user},
    {"person": "U0NOBODY"},
    {"words_of": KARI.user},
    {"since": NOON},
    {"workflow": "job"},
)
TYPED = ("", "ola", "nord", "ola nordmann", "idorder77", "order-77", "nobody")


async def test_lists_and_searches_of_many_orders_read_few(filled: PostgresStore) -> None:
    read = {}
    for text, more, after in product(TYPED, FILTERS, (None, Position(NOON + timedelta(hours=25), "x"))):
        before = await rows_read(filled)
        await filled.found.page(OrderQuery(KARI.team, LATER, text=text, **more), 11, after)
        read[text, str(more), after] = await rows_read(filled) - before
    assert max(read.values()) > MOST_LOOKED_AT
    assert not {asked: rows for asked, rows in read.items() if rows > MOST_READ}


async def test_orders_found_by_the_apis_ids_are_not_looked_for_by_their_keys_too(
    filled: PostgresStore,
) -> None:
    await said(
        filled,
        "UPDATE orders SET upstream_id = 'up-' || id",
        "VACUUM ANALYZE orders",
        "SET enable_seqscan = off",
    )
    keys = [f"order-{number}" for number in range(100, 200)]
    ids = [f"up-{key}" for key in keys]
    read = []
    for asked in ([], [*keys[:1]], keys):
        before = await rows_read(filled)
        assert await filled.ours_among(KARI.team, ids, asked) == {*keys, *ids}
        read.append(await rows_read(filled) - before)
    assert read[0] == read[1] == read[2]
