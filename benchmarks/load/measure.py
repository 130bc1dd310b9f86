"""Runs by turns: so many people, so many orders each, and what the servers took for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Generic, Self, TypeVar

from benchmarks.load.people import BareUser, Person
from benchmarks.load.servers import Server
from benchmarks.load.signed_http import SlackRequests
from benchmarks.load.stand_ins import StandIns

Someone = TypeVar("Someone", bound=Person)
MakePerson = Callable[[int, StandIns, SlackRequests], Someone]


@dataclass(frozen=True)
class Turn:
    """One run of one server, in seconds."""

    people: int
    orders: int
    acks: Sequence[float]
    """How long each interaction's took; a few more than nine an order.

    Where an order follows the last one at once, the form offers that one first.
    """
    cpu_seconds: float
    seconds: float
    resident_megabytes: float

    @property
    def interactions(self) -> int:
        """What people did."""
        return len(self.acks)


@dataclass(frozen=True)
class Load:
    """What the runs with so many people gave; times in milliseconds."""

    people: int
    orders: int
    interactions: int
    cpu_an_interaction: float
    interactions_a_second: float
    ack_median: float
    ack_p99: float
    ack_longest: float
    resident_megabytes: float

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> Self:
        """All of them together."""
        acks = [1000 * ack for turn in turns for ack in turn.acks]
        return cls(
            people=turns[-1].people,
            orders=sum(turn.orders for turn in turns),
            interactions=len(acks),
            cpu_an_interaction=1000 * sum(turn.cpu_seconds for turn in turns) / len(acks),
            interactions_a_second=len(acks) / sum(turn.seconds for turn in turns),
            ack_median=median(acks),
            ack_p99=quantiles(acks, n=100)[98],
            ack_longest=max(acks),
            resident_megabytes=turns[-1].resident_megabytes,
        )


async def run(
    server: Server, stand_ins: StandIns, make: MakePerson[Someone], people: int, orders: int
) -> tuple[Turn, Sequence[Someone]]:
    """Each of the people takes orders until there are so many in all."""
    requests = SlackRequests(f"{server.url}/slack/events")
    crowd = [make(number, stand_ins, requests) for number in range(people)]
    left = iter(range(orders))

    async def work(person: Person) -> None:
        for _order in left:
            await person.take_order()

    cpu, begun = server.cpu_seconds(), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for person in crowd:
            group.create_task(work(person))
    seconds = time.perf_counter() - begun
    turn = Turn(
        people, orders, requests.seconds, server.cpu_seconds() - cpu, seconds, server.resident_megabytes()
    )
    await requests.close()
    return turn, crowd


@dataclass(frozen=True)
class BesideBare(Generic[Someone]):
    """What one server and the bare app gave, turn about, and the people who used the one."""

    load: Load
    bare: Load
    people: Sequence[Someone]


@dataclass(frozen=True)
class Turns:
    """How often they take turns, and how many orders of so many people each turn has, of the bare app too."""

    many: int
    people: int
    orders: int
    bare_orders: int


async def beside_bare(
    stand_ins: StandIns, server: Server, make: MakePerson[Someone], bare: Server, turns: Turns
) -> BesideBare[Someone]:
    """Both by turns: what else the machine does, and how fast it is for a second or two, meets both."""
    ours, theirs = [], []
    everybody: list[Someone] = []
    for _turn in range(turns.many):
        turn, crowd = await run(server, stand_ins, make, turns.people, turns.orders)
        bare_turn, _bare_crowd = await run(bare, stand_ins, BareUser, turns.people, turns.bare_orders)
        ours.append(turn)
        theirs.append(bare_turn)
        everybody += crowd
    return BesideBare(Load.of(ours), Load.of(theirs), everybody)
