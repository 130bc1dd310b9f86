"""In every test: of an order's row only columns that changed are written, and all of it is as the order then says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.order import Order
from storage import changes, telling
from storage.sql.database import Transaction
from storage.sql.rows import order_row
from storage.sqlite.writer import SqliteTransaction, found_by


@pytest.fixture(scope="session", autouse=True)
def what_is_written_is_the_whole_order() -> Iterator[None]:
    """On SQLite, by a look of its own at the row, which no test counts."""
    compare_and_set = changes.compare_and_set

    async def checked(transaction: Transaction, before: Order, after: Order) -> None:
        await compare_and_set(transaction, before, after)
        if isinstance(transaction, SqliteTransaction):
            (row,) = found_by(
                transaction._connection.execute("SELECT * FROM orders WHERE id = ?", (after.id,))
            )
            said = order_row(after)
            assert {name for name in said if row[name] != said[name]} == set()

    with pytest.MonkeyPatch.context() as patch:
        for module in (changes, telling):
            patch.setattr(module, "compare_and_set", checked)
        yield
