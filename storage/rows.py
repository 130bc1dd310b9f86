"""Rows and what they mean, the same for every database: times are integers of milliseconds since 1970, UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, overload

from flows.clients import place_of
from flows.compiling import Origin
from flows.draft import Draft
from flows.order import PATIENCE, Doubt, Occasion, Order, State, Trouble, answers_cards
from flows.person import Membership, Standing
from storage.queries import TELL_AGAIN


@dataclass(frozen=True)
class Person:
    """Someone in a workspace, by Slack's ids."""

    team: str
    user: str


@dataclass(frozen=True)
class Locales:
    """IETF tags: the language a person chose, and the one Slack tells; None where unknown."""

    chosen: str | None = None
    slack: str | None = None


class NotificationKind(StrEnum):
    """How something is told."""

    CHANNEL_POST = "channel_post"
    RECEIPT = "receipt"
    MODAL = "modal"
    OPERATORS = "operators"
    APPROVERS = "approvers"
    CARDS = "cards"
    """By editing the cards that people have."""
    HOME = "home"


NOTIFICATIONS: Mapping[Occasion, tuple[NotificationKind, ...]] = {
    Occasion.CONFIRMED: (NotificationKind.RECEIPT, NotificationKind.MODAL, NotificationKind.HOME),
    Occasion.CREATED: (
        NotificationKind.CHANNEL_POST,
        NotificationKind.RECEIPT,
        NotificationKind.MODAL,
        NotificationKind.HOME,
    ),
    Occasion.NEWS: (NotificationKind.RECEIPT, NotificationKind.MODAL),
    Occasion.REJECTED: (NotificationKind.RECEIPT, NotificationKind.MODAL, NotificationKind.HOME),
    Occasion.STUCK: (
        NotificationKind.RECEIPT,
        NotificationKind.OPERATORS,
        NotificationKind.MODAL,
        NotificationKind.HOME,
    ),
    Occasion.DELAYED: (NotificationKind.RECEIPT, NotificationKind.MODAL, NotificationKind.HOME),
    Occasion.AWAITING: (NotificationKind.RECEIPT, NotificationKind.APPROVERS, NotificationKind.HOME),
    Occasion.APPROVED: (NotificationKind.RECEIPT,),
    Occasion.SENT_BACK: (NotificationKind.RECEIPT, NotificationKind.MODAL),
    Occasion.DECIDED: (NotificationKind.CARDS, NotificationKind.RECEIPT, NotificationKind.HOME),
    Occasion.NO_ID: (NotificationKind.OPERATORS,),
    Occasion.UNSETTLED: (NotificationKind.OPERATORS,),
    Occasion.NUMBER_NOT_FOUND: (NotificationKind.RECEIPT, NotificationKind.OPERATORS),
}
"""Who hears of what: the channel only of orders that exist."""

ANOTHER_MESSAGE = frozenset(
    {Occasion.AWAITING, Occasion.APPROVED, Occasion.SENT_BACK, Occasion.NUMBER_NOT_FOUND}
)
"""What is said in a message of its own, beside the one about the order's progress."""


MODAL_GRACE = timedelta(seconds=1)
"""A modal is left alone so long after Create: an update that overtakes the ack would be painted over by it."""


@dataclass(frozen=True)
class Notification:
    """Something to be told of an order; `confirmation` tells apart the several times the same occasion came.

    `came_due_at` is when it was first to be told.
    """

    order_id: str
    occasion: Occasion
    kind: NotificationKind
    confirmation: int
    attempts: int = 0
    came_due_at: datetime | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """What tells it apart from every other."""
        return f"{self.order_id}:{self.occasion}:{self.kind}:{self.confirmation}"


MAY_COME_AGAIN = frozenset({Occasion.STUCK, Occasion.DECIDED})
"""Occasions that one confirmation may bring several times, each to be told."""


def notifications_of(
    before: Order, after: Order, occasions: Sequence[Occasion]
) -> Mapping[Notification, datetime]:
    """The tellings a move of an order owes on these occasions, with when; the same again for the same confirmation."""
    owed: dict[Notification, datetime] = {}
    for occasion in [*occasions, Occasion.DECIDED] if answers_cards(before, after) else occasions:
        for kind in NOTIFICATIONS[occasion]:
            told_as = _told_as(occasion, kind)
            notification = Notification(after.id, told_as, kind, _confirmation(after, told_as))
            due = _due(after, occasion, kind)
            owed[notification] = min(owed.get(notification, due), due)
    return owed


def _told_as(occasion: Occasion, kind: NotificationKind) -> Occasion:
    """Message, modal and Home show how an order stands, whatever brought it there."""
    shows_progress = (
        kind in {NotificationKind.RECEIPT, NotificationKind.MODAL} and occasion not in ANOTHER_MESSAGE
    )
    return Occasion.PROGRESS if shows_progress or kind is NotificationKind.HOME else occasion


def _due(order: Order, occasion: Occasion, kind: NotificationKind) -> datetime:
    confirmed_at = order.confirmed_at or order.updated_at
    if occasion is Occasion.CONFIRMED and kind is not NotificationKind.HOME:
        return confirmed_at + PATIENCE
    return confirmed_at + MODAL_GRACE if kind is NotificationKind.MODAL else order.updated_at


def _confirmation(order: Order, occasion: Occasion) -> int:
    return to_milliseconds(
        order.updated_at if occasion in MAY_COME_AGAIN else order.confirmed_at or order.updated_at
    )


def if_told_before(notification: Notification) -> str:
    """What becomes of a telling that was owed before: what shows how the order stands is told again, all else once."""
    shows = notification.occasion is Occasion.PROGRESS or notification.kind is NotificationKind.CARDS
    return TELL_AGAIN if shows else "ON CONFLICT DO NOTHING"


def due_columns(due: datetime) -> dict[str, int]:
    """When a new telling is due, now and as long as it isn't told."""
    return {"due_at": to_milliseconds(due), "came_due_at": to_milliseconds(due)}


@overload
def to_milliseconds(moment: datetime) -> int: ...


@overload
def to_milliseconds(moment: datetime | None) -> int | None: ...


def to_milliseconds(moment: datetime | None) -> int | None:
    """An aware datetime as the store keeps it."""
    return None if moment is None else round(moment.timestamp() * 1000)


def to_moment(milliseconds: int | None) -> datetime | None:
    """A kept time as an aware UTC datetime."""
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)


def standing_row(person: Person, standing: Standing) -> dict[str, Any]:
    """What is known of a person's standing as columns."""
    return {
        "team": person.team,
        "user": person.user,
        "membership": standing.membership.value if standing.membership else None,
        "asked_at": to_milliseconds(standing.asked_at),
    }


def row_standing(row: Mapping[str, Any]) -> Standing:
    """The standing of a row of people."""
    membership = row["membership"]
    return Standing(Membership(membership) if membership else None, to_moment(row["asked_at"]))


def order_row(order: Order) -> dict[str, Any]:
    """The order as columns."""
    return {
        "id": order.id,
        "team": order.origin.team,
        "user": order.origin.user,
        "channel": order.origin.channel,
        "state": order.state.value,
        "version": order.version,
        "draft": order.draft.model_dump_json(),
        "body": order.body,
        "modal": order.modal,
        "confirmed_at": to_milliseconds(order.confirmed_at),
        "sent_at": to_milliseconds(order.sent_at),
        "due_at": to_milliseconds(order.due_at),
        "attempts": order.attempts,
        "doubt": order.doubt.value if order.doubt else None,
        "unsettled_since": to_milliseconds(order.unsettled_since),
        "look_ups": order.look_ups,
        "order_id": order.upstream_id,
        "display_id": order.display_id,
        "client_url": order.client_url,
        "words": order.refusal,
        "approvers": order.approvers,
        "decided_by": order.decided_by,
        "comment": order.comment,
        "settled_by": order.settled_by,
        "trouble": order.trouble.value if order.trouble else None,
        "updated_at": to_milliseconds(order.updated_at),
        # Derived from the draft, to find orders by.
        "phone": order.draft.client.phone if order.draft.client else None,
        "place": place_of(order.draft.address) if order.draft.address else None,
    }


def similar_parameters(order: Order, since: datetime, limit: int) -> dict[str, Any]:
    """What an order's like are looked for by."""
    row = order_row(order)
    by = {column: row[column] for column in ("id", "team", "phone", "place")}
    return {**by, "since": to_milliseconds(since), "limit": limit}


def row_order(row: Mapping[str, Any]) -> Order:
    """The order of a row."""
    return Order(
        draft=Draft.model_validate_json(row["draft"]),
        origin=Origin(row["team"], row["channel"], row["user"]),
        state=State(row["state"]),
        version=row["version"],
        body=row["body"],
        modal=row["modal"],
        confirmed_at=to_moment(row["confirmed_at"]),
        sent_at=to_moment(row["sent_at"]),
        due_at=to_moment(row["due_at"]),
        attempts=row["attempts"],
        upstream_id=row["order_id"],
        display_id=row["display_id"],
        client_url=row["client_url"],
        refusal=row["words"],
        # A migration may read rows from before these columns.
        doubt=Doubt(row["doubt"]) if row.get("doubt") else None,
        unsettled_since=to_moment(row.get("unsettled_since")),
        look_ups=row.get("look_ups", 0),
        approvers=row.get("approvers"),
        decided_by=row.get("decided_by"),
        comment=row.get("comment"),
        settled_by=row.get("settled_by"),
        trouble=Trouble(row["trouble"]) if row.get("trouble") else None,
        updated_at=datetime.fromtimestamp(row["updated_at"] / 1000, UTC),
    )


def row_notification(row: Mapping[str, Any]) -> Notification:
    """The telling of a row."""
    return Notification(
        order_id=row["order_id"],
        occasion=Occasion(row["occasion"]),
        kind=NotificationKind(row["kind"]),
        confirmation=row["confirmation"],
        attempts=row["attempts"],
        came_due_at=to_moment(row["came_due_at"]),
    )
