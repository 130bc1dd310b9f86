"""What goes in and out of a server for nine interactions: recorded of the product, and played again by the bare app."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.load.apps.recording import INTERACTIONS, InputAndOutput, Json, Recording
from benchmarks.load.measure import Load, MakePerson, Someone, run
from benchmarks.load.servers import Server
from benchmarks.load.stand_ins import StandIns


@dataclass(frozen=True)
class Floor:
    """What the bare app takes with the product's input and output, and what both of them did.

    Start (seconds) and memory (megabytes) are of the app that also has its libraries, and no module of the product.
    """

    load: Load
    bare_load: Load
    """The bare app's, turn about."""
    start_seconds: float
    resident_megabytes: float
    product: InputAndOutput
    bare: InputAndOutput


async def recorded(
    starting: AbstractAsyncContextManager[Server],
    stand_ins: StandIns,
    make: MakePerson[Someone],
    people: int,
    orders: int,
    store_calls: Path,
) -> Recording:
    """One run of the server that is starting, which leaves its store's calls in that file."""
    stand_ins.calls.clear()
    async with starting as server:
        turn, crowd = await run(server, stand_ins, make, people, orders)
    times = turn.interactions / INTERACTIONS
    acked = [view for person in crowd for view in person.acked]
    counts = InputAndOutput(
        store=_of_one(_written(store_calls), times),
        calls=_of_one(stand_ins.calls, times),
        views_acked=len(acked) / times,
    )
    return Recording(counts, _usual(acked), dict(stand_ins.arguments))


def _written(file: Path) -> Mapping[str, int]:
    counts: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))
    return counts


def _of_one(counts: Mapping[str, int], times: float) -> Mapping[str, float]:
    return {name: count / times for name, count in counts.items()}


def _usual(views: Sequence[Json]) -> Json:
    sizes = [len(json.dumps(view)) for view in views]
    usual = mean(sizes)
    return min(zip(sizes, views, strict=True), key=lambda one: abs(one[0] - usual))[1]
