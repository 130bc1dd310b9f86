"""Who is notified of what, how and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.order import PATIENCE, TELL_OPERATORS, Occasion, Order, State
from flows.waiting.approval import follow_ups
from flows.waiting.awaiting_photos import ASKING
from flows.waiting.follow_up import FollowUp
from flows.waiting.photos import photos_there


class NotificationKind(StrEnum):
    """How somebody is notified."""

    CHANNEL_POST = "channel_post"
    RECEIPT = "receipt"
    MODAL = "modal"
    OPERATORS = "operators"
    APPROVERS = "approvers"
    CARDS = "cards"
    """By editing the cards that people have."""
    HOME = "home"
    APPROVERS_HOME = "approvers_home"
    """Of those whose approval is asked: what waits for them is on it."""
    DRAFT = "draft"
    """By the message about a draft that was left, which is edited from then on."""


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
    Occasion.AWAITING: (
        NotificationKind.RECEIPT,
        NotificationKind.APPROVERS,
        NotificationKind.HOME,
        NotificationKind.APPROVERS_HOME,
    ),
    Occasion.PHOTOS: (NotificationKind.RECEIPT, NotificationKind.HOME),
    Occasion.PHOTO_REMINDER: (NotificationKind.RECEIPT,),
    Occasion.LAST_PHOTO_REMINDER: (NotificationKind.RECEIPT,),
    Occasion.REMINDER: (NotificationKind.APPROVERS,),
    Occasion.STAND_IN: (
        NotificationKind.APPROVERS,
        NotificationKind.RECEIPT,
        NotificationKind.APPROVERS_HOME,
    ),
    Occasion.ESCALATION: (NotificationKind.APPROVERS,),
    Occasion.LONG_WAIT: (NotificationKind.OPERATORS,),
    Occasion.APPROVED: (NotificationKind.RECEIPT,),
    Occasion.SENT_BACK: (NotificationKind.RECEIPT, NotificationKind.MODAL),
    Occasion.DECIDED: (
        NotificationKind.CARDS,
        NotificationKind.RECEIPT,
        NotificationKind.HOME,
        NotificationKind.APPROVERS_HOME,
    ),
    Occasion.NO_ID: (NotificationKind.OPERATORS,),
    Occasion.UNSETTLED: (NotificationKind.OPERATORS,),
    Occasion.NUMBER_NOT_FOUND: (NotificationKind.RECEIPT, NotificationKind.OPERATORS),
    Occasion.LEFT: (NotificationKind.DRAFT,),
}
"""Who is notified of what: the channel only of orders that exist."""

ANOTHER_MESSAGE = frozenset(
    {
        *ASKING,
        Occasion.AWAITING,
        Occasion.STAND_IN,
        Occasion.APPROVED,
        Occasion.SENT_BACK,
        Occasion.NUMBER_NOT_FOUND,
    }
)
"""What gets a message of its own, beside the one about the order's progress."""

TOLD_AT_ONCE = (
    (Occasion.CREATED, NotificationKind.CHANNEL_POST),
    (Occasion.PROGRESS, NotificationKind.RECEIPT),
    (Occasion.PROGRESS, NotificationKind.MODAL),
)
"""What the process that created an order may tell at once, without looking for what is due."""

MODAL_GRACE = timedelta(seconds=1)
"""A modal is left alone so long after Create: an update that overtakes the ack would be painted over by it."""


@dataclass(frozen=True)
class Notification:
    """Something to be said about an order. Times are aware.

    `confirmation` is when the order was confirmed, or when it last changed where one confirmation may bring the same
    occasion several times; it tells those times apart. Of a draft that was left it is when. `came_due_at` is when
    it was first due.
    """

    order_id: str
    occasion: Occasion
    kind: NotificationKind
    confirmation: datetime
    attempts: int = 0
    came_due_at: datetime | None = field(default=None, compare=False)

    @property
    def post(self) -> Notification:
        """That of the same order's post in the channel."""
        return replace(self, occasion=Occasion.CREATED, kind=NotificationKind.CHANNEL_POST)

    @property
    def key(self) -> str:
        """What tells it apart from every other."""
        return f"{self.order_id}:{self.occasion}:{self.kind}:{self.confirmation.isoformat()}"


_WAITS = frozenset({State.CONFIRMED, State.SENDING})

MAY_COME_AGAIN = frozenset({Occasion.STUCK, Occasion.DECIDED})
"""Occasions that one confirmation may bring several times, each to be notified of."""


def notifications_of(
    before: Order, after: Order, occasions: Sequence[Occasion]
) -> Mapping[Notification, datetime]:
    """The notifications due for a move of an order on these occasions, with when; equal for the same confirmation."""
    owed: dict[Notification, datetime] = {}
    by_itself = [
        *([Occasion.DECIDED] if _answers_cards(before, after) else []),
        *([Occasion.LEFT] if _ends_being_left(before, after) else []),
    ]
    for occasion in [*occasions, *by_itself]:
        for kind in NOTIFICATIONS[occasion]:
            notification = _notification(after, _shown_as(occasion, kind), kind)
            due = _due(after, occasion, kind)
            owed[notification] = min(owed.get(notification, due), due)
    return {**owed, **_news_of_photos(before, after), **_end_of_long_wait(before, after)}


def no_longer_planned(before: Order, after: Order) -> Mapping[Notification, datetime]:
    """What was to be said of an order that still waits then: this move says how it came out, and says so now."""
    if before.state not in _WAITS or after.state in _WAITS:
        return {}
    planned = notifications_of(before, before, (Occasion.CONFIRMED,))
    return {one: due for one, due in planned.items() if one.kind is not NotificationKind.HOME}


def _news_of_photos(before: Order, after: Order) -> Mapping[Notification, datetime]:
    """The message that asks for photos shows how many are there, and in the end what became of the order."""
    if before.state is not State.AWAITING_PHOTOS or before.confirmed_at is None:
        return {}
    if after.state is before.state and photos_there(after.draft) == photos_there(before.draft):
        return {}
    asked = Notification(after.id, Occasion.PHOTOS, NotificationKind.RECEIPT, before.confirmed_at)
    return {asked: after.updated_at}


def _end_of_long_wait(before: Order, after: Order) -> Mapping[Notification, datetime]:
    """What operators have of an order that waited for photos says what became of it; of approvals all cards do."""
    told_at = (before.follow_up or FollowUp()).operators_at
    is_over = before.state is State.AWAITING_PHOTOS and after.state is not before.state
    if not is_over or told_at is None or after.updated_at < told_at:
        return {}
    cards = Notification(after.id, Occasion.DECIDED, NotificationKind.CARDS, after.updated_at)
    return {cards: after.updated_at}


def _answers_cards(before: Order, after: Order) -> bool:
    """Whether the move may outdate cards that people have: for approval, about a stuck order or an unsettled one."""
    is_on_cards = before.state in {State.AWAITING, State.STUCK} or before.settled_by is not None
    return (is_on_cards or _is_known_unsettled(before, after.updated_at)) and after.state is not before.state


def _ends_being_left(before: Order, after: Order) -> bool:
    """Whether the message about the draft that was left has something else to say now."""
    if after.draft.left_at is None:
        return False
    was_open, is_open = before.state is State.OPEN, after.state is State.OPEN
    is_over = after.state is not before.state and after.state in {State.DISCARDED, State.EXPIRED}
    return was_open is not is_open or is_over or (before.is_left and not after.is_left)


def _is_known_unsettled(order: Order, now: datetime) -> bool:
    """Whether operators may have been notified that the list doesn't show it."""
    since = order.unsettled_since
    return order.state is State.SENDING and since is not None and now - since >= TELL_OPERATORS


def _shown_as(occasion: Occasion, kind: NotificationKind) -> Occasion:
    """Message, modal and Home show the order's progress, whatever brought it there."""
    shows_progress = (
        kind in {NotificationKind.RECEIPT, NotificationKind.MODAL} and occasion not in ANOTHER_MESSAGE
    )
    return Occasion.PROGRESS if shows_progress or kind is NotificationKind.HOME else occasion


def _due(order: Order, occasion: Occasion, kind: NotificationKind) -> datetime:
    if planned := follow_ups(order).get(occasion):
        return planned
    confirmed_at = order.confirmed_at or order.updated_at
    if occasion in ASKING:
        return confirmed_at + ASKING[occasion]
    if occasion is Occasion.CONFIRMED and kind is not NotificationKind.HOME:
        return confirmed_at + PATIENCE
    return confirmed_at + MODAL_GRACE if kind is NotificationKind.MODAL else order.updated_at


def _notification(order: Order, occasion: Occasion, kind: NotificationKind) -> Notification:
    asked_in = order.draft.asked_in
    if occasion is Occasion.LEFT and asked_in:
        # One message is about all the drafts that its person has left.
        return Notification(asked_in.order_id, occasion, kind, asked_in.left_at)
    return Notification(order.id, occasion, kind, _confirmation(order, occasion))


def _confirmation(order: Order, occasion: Occasion) -> datetime:
    return order.updated_at if occasion in MAY_COME_AGAIN else order.confirmed_at or order.updated_at
