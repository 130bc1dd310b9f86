"""Procrastinate's queue on a real PostgreSQL: a store of one's own, and orders that are due."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import utc_now
from flows.order import Occasion, Order
from storage.postgres.store import PostgresStore
from tests.support.stores import KARI, an_order, confirm

HOUR = timedelta(hours=1)


def milliseconds(moment: datetime) -> datetime:
    """As exactly as times are kept."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


async def confirmed(store: PostgresStore, tell: tuple[Occasion, ...] = ()) -> Order:
    """A new order that a person confirmed just now."""
    order = an_order()
    await store.keep_home_opened(KARI)
    await store.add(order)
    return await confirm(store, order, milliseconds(utc_now()), tell)
