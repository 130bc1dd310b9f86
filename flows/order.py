"""An order's life after the form: its states, what moves it, and what the dispatcher should do next.

    open ──confirm──▶ confirmed ──claim──▶ sending ──▶ created
     ▲                    ▲                  │  │
     │                    └── refused now ───┘  ├──▶ rejected ──confirm──▶ confirmed
     └ discarded, expired                       └──▶ stuck ──a person decides──▶ sending, created

An order that needs approval waits in awaiting, between open or rejected and confirmed: see `flows.approval`.
All times are aware UTC datetimes; no clock is read here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.compiling import Origin
from flows.draft import Draft


class State(StrEnum):
    """Where an order stands; see the table in docs/design.md."""

    OPEN = "open"
    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    SENDING = "sending"
    CREATED = "created"
    REJECTED = "rejected"
    STUCK = "stuck"
    DISCARDED = "discarded"
    EXPIRED = "expired"


EDITABLE = frozenset({State.OPEN, State.REJECTED})
"""A person may change these; what is on its way or upstream is frozen."""

SENT = frozenset({State.AWAITING, State.CONFIRMED, State.SENDING, State.CREATED, State.STUCK})
"""A person has confirmed these, and they exist upstream, will, or may."""

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.AWAITING, State.CONFIRMED, State.DISCARDED, State.EXPIRED}),
    State.AWAITING: frozenset({State.CONFIRMED, State.OPEN}),
    State.CONFIRMED: frozenset({State.SENDING}),
    State.SENDING: frozenset({State.SENDING, State.CONFIRMED, State.CREATED, State.REJECTED, State.STUCK}),
    State.CREATED: frozenset(),
    State.REJECTED: frozenset({State.AWAITING, State.CONFIRMED, State.DISCARDED, State.EXPIRED}),
    State.STUCK: frozenset({State.SENDING, State.CREATED}),
    State.DISCARDED: frozenset(),
    State.EXPIRED: frozenset(),
}


SEARCH_FOR_ID = timedelta(days=1)


class Occasion(StrEnum):
    """What people are told about."""

    CREATED = "created"
    REJECTED = "rejected"
    DELAYED = "delayed"
    STUCK = "stuck"
    AWAITING = "awaiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    DECIDED = "decided"


@dataclass(frozen=True)
class Order:
    """An order's row. `version` rises with every write; a write on an older version is refused.

    `body` is the frozen JSON text, sent byte for byte; it is set from confirmation on.
    `uncertain` says that a request with this key may have reached the API and its outcome isn't known;
    `refused` that such a request was then refused as invalid, so only a look-up or a person can settle it.
    `approvers` is the group last asked for approval, by its name in the catalog; `decided_by` the Slack user id of who
    decided since the order was last put forward, and `comment` why they sent it back. `settled_by` is who decided
    about it when it was stuck.
    """

    draft: Draft
    origin: Origin
    state: State
    updated_at: datetime
    version: int = 1
    body: str | None = None
    modal: str | None = None
    confirmed_at: datetime | None = None
    sent_at: datetime | None = None
    due_at: datetime | None = None
    attempts: int = 0
    uncertain: bool = False
    refused: bool = False
    order_id: str | None = None
    display_id: str | None = None
    client_url: str | None = None
    words: str | None = None
    approvers: str | None = None
    decided_by: str | None = None
    comment: str | None = None
    settled_by: str | None = None

    @property
    def is_delayed(self) -> bool:
        """Confirmed, tried, and neither created nor refused yet."""
        put_off = self.due_at != self.confirmed_at and not self.draft.bringing_files
        waits = self.state is State.CONFIRMED and (self.attempts > 0 or put_off)
        return waits or (self.state is State.SENDING and self.uncertain)

    @property
    def edition(self) -> int:
        """The version, without the writes that only say how far the files are: what a person changed or saw."""
        return self.version - self.draft.file_writes

    @property
    def takes_files(self) -> bool:
        """Its files may still be settled: no request has left, and it wasn't thrown away."""
        waits = self.state in {State.AWAITING, State.CONFIRMED}
        return self.state in EDITABLE or (waits and self.sent_at is None)

    @property
    def id(self) -> str:
        """The draft's id, which is the idempotency key."""
        return self.draft.id


@dataclass(frozen=True)
class Pace:
    """How patient the dispatcher is. `spread` gives 0 to 1: how far into the second half of a delay to wait."""

    quiet_period: timedelta
    """No second POST sooner than this after the first: longer than any request can still be under way."""
    first_delay: timedelta = timedelta(seconds=2)
    longest_delay: timedelta = timedelta(minutes=5)
    spread: Callable[[], float] = lambda: 1.0

    def delay(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts: doubling, up to the longest, spread over its second half."""
        doubled: timedelta = self.first_delay * 2 ** min(max(attempts - 1, 0), 16)
        # Spread, so that orders which failed together don't come back together.
        return min(doubled, self.longest_delay) * (0.5 + 0.5 * self.spread())


# What a POST or a look-up told. Each is one way for an order to move on.


@dataclass(frozen=True)
class Exists:
    """The order exists upstream, with what is known of it."""

    order_id: str | None = None
    display_id: str | None = None
    client_url: str | None = None


@dataclass(frozen=True)
class Invalid:
    """Refused as invalid, for certain; the API's words."""

    words: str


@dataclass(frozen=True)
class NotNow:
    """Not created, for certain, and worth sending again later; `delay` where the API named one."""

    delay: timedelta | None = None


@dataclass(frozen=True)
class Unknown:
    """It may exist or not. `refused` when an attempt after an unknown one was refused as invalid."""

    refused: bool = False
    words: str | None = None


Outcome = Exists | Invalid | NotNow | Unknown


@dataclass(frozen=True)
class Moved:
    """An order after an outcome, and what people should be told."""

    order: Order
    occasions: tuple[Occasion, ...] = ()


def confirmed(order: Order, body: str, modal: str | None, now: datetime) -> Order:
    """The order as the person confirmed it: body and key frozen, due at once."""
    return replace(
        order,
        state=State.CONFIRMED,
        body=body,
        modal=modal,
        confirmed_at=now,
        due_at=now,
        sent_at=None,
        attempts=0,
        uncertain=False,
        refused=False,
        words=None,
        decided_by=None,
        comment=None,
        settled_by=None,
        updated_at=now,
    )


def claimed(order: Order, now: datetime, pace: Pace) -> Order:
    """The order with permission to POST: this must be committed before the request is made."""
    return replace(
        order,
        state=State.SENDING,
        sent_at=now,
        due_at=now + pace.quiet_period,
        attempts=order.attempts + 1,
        uncertain=order.uncertain or order.state is State.SENDING,
        updated_at=now,
    )


def postponed(order: Order, wait: timedelta, now: datetime) -> Moved:
    """An order that isn't sent or looked up for now, since the API is known to be down."""
    return Moved(replace(order, due_at=now + wait, updated_at=now), (Occasion.DELAYED,))


def after_post(order: Order, outcome: Outcome, now: datetime, pace: Pace) -> Moved:
    """A claimed order after its POST was answered, or wasn't."""
    match outcome:
        case Exists():
            return _created(order, outcome, now, pace)
        case Invalid(words):
            return Moved(replace(_settled(order, State.REJECTED, now), words=words), (Occasion.REJECTED,))
        case NotNow(delay):
            due = now + max(delay or timedelta(), pace.delay(order.attempts))
            state = State.SENDING if order.uncertain else State.CONFIRMED
            return Moved(replace(order, state=state, due_at=due, updated_at=now), (Occasion.DELAYED,))
        case Unknown(refused, words):
            unsure = replace(
                order, uncertain=True, refused=refused, words=words or order.words, updated_at=now
            )
            return Moved(unsure, (Occasion.DELAYED,))


def after_look_up(order: Order, found: Exists | None, now: datetime, pace: Pace) -> Moved | None:
    """An order of unknown outcome after a look-up that read the list; None: it may be sent again with its key."""
    if found is not None:
        return _created(order, found, now, pace)
    if order.refused:
        return Moved(_settled(order, State.STUCK, now), (Occasion.STUCK,))
    return None


def look_up_failed(order: Order, now: datetime, pace: Pace) -> Order:
    """The order waits for another look-up; nothing is sent meanwhile."""
    return replace(order, due_at=now + pace.delay(order.attempts), updated_at=now)


def after_id_search(order: Order, found: Exists | None, now: datetime, pace: Pace) -> Order:
    """A created order whose number wasn't known, after looking for it; the search ends after a day."""
    if found is None:
        given_up = order.confirmed_at is not None and now - order.confirmed_at > SEARCH_FOR_ID
        due = None if given_up else now + pace.delay(order.attempts)
        return replace(order, attempts=order.attempts + 1, due_at=due, updated_at=now)
    return replace(
        order,
        order_id=found.order_id,
        display_id=found.display_id or order.display_id,
        client_url=found.client_url or order.client_url,
        due_at=None,
        updated_at=now,
    )


def decided_exists(order: Order, by: str, exists: Exists, now: datetime, pace: Pace) -> Moved:
    """A stuck order that a person found upstream; `by` is their Slack user id."""
    return _created(replace(order, settled_by=by), exists, now, pace)


def decided_send_again(order: Order, by: str, now: datetime) -> Order:
    """A stuck order that a person didn't find upstream: it is looked up once more, then sent under its key.

    `by` is that person's Slack user id.
    """
    again = replace(order, state=State.SENDING, due_at=now, uncertain=True, refused=False, words=None)
    return replace(again, settled_by=by, updated_at=now)


def answers_cards(before: Order, after: Order) -> bool:
    """Whether the move may change what a card says that somebody has, for approval or about a stuck order."""
    asks = before.state in {State.AWAITING, State.STUCK} or before.settled_by is not None
    return asks and after.state is not before.state


def _created(order: Order, exists: Exists, now: datetime, pace: Pace) -> Moved:
    known = replace(
        _settled(order, State.CREATED, now),
        order_id=exists.order_id,
        display_id=exists.display_id,
        client_url=exists.client_url,
        due_at=None if exists.order_id else now + pace.delay(1),
    )
    return Moved(known, (Occasion.CREATED,))


def _settled(order: Order, state: State, now: datetime) -> Order:
    return replace(
        order, state=state, due_at=None, uncertain=False, refused=False, words=None, updated_at=now
    )
