"""Five hundred orders that wait at the start, with a slow Slack: how fast they go, and a new one behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median
from uuid import uuid4

from benchmarks.load import servers
from benchmarks.load.measure import run
from benchmarks.load.people import Salesperson
from benchmarks.load.stand_ins import ORDERS_API_SECONDS, TEAM, StandIns
from flows.listing.query import OrderQuery
from flows.order import Order, State
from storage import open_store

ORDERS = 500
SLACK_SECONDS = 1.0
NEW_ORDERS = 5
MOST_SECONDS = 60


@dataclass(frozen=True)
class Waiting:
    """Orders posted a second, and milliseconds of a new order's way upstream behind the others' notifications."""

    posted_a_second: float
    create_milliseconds: float


async def measure_waiting(stand_ins: StandIns, database_url: str) -> Waiting:
    """On a database of its own."""
    async with servers.product(stand_ins, database_url) as server:
        await run(server, stand_ins, Salesperson, 1, 1)
    keys = await _confirm(database_url)
    stand_ins.post_delay = SLACK_SECONDS
    try:
        async with servers.product(stand_ins, database_url) as server:
            moments = await _recorded(stand_ins, keys)
            _turn, (alone,) = await run(server, stand_ins, Salesperson, 1, NEW_ORDERS)
    finally:
        stand_ins.post_delay = 0.0
    return Waiting(
        posted_a_second=(len(moments) - 1) / (moments[-1] - moments[0]),
        create_milliseconds=1000 * (median(alone.create_seconds) - ORDERS_API_SECONDS),
    )


async def _recorded(stand_ins: StandIns, keys: Sequence[str]) -> Sequence[float]:
    """When each was, in order; those that are in time, on a machine that is too slow for all."""
    waiting = [asyncio.create_task(stand_ins.recorded(key)) for key in keys]
    done, late = await asyncio.wait(waiting, timeout=MOST_SECONDS)
    for task in late:
        task.cancel()
    return sorted(task.result() for task in done)


async def _confirm(database_url: str) -> list[str]:
    """So many orders like the one that was created, to be sent now; gives their idempotency keys."""
    store = await open_store(database_url)
    created = OrderQuery(TEAM, datetime.now(UTC), frozenset({State.CREATED}))
    (pattern,) = (await store.found.page(created, 1)).orders
    orders = [_like(pattern) for _number in range(ORDERS)]
    for order in orders:
        await store.add(order)
    await store.close()
    return [order.id for order in orders]


def _like(pattern: Order) -> Order:
    key, now = str(uuid4()), datetime.now(UTC)
    fresh = replace(
        pattern,
        draft=pattern.draft.with_(id=key),
        state=State.CONFIRMED,
        body=(pattern.body or "").replace(pattern.id, key),
        version=1,
    )
    unsent = replace(fresh, modal=None, sent_at=None, upstream_id=None, display_id=None, client_url=None)
    return replace(unsent, attempts=0, confirmed_at=now, due_at=now, updated_at=now)
