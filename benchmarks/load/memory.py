"""Whether the service's memory stays as it is over many interactions.

Memory doesn't depend on how fast the machine is, so this may run beside other work: what a busy machine doesn't do in
time is done again, as people do it.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from benchmarks.load import servers
from benchmarks.load.apps.recording import INTERACTIONS
from benchmarks.load.measure import run
from benchmarks.load.people import Salesperson
from benchmarks.load.signed_http import NotAnswered
from benchmarks.load.stand_ins import StandIns
from benchmarks.markdown import table

PEOPLE = 4
"""At once: enough to have several requests under way, and few enough for a busy machine."""

BETWEEN_LOOKS = 10_000
"""Interactions."""

TRIES = 20
SECONDS_BETWEEN_TRIES = 2.0


@dataclass(frozen=True)
class Look:
    """What the service has in memory after so many interactions, and how many orders were begun again until then."""

    interactions: int
    resident_megabytes: float
    begun_again: int


class PatientSalesperson(Salesperson):
    """Takes the order again from its beginning where the service said that it couldn't, or the machine was too slow."""

    begun_again = 0

    async def take_order(self) -> None:
        """One whole order. Raises what the last of many tries did."""
        for _try in range(TRIES):
            try:
                return await super().take_order()
            except (NotAnswered, OSError, EOFError, RuntimeError):  # A TimeoutError is an OSError.
                self.begun_again += 1
                await asyncio.sleep(SECONDS_BETWEEN_TRIES)
        return await super().take_order()


async def memory_over(interactions: int) -> AsyncIterator[Look]:
    """A look after each 10,000 interactions, on SQLite, until there were so many."""
    done = begun_again = 0
    async with StandIns() as stand_ins:
        with tempfile.TemporaryDirectory() as folder:
            async with servers.product(stand_ins, f"sqlite:///{folder}/orders.db") as server:
                while done < interactions:
                    orders = -(-BETWEEN_LOOKS // INTERACTIONS)
                    turn, crowd = await run(server, stand_ins, PatientSalesperson, PEOPLE, orders)
                    done += turn.interactions
                    begun_again += sum(person.begun_again for person in crowd)
                    yield Look(done, turn.resident_megabytes, begun_again)


def memory_table(looks: Sequence[Look]) -> str:
    """The looks as Markdown."""
    head = ("interactions", "resident memory", "orders begun again")
    rows = [
        (f"{one.interactions:,}", f"{one.resident_megabytes:.1f} MB", str(one.begun_again)) for one in looks
    ]
    return table(head, rows)
