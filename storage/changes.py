"""What is written together, inside one transaction: orders, their audit, known clients, and notifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flows.audit import begun, deed_of
from flows.notifications import Notification, NotificationKind, notifications_of
from flows.order import MOVES, Occasion, Order
from flows.person import Person
from storage.audit import keep
from storage.clients import keep_client, newly_known_client
from storage.errors import Conflict
from storage.listing.words import keep_words
from storage.sql.database import Transaction
from storage.sql.queries import OPENS_HOME, insertion, replacement
from storage.sql.rows import (
    due_columns,
    if_told_before,
    notification_key,
    order_row,
    person_key,
)


def refuse_if_no_move(before: Order, after: Order) -> None:
    """Raises Conflict where the state table doesn't allow the move."""
    if after.state is not before.state and after.state not in MOVES[before.state]:
        raise Conflict(f"an order can't go from {before.state} to {after.state}")


async def add_order(transaction: Transaction, order: Order) -> None:
    """Keep a new order."""
    row = order_row(order)
    await transaction.change(insertion("orders", row), row)
    await keep(transaction, begun(order))
    await keep_words(transaction, None, order)
    await _schedule(transaction, order)


async def add_unread(transaction: Transaction, order: Order) -> bool:
    """Keep a draft whose words are to be read, unless it is there already; gives whether it wasn't."""
    row = order_row(order)
    return await transaction.change(insertion("orders", row, "ON CONFLICT (id) DO NOTHING"), row)


async def replace_order(
    transaction: Transaction, before: Order, after: Order, tell: Sequence[Occasion]
) -> None:
    """Write `after` over `before` with all that follows from it. Raises Conflict if the row has changed meanwhile."""
    await compare_and_set(transaction, before, after)
    if entry := deed_of(before, after):
        await keep(transaction, entry)
    await keep_words(transaction, before, after)
    await _schedule(transaction, after)
    await owe(transaction, await _seen(transaction, after, notifications_of(before, after, tell)))
    if known := newly_known_client(before, after):
        # Last: a workspace's orders take turns from here to the commit.
        await keep_client(transaction, after.origin.team, known)


async def compare_and_set(transaction: Transaction, before: Order, after: Order) -> None:
    """Write `after` if the row is still that of `before`. Raises Conflict."""
    row = order_row(after)
    given = {**row, "version_before": before.version, "state_before": before.state.value}
    if not await transaction.change(replacement(row), given):
        raise Conflict(f"order {before.id} has changed since version {before.version}")


async def _seen(
    transaction: Transaction, order: Order, notifications: Mapping[Notification, datetime]
) -> Mapping[Notification, datetime]:
    """Those that somebody will see: Home is drawn when it is opened, and for who never has it isn't drawn before."""
    homes = [one for one in notifications if one.kind is NotificationKind.HOME]
    person = person_key(Person(order.origin.team, order.origin.user))
    if not homes or await transaction.rows(OPENS_HOME, person):
        return notifications
    return {one: due for one, due in notifications.items() if one not in homes}


async def owe(transaction: Transaction, notifications: Mapping[Notification, datetime]) -> None:
    """Add the notifications that aren't there yet, or of which there is news, each with when it is due."""
    for notification, due in notifications.items():
        row = {**notification_key(notification), "attempts": 0, **due_columns(due)}
        if await transaction.change(insertion("notifications", row, if_told_before(notification)), row):
            await transaction.schedule_notification(notification, due)


async def _schedule(transaction: Transaction, order: Order) -> None:
    if order.due_at:
        await transaction.schedule_order(order.id, order.due_at)
