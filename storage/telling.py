"""What telling people of an order takes from the store and leaves in it, each in one read or one write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from flows.notifications import Notification, NotificationKind, notifications_of
from flows.order import Order
from flows.person import Profile
from storage.changes import Move, compare_and_set, keep_client_of, keep_deed_and_words, owe, schedule
from storage.messages import KeptMessage, keep_messages, row_message
from storage.outages import Outage, known_outages
from storage.sql import queries
from storage.sql.database import Query, Row, Transaction
from storage.sql.rows import (
    notification_key,
    order_row,
    person_key,
    row_notification,
    row_order,
    row_profile,
    to_milliseconds,
)


class ForPerson(NamedTuple):
    """What it takes to tell an order's person of it: their profile, and where they see the order already."""

    profile: Profile
    messages: Sequence[KeptMessage]
    """All about the order, to whomever, the oldest first."""
    is_in_modal: bool
    """No other order was begun in its modal since."""

    def and_of(self, message: KeptMessage | None) -> ForPerson:
        """The same once that message is there too."""
        return self._replace(messages=[*self.messages, message]) if message else self


class Told(NamedTuple):
    """What a process had claimed and was sent, as that message, or never will be."""

    notification: Notification
    message: KeptMessage | None = None


class ToTell(NamedTuple):
    """What this process alone tells of an order now, which is as it would be read."""

    order: Order
    claimed: Sequence[Notification]
    known: ForPerson


class Recorded(NamedTuple):
    """What the write found that recorded an order as created."""

    to_tell: ToTell | None
    """None where nothing was claimed."""
    outages: Sequence[Outage]
    owes_more: bool
    """There is something else to tell of the order, for whoever is first."""


def for_person(order: Order) -> tuple[Query, ...]:
    """The queries for a `ForPerson`."""
    return (
        (queries.PROFILE, person_key(order.person)),
        (queries.MESSAGES_OF, {"order_id": order.id}),
        (queries.MODAL, {"view_id": order.modal}),
    )


def as_for_person(order: Order, found: Sequence[Sequence[Row]]) -> ForPerson:
    """What they found."""
    (profile,), messages, modals = found
    shown = {row["order_id"] for row in modals}
    return ForPerson(row_profile(profile), [row_message(row) for row in messages], shown <= {order.id})


class Found(NamedTuple):
    """The rows that the write found, to be read when it is committed: none of them may undo it."""

    outages: Sequence[Row]
    claimed: Sequence[Row]
    for_person: Sequence[Sequence[Row]]
    owes_more: bool

    def recorded(self, written: Order) -> Recorded:
        """What they say."""
        to_tell = self._to_tell(written) if self.claimed else None
        return Recorded(to_tell, known_outages(self.outages), self.owes_more)

    def _to_tell(self, written: Order) -> ToTell | None:
        """None where it can't be read, as what a later version wrote: whoever finds it due tells, or says why not."""
        try:
            claimed = [replace(row_notification(row), attempts=0) for row in self.claimed]
            return ToTell(row_order(order_row(written)), claimed, as_for_person(written, self.for_person))
        except ValueError:
            return None


async def record(transaction: Transaction, move: Move, written: Order, claim_until: datetime | None) -> Found:
    """Write the order that came into being, with all that follows.

    What is told of it without anything to wait for is claimed until then; None claims nothing. Raises Conflict if
    the row isn't as before the move any more.
    """
    await compare_and_set(transaction, move.before, written)
    await keep_deed_and_words(transaction, move)
    owed = notifications_of(move.before, move.after, move.tell)
    homes = {one: due for one, due in owed.items() if one.kind is NotificationKind.HOME}
    others = {one: due for one, due in owed.items() if one not in homes}
    await owe(transaction, others)
    claiming = [*for_person(written), _claim(written, claim_until)] if claim_until else []
    outages, opens_home, *found = await transaction.rows_of(
        (queries.OUTAGES, {}), (queries.OPENS_HOME, person_key(written.person)), *claiming
    )
    seen = homes if opens_home else {}
    await owe(transaction, seen)
    taken = found.pop() if found else []
    await _unschedule(transaction, taken, others)
    await schedule(transaction, [move], written)
    await keep_client_of(transaction, move.before, written)
    return Found(outages, taken, found, owes_more=len(others) + len(seen) > len(taken))


def _claim(order: Order, until: datetime) -> Query:
    confirmation = to_milliseconds(order.confirmed_at or order.updated_at)
    given = {"order_id": order.id, "confirmation": confirmation, "until": to_milliseconds(until)}
    return queries.CLAIM_CREATED, given


async def _unschedule(
    transaction: Transaction, claimed: Sequence[Row], owed: Mapping[Notification, datetime]
) -> None:
    """No worker needs to look at what is told at once; a process that dies meanwhile leaves it to the sweep."""
    taken = {(row["occasion"], row["kind"]) for row in claimed}
    for notification, due in owed.items():
        if (notification.occasion, notification.kind) in taken:
            await transaction.unschedule_notification(notification, due)


async def end(
    transaction: Transaction, told: Sequence[Told], news: Mapping[Notification, datetime]
) -> list[Notification]:
    """What was told is done with, and owed is what is news because of it; gives those of which there is news since."""
    await keep_messages(transaction, [one.message for one in told if one.message])
    await owe(transaction, news)
    ended = await transaction.rows_of(*((queries.NOTIFIED, _told(one.notification)) for one in told))
    return [one.notification for one, rows in zip(told, ended, strict=True) if not rows]


def _told(notification: Notification) -> Row:
    return {**notification_key(notification), "attempts": notification.attempts}
