"""How often a database is asked and written to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from storage.sql.database import Database, Query
from storage.sql.queries import DUE_NOTIFICATIONS, DUE_ORDERS, LEFT_ORDERS, OUTAGES, UNTOUCHED_ORDERS

POLLS = frozenset({DUE_ORDERS, DUE_NOTIFICATIONS, LEFT_ORDERS, OUTAGES, UNTOUCHED_ORDERS})
"""What is asked again and again, whatever anybody does."""


def counted(database: Database, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Reads and writes from now on, without the polls."""
    calls: Counter[str] = Counter()
    rows_of, transaction = database.rows_of, database.transaction

    async def read(*queries: Query) -> Any:
        calls["reads"] += not POLLS.issuperset(query for query, _given in queries)
        return await rows_of(*queries)

    async def write(work: Callable[..., Any]) -> Any:
        calls["writes"] += 1
        return await transaction(work)

    monkeypatch.setattr(database, "rows_of", read)
    monkeypatch.setattr(database, "transaction", write)
    return calls
