"""Orders like another are found by phone or place, in the same workspace, by an index, on either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.draft import Address
from flows.order import SENT, Order, State
from flows.person import Person
from storage import Store
from storage.sql.queries import COUNT_WAITING, SIMILAR
from storage.sql.rows import similar_parameters
from tests.support.plans import among_many, plan_of
from tests.support.stores import KARI, KARI_ELSEWHERE, NOON, OLA, SAM, an_order, in_state

ASKS_FOR_PLANS = True

MONTH_AGO = NOON - timedelta(days=30)
STORGATA = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")
KAIGATA = STORGATA.model_copy(update={"street": "Kaigata 2"})
PER = OLA.model_copy(update={"phone": "+4740612345"})


def ordered(
    days_ago: int = 1, person: Person = SAM, state: State = State.CREATED, **sections: object
) -> Order:
    """Somebody's order for Ola at Storgata, confirmed so many days before noon."""
    order = an_order(person, state, confirmed_at=NOON - timedelta(days=days_ago))
    return replace(order, draft=order.draft.with_(**{"client": OLA, "address": STORGATA, **sections}))


NEW = ordered(person=KARI, state=State.OPEN)


async def found(store: Store, limit: int = 3) -> list[str]:
    return [order.id for order in await store.find_similar(NEW, MONTH_AGO, limit)]


async def test_orders_with_the_same_phone_or_place_are_found_the_latest_first(store: Store) -> None:
    same_place, same_phone, both = ordered(20, client=PER), ordered(10, address=KAIGATA), ordered(15)
    for order in (same_place, same_phone, both, NEW, ordered(5, client=PER, address=KAIGATA)):
        await store.add(order)
    assert await found(store) == [same_phone.id, both.id, same_place.id]
    assert await found(store, limit=1) == [same_phone.id]


async def test_older_ones_and_other_workspaces_are_not(store: Store) -> None:
    for order in (ordered(31), ordered(person=KARI_ELSEWHERE)):
        await store.add(order)
    assert await found(store) == []


@pytest.mark.parametrize("state", State)
async def test_only_what_is_upstream_or_may_be_on_its_way_is_found(store: Store, state: State) -> None:
    order = await in_state(store, state)
    filled = order.draft.with_(client=OLA, address=STORGATA)
    await store.update(order, replace(order, draft=filled, confirmed_at=NOON))
    is_found = state in SENT
    assert await found(store) == ([order.id] if is_found else [])


async def test_the_search_reads_no_more_than_it_must(store: Store) -> None:
    await store.add(ordered())
    await among_many(store)
    plan = await plan_of(store, SIMILAR, similar_parameters(NEW, MONTH_AGO, 3))
    assert "SCAN orders" not in plan
    assert "orders_by_phone" in plan
    assert "orders_by_place" in plan


async def test_orders_of_a_state_are_counted_without_reading_the_others(store: Store) -> None:
    plan = await plan_of(store, COUNT_WAITING, {"team": KARI.team})
    assert "orders_listed" in plan
