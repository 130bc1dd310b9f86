"""`python -m benchmarks`: what the product takes beside a bare Bolt app, and how its store grows. docs/performance.md.

A comparison needs a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.growth.report import growth_table
from benchmarks.growth.run import Growth, on_postgresql, on_sqlite
from benchmarks.load.compare import AT, compare
from benchmarks.load.memory import Look, memory_over, memory_table
from benchmarks.load.report import Comparison, as_table
from benchmarks.markdown import write_report


def main() -> None:
    """Measure, and print."""
    given = arguments().parse_args()
    if given.memory:
        print(memory_table(asyncio.run(_memory(given.memory))))
        return
    people = sorted({1, AT, *given.people})
    growth = asyncio.run(_growth(given.growth_orders, postgresql=not given.without_postgresql))
    comparison = asyncio.run(compare(people, given.orders, postgresql=not given.without_postgresql))
    report = as_table(comparison, AT)
    if growth:
        report += f"\n\n{growth_table(growth, given.growth_orders)}"
    print(report)
    if given.markdown:
        write_report(given.markdown, report)
    if given.json:
        given.json.write_text(_as_json(comparison, growth), encoding="utf-8")


def arguments() -> argparse.ArgumentParser:
    """What it can be asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[1, 4, 16, 32, 64])
    parser.add_argument("--orders", type=int, default=150, help="in each run")
    parser.add_argument(
        "--memory", type=int, metavar="INTERACTIONS", help="only this: does memory stay flat over so many?"
    )
    parser.add_argument(
        "--growth-orders", type=int, default=200_000, help="in the large store; 0: no large store"
    )
    parser.add_argument("--without-postgresql", action="store_true")
    parser.add_argument("--json", type=Path, help="a file for every figure")
    parser.add_argument("--markdown", type=Path, help="a page with a place for the report")
    return parser


async def _memory(interactions: int) -> Sequence[Look]:
    looks = []
    async for look in memory_over(interactions):
        print(look, file=sys.stderr, flush=True)  # It takes a quarter of an hour, or hours on a busy machine.
        looks.append(look)
    return looks


async def _growth(orders: int, *, postgresql: bool) -> Mapping[str, Growth]:
    if not orders:
        return {}
    growth = {"SQLite": await on_sqlite(orders)}
    if postgresql:
        growth["PostgreSQL"] = await on_postgresql(orders)
    return growth


def _as_json(comparison: Comparison, growth: Mapping[str, Growth]) -> str:
    stores = {store: asdict(one) for store, one in growth.items()}
    return json.dumps({"comparison": asdict(comparison), "growth": stores}, indent=2)


if __name__ == "__main__":
    main()
