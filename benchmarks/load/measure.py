"""One run: so many people, so many orders each, and what the server took for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeVar

from benchmarks.load.people import Person
from benchmarks.load.servers import Server
from benchmarks.load.signed_http import SlackRequests
from benchmarks.load.stand_ins import StandIns

Someone = TypeVar("Someone", bound=Person)
MakePerson = Callable[[int, StandIns, SlackRequests], Someone]


@dataclass(frozen=True)
class Load:
    """What a run with so many people gave; times in milliseconds."""

    people: int
    orders: int
    interactions: int
    """A few more than nine an order: where an order follows the last one at once, the form offers that one first."""
    cpu_an_interaction: float
    interactions_a_second: float
    ack_median: float
    ack_p99: float
    ack_longest: float
    resident_megabytes: float


async def run(
    server: Server, stand_ins: StandIns, make: MakePerson[Someone], people: int, orders: int
) -> tuple[Load, Sequence[Someone]]:
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
    interactions = len(requests.seconds)
    acks = [1000 * one for one in requests.seconds]
    load = Load(
        people=people,
        orders=orders,
        interactions=interactions,
        cpu_an_interaction=1000 * (server.cpu_seconds() - cpu) / interactions,
        interactions_a_second=interactions / seconds,
        ack_median=median(acks),
        ack_p99=quantiles(acks, n=100)[98],
        ack_longest=max(acks),
        resident_megabytes=server.resident_megabytes(),
    )
    await requests.close()
    return load, crowd
