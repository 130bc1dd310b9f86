"""The store's calls with few and many orders, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.growth.run import FEW, Growth
from benchmarks.markdown import table


def growth_table(growth: Mapping[str, Growth], orders: int) -> str:
    """Milliseconds and their ratio, by call and store."""
    head = ["a call of the store, ms"]
    for store in growth:
        head += [f"{store} {FEW:,}", f"{orders:,}", "ratio"]
    names = next(iter(growth.values())).few
    return table(head, [[name, *_cells(name, growth)] for name in names])


def _cells(name: str, growth: Mapping[str, Growth]) -> list[str]:
    cells: list[str] = []
    for one in growth.values():
        few, many = one.few[name], one.many[name]
        cells += [f"{few:.2f}", f"{many:.2f}", f"{many / few:.1f}"]
    return cells
