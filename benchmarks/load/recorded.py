"""What goes in and out of a server for one order: recorded of the product, and played again by `bare_io`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.load.measure import Load, MakePerson, Someone, run
from benchmarks.load.people import Json
from benchmarks.load.servers import Server
from benchmarks.load.stand_ins import StandIns


@dataclass(frozen=True)
class InputAndOutput:
    """How often, for one order. Polls of the store are in it too."""

    store: Mapping[str, float]
    """Reads and their queries, writes and their statements."""
    calls: Mapping[str, float]
    """To Slack by method, and to the Orders API."""
    views_acked: float


@dataclass(frozen=True)
class Floor:
    """What the bare app takes with the product's input and output, and what both of them did."""

    load: Load
    product: InputAndOutput
    bare: InputAndOutput


@dataclass(frozen=True)
class Recording:
    """The product's counts, and one of each thing that it sends."""

    counts: InputAndOutput
    view: Json
    """Of those that were acked, the one nearest to their mean size."""
    arguments: Mapping[str, Any]
    """Of the latest call of each of Slack's methods, and the latest order's body."""

    def write(self, path: Path) -> None:
        """As JSON, for another process."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Recording:
        """What `write` has written."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{**kept, "counts": InputAndOutput(**kept["counts"])})


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
        _load, crowd = await run(server, stand_ins, make, people, orders)
    acked = [view for person in crowd for view in person.acked]
    counts = InputAndOutput(
        store=_of_one(_written(store_calls), orders),
        calls=_of_one(stand_ins.calls, orders),
        views_acked=len(acked) / orders,
    )
    return Recording(counts, _usual(acked), dict(stand_ins.arguments))


def _written(file: Path) -> Mapping[str, int]:
    counts: dict[str, int] = json.loads(file.read_text(encoding="utf-8"))
    return counts


def _of_one(counts: Mapping[str, int], orders: int) -> Mapping[str, float]:
    return {name: count / orders for name, count in counts.items()}


def _usual(views: Sequence[Json]) -> Json:
    sizes = [len(json.dumps(view)) for view in views]
    usual = mean(sizes)
    return min(zip(sizes, views, strict=True), key=lambda one: abs(one[0] - usual))[1]
