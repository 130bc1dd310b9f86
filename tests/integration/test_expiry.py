"""Drafts that nobody has touched for long are given up."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.outbox.expiry import BETWEEN, Expiry
from storage import Store
from tests.support.stores import KARI, NOON, an_order

DAYS = timedelta(days=90)


class Now:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


async def test_they_are_looked_for_once_an_hour(store: Store) -> None:
    now = Now()
    expiry = Expiry(store, DAYS, now)
    await store.add(an_order(updated_at=NOON - DAYS - timedelta(minutes=1)))
    await store.add(an_order(updated_at=NOON - DAYS + timedelta(minutes=1)))
    assert await expiry.poll() == 1
    now.time += BETWEEN / 2
    assert await expiry.poll() == 0
    now.time += BETWEEN / 2
    assert await expiry.poll() == 1
    assert await store.editable(KARI) == []


async def test_where_nothing_expires_they_are_left_alone(store: Store) -> None:
    order = an_order(updated_at=NOON - timedelta(days=3650))
    await store.add(order)
    assert await Expiry(store, timedelta(), Now()).poll() == 0
    assert await store.editable(KARI) == [order]
