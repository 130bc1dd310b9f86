"""The store's calls on a person's path and on the dispatcher's, each timed alone."""

from __future__ import annotations

import itertools
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from benchmarks.known_clients import TEAM, an_order
from flows.form.summary_warnings import MOST_REPEATS, REPEATED_WITHIN
from flows.listing.query import OrderQuery, Position
from flows.order import UNDER_WAY, Order, State
from flows.person import Person
from storage import Store

PERSON = Person(TEAM, "U0BENCH")
PAGE, OFFERED = 10, 15
"""Orders of a list, and clients of a search."""
UNUSED = 5_000_000
"""From this number on no orders are there."""

Call = Callable[[], Awaitable[object]]
Timed = Callable[[], Awaitable[float]]
"""Does something once, and gives the milliseconds of what is measured of it."""


async def by_turns(
    few: Mapping[str, Timed], many: Mapping[str, Timed], times: int
) -> Sequence[Mapping[str, float]]:
    """The medians of both by name: each once uncounted, and then so many times in turn.

    So what else the machine does, and how fast it is for a while, meets both.
    """
    taken: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for name, one in few.items():
        both = one, many[name]
        for each in both:
            await each()
        turns = [[await each() for each in both] for _time in range(times)]
        for medians, milliseconds in zip(taken, zip(*turns, strict=True), strict=True):
            medians[name] = median(milliseconds)
    return taken


def calls_of(store: Store, pattern: Order) -> Mapping[str, Timed]:
    """Each by its name."""
    return {**{name: _timed(call) for name, call in _reads(store, pattern).items()}, **_writes(store)}


def _reads(store: Store, pattern: Order) -> Mapping[str, Call]:
    now = pattern.updated_at + timedelta(days=9000)
    return {
        "what is known of a person": lambda: store.profile(PERSON),
        "a person's own order": lambda: store.get_own(pattern.id, PERSON),
        "a person's drafts": lambda: store.editable(PERSON),
        "a person's orders under way": lambda: store.under_way(PERSON, 11),
        "orders waiting, for a delayed order's window": lambda: store.waiting(TEAM),
        "orders with the same phone or address": lambda: store.find_similar(
            pattern, now - REPEATED_WITHIN, MOST_REPEATS
        ),
        "/order list beside the API's": lambda: store.ours_among(
            TEAM,
            [f"upstream-{number}" for number in range(100)],
            [f"order-{number}" for number in range(100)],
        ),
        **_lists(store, pattern, now),
        **_client_searches(store),
        "orders due": lambda: store.due(now, 16),
        "notifications due": lambda: store.due_notifications(now, 16),
        "drafts too old": lambda: store.untouched(pattern.updated_at - timedelta(days=9000), 100),
    }


def _client_searches(store: Store) -> Mapping[str, Call]:
    """As the first screen asks for them: one client more than it offers."""

    def search(typed: str) -> Call:
        return lambda: store.clients.search(TEAM, typed, OFFERED + 1)

    return {
        "client search: a common name": search("ola"),
        "client search: the beginning of a name": search("nord"),
        "client search: two words": search("ola nord"),
        "client search: two common names, never together": search("ola kari"),
        "client search: a name and a phone's beginning": search("ola 10"),
        "client search: a country code": search("+47"),
        "client search: one phone": search("10000001"),
    }


def _lists(store: Store, pattern: Order, now: datetime) -> Mapping[str, Call]:
    """Pages of `/order list`, as it asks for them: one order more than it shows."""

    def page(after: Position | None = None, **asked: object) -> Call:
        query = OrderQuery(TEAM, now, **asked)  # type: ignore[arg-type] # by name
        return lambda: store.found.page(query, PAGE + 1, after)

    behind = Position(pattern.updated_at + timedelta(minutes=500), pattern.id)
    return {
        "/order list": page(),
        "/order list, a later page": page(behind),
        "/order list mine": page(person=PERSON.user),
        "/order list today": page(since=now - timedelta(days=1)),
        "/order list waiting": page(states=UNDER_WAY),
        "/order list, of one job": page(workflow="job-1"),
        "/order list: a common name": page(text="ola"),
        "/order list: a whole name": page(text="ola nordmann"),
        "/order list: two common names, rarely together": page(text="ola kari"),
        "/order list: a street, of those who wait": page(text="storgata", states=UNDER_WAY),
        "/order list: a street, of somebody without orders": page(text="storgata", person="U0NONE"),
        "/order list: the beginning of a name": page(text="nord"),
        "/order list: a phone": page(text="10 00 00 01"),
        "/order list: four digits": page(text="0001"),
        "/order list: an e-mail": page(text="client.5@example.no"),
        "/order list: a street": page(text="Storgata 7"),
        "/order list: an external id": page(text="EVC-X-01"),
        "/order list: a number": page(text="P1-0"),
    }


def _writes(store: Store) -> Mapping[str, Timed]:
    """A new draft, a change to one, and an order coming into being: another each time."""
    numbers = itertools.count(UNUSED)

    async def add() -> float:
        return await milliseconds(store.add(_draft(next(numbers))))

    async def change() -> float:
        draft = _draft(next(numbers))
        await store.add(draft)
        touched = replace(draft, updated_at=draft.updated_at + timedelta(minutes=1))
        return await milliseconds(store.update(draft, touched))

    async def create() -> float:
        sending = an_order(next(numbers))
        await store.add(sending)
        return await milliseconds(store.update(sending, replace(sending, state=State.CREATED)))

    return {"a new draft": add, "a draft's change": change, "an order becoming created": create}


def _draft(number: int) -> Order:
    return replace(an_order(number), state=State.OPEN, confirmed_at=None)


def _timed(call: Call) -> Timed:
    return lambda: milliseconds(call())


async def milliseconds(call: Awaitable[object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    await call
    return 1000 * (time.perf_counter() - begun)
