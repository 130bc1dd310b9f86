"""The store's calls with few and many orders: not how long they take, but that both are asked the same, by turns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.growth import run
from benchmarks.growth.calls import Timed, by_turns


async def test_both_stores_are_measured_turn_about_after_a_call_that_is_not_counted() -> None:
    made: list[str] = []

    def timed(store: str, milliseconds: Iterator[float]) -> Timed:
        async def call() -> float:
            made.append(store)
            return next(milliseconds)

        return call

    few, many = timed("few", iter([90.0, 1.0, 2.0, 3.0])), timed("many", iter([90.0, 4.0, 6.0, 8.0]))
    assert await by_turns({"a search": few}, {"a search": many}, 3) == ({"a search": 2.0}, {"a search": 6.0})
    assert made == ["few", "many"] * 4


async def test_every_call_can_be_made_on_a_small_and_on_a_large_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for constant, value in {"FEW": 10, "TIMES": 1, "OPENINGS": 1}.items():
        monkeypatch.setattr(run, constant, value)
    growth = await run.on_sqlite(20)
    assert {*growth.few} == {*growth.many} >= {"opening the store", "an order becoming created"}
    assert all(milliseconds > 0 for milliseconds in growth.many.values())
