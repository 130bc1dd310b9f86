"""The store's calls on a person's path and on the dispatcher's, each timed alone."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
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
TIMES = 25
PAGE, OFFERED = 10, 15
"""Orders of a list, and clients of a search."""
UNUSED = 5_000_000
"""From this number on no orders are there."""

Call = Callable[[], Awaitable[object]]


async def measure(store: Store, pattern: Order) -> Mapping[str, float]:
    """Milliseconds of each call by its name, the median of TIMES."""
    now = pattern.updated_at + timedelta(days=9000)
    calls: Mapping[str, Call] = {
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
    taken = {name: await _median(call) for name, call in calls.items()}
    return {**taken, **await _writes(store)}


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


async def _median(call: Call) -> float:
    await call()
    return median([await _milliseconds(call()) for _time in range(TIMES)])


async def _writes(store: Store) -> Mapping[str, float]:
    """A new draft, a change to it, and an order coming into being."""
    added, changed, created = [], [], []
    for number in range(UNUSED, UNUSED + 2 * TIMES, 2):
        draft = replace(an_order(number), state=State.OPEN, confirmed_at=None)
        added.append(await _milliseconds(store.add(draft)))
        touched = replace(draft, updated_at=draft.updated_at + timedelta(minutes=1))
        changed.append(await _milliseconds(store.update(draft, touched)))
        sending = an_order(number + 1)
        await store.add(sending)
        created.append(await _milliseconds(store.update(sending, replace(sending, state=State.CREATED))))
    return {
        "a new draft": median(added),
        "a draft's change": median(changed),
        "an order becoming created": median(created),
    }


async def _milliseconds(call: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await call
    return 1000 * (time.perf_counter() - begun)
