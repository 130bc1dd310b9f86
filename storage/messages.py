"""Messages that may have to be edited later, by where Slack keeps them; each is forgotten after its last edit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.queries import FORGET_MESSAGE, KEEP_MESSAGE, MESSAGES_OF
from storage.rows import to_milliseconds, to_moment

Row = Mapping[str, Any]
Read = Callable[[str, Row], Awaitable[Sequence[Row]]]
"""Runs a query of `storage.queries` with its parameters, in a transaction of its own."""
Change = Callable[[str, Row], Awaitable[bool]]
"""The same for a statement; whether it changed a row."""


class MessageKind(StrEnum):
    """What a message shows, and so what it is edited into."""

    APPROVAL = "approval"
    STUCK = "stuck"
    NOT_POSTED = "not_posted"
    PROGRESS = "progress"
    """What the person is told of their order from its confirmation on."""
    POST = "post"
    """In the team's channel."""


@dataclass(frozen=True)
class KeptMessage:
    """A message about an order. `recipient` is the user or channel it was sent to, `channel` and `ts` where it stands.

    `confirmation` is that of the notification it came from.
    """

    order_id: str
    kind: MessageKind
    recipient: str
    confirmation: datetime
    channel: str
    ts: str


class Messages:
    """Where the messages stand. Every call raises StoreUnavailable when the database can't be used."""

    def __init__(self, read: Read, change: Change) -> None:
        self._read = read
        self._change = change

    async def keep(self, message: KeptMessage) -> None:
        """Remember it, once."""
        as_columns = {"kind": message.kind.value, "confirmation": to_milliseconds(message.confirmation)}
        await self._change(KEEP_MESSAGE, asdict(message) | as_columns)

    async def of(self, order_id: str, *kinds: MessageKind) -> Sequence[KeptMessage]:
        """The order's messages of these kinds, of all where none is named, the oldest first."""
        found = [_row_message(row) for row in await self._read(MESSAGES_OF, {"order_id": order_id})]
        return [message for message in found if not kinds or message.kind in kinds]

    async def forget(self, message: KeptMessage) -> None:
        """It is never edited again."""
        await self._change(FORGET_MESSAGE, {"channel": message.channel, "ts": message.ts})


def _row_message(row: Row) -> KeptMessage:
    return KeptMessage(
        order_id=row["order_id"],
        kind=MessageKind(row["kind"]),
        recipient=row["recipient"],
        confirmation=to_moment(row["confirmation"]),
        channel=row["channel"],
        ts=row["ts"],
    )
