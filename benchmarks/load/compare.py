"""The product beside a bare Bolt app, in one run on one machine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.databases import postgresql_server
from benchmarks.load import servers
from benchmarks.load.apps.recording import Recording
from benchmarks.load.apps.store_calls import COUNTS_FILE
from benchmarks.load.measure import BesideBare, MakePerson, Someone, Turns, beside_bare, run
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
STARTS = 5
ORDERS_OF_A_PERSON = 3
"""In a turn, or most of it would be its beginning and its end."""


@dataclass(frozen=True)
class _Files:
    """Of a run."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "orders.db"

    @property
    def recording(self) -> Path:
        return self.folder / "recording.json"

    @property
    def counts(self) -> Path:
        return self.folder / "calls.json"


Starting = Callable[[], AbstractAsyncContextManager[Server]]


async def compare(people: Sequence[int], orders: int, *, postgresql: bool) -> Comparison:
    """Both, the product on SQLite; where `postgresql`, its sending there too."""
    async with StandIns() as stand_ins:
        with tempfile.TemporaryDirectory() as folder:
            product, bare, floor, alone = await _on_sqlite(stand_ins, _Files(Path(folder)), people, orders)
        create = {"SQLite": _create_milliseconds(alone)}
        with tempfile.TemporaryDirectory() as folder:
            waiting = {"SQLite": await measure_waiting(stand_ins, f"sqlite:///{folder}/waiting.db")}
        if postgresql:
            with postgresql_server() as database_url:
                create["PostgreSQL"] = await _create(stand_ins, database_url)
            with postgresql_server() as database_url:
                waiting["PostgreSQL"] = await measure_waiting(stand_ins, database_url)
    return Comparison(product, bare, floor, create, alone[-1].calls_to_screen, waiting)


async def _on_sqlite(
    stand_ins: StandIns, files: _Files, people: Sequence[int], orders: int
) -> tuple[Measured, Measured, Floor, Sequence[Salesperson]]:
    """The product, the bare app, the floor, and those who used the product one at a time."""

    def product() -> AbstractAsyncContextManager[Server]:
        return servers.product(stand_ins, f"sqlite:///{files.database}")

    async with product():
        pass  # It makes its database, as `release` does in service, for which it needs libraries.
    async with servers.bare(stand_ins) as bare:
        bare_memory = await _memory(bare, stand_ins, BareUser)
        memory, loads = await _loads(stand_ins, product, bare, people, orders)
        did, played = await _record(stand_ins, files)
        async with servers.bare_io(stand_ins, files.database, files.recording) as server:
            await _memory(server, stand_ins, BareUser)
            floor = await beside_bare(stand_ins, server, BareUser, bare, _turns(AT, orders))

    def libraries() -> AbstractAsyncContextManager[Server]:
        return servers.bare_libraries(stand_ins, files.database, files.recording)

    async with libraries() as server:
        floor_memory = await _memory(server, stand_ins, BareUser)
    start, floor_start, bare_start = await _starts(product, libraries, lambda: servers.bare(stand_ins))
    return (
        Measured(start, memory, {many: one.load for many, one in loads.items()}),
        Measured(bare_start, bare_memory, {many: one.bare for many, one in loads.items()}),
        Floor(floor.load, floor.bare, floor_start, floor_memory, did.counts, played.counts),
        loads[1].people,
    )


async def _loads(
    stand_ins: StandIns, product: Starting, bare: Server, people: Sequence[int], orders: int
) -> tuple[float, Mapping[int, BesideBare[Salesperson]]]:
    """The product's memory, and both apps' loads by how many people there are at once."""
    async with product() as server:
        memory = await _memory(server, stand_ins, Salesperson)
        return memory, {
            many: await beside_bare(stand_ins, server, Salesperson, bare, _turns(many, orders))
            for many in people
        }


def _turns(people: int, orders: int) -> Turns:
    """So many orders at least. Of the figures that have goals many short turns, in which both take as long."""
    least = ORDERS_OF_A_PERSON * people
    if people == AT:
        return Turns(12, people, max(orders // 12, least), 4 * max(orders // 12, least))
    return Turns(2, people, max(orders // 2, least), max(orders // 2, least))


async def _memory(server: Server, stand_ins: StandIns, make: MakePerson[Someone]) -> float:
    """Megabytes after the first orders."""
    await run(server, stand_ins, make, AT, MEMORY_ORDERS)
    return server.resident_megabytes()


async def _record(stand_ins: StandIns, files: _Files) -> tuple[Recording, Recording]:
    """What the product does, written to its file, and what the bare app does that plays it on the same database."""
    counting = {COUNTS_FILE: str(files.counts)}
    product = servers.product(stand_ins, f"sqlite:///{files.database}", **counting)
    did = await recorded(product, stand_ins, Salesperson, AT, RECORDED_ORDERS, files.counts)
    did.write(files.recording)
    player = servers.bare_io(stand_ins, files.database, files.recording, **counting)
    return did, await recorded(player, stand_ins, BareUser, AT, RECORDED_ORDERS, files.counts)


async def _starts(*starting: Starting) -> Sequence[float]:
    """The median seconds of each, by turns."""
    seconds: Sequence[list[float]] = [[] for _server in starting]
    for _turn in range(STARTS):
        for mine, start in zip(seconds, starting, strict=True):
            async with start() as server:
                mine.append(server.start_seconds)
    return [median(each) for each in seconds]


async def _create(stand_ins: StandIns, database_url: str) -> float:
    async with servers.product(stand_ins, database_url) as server:
        _turn, alone = await run(server, stand_ins, Salesperson, 1, MEMORY_ORDERS)
    return _create_milliseconds(alone)


def _create_milliseconds(people: Sequence[Salesperson]) -> float:
    seconds = [one for person in people for one in person.create_seconds]
    return 1000 * (median(seconds) - ORDERS_API_SECONDS)
