"""How long a search for a known client takes among 20,000, beside reading them all.

.venv/bin/python -m benchmarks.known_clients [postgresql://… of an empty database]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from statistics import median
from uuid import UUID

from flows.draft import Address, Client, Draft
from flows.order import Order, State
from flows.search import search
from flows.sending.compiling import Origin
from storage import Store, open_store
from storage.clients import Clients

CLIENTS = 20_000
TEAM = "T0BENCH"
FIRST = (
    "Ola",
    "Kari",
    "Per",
    "Anne",
    "Nils",
    "Ingrid",
    "Lars",
    "Marit",
    "Hans",
    "Liv",
    "Jon",
    "Astrid",
    "Åse",
)
LAST = ("Nordmann", "Hansen", "Olsen", "Larsen", "Andersen", "Pedersen", "Berg", "Hagen", "Dahl", "Ødegård")
TYPED = ("an", "ola", "ola nord", "999 0", "+47 999 01 2", "ola.nordmann.7", "xyz")
START = datetime(2026, 1, 1, tzinfo=UTC)


def an_order(number: int) -> Order:
    """A created order of a client of its own."""
    first, last = list(product(FIRST, LAST))[number % (len(FIRST) * len(LAST))]
    phone = f"+479{number:07d}"
    client = Client(
        contact_person=f"{first} {last}",
        phone=phone,
        phone_typed=phone,
        phone_country=None,
        email=f"{first}.{last}.{number}@example.no".lower(),
    )
    address = Address(country="NO", street=f"Storgata {number}", postal_code="0365", city="Oslo")
    return Order(
        draft=Draft(id=str(UUID(int=number)), client=client, address=address),
        origin=Origin(TEAM, None, "U0BENCH"),
        state=State.SENDING,
        updated_at=START,
        confirmed_at=START + timedelta(minutes=number),
    )


async def create(store: Store) -> list[float]:
    """Orders that come into being one after the other; seconds of each of the last hundred moves."""
    took = []
    for number in range(CLIENTS):
        order = an_order(number)
        await store.add(order)
        started = time.perf_counter()
        await store.update(order, replace(order, state=State.CREATED))
        took.append(time.perf_counter() - started)
    return took[-100:]


async def measure(clients: Clients, input: str) -> tuple[int, float]:
    """How many are found (16 at most, as the first screen asks for), and the median seconds of 25 searches."""
    took = []
    for _time in range(25):
        started = time.perf_counter()
        found = (await clients.search(TEAM, input, 16)).clients
        took.append(time.perf_counter() - started)
    return len(found), median(took)


def read_all(input: str) -> float:
    """The baseline: seconds to look through all names in memory."""
    names = [an_order(number).draft.client for number in range(CLIENTS)]
    started = time.perf_counter()
    search([name.contact_person for name in names if name], input, lambda name: (name,))
    return time.perf_counter() - started


async def run(url: str) -> None:
    """Fill, search, print."""
    store = await open_store(url)
    moves = await create(store)
    print(f"{CLIENTS} clients; the move to created takes {median(moves) * 1000:.1f} ms (median)")
    print(f"reading all names in memory: {read_all('ola nord') * 1000:.1f} ms")
    for inputs in TYPED:
        found, seconds = await measure(store.clients, inputs)
        print(f"{inputs!r:20} {found:4} found {seconds * 1000:6.2f} ms")
    await store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'bench.db'}"))
