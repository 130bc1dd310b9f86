"""The product beside a bare Bolt app, in one run on one machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from statistics import median

from benchmarks.databases import postgresql_server
from benchmarks.load import servers
from benchmarks.load.apps.store_calls import COUNTS_FILE
from benchmarks.load.measure import Load, run
from benchmarks.load.people import BareUser, Salesperson
from benchmarks.load.recorded import Floor, recorded
from benchmarks.load.report import Comparison, Measured
from benchmarks.load.servers import Server
from benchmarks.load.stand_ins import ORDERS_API_SECONDS, StandIns
from benchmarks.load.waiting import measure_waiting

AT = 16
"""The people of the figures that have goals."""
MEMORY_ORDERS = 150
RECORDED_ORDERS = 64
STARTS = 3


async def compare(people: Sequence[int], orders: int, *, postgresql: bool) -> Comparison:
    """Both, the product on SQLite; where `postgresql`, its sending there too."""
    async with StandIns() as stand_ins:
        with tempfile.TemporaryDirectory() as folder:
            product, alone = await _product(stand_ins, f"sqlite:///{folder}/orders.db", people, orders)
            floor = await _floor(stand_ins, Path(folder), orders)
        bare = await _bare(stand_ins, people, orders)
        create = {"SQLite": _create_milliseconds(alone)}
        with tempfile.TemporaryDirectory() as folder:
            waiting = {"SQLite": await measure_waiting(stand_ins, f"sqlite:///{folder}/waiting.db")}
        if postgresql:
            with postgresql_server() as database_url:
                create["PostgreSQL"] = await _create(stand_ins, database_url)
            with postgresql_server() as database_url:
                waiting["PostgreSQL"] = await measure_waiting(stand_ins, database_url)
    return Comparison(product, bare, floor, create, alone.calls_to_screen, waiting)


async def _product(
    stand_ins: StandIns, database_url: str, people: Sequence[int], orders: int
) -> tuple[Measured, Salesperson]:
    start = await _start_seconds(lambda: servers.product(stand_ins, database_url))
    async with servers.product(stand_ins, database_url) as server:
        await run(server, stand_ins, Salesperson, AT, MEMORY_ORDERS)
        memory = server.resident_megabytes()
        loads: dict[int, Load] = {}
        for many in people:
            loads[many], crowd = await run(server, stand_ins, Salesperson, many, orders)
            if many == 1:
                (alone,) = crowd
    return Measured(start, memory, loads), alone


async def _floor(stand_ins: StandIns, folder: Path, orders: int) -> Floor:
    """On the product's database, which it has left there."""
    database, counts, recording = folder / "orders.db", folder / "calls.json", folder / "recording.json"
    counting = {COUNTS_FILE: str(counts)}
    product = servers.product(stand_ins, f"sqlite:///{database}", **counting)
    recorded_once = await recorded(product, stand_ins, Salesperson, AT, RECORDED_ORDERS, counts)
    recorded_once.write(recording)
    played = servers.bare_io(stand_ins, database, recording, **counting)
    again = await recorded(played, stand_ins, BareUser, AT, RECORDED_ORDERS, counts)
    async with servers.bare_io(stand_ins, database, recording) as server:
        await run(server, stand_ins, BareUser, AT, MEMORY_ORDERS)
        load, _crowd = await run(server, stand_ins, BareUser, AT, orders)
    start = await _start_seconds(lambda: servers.bare_libraries(stand_ins, database, recording))
    async with servers.bare_libraries(stand_ins, database, recording) as server:
        await run(server, stand_ins, BareUser, AT, MEMORY_ORDERS)
        memory = server.resident_megabytes()
    return Floor(load, start, memory, recorded_once.counts, again.counts)


async def _bare(stand_ins: StandIns, people: Sequence[int], orders: int) -> Measured:
    start = await _start_seconds(lambda: servers.bare(stand_ins))
    async with servers.bare(stand_ins) as server:
        await run(server, stand_ins, BareUser, AT, MEMORY_ORDERS)
        memory = server.resident_megabytes()
        loads = {many: (await run(server, stand_ins, BareUser, many, orders))[0] for many in people}
    return Measured(start, memory, loads)


async def _start_seconds(starting: Callable[[], AbstractAsyncContextManager[Server]]) -> float:
    """The median."""
    starts = []
    for _start in range(STARTS):
        async with starting() as server:
            starts.append(server.start_seconds)
    return median(starts)


async def _create(stand_ins: StandIns, database_url: str) -> float:
    async with servers.product(stand_ins, database_url) as server:
        _load, (alone,) = await run(server, stand_ins, Salesperson, 1, MEMORY_ORDERS)
    return _create_milliseconds(alone)


def _create_milliseconds(alone: Salesperson) -> float:
    return 1000 * (median(alone.create_seconds) - ORDERS_API_SECONDS)
