"""Outages of the Orders API: one row each for all processes, kept until people know that it is over."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from flows.sending.outages import TOLD_AFTER, OutageKind
from storage.sql.database import Database, Row
from storage.sql.queries import (
    BEGIN_OUTAGE,
    CLAIM_OUTAGE,
    DROP_OUTAGE,
    END_OUTAGE,
    FORGET_OUTAGE,
    FORGET_OUTAGES_OF,
    NOTICE_SENT,
    OUTAGES,
    PUT_OFF_OUTAGE,
)
from storage.sql.rows import to_milliseconds, to_moment

KINDS = frozenset(kind.value for kind in OutageKind)


class Outage(NamedTuple):
    """One that began at `since`; `over_at` is when it ended, `due_at` when a notice of its beginning or end is due.

    `reason` holds nothing of an order; `attempts` counts those to send the notice that is due.
    """

    kind: OutageKind
    since: datetime
    reason: str
    due_at: datetime | None
    attempts: int
    over_at: datetime | None


class Outages:
    """Every call is one transaction and raises StoreUnavailable when the database can't be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self) -> Sequence[Outage]:
        """Those that go on, and those whose end nobody has been notified of yet, the oldest first."""
        return known_outages(await self._database.rows(OUTAGES, {}))

    async def begin(self, kind: OutageKind, reason: str, now: datetime) -> None:
        """It has begun. One that goes on already, or whose end nobody has been notified of yet, simply goes on."""
        due = to_milliseconds(now + TOLD_AFTER[kind])
        given = {"kind": kind.value, "since": to_milliseconds(now), "reason": reason, "due_at": due}
        await self._database.change(BEGIN_OUTAGE, given)

    async def end(self, kind: OutageKind, now: datetime) -> None:
        """It is over: people are notified if they were of its beginning; else it is forgotten."""
        given = {"kind": kind.value, "now": to_milliseconds(now)}
        if not await self._database.change(DROP_OUTAGE, {"kind": kind.value}):
            await self._database.change(END_OUTAGE, given)

    async def claim(self, outage: Outage, until: datetime) -> bool:
        """Take what is due for this process until then; False if another has it or it isn't due any more."""
        return await self._database.change(CLAIM_OUTAGE, {**_seen(outage), "until": to_milliseconds(until)})

    async def put_off(self, outage: Outage, due: datetime) -> None:
        """The notice could not be sent; try again then."""
        await self._database.change(PUT_OFF_OUTAGE, {**_seen(outage), "due_at": to_milliseconds(due)})

    async def notified(self, outage: Outage) -> None:
        """The notice was sent: an outage that is over is forgotten, another goes on in silence."""
        if outage.over_at is None:
            await self._database.change(NOTICE_SENT, _seen(outage))
        else:
            await self._database.change(FORGET_OUTAGE, _seen(outage))

    async def forget(self, kind: OutageKind) -> None:
        """Another outage has taken its place."""
        await self._database.change(FORGET_OUTAGES_OF, {"kind": kind.value})


def _seen(outage: Outage) -> Row:
    """The outage as it was read: what changed meanwhile isn't touched."""
    return {
        "kind": outage.kind.value,
        "since": to_milliseconds(outage.since),
        "over_at": to_milliseconds(outage.over_at) or 0,
        "attempts": outage.attempts,
    }


def known_outages(rows: Sequence[Row]) -> Sequence[Outage]:
    """Those of these rows; of a kind that only a later version knows nothing can be said, and no order waits for it."""
    return [_outage(row) for row in rows if row["kind"] in KINDS]


def _outage(row: Row) -> Outage:
    return Outage(
        kind=OutageKind(row["kind"]),
        since=datetime.fromtimestamp(row["since"] / 1000, UTC),
        reason=row["reason"],
        due_at=to_moment(row["due_at"]),
        attempts=row["attempts"],
        over_at=to_moment(row["over_at"] or None),
    )
