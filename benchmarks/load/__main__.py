"""`python -m benchmarks.load`: the product beside a bare Bolt app, as a table; `--json FILE` keeps every figure.

A comparison needs a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.databases import postgresql_server
from benchmarks.load import servers
from benchmarks.load.measure import Load, run
from benchmarks.load.people import BareUser, Salesperson
from benchmarks.load.report import Comparison, Measured, as_json, as_table
from benchmarks.load.stand_ins import ORDERS_API_SECONDS, StandIns

AT = 16
"""The people of the figures that have goals."""
MEMORY_ORDERS = 150
STARTS = 3


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[1, 4, 16, 64])
    parser.add_argument("--orders", type=int, default=300, help="in each run")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--without-postgresql", action="store_true")
    given = parser.parse_args()
    people = sorted({1, AT, *given.people})
    comparison = asyncio.run(_compare(people, given.orders, postgresql=not given.without_postgresql))
    print(as_table(comparison, AT))
    if given.json:
        given.json.write_text(as_json(comparison), encoding="utf-8")


async def _compare(people: Sequence[int], orders: int, *, postgresql: bool) -> Comparison:
    async with StandIns() as stand_ins:
        with tempfile.TemporaryDirectory() as folder:
            product, alone = await _product(stand_ins, f"sqlite:///{folder}/orders.db", people, orders)
        create = {"SQLite": _create_milliseconds(alone)}
        if postgresql:
            create["PostgreSQL"] = await _on_postgresql(stand_ins)
        bare = await _bare(stand_ins, people, orders)
    return Comparison(product, bare, create, alone.calls_to_screen)


async def _product(
    stand_ins: StandIns, database_url: str, people: Sequence[int], orders: int
) -> tuple[Measured, Salesperson]:
    starts = []
    for _start in range(STARTS):
        async with servers.product(stand_ins, database_url) as server:
            starts.append(server.start_seconds)
    async with servers.product(stand_ins, database_url) as server:
        await run(server, stand_ins, Salesperson, AT, MEMORY_ORDERS)
        memory = server.resident_megabytes()
        loads: dict[int, Load] = {}
        for many in people:
            loads[many], crowd = await run(server, stand_ins, Salesperson, many, orders)
            if many == 1:
                (alone,) = crowd
    return Measured(median(starts), memory, loads), alone


async def _bare(stand_ins: StandIns, people: Sequence[int], orders: int) -> Measured:
    starts = []
    for _start in range(STARTS):
        async with servers.bare(stand_ins) as server:
            starts.append(server.start_seconds)
    async with servers.bare(stand_ins) as server:
        await run(server, stand_ins, BareUser, AT, MEMORY_ORDERS)
        memory = server.resident_megabytes()
        loads = {many: (await run(server, stand_ins, BareUser, many, orders))[0] for many in people}
    return Measured(median(starts), memory, loads)


async def _on_postgresql(stand_ins: StandIns) -> float:
    with postgresql_server() as database_url:
        async with servers.product(stand_ins, database_url) as server:
            _load, (alone,) = await run(server, stand_ins, Salesperson, 1, MEMORY_ORDERS)
    return _create_milliseconds(alone)


def _create_milliseconds(alone: Salesperson) -> float:
    return 1000 * (median(alone.create_seconds) - ORDERS_API_SECONDS)


if __name__ == "__main__":
    main()
