"""An order's life after the form: its states, what moves it, and what the dispatcher should do next.

    open ──confirm──▶ confirmed ──claim──▶ sending ──▶ created
     ▲                    ▲                  │  │
     │                    └── refused now ───┘  ├──▶ rejected ──confirm──▶ confirmed
     └ discarded, expired                       └──▶ stuck ──a person decides──▶ sending, created

An order that needs approval waits in awaiting, between open or rejected and confirmed: see `flows.waiting.approval`.
One whose photos are missing waits in awaiting_photos before that: see `flows.waiting.awaiting_photos`.
All times are aware UTC datetimes; no clock is read here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.draft import Draft
from flows.person import Person
from flows.sending.compiling import Origin
from flows.waiting.follow_up import FollowUp


class State(StrEnum):
    """The state of an order; see the table in docs/design.md."""

    OPEN = "open"
    AWAITING = "awaiting"
    AWAITING_PHOTOS = "awaiting_photos"
    CONFIRMED = "confirmed"
    SENDING = "sending"
    CREATED = "created"
    REJECTED = "rejected"
    STUCK = "stuck"
    DISCARDED = "discarded"
    EXPIRED = "expired"


EDITABLE = frozenset({State.OPEN, State.REJECTED})
"""A person may change these; what is on its way or upstream is frozen."""

SENT = frozenset(
    {State.AWAITING, State.AWAITING_PHOTOS, State.CONFIRMED, State.SENDING, State.CREATED, State.STUCK}
)
"""A person has confirmed these, and they exist upstream, will, or may."""

UNDER_WAY = (SENT - {State.CREATED}) | {State.REJECTED}
"""A person has confirmed these, and they aren't created yet."""

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset(
        {State.AWAITING, State.AWAITING_PHOTOS, State.CONFIRMED, State.DISCARDED, State.EXPIRED}
    ),
    State.AWAITING: frozenset({State.CONFIRMED, State.OPEN}),
    State.AWAITING_PHOTOS: frozenset({State.AWAITING, State.CONFIRMED, State.OPEN}),
    State.CONFIRMED: frozenset({State.SENDING}),
    State.SENDING: frozenset({State.SENDING, State.CONFIRMED, State.CREATED, State.REJECTED, State.STUCK}),
    State.CREATED: frozenset(),
    State.REJECTED: frozenset(
        {State.AWAITING, State.AWAITING_PHOTOS, State.CONFIRMED, State.DISCARDED, State.EXPIRED}
    ),
    State.STUCK: frozenset({State.SENDING, State.CREATED}),
    State.DISCARDED: frozenset(),
    State.EXPIRED: frozenset(),
}


class Doubt(StrEnum):
    """Why it isn't known whether a sent order exists upstream; the table in docs/design.md says what follows."""

    NO_ANSWER = "no_answer"
    """A time-out, a lost connection or a 5xx."""
    NO_ID = "no_id"
    """A success without an order's id."""
    REFUSED = "refused"
    """Refused, after an attempt of unknown outcome."""
    DUPLICATE = "duplicate"
    """Said to be there already, though no attempt has an unknown outcome."""


class Trouble(StrEnum):
    """Why a confirmed order isn't created yet."""

    NO_ANSWER = "no_answer"
    """The API doesn't answer, or can't now."""
    NO_ACCESS = "no_access"
    """Our token or the API's address must be mended."""


PATIENCE = timedelta(seconds=10)
"""After so long without an outcome a person is notified that their order is saved."""


TELL_OPERATORS = timedelta(minutes=5)
"""A list that is inconclusive for this long is worth an operator's attention."""


class Occasion(StrEnum):
    """What people are notified of.

    `progress` is the one message about an order that its person gets on confirmation and that is edited from then on.
    """

    PROGRESS = "progress"
    CONFIRMED = "confirmed"
    NEWS = "news"
    """More is known of a created order: its number, or that it is posted."""

    CREATED = "created"
    REJECTED = "rejected"
    DELAYED = "delayed"
    STUCK = "stuck"
    AWAITING = "awaiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    PHOTOS = "photos"
    """It waits for photos that the job needs; what is missing is shown until they are there."""
    PHOTO_REMINDER = "photo_reminder"
    LAST_PHOTO_REMINDER = "last_photo_reminder"
    REMINDER = "reminder"
    """To those who were asked for approval and haven't decided."""
    STAND_IN = "stand_in"
    """Those who stand in for them are asked too."""
    ESCALATION = "escalation"
    """Nobody has decided for long."""
    LONG_WAIT = "long_wait"
    """For days it has waited for approval or photos: operators may end that."""
    DECIDED = "decided"
    NO_ID = "no_id"
    """A success without an order's id: if that is how the API answers now, no order will have one."""
    UNSETTLED = "unsettled"
    """For minutes the list hasn't shown whether the order exists."""
    NUMBER_NOT_FOUND = "number_not_found"
    """It exists, and for a day its number wasn't found."""
    LEFT = "left"
    """Nobody has touched the draft for a while."""


@dataclass(frozen=True)
class Order:
    """An order's row. `version` rises with every write; a write on an older version is refused.

    `body` is the frozen JSON text, sent byte for byte; it is set from confirmation on.
    `doubt` says why it isn't known whether it exists. `unsettled_since` is when the first attempt of unknown outcome
    was made, or when an order of unknown number came into being; `look_ups` counts those since the last POST that
    settled nothing.
    `approvers` is the group last asked for approval, by its name in the catalog; `decided_by` the Slack user id of who
    decided since the order was last put forward, and `comment` why they sent it back. `settled_by` is who decided
    about it when it was stuck. `follow_up` says what happens while nobody of the `approvers` decides.
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
    doubt: Doubt | None = None
    unsettled_since: datetime | None = None
    look_ups: int = 0
    upstream_id: str | None = None
    display_id: str | None = None
    client_url: str | None = None
    refusal: str | None = None
    approvers: str | None = None
    decided_by: str | None = None
    comment: str | None = None
    settled_by: str | None = None
    trouble: Trouble | None = None
    follow_up: FollowUp | None = None

    @property
    def person(self) -> Person:
        """Who took it, in the team in which they did."""
        return Person(self.origin.team, self.origin.user)

    @property
    def uncertain(self) -> bool:
        """An attempt with this key has an unknown outcome."""
        return self.doubt not in {None, Doubt.DUPLICATE}

    @property
    def is_delayed(self) -> bool:
        """Confirmed, tried, and neither created nor refused yet."""
        put_off = self.due_at != self.confirmed_at and not self.draft.bringing_files
        waits = self.state is State.CONFIRMED and (self.attempts > 0 or put_off)
        return waits or (self.state is State.SENDING and self.doubt is not None)

    def waits_long(self, now: datetime) -> bool:
        """Whether its person should know that it waits: it is put off, or without an outcome for 10 s."""
        late = self.confirmed_at is not None and now - self.confirmed_at >= PATIENCE
        return self.is_delayed or (self.state in {State.CONFIRMED, State.SENDING} and late)

    @property
    def edition(self) -> int:
        """The version, without the writes that only say how far the files are: what a person changed or saw."""
        return self.version - self.draft.file_writes

    @property
    def is_left(self) -> bool:
        """Its person was asked whether to go on with it, and has done nothing about it since."""
        return self.state is State.OPEN and self.draft.left_at == self.updated_at

    @property
    def takes_files(self) -> bool:
        """Its files may still be settled: no request has left, and it wasn't thrown away."""
        waits = self.state in {State.AWAITING, State.AWAITING_PHOTOS, State.CONFIRMED}
        return self.state in EDITABLE or (waits and self.sent_at is None)

    @property
    def id(self) -> str:
        """The draft's id, which is the idempotency key."""
        return self.draft.id


class Pace(NamedTuple):
    """How patient the dispatcher is. `spread` gives 0 to 1: how far into the second half of a delay to wait."""

    quiet_period: timedelta
    """No second POST sooner than this after the first: longer than any request can still be under way."""
    lookup_limit: timedelta = timedelta(minutes=10)
    """After this long since the last POST an inconclusive list isn't waited for: the order is sent once more."""
    first_delay: timedelta = timedelta(seconds=2)
    longest_delay: timedelta = timedelta(minutes=5)
    spread: Callable[[], float] = lambda: 1.0

    def delay(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts: doubling, up to the longest, spread over its second half."""
        doubled: timedelta = self.first_delay * 2 ** min(max(attempts - 1, 0), 16)
        # Spread, so that orders which failed together don't come back together.
        return min(doubled, self.longest_delay) * (0.5 + 0.5 * self.spread())


# Outcomes of a POST or a look-up. Each is one way for an order to move on.


class Exists(NamedTuple):
    """The order exists upstream, with what is known of it."""

    upstream_id: str | None = None
    display_id: str | None = None
    client_url: str | None = None


class Invalid(NamedTuple):
    """Refused as invalid, for certain; the API's words."""

    refusal: str


class NotNow(NamedTuple):
    """Not created, for certain, and worth sending again later; `delay` where the API named one."""

    delay: timedelta | None = None
    trouble: Trouble = Trouble.NO_ANSWER


class SaidToExist(NamedTuple):
    """Refused as a duplicate; `exists` where the answer names the order.

    `is_explicit`: its words name the key or a duplicate order, and nothing else.
    """

    refusal: str
    is_explicit: bool = False
    exists: Exists | None = None


class Unknown(NamedTuple):
    """It may exist or not. `no_id`: the answer was a success without an order's id."""

    no_id: bool = False


Outcome = Exists | Invalid | NotNow | SaidToExist | Unknown


class Moved(NamedTuple):
    """An order after an outcome, and the occasions that people are notified of."""

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
        doubt=None,
        unsettled_since=None,
        look_ups=0,
        refusal=None,
        decided_by=None,
        comment=None,
        settled_by=None,
        trouble=None,
        updated_at=now,
    )


def claimed(order: Order, now: datetime, pace: Pace) -> Order:
    """The order with permission to POST: this must be committed before the request is made."""
    again = order.state is State.SENDING
    return replace(
        order,
        state=State.SENDING,
        sent_at=now,
        due_at=now + pace.quiet_period,
        attempts=order.attempts + 1,
        doubt=(order.doubt or Doubt.NO_ANSWER) if again else None,
        unsettled_since=(order.unsettled_since or order.sent_at) if again else now,
        look_ups=0,
        updated_at=now,
    )


def postponed(order: Order, wait: timedelta, now: datetime) -> Moved:
    """An order that isn't sent for now, since the API is known to be down."""
    return Moved(replace(order, due_at=now + wait, updated_at=now), (Occasion.DELAYED,))


def put_off(before: Order, moved: Moved, trouble: Trouble | None) -> Moved:
    """The same move with the reason why the order waits; its person is notified only if the reason is new.

    Without a `trouble` the earlier reason stays, which at first is that the API doesn't answer.
    """
    if Occasion.DELAYED not in moved.occasions:
        waits = moved.order.state in {State.CONFIRMED, State.SENDING}
        return moved if waits else moved._replace(order=replace(moved.order, trouble=None))
    now = trouble or before.trouble or Trouble.NO_ANSWER
    occasions = tuple(
        one for one in moved.occasions if one is not Occasion.DELAYED or now is not before.trouble
    )
    return Moved(replace(moved.order, trouble=now), occasions)


def decided_exists(order: Order, by: str, exists: Exists, now: datetime, pace: Pace) -> Moved:
    """A stuck order that a person found upstream; `by` is their Slack user id."""
    return created(replace(order, settled_by=by), exists, now, pace)


def decided_send_again(order: Order, by: str, now: datetime) -> Order:
    """A stuck order that a person didn't find upstream: it is looked up once more, then sent under its key.

    `by` is that person's Slack user id.
    """
    again = replace(order, state=State.SENDING, due_at=now, doubt=Doubt.NO_ANSWER, unsettled_since=now)
    return replace(again, look_ups=0, refusal=None, settled_by=by, updated_at=now)


def created(order: Order, exists: Exists, now: datetime, pace: Pace) -> Moved:
    """It exists upstream; where its number isn't known, that is looked for from now on."""
    known = replace(
        _settled(order, State.CREATED, now),
        upstream_id=exists.upstream_id,
        display_id=exists.display_id,
        client_url=exists.client_url,
        due_at=None if exists.upstream_id else now + pace.delay(1),
        unsettled_since=None if exists.upstream_id else now,
    )
    return Moved(known, (Occasion.CREATED,))


def rejected(order: Order, refusal: str | None, now: datetime) -> Moved:
    """Refused for certain: the person may change it."""
    return Moved(replace(_settled(order, State.REJECTED, now), refusal=refusal), (Occasion.REJECTED,))


def stuck(order: Order, now: datetime) -> Moved:
    """Only a person can find out whether it exists."""
    return Moved(_settled(order, State.STUCK, now), (Occasion.STUCK,))


def _settled(order: Order, state: State, now: datetime) -> Order:
    return replace(
        order,
        state=state,
        due_at=None,
        doubt=None,
        unsettled_since=None,
        look_ups=0,
        refusal=None,
        updated_at=now,
    )
