"""The calls on a small and on a large store, on both databases."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.databases import postgresql_server
from benchmarks.growth.calls import measure
from benchmarks.growth.rows import fill
from storage import open_store

FEW = 1_000


@dataclass(frozen=True)
class Growth:
    """Milliseconds by the call's name, with few orders and with many."""

    few: Mapping[str, float]
    many: Mapping[str, float]


async def on_sqlite(orders: int) -> Growth:
    """On files in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="orderdesk-bench-") as folder:
        return Growth(
            await _measured(f"sqlite:///{folder}/few.db", FEW),
            await _measured(f"sqlite:///{folder}/many.db", orders),
        )


async def on_postgresql(orders: int) -> Growth:
    """On servers of their own."""
    taken = []
    for many in (FEW, orders):
        with postgresql_server() as url:
            taken.append(await _measured(url, many))
    return Growth(*taken)


async def _measured(url: str, orders: int) -> Mapping[str, float]:
    store = await open_store(url)
    pattern = await fill(store, orders)
    await store.close()
    begun = time.perf_counter()
    store = await open_store(url)
    opened = 1000 * (time.perf_counter() - begun)
    calls = await measure(store, pattern)
    await store.close()
    return {"opening the store": opened, **calls}
