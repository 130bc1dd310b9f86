"""Who did what to which order, and when: Slack's ids and ours, and nothing of a client."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from flows.order import EDITABLE, Order, State


class Deed(StrEnum):
    """What was done."""

    OPENED = "opened"
    CHANGED = "changed"
    """Gone on to another step of the form."""
    CONFIRMED = "confirmed"
    PUT_FORWARD = "put_forward"
    """Confirmed, and asked to be approved."""
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    TAKEN_BACK = "taken_back"
    DISCARDED = "discarded"
    CREATED = "created"
    REFUSED = "refused"
    STUCK = "stuck"
    DECIDED = "decided"
    """About a stuck order: that it exists, or that it is sent again."""
    SEEN = "seen"
    """Somebody else's order was opened in full."""
    EXPORTED = "exported"
    """Orders were taken out as a file."""
    DENIED = "denied"


class AuditEntry(NamedTuple):
    """One deed. `person` is a Slack user id, None for what no person did; `order_id` is None for what is of no order.

    `detail` is a word of ours: the right that was missing, the decision.
    """

    at: datetime
    team: str
    deed: Deed
    person: str | None = None
    order_id: str | None = None
    detail: str | None = None


def begun(order: Order) -> AuditEntry:
    """A new order, or one that is made of words which were kept."""
    return _of(order, Deed.OPENED, order.origin.user)


def deed_of(before: Order, after: Order) -> AuditEntry | None:
    """What the move from one to the other was; None for what nobody did or what isn't worth an entry."""
    taker = after.origin.user
    if before.draft.unread and not after.draft.unread:
        # Begun once the words are read; those that say nothing of an order begin none.
        return begun(after) if after.state is before.state else None
    if before.state in EDITABLE and after.state is before.state:
        return _of(after, Deed.CHANGED, taker) if after.draft.step is not before.draft.step else None
    match before.state, after.state:
        case State.AWAITING, State.CONFIRMED:
            return _of(after, Deed.APPROVED, after.decided_by)
        case State.AWAITING | State.AWAITING_PHOTOS, State.OPEN:
            was_sent_back = after.decided_by is not None
            return (
                _of(after, Deed.SENT_BACK, after.decided_by)
                if was_sent_back
                else _of(after, Deed.TAKEN_BACK, taker)
            )
        case State.STUCK, State.SENDING | State.CREATED:
            exists = after.state is State.CREATED
            return _of(after, Deed.DECIDED, after.settled_by, "exists" if exists else "send_again")
        case State.OPEN | State.REJECTED | State.AWAITING_PHOTOS, State.AWAITING:
            return _of(after, Deed.PUT_FORWARD, taker, after.approvers)
        case State.OPEN | State.REJECTED, State.CONFIRMED | State.AWAITING_PHOTOS:
            return _of(after, Deed.CONFIRMED, taker)
        case _, State.DISCARDED:
            return _of(after, Deed.DISCARDED, taker)
        case State.SENDING, State.CREATED | State.REJECTED | State.STUCK:
            return _of(after, _OUTCOMES[after.state], None)
        case _:
            return None


_OUTCOMES = {State.CREATED: Deed.CREATED, State.REJECTED: Deed.REFUSED, State.STUCK: Deed.STUCK}


def _of(order: Order, deed: Deed, person: str | None, detail: str | None = None) -> AuditEntry:
    return AuditEntry(order.updated_at, order.origin.team, deed, person, order.id, detail)
