"""What the Orders API's answers say about an order."""

from __future__ import annotations

from datetime import timedelta

from flows.order import Exists, Invalid, NotNow, Outcome, SaidToExist, Trouble, Unknown
from orders import (
    CreatedOrder,
    Duplicate,
    Forbidden,
    InvalidOrder,
    ListedOrder,
    Misconfigured,
    NoOrderId,
    OrdersError,
    RateLimited,
    Unauthorised,
    Unreachable,
)

WAIT_FOR_OPERATOR = timedelta(minutes=1)
"""Between attempts while a person must mend the token or the address."""


def exists(order: CreatedOrder | ListedOrder) -> Exists:
    """The order is there, as the API shows it."""
    return Exists(order.id, order.display_id, order.client_url)


def outcome_of(error: OrdersError) -> Outcome:
    """What a failed POST says about the order."""
    match error:
        case Duplicate(refusal=refusal, order=order):
            return SaidToExist(refusal, error.is_explicit, exists(order) if order else None)
        case InvalidOrder(refusal=refusal):
            return Invalid(refusal)
        case RateLimited(delay=delay):
            return NotNow(timedelta(seconds=delay))
        case Unreachable():
            return NotNow()
        case Unauthorised() | Forbidden() | Misconfigured():
            return NotNow(WAIT_FOR_OPERATOR, Trouble.NO_ACCESS)
        case NoOrderId():
            return Unknown(no_id=True)
        case _:
            return Unknown()
