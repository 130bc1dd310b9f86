"""Confirmed orders, found by what is typed and by state, job, person and time, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.draft import Address, Client, Job, Line
from flows.listing.query import OrderQuery, Position
from flows.order import UNDER_WAY, Order, State, confirmed, created, rejected
from flows.order import Exists as Upstream
from flows.person import Person
from storage import SqliteStore, Store
from storage.listing.found_orders import FoundOrders
from storage.listing.queries import Selection
from storage.postgres.store import PostgresStore
from storage.sql.queries import ours_among
from tests.support.database_calls import counted
from tests.support.plans import plan_of
from tests.support.stores import KARI, KARI_ELSEWHERE, NOON, OLA, PACE, SAM, an_order

ASKS_FOR_PLANS = True

STORGATA = Address(country="NO", street="Storgata 1 B", postal_code="0365", city="Oslo")
SURVEY = Line(id="1", name="Survey", external_id="EVC-X-01", unit_price=1, currency="NOK")
LATER = NOON + timedelta(days=99)


def a_confirmed(
    minutes: int = 0, person: Person = KARI, state: State = State.CREATED, of: Client = OLA, **more: object
) -> Order:
    """An order confirmed so many minutes after noon."""
    draft = an_order().draft.with_(client=of, address=STORGATA, lines=(SURVEY,), job=Job(workflow="pump"))
    at = NOON + timedelta(minutes=minutes)
    return an_order(person, state, draft=draft, confirmed_at=at, **more)


async def keep(store: Store, *orders: Order) -> None:
    for order in orders:
        await store.add(order)


async def found(store: Store, text: str = "", **asked: object) -> list[str]:
    """The ids of a page."""
    query = OrderQuery(KARI.team, LATER, text=text, **asked)  # type: ignore[arg-type]
    return [order.id for order in (await store.found.page(query, 9)).orders]


@pytest.mark.parametrize(
    "typed",
    [
        "ola",
        "Nordmann",
        "nordm ola",
        "999 00 111",
        "+47 99 90 01 11",
        "0111",
        "ola@example.com",
        "storgata",
        "Storgata 1",
        "storgata oslo",
        "EVC-X-01",
        "p1-42",
        "upstream-7",
    ],
)
async def test_an_order_is_found_by_client_phone_email_street_number_and_external_id(
    store: Store, typed: str
) -> None:
    kari = {"contact_person": "Kari Hansen", "phone": "+4741234567", "email": "kari@example.com"}
    other = a_confirmed(of=OLA.model_copy(update=kari))
    wanted = a_confirmed(1, display_id="P1-42", upstream_id="upstream-7")
    await keep(store, replace(other, draft=other.draft.with_(address=None, lines=())), wanted)
    assert await found(store, typed) == [wanted.id]
    assert await found(store, wanted.id) == [wanted.id]
    assert await found(store, f"{typed} nobody") == []


@pytest.mark.parametrize("last_digits", ["0047", "0012"])
async def test_four_digits_are_a_phones_last_ones_though_they_begin_as_an_international_call(
    store: Store, last_digits: str
) -> None:
    wanted = a_confirmed(of=OLA.model_copy(update={"phone": f"+474123{last_digits}"}))
    await keep(store, wanted, a_confirmed(1, of=OLA.model_copy(update={"phone": "+4712345678"})))
    assert await found(store, last_digits) == await found(store, f"nordmann {last_digits}") == [wanted.id]


async def test_the_same_words_in_another_workspace_find_nothing_of_this_one(store: Store) -> None:
    await keep(store, a_confirmed(person=KARI_ELSEWHERE, display_id="P1-42"))
    assert [await found(store, typed) for typed in ("ola", "P1-42", "")] == [[], [], []]


async def test_a_draft_is_found_once_it_is_confirmed_by_what_is_in_it_then(store: Store) -> None:
    draft = replace(a_confirmed(state=State.OPEN), confirmed_at=None)
    await store.add(draft)
    assert await found(store, "ola") == []
    sent = await store.update(draft, confirmed(draft, "{}", None, NOON))
    assert await found(store, "ola") == [draft.id]
    under_way = await store.update(sent, replace(sent, state=State.SENDING))
    refused = await store.update(under_way, rejected(under_way, "no", NOON).order)
    changed = replace(
        refused, draft=refused.draft.with_(client=OLA.model_copy(update={"contact_person": "Liv"}))
    )
    again = await store.update(refused, changed)
    await store.update(again, confirmed(again, "{}", None, NOON))
    assert (await found(store, "nordmann"), await found(store, "liv")) == ([], [draft.id])


async def test_what_was_thrown_away_is_found_no_more(store: Store) -> None:
    order = a_confirmed(state=State.REJECTED)
    await store.add(order)
    assert await found(store, "ola") == [order.id]
    await store.update(order, replace(order, state=State.DISCARDED))
    assert (await found(store, "ola"), await found(store)) == ([], [])


async def test_pages_stay_the_same_while_orders_arrive_and_end_with_the_first_order(store: Store) -> None:
    orders = [a_confirmed(minutes // 2) for minutes in range(7)]
    await keep(store, *orders)
    for text in ("", "ola"):
        query = OrderQuery(KARI.team, NOON + timedelta(minutes=3), text=text)
        shown: list[Order] = []
        while page := (await store.found.page(query, 3, _behind(shown))).orders:
            shown += page
            await store.add(a_confirmed(60))
        latest_first = sorted(orders, key=lambda order: (order.confirmed_at, order.id), reverse=True)
        assert [order.id for order in shown] == [order.id for order in latest_first]


def _behind(shown: Sequence[Order]) -> Position | None:
    last = shown[-1] if shown else None
    return Position(last.confirmed_at, last.id) if last and last.confirmed_at else None


@pytest.mark.parametrize("text", ["", "ola"])
async def test_orders_are_narrowed_by_state_person_job_and_period(store: Store, text: str) -> None:
    kari, sam = a_confirmed(1), a_confirmed(2, SAM)
    waiting = a_confirmed(3, state=State.STUCK)
    other_job = a_confirmed(4)
    other_job = replace(other_job, draft=other_job.draft.with_(job=Job(workflow="ev")))
    await keep(store, kari, sam, waiting, other_job)
    assert await found(store, text) == [other_job.id, waiting.id, sam.id, kari.id]
    assert await found(store, text, person="U0SAM") == [sam.id]
    assert await found(store, text, states=UNDER_WAY) == [waiting.id]
    assert await found(store, text, workflow="ev") == [other_job.id]
    assert await found(store, text, since=NOON + timedelta(minutes=3)) == [other_job.id, waiting.id]


async def test_words_can_be_looked_for_in_ones_own_orders_alone_and_numbers_in_all(store: Store) -> None:
    kari, sam = a_confirmed(1, display_id="P1-1"), a_confirmed(2, SAM, display_id="P1-2")
    await keep(store, kari, sam)
    assert await found(store, "ola", words_of="U0KARI") == [kari.id]
    assert await found(store, "P1-2", words_of="U0KARI") == [sam.id]


async def test_an_order_of_many_pages_of_external_ids_is_kept(store: Store) -> None:
    lines = tuple(SURVEY.model_copy(update={"external_id": f"A-{n}-{n + 1000}"}) for n in range(100))
    order = a_confirmed()
    await store.add(replace(order, draft=order.draft.with_(lines=lines)))
    assert await found(store, "ola a-1-1001") == [order.id]


async def test_a_created_order_keeps_its_words(store: Store) -> None:
    order = a_confirmed(state=State.SENDING)
    await store.add(order)
    await store.update(order, created(order, Upstream("u", "P1-9"), NOON, PACE).order)
    assert await found(store, "nordmann") == await found(store, "p1-9") == [order.id]


async def test_a_search_that_would_look_at_too_many_orders_says_how_far_it_has_come_and_goes_on(
    store: Store,
) -> None:
    """Each order is found once however the steps fall, also where several words begin as what was typed."""
    olav = OLA.model_copy(update={"contact_person": "Olav Hansen"})
    orders = [
        a_confirmed(minute, SAM if minute % 5 else KARI, of=olav if minute % 2 else OLA)
        for minute in range(23)
    ]
    await keep(store, *orders)
    wanted = [order.id for order in reversed(orders) if order.origin.user == KARI.user]
    found_orders = FoundOrders(store.database, most_looked_at=4)
    for back in (False, True):
        shown, pages, after = [], 0, Position(NOON - timedelta(1), "") if back else None
        query = OrderQuery(KARI.team, LATER, person=KARI.user, text="ola")
        while True:
            page = await found_orders.page(query, 3, after, back=back)
            shown += [order.id for order in page.orders]
            pages += 1
            after = page.looked_to or (_behind(page.orders) if len(page.orders) == 3 else None)
            if after is None:
                break
        assert shown == (wanted[::-1] if back else wanted)
        assert pages > 3


async def test_a_search_goes_to_the_database_three_times_however_many_words_are_typed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep(store, a_confirmed())
    calls = counted(store.database, monkeypatch)
    assert len(await found(store, "ola nordmann storgata oslo")) == 1
    assert calls == {"reads": 3}


async def test_what_waits_is_found_by_its_words_among_any_number_of_created_orders(store: Store) -> None:
    waiting = [a_confirmed(minute, state=State.STUCK) for minute in range(2)]
    await keep(store, *waiting, *(a_confirmed(minute + 5) for minute in range(9)))
    found_orders = FoundOrders(store.database, most_looked_at=2)
    query = OrderQuery(KARI.team, LATER, UNDER_WAY, text="ola storgata")
    found = await found_orders.page(query, 9)
    assert [order.id for order in found.orders] == [waiting[1].id, waiting[0].id]
    by_id = await found_orders.page(query._replace(text=waiting[0].id), 9)
    assert [order.id for order in by_id.orders] == [waiting[0].id]


FILTERS = [{}, {"person": "U0KARI"}, {"workflow": "pump"}, {"since": 0}, {"at": 1, "id": "x"}]


@pytest.mark.parametrize("more", FILTERS)
async def test_no_list_and_no_search_reads_all_orders_or_sorts_them(
    store: Store, more: dict[str, object]
) -> None:
    base = {"team": "T", "limit": 11, "until": 1, "name": "x"}
    listed = Selection([State.CREATED], {**base, **more})
    plan = await plan_of(store, listed.by_state(), listed.given)
    assert "orders_listed" in plan
    assert "SCAN orders" not in plan
    if isinstance(store, PostgresStore) and "id" in more:
        assert "confirmed_at <=" not in plan, "it would begin at the latest order"
    searched = Selection([State.CREATED], {**base, **more})
    searching = [searched.ends_of(["ola"], 9)]
    searched.look_to(1, "x")
    searching.append(searched.by_words(["ola"], ["nord"]))
    plan = "".join([await plan_of(store, query, searched.given) for query in searching])
    assert "order_words" in plan
    under_way = await plan_of(store, searched.by_state_and_words(["ola"]), searched.given)
    assert "orders_listed" in under_way
    if isinstance(store, SqliteStore):
        assert "orders_by_number" in plan
        assert "SEARCH order_words USING PRIMARY KEY (team=? AND word=?" in plan
        assert "SEARCH found USING PRIMARY KEY (team=? AND word=? AND at>? AND " in plan
        assert "SCAN order_words" not in plan + under_way
        ours, given = ours_among([f"u{n}" for n in range(100)], [f"k{n}" for n in range(100)])
        plan_of_ours = await plan_of(store, ours, {"team": "T", **given})
        assert plan_of_ours.count("upstream_id=?)") == plan_of_ours.count("orders_1 (id=?)") == 1
        # What else is called `orders` is a branch of few.
        for each in (plan, under_way):
            assert each.count("SCAN orders") == each.count("CO-ROUTINE orders")
        assert "SEARCH also USING COVERING INDEX order_words_by_order" in plan
        assert "SEARCH also USING COVERING INDEX order_words_by_order" in under_way
