"""An order that somebody must approve before it is sent: asked for, approved, sent back, or taken back.

    open, rejected ──ask──▶ awaiting ──approve──▶ confirmed
         ▲                     │
         └── sent back, taken back

Each is one move; the first write wins. All times are aware UTC datetimes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flows.order import Order, State, confirmed


def awaiting(order: Order, body: str, modal: str | None, approvers: str, now: datetime) -> Order:
    """The order frozen as for sending; nothing is due until a member of that group has decided."""
    frozen = confirmed(order, body, modal, now)
    return replace(frozen, state=State.AWAITING, due_at=None, approvers=approvers)


def approved(order: Order, by: str, now: datetime) -> Order:
    """The order on its way, with the body that was approved; `by` is a Slack user id."""
    return replace(confirmed(order, order.body or "", order.modal, now), decided_by=by)


def sent_back(order: Order, by: str, comment: str, now: datetime) -> Order:
    """The order editable again, with what should be changed."""
    return replace(_open_again(order, now), decided_by=by, comment=comment)


def taken_back(order: Order, now: datetime) -> Order:
    """The order editable again, by the person who took it."""
    return _open_again(order, now)


def _open_again(order: Order, now: datetime) -> Order:
    # Later notifications belong to this moment, not to the request for approval, which may be days old.
    return replace(order, state=State.OPEN, confirmed_at=None, updated_at=now)
