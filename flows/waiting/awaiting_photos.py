"""An order that waits for the photos which its job needs: nothing can be added to it once it is sent.

open, rejected ──create──▶ awaiting_photos ──the last photo, or without──▶ awaiting, confirmed
▲                            │
└──────── taken back ────────┘
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from flows.order import Occasion, Order, State, confirmed
from flows.waiting.follow_up import FollowUp

WAITING = frozenset({State.AWAITING, State.AWAITING_PHOTOS})
"""Confirmed, and sent once somebody has done something."""

ASKING = {
    Occasion.PHOTOS: timedelta(),
    Occasion.PHOTO_REMINDER: timedelta(days=1),
    Occasion.LAST_PHOTO_REMINDER: timedelta(days=3),
}
"""How long after Create an order's person is asked for its photos, and reminded: twice, and then no more."""


def waiting_for_photos(
    order: Order, body: str, modal: str | None, now: datetime, operators_after: timedelta | None = None
) -> Order:
    """The order frozen as for sending; nothing is due until its photos are there, but what operators hear then."""
    follow_up = FollowUp().with_operators(now, operators_after)
    frozen = confirmed(order, body, modal, now)
    return replace(frozen, state=State.AWAITING_PHOTOS, due_at=None, follow_up=follow_up)
