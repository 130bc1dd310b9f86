"""The calls on a small and on a large store, on both databases."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.databases import postgresql_server
from benchmarks.growth.calls import Timed, by_turns, calls_of
from benchmarks.growth.rows import fill
from flows.order import Order
from storage import open_store

FEW = 1_000
TIMES, OPENINGS = 100, 10
"""How often each call is measured, and the opening."""


@dataclass(frozen=True)
class Growth:
    """Milliseconds by the call's name, with few orders and with many."""

    few: Mapping[str, float]
    many: Mapping[str, float]


async def on_sqlite(orders: int) -> Growth:
    """On files in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="orderdesk-bench-") as folder:
        return await _growth(f"sqlite:///{folder}/few.db", f"sqlite:///{folder}/many.db", orders)


async def on_postgresql(orders: int) -> Growth:
    """On servers of their own."""
    with postgresql_server() as few, postgresql_server() as many:
        return await _growth(few, many, orders)


async def _growth(few_url: str, many_url: str, orders: int) -> Growth:
    pattern = await _filled(few_url, FEW)
    await _filled(many_url, orders)
    return await measured(few_url, many_url, pattern)


async def _filled(url: str, orders: int) -> Order:
    store = await open_store(url)
    pattern = await fill(store, orders)
    await store.close()
    return pattern


async def measured(few_url: str, many_url: str, pattern: Order) -> Growth:
    """Both by turns; the order is in both of them."""
    openings = await by_turns(_opening(few_url), _opening(many_url), OPENINGS)
    few, many = await open_store(few_url), await open_store(many_url)
    calls = await by_turns(calls_of(few, pattern), calls_of(many, pattern), TIMES)
    await few.close()
    await many.close()
    return Growth(*({**opened, **called} for opened, called in zip(openings, calls, strict=True)))


def _opening(url: str) -> Mapping[str, Timed]:
    async def open_and_close() -> float:
        begun = time.perf_counter()
        store = await open_store(url)
        opened = 1000 * (time.perf_counter() - begun)
        await store.close()
        return opened

    return {"opening the store": open_and_close}
