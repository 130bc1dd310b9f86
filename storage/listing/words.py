"""The words of confirmed orders as rows, by which they are found."""

from __future__ import annotations

from typing import Any

from flows.order import EDITABLE, Order
from storage.sql.database import Transaction
from storage.sql.derived_columns import workflow_and_words
from storage.sql.rows import to_milliseconds

TABLE = "order_words"
FORGET = "DELETE FROM order_words WHERE order_id = :order_id"

FILLED_FROM = """
    SELECT id, team, draft, confirmed_at FROM orders WHERE id > :after ORDER BY id LIMIT :limit
    """
FILL_WORKFLOW = "UPDATE orders SET workflow = :workflow WHERE id = :id"


async def keep_words(transaction: Transaction, before: Order | None, after: Order) -> None:
    """The words of an order that is confirmed now, or anew; `before` is None for a new row."""
    if after.confirmed_at is None or (before and not _is_confirmed_by(before, after)):
        return
    if before is not None:
        await transaction.change_all(FORGET, [{"order_id": after.id}])
    _workflow, words = workflow_and_words(after.draft.model_dump_json())
    rows = word_rows(after.id, after.origin.team, to_milliseconds(after.confirmed_at), words)
    await transaction.insert(TABLE, rows)


def word_rows(order_id: str, team: str, at: int, words: frozenset[str]) -> list[dict[str, Any]]:
    """One row a word; `at` is when the order was confirmed, in milliseconds."""
    kept = {"team": team, "at": at, "order_id": order_id}
    return [{"word": word, **kept} for word in sorted(words)]


def _is_confirmed_by(before: Order, after: Order) -> bool:
    is_frozen = before.state in EDITABLE and after.state not in EDITABLE
    return is_frozen or before.confirmed_at != after.confirmed_at
