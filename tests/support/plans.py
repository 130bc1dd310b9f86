"""How a store's database would run a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage import SqliteStore, Store
from storage.postgres.store import PostgresStore
from storage.sql.queries import for_psycopg

ORDERS_OF_OTHERS = """
    INSERT INTO orders (id, team, "user", state, version, draft, attempts, confirmed_at, updated_at, phone, place)
    SELECT id || n, team, "user", state, version, draft, attempts, confirmed_at, updated_at, 'phone' || n, 'place' || n
    FROM orders, generate_series(1, 1000) AS n
    """


async def among_many(store: Store) -> None:
    """PostgreSQL chooses by what it knows of a table: as many orders of other clients, known to it."""
    if isinstance(store, PostgresStore):
        async with store.database.pool.connections.connection() as connection:
            await connection.execute(ORDERS_OF_OTHERS.encode())
            await connection.execute(b"ANALYZE orders")


async def plan_of(store: Store, query: str, given: Mapping[str, Any]) -> str:
    """Its plan in the database's own words."""
    if isinstance(store, SqliteStore):
        return str(await store.database.rows(f"EXPLAIN QUERY PLAN {query}", given))
    assert isinstance(store, PostgresStore)
    # Few rows are read faster as a whole; the plan for many is asked for.
    async with store.database.pool.connections.connection() as connection:
        await connection.execute("SET enable_seqscan = off")
        explained = await connection.execute(f"EXPLAIN {for_psycopg(query)}".encode(), given)
        plan = str(await explained.fetchall())
        await connection.execute("RESET enable_seqscan")
    return plan
