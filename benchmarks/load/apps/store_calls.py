"""How often a server goes to its SQLite store, counted in its own process where that is asked for."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.sql.database import Query, Result, Row, Work
from storage.sqlite.database import SqliteDatabase
from storage.sqlite.writer import SqliteTransaction

COUNTS_FILE = "STORE_CALLS_FILE"
"""The variable that names a file for the counts. Counting costs time, so nothing is counted without it."""

STATEMENTS = ("rows", "change", "change_all", "insert")
"""The methods of a transaction that execute any; `rows_of` does it through `rows`."""


@contextmanager
def counted_store_calls() -> Iterator[None]:
    """Count until the end, where a file is named: reads and their queries, writes and their statements."""
    if name := os.environ.get(COUNTS_FILE):
        calls = _counted()
        try:
            yield
        finally:
            Path(name).write_text(json.dumps(calls), encoding="utf-8")
    else:
        yield


def _counted() -> Counter[str]:
    calls: Counter[str] = Counter()
    rows_of, transaction = SqliteDatabase.rows_of, SqliteDatabase.transaction
    rows, change, change_all = SqliteTransaction.rows, SqliteTransaction.change, SqliteTransaction.change_all
    insert = SqliteTransaction.insert

    async def reading(self: SqliteDatabase, *queries: Query) -> Sequence[Sequence[Row]]:
        calls.update(reads=1, queries=len(queries))
        return await rows_of(self, *queries)

    async def writing(self: SqliteDatabase, work: Work[Result]) -> Result:
        calls.update(writes=1)
        return await transaction(self, work)

    async def finding(self: SqliteTransaction, query: str, given: Row) -> list[dict[str, Any]]:
        calls.update(statements=1)
        return await rows(self, query, given)

    async def changing(self: SqliteTransaction, statement: str, given: Row) -> bool:
        calls.update(statements=1)
        return await change(self, statement, given)

    async def changing_all(self: SqliteTransaction, statement: str, given: Sequence[Row]) -> None:
        calls.update(statements=len(given))
        await change_all(self, statement, given)

    async def inserting(self: SqliteTransaction, table: str, rows: Sequence[Row], or_else: str = "") -> None:
        calls.update(statements=1)  # However many rows it adds.
        await insert(self, table, rows, or_else)

    for name, counting in (("rows_of", reading), ("transaction", writing)):
        setattr(SqliteDatabase, name, counting)
    for name, counted in zip(STATEMENTS, (finding, changing, changing_all, inserting), strict=True):
        setattr(SqliteTransaction, name, counted)
    return calls
