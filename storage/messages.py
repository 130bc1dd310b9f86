"""What Slack shows of an order: messages that may have to be edited later, and modals in which another was begun."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from storage.sql.database import Database, Row, Transaction
from storage.sql.queries import (
    FORGET_MESSAGE,
    FORGET_MODAL,
    FORGET_MODALS,
    KEEP_MESSAGE,
    MESSAGES_OF,
    OTHER_MODALS,
    SHOW_IN_MODAL,
)
from storage.sql.rows import to_milliseconds, to_moment

LONGEST_OPEN = timedelta(days=1)
"""Nothing is drawn in a modal by itself after that."""


class MessageKind(StrEnum):
    """What a message shows, and so what it is edited into."""

    APPROVAL = "approval"
    REMINDER = "reminder"
    """To an approver who was asked before."""
    PHOTOS = "photos"
    """To its person, as long as photos are missing; the next two remind of them."""
    PHOTO_REMINDER = "photo_reminder"
    LAST_PHOTO_REMINDER = "last_photo_reminder"
    ESCALATION = "escalation"
    """To whoever is told that nobody decides."""
    STUCK = "stuck"
    LONG_WAIT = "long_wait"
    """To operators, of an order that waits for approval or photos."""
    UNSETTLED = "unsettled"
    """To operators, of an order that the list doesn't show."""
    NOT_POSTED = "not_posted"
    PROGRESS = "progress"
    """The order's progress, for its person, from its confirmation on."""
    POST = "post"
    """In the team's channel."""
    LEFT = "left"
    """To the person of a draft that was left."""


class KeptMessage(NamedTuple):
    """A message about an order. `recipient` is the user or channel it was sent to, `channel` and `ts` where it is.

    `confirmation` is that of the notification it came from.
    """

    order_id: str
    kind: MessageKind
    recipient: str
    confirmation: datetime
    channel: str
    ts: str


class Messages:
    """Messages and where they are in Slack; each is forgotten after its last edit.

    Every call raises StoreUnavailable when the database can't be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, message: KeptMessage) -> None:
        """Remember it, once."""
        await self._database.change(KEEP_MESSAGE, _columns(message))

    async def of(self, order_id: str, *kinds: MessageKind) -> Sequence[KeptMessage]:
        """The order's messages of these kinds, of all where none is named, the oldest first."""
        found = [row_message(row) for row in await self._database.rows(MESSAGES_OF, {"order_id": order_id})]
        return [message for message in found if not kinds or message.kind in kinds]

    async def forget(self, message: KeptMessage) -> None:
        """It is never edited again."""
        await self._database.change(FORGET_MESSAGE, {"channel": message.channel, "ts": message.ts})


class Modals:
    """Which order a modal shows, by Slack's view id: news of an earlier one must not be drawn over it.

    Every call raises StoreUnavailable when the database can't be used.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def show(self, view_id: str, order_id: str, now: datetime) -> Sequence[str]:
        """From now on the modal shows that order, and those that did before don't: their ids."""
        moment = round(now.timestamp() * 1000)
        longest = round(LONGEST_OPEN.total_seconds() * 1000)
        shown = {"view_id": view_id, "order_id": order_id, "shown_at": moment}

        async def keep(transaction: Transaction) -> Sequence[str]:
            await transaction.change(FORGET_MODALS, {"before": moment - longest})
            others = [str(row["view_id"]) for row in await transaction.rows(OTHER_MODALS, shown)]
            await transaction.change_all(FORGET_MODAL, [{"view_id": other} for other in others])
            await transaction.change(SHOW_IN_MODAL, shown)
            return others

        return await self._database.transaction(keep)

    async def close(self, view_id: str) -> None:
        """Its person has closed the modal: nothing is drawn in it any more."""
        await self._database.change(FORGET_MODAL, {"view_id": view_id})


async def keep_messages(transaction: Transaction, messages: Sequence[KeptMessage]) -> None:
    """Remember each, once, with what else the transaction writes."""
    if messages:
        await transaction.change_all(KEEP_MESSAGE, [_columns(message) for message in messages])


def _columns(message: KeptMessage) -> Row:
    as_columns = {"kind": message.kind.value, "confirmation": to_milliseconds(message.confirmation)}
    return message._asdict() | as_columns


def row_message(row: Row) -> KeptMessage:
    """The message of a row."""
    return KeptMessage(
        order_id=row["order_id"],
        kind=MessageKind(row["kind"]),
        recipient=row["recipient"],
        confirmation=to_moment(row["confirmation"]),
        channel=row["channel"],
        ts=row["ts"],
    )
