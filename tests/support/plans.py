"""How a store's database would run a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage import SqliteStore, Store
from storage.postgres.store import PostgresStore
from storage.sql.queries import for_psycopg


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
