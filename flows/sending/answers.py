"""What an answer to a POST means for its order; see the table in docs/design.md."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flows.order import (
    Doubt,
    Exists,
    Invalid,
    Moved,
    NotNow,
    Occasion,
    Order,
    Outcome,
    Pace,
    SaidToExist,
    State,
    Unknown,
    created,
    rejected,
    stuck,
)


def after_post(
    order: Order, outcome: Outcome, now: datetime, pace: Pace, *, list_was_conclusive: bool = True
) -> Moved:
    """A claimed order after its POST was answered, or wasn't.

    `list_was_conclusive` is False when the order was sent again without a conclusive list: then only an answer counts.
    """
    match outcome:
        case Exists():
            return created(order, outcome, now, pace)
        case Invalid(refusal):
            return _after_refusal(order, refusal, now, pace, list_was_conclusive=list_was_conclusive)
        case SaidToExist():
            return _after_duplicate(order, outcome, now, pace, list_was_conclusive=list_was_conclusive)
        case NotNow(delay):
            due = now + max(delay or timedelta(), pace.delay(order.attempts))
            state = State.SENDING if order.uncertain else State.CONFIRMED
            return Moved(replace(order, state=state, due_at=due, updated_at=now), (Occasion.DELAYED,))
        case Unknown(no_id=True):
            doubtful = _doubtful(order, Doubt.NO_ID, now + pace.delay(1), now)
            return doubtful._replace(occasions=(*doubtful.occasions, Occasion.NO_ID))
        case Unknown():
            quiet = (order.sent_at or now) + pace.quiet_period
            return _doubtful(order, Doubt.NO_ANSWER, max(quiet, now + pace.delay(order.attempts)), now)


def _after_refusal(
    order: Order, refusal: str, now: datetime, pace: Pace, *, list_was_conclusive: bool
) -> Moved:
    if not order.uncertain:
        return rejected(order, refusal, now)
    if not list_was_conclusive:
        return stuck(order, now)
    return _doubtful(order, Doubt.REFUSED, now + pace.delay(1), now)


def _after_duplicate(
    order: Order, said: SaidToExist, now: datetime, pace: Pace, *, list_was_conclusive: bool
) -> Moved:
    if not order.uncertain:
        return _doubtful(replace(order, refusal=said.refusal), Doubt.DUPLICATE, now + pace.delay(1), now)
    if said.exists is not None:
        return created(order, said.exists, now, pace)
    if not list_was_conclusive and said.is_explicit:
        return created(order, Exists(), now, pace)
    return _after_refusal(order, said.refusal, now, pace, list_was_conclusive=list_was_conclusive)


def _doubtful(order: Order, doubt: Doubt, due: datetime, now: datetime) -> Moved:
    """What the API claimed once, a later silence doesn't unsay."""
    kept = order.doubt if doubt is Doubt.NO_ANSWER and order.doubt else doubt
    return Moved(replace(order, doubt=kept, due_at=due, updated_at=now), (Occasion.DELAYED,))
