"""Looking in the list for an order of unknown fate or number, and what each result means; see docs/design.md."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from flows.order import TELL_OPERATORS, Doubt, Exists, Moved, Occasion, Order, Pace, created, rejected, stuck

LONGEST_SEARCH = timedelta(days=1)
"""After so long a person decides, and a number isn't looked for any more."""


@dataclass(frozen=True)
class Absent:
    """The list is complete, and our key isn't there."""


class CannotTell(NamedTuple):
    """The list could not be had (`is_outage`), its end wasn't reached, or it shows no keys."""

    is_outage: bool


Found = Exists | Absent | CannotTell


class SendAgain(NamedTuple):
    """The same body goes out once more under the same key; see `after_post` for `list_was_conclusive`."""

    list_was_conclusive: bool
    occasions: tuple[Occasion, ...] = ()


def after_look_up(order: Order, found: Found, now: datetime, pace: Pace) -> Moved | SendAgain:
    """An order of unknown fate after a look at the list."""
    match found:
        case Exists():
            return created(order, found, now, pace)
        case Absent():
            return _absent(order, now, pace)
        case CannotTell():
            return _not_told(order, found, now, pace)


def _absent(order: Order, now: datetime, pace: Pace) -> Moved | SendAgain:
    quiet = _sent_at(order) + pace.quiet_period
    if now < quiet:
        return _wait(order, quiet, now, pace)
    match order.doubt:
        case Doubt.DUPLICATE:
            return rejected(order, order.refusal, now)
        case Doubt.NO_ID | Doubt.REFUSED:
            return stuck(order, now)
    return stuck(order, now) if _was_last_attempt(order) else SendAgain(list_was_conclusive=True)


def _not_told(order: Order, found: CannotTell, now: datetime, pace: Pace) -> Moved | SendAgain:
    sent_at = _sent_at(order)
    limit = sent_at + max(pace.lookup_limit, pace.quiet_period)
    if order.doubt is Doubt.DUPLICATE:
        # Sent again, the API would only repeat itself. A list that fails may come back; one without keys won't get any.
        end = sent_at + LONGEST_SEARCH if found.is_outage else limit
        return _wait(order, end, now, pace) if now < end else stuck(order, now)
    if now < limit:
        return _wait(order, limit, now, pace)
    return (
        stuck(order, now)
        if _was_last_attempt(order)
        else SendAgain(list_was_conclusive=False, occasions=_to_operators(order, now))
    )


def _wait(order: Order, end: datetime, now: datetime, pace: Pace) -> Moved:
    """Look again after a pause that grows, and at that moment at the latest."""
    due = min(now + pace.delay(order.look_ups + 1), end)
    waits = replace(order, doubt=order.doubt or Doubt.NO_ANSWER, due_at=due, look_ups=order.look_ups + 1)
    return Moved(replace(waits, updated_at=now), _to_operators(order, now))


def _to_operators(order: Order, now: datetime) -> tuple[Occasion, ...]:
    is_long = now - _since(order) >= TELL_OPERATORS
    return (Occasion.UNSETTLED,) if is_long else ()


def _was_last_attempt(order: Order) -> bool:
    """One attempt is made when the day is over: a bot that slept through it hasn't tried."""
    return _sent_at(order) - _since(order) >= LONGEST_SEARCH


def after_id_search(order: Order, found: Found, now: datetime, pace: Pace) -> Moved:
    """A created order whose number wasn't known, after looking for it; the search ends after a day."""
    if isinstance(found, Exists):
        known = replace(
            order,
            upstream_id=found.upstream_id,
            display_id=found.display_id or order.display_id,
            client_url=found.client_url or order.client_url,
        )
        found_now = replace(known, due_at=None, unsettled_since=None, look_ups=0, updated_at=now)
        return Moved(found_now, (Occasion.NEWS,))
    searched = replace(order, look_ups=order.look_ups + 1, updated_at=now)
    if now - _since(order) >= LONGEST_SEARCH:
        return Moved(replace(searched, due_at=None), (Occasion.NUMBER_NOT_FOUND,))
    return Moved(replace(searched, due_at=now + pace.delay(searched.look_ups)))


def _sent_at(order: Order) -> datetime:
    return order.sent_at or order.updated_at


def _since(order: Order) -> datetime:
    return order.unsettled_since or _sent_at(order)
