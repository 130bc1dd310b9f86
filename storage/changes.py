"""What is written together, inside one transaction: orders, their audit, known clients, and notifications."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flows.audit import begun, deed_of
from flows.notifications import Notification, NotificationKind, no_longer_planned, notifications_of
from flows.order import MOVES, Occasion, Order
from storage.audit import keep
from storage.clients import keep_client, newly_known_client
from storage.errors import Conflict
from storage.listing.words import keep_words
from storage.sql.database import Row, Transaction
from storage.sql.queries import OPENS_HOME, insertion, replacement
from storage.sql.rows import (
    changed_columns,
    due_columns,
    if_told_before,
    notification_key,
    order_row,
    person_key,
)


class Move(NamedTuple):
    """An order before and after a change, and the occasions that people are notified of."""

    before: Order
    after: Order
    tell: Sequence[Occasion] = ()


def refuse_if_no_move(move: Move) -> None:
    """Raises Conflict where the state table doesn't allow the move."""
    before, after = move.before.state, move.after.state
    if after is not before and after not in MOVES[before]:
        raise Conflict(f"an order can't go from {before} to {after}")


async def add_order(transaction: Transaction, order: Order) -> None:
    """Keep a new order."""
    await transaction.insert("orders", [order_row(order)])
    await keep(transaction, begun(order))
    await keep_words(transaction, None, order)
    if order.due_at:
        await transaction.schedule_order(order.id, order.due_at)


async def add_unread(transaction: Transaction, order: Order) -> bool:
    """Keep a draft whose words are to be read, unless it is there already; gives whether it wasn't."""
    row = order_row(order)
    return await transaction.change(insertion("orders", row, "ON CONFLICT (id) DO NOTHING"), row)


async def replace_order(transaction: Transaction, moves: Sequence[Move], written: Order) -> None:
    """Write the order as it is after the moves, with all that follows from each.

    Raises Conflict if the row isn't as before the first of them any more.
    """
    before = moves[0].before
    await compare_and_set(transaction, before, written)
    for move in moves:
        await keep_deed_and_words(transaction, move)
        owed = notifications_of(move.before, move.after, move.tell)
        await owe(transaction, await _seen(transaction, move.after, owed))
    await schedule(transaction, moves, written)
    await keep_client_of(transaction, before, written)


async def keep_deed_and_words(transaction: Transaction, move: Move) -> None:
    """Who did what, and what the order is found by from now on."""
    if entry := deed_of(move.before, move.after):
        await keep(transaction, entry)
    await keep_words(transaction, move.before, move.after)


async def keep_client_of(transaction: Transaction, before: Order, written: Order) -> None:
    """The client of an order that came into being. The last of a write: a workspace's orders take turns from here."""
    if known := newly_known_client(before, written):
        await keep_client(transaction, written.origin.team, known)


async def compare_and_set(transaction: Transaction, before: Order, after: Order) -> None:
    """Write `after` if the row is still that of `before`. Raises Conflict."""
    columns = changed_columns(before, after)
    row_before = {"order_id": before.id, "version_before": before.version, "state_before": before.state.value}
    if not await transaction.change(replacement(tuple(columns)), columns | row_before):
        raise Conflict(f"order {before.id} has changed since version {before.version}")


async def _seen(
    transaction: Transaction, order: Order, notifications: Mapping[Notification, datetime]
) -> Mapping[Notification, datetime]:
    """Those that somebody will see: Home is drawn when it is opened, and for who never has it isn't drawn before."""
    homes = [one for one in notifications if one.kind is NotificationKind.HOME]
    person = person_key(order.person)
    if not homes or await transaction.rows(OPENS_HOME, person):
        return notifications
    return {one: due for one, due in notifications.items() if one not in homes}


async def owe(transaction: Transaction, notifications: Mapping[Notification, datetime]) -> None:
    """Add the notifications that aren't there yet, or of which there is news, each with when it is due.

    A worker looks at one that was there already too, and finds nothing to do.
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for notification, due in notifications.items():
        row = {**notification_key(notification), "attempts": 0, **due_columns(due)}
        rows[if_told_before(notification)].append(row)
        await transaction.schedule_notification(notification, due)
    for or_else, some in rows.items():
        await transaction.insert("notifications", some, or_else)


async def schedule(transaction: Transaction, moves: Sequence[Move], written: Order) -> None:
    """When a worker looks at the order, and when it needn't any more, at the order or what would be told of it."""
    earlier = moves[0].before.due_at
    if earlier and earlier != written.due_at:
        await transaction.unschedule_order(written.id, earlier)
    if written.due_at:
        await transaction.schedule_order(written.id, written.due_at)
    for move in moves:
        for notification, due in no_longer_planned(move.before, move.after).items():
            await transaction.unschedule_notification(notification, due)
