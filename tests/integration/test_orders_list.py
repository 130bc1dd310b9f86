"""Reading the list of orders over real HTTP, however the API pages it, and finding our own in it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from orders import (
    KEY_IN_METADATA,
    Forbidden,
    ListUnavailable,
    Misconfigured,
    OrdersClient,
    OrdersError,
    RateLimited,
    Unauthorised,
)
from sandbox.orders_api.faults import Envelope, ListFault
from sandbox.orders_api.server import LocalOrders

DAWN = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
async def api() -> AsyncIterator[LocalOrders]:
    async with LocalOrders() as api:
        yield api


@pytest.fixture
async def client(api: LocalOrders) -> AsyncIterator[OrdersClient]:
    async with OrdersClient(api.url, SecretStr(api.token), timeout=20) as client:
        yield client


def hold(api: LocalOrders, count: int) -> None:
    """Let the API hold orders P1-1, P1-2 …, a minute apart, with the keys draft-1, draft-2 …."""
    for number in range(1, count + 1):
        body = {"name": f"Order {number}", "metadata": {KEY_IN_METADATA: f"draft-{number}"}}
        api.create(body, DAWN + timedelta(minutes=number))


def newest(count: int, of: int) -> list[str]:
    return [f"P1-{number}" for number in range(of, of - count, -1)]


@pytest.mark.parametrize("envelope", Envelope)
async def test_a_page_is_read_from_every_envelope(
    api: LocalOrders, client: OrdersClient, envelope: Envelope
) -> None:
    hold(api, 5)
    api.faults.envelope = envelope
    page = await client.list_orders(page=1, page_size=2)
    assert [order.display_id for order in page.orders] == ["P1-3", "P1-2"]
    assert page.orders[0].created_at == DAWN + timedelta(minutes=3)
    assert page.more
    assert not (await client.list_orders(page=2, page_size=2)).more


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (ListFault.UNAVAILABLE, ListUnavailable),
        (ListFault.RESET, ListUnavailable),
        (ListFault.NOT_JSON, ListUnavailable),
        (ListFault.RATE_LIMITED, RateLimited),
        (ListFault.UNAUTHORISED, Unauthorised),
        (ListFault.FORBIDDEN, Forbidden),
        (ListFault.NOT_FOUND, Misconfigured),
    ],
)
async def test_a_list_that_cannot_be_had_is_told(
    api: LocalOrders, client: OrdersClient, fault: ListFault, error: type[OrdersError]
) -> None:
    hold(api, 1)
    api.faults.list_fault = fault
    for reading in (client.list_orders(), client.recent_orders(5), client.find_order("draft-1")):
        with pytest.raises(error):
            await reading


async def test_a_list_that_stalls_is_given_up(api: LocalOrders) -> None:
    api.faults.list_fault = ListFault.STALL
    async with OrdersClient(api.url, SecretStr(api.token), timeout=0.25) as client:
        with pytest.raises(ListUnavailable):
            await client.list_orders()


async def test_an_api_that_is_down_has_no_list(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.down = True
    with pytest.raises(ListUnavailable):
        await client.list_orders()


@pytest.mark.parametrize("envelope", Envelope)
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("held", [0, 1, 37, 100, 250])
async def test_recent_orders_come_newest_first_however_they_are_listed(
    api: LocalOrders, client: OrdersClient, held: int, oldest_first: bool, envelope: Envelope
) -> None:
    hold(api, held)
    api.faults.oldest_first, api.faults.envelope = oldest_first, envelope
    recent = await client.recent_orders(10)
    assert [order.display_id for order in recent] == newest(min(10, held), held)


async def test_recent_orders_take_one_request_from_a_list_with_the_newest_first(
    api: LocalOrders, client: OrdersClient
) -> None:
    hold(api, 250)
    await client.recent_orders(10)
    assert api.list_requests == 1


async def test_recent_orders_are_on_the_last_page_of_a_list_with_the_oldest_first(
    api: LocalOrders, client: OrdersClient
) -> None:
    hold(api, 5000)
    api.faults.oldest_first = True
    recent = await client.recent_orders(120)
    assert [order.display_id for order in recent] == newest(120, 5000)
    assert api.list_requests == 3


async def test_more_recent_orders_than_a_page_holds_are_had(api: LocalOrders, client: OrdersClient) -> None:
    hold(api, 250)
    recent = await client.recent_orders(230)
    assert [order.display_id for order in recent] == newest(230, 250)


@pytest.mark.parametrize("limit", [0, -1])
async def test_no_recent_orders_are_none(api: LocalOrders, client: OrdersClient, limit: int) -> None:
    hold(api, 3)
    assert await client.recent_orders(limit) == ()


@pytest.mark.parametrize("envelope", Envelope)
async def test_a_list_that_ignores_pages_is_read_once_or_twice(
    api: LocalOrders, client: OrdersClient, envelope: Envelope
) -> None:
    hold(api, 137)
    api.faults.paging_ignored, api.faults.envelope = True, envelope
    assert len(await client.recent_orders(200)) == 137
    assert api.list_requests == 2
    assert (await client.find_order("draft-of-nobody")).conclusive


async def test_a_repeated_page_that_may_be_one_of_many_is_not_conclusive(
    api: LocalOrders, client: OrdersClient
) -> None:
    hold(api, 100)
    api.faults.paging_ignored, api.faults.envelope = True, Envelope.BARE
    assert not (await client.find_order("draft-of-nobody")).conclusive


@pytest.mark.parametrize("oldest_first", [False, True])
async def test_a_long_list_is_not_read_for_ever(
    api: LocalOrders, client: OrdersClient, oldest_first: bool
) -> None:
    hold(api, 2500)
    api.faults.oldest_first = oldest_first
    look_up = await client.find_order("draft-200")
    assert (look_up.order, look_up.conclusive) == (None, False)
    assert api.list_requests == 20


@pytest.mark.parametrize("envelope", Envelope)
@pytest.mark.parametrize("oldest_first", [False, True])
async def test_our_order_is_found_by_its_key(
    api: LocalOrders, client: OrdersClient, oldest_first: bool, envelope: Envelope
) -> None:
    hold(api, 250)
    api.faults.oldest_first, api.faults.envelope = oldest_first, envelope
    look_up = await client.find_order("draft-20")
    assert look_up.order is not None
    assert (look_up.order.id, look_up.conclusive) == (api.orders[19].id, True)


async def test_looking_stops_at_the_first_hit(api: LocalOrders, client: OrdersClient) -> None:
    hold(api, 2500)
    assert (await client.find_order("draft-2450")).order
    assert api.list_requests == 1
    api.faults.oldest_first = True
    assert (await client.find_order("draft-2450")).order
    assert api.list_requests == 3


@pytest.mark.parametrize("envelope", Envelope)
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize("held", [0, 1, 99, 100, 101, 250])
async def test_an_absence_in_a_list_read_to_its_end_is_conclusive(
    api: LocalOrders, client: OrdersClient, held: int, oldest_first: bool, envelope: Envelope
) -> None:
    hold(api, held)
    api.faults.oldest_first, api.faults.envelope = oldest_first, envelope
    look_up = await client.find_order("draft-of-nobody")
    assert (look_up.order, look_up.conclusive) == (None, True)


@pytest.mark.parametrize("oldest_first", [False, True])
async def test_an_absence_since_a_moment_is_conclusive_without_reading_it_all(
    api: LocalOrders, client: OrdersClient, oldest_first: bool
) -> None:
    hold(api, 5000)
    api.faults.oldest_first = oldest_first
    since = DAWN + timedelta(minutes=4850)
    assert (await client.find_order("draft-of-nobody", since=since)).conclusive
    assert api.list_requests == 3 + oldest_first, "the last makes sure that the list is still the same"
    assert (await client.find_order("draft-4851", since=since)).order


async def test_a_list_without_metadata_cannot_tell_that_an_order_is_absent(
    api: LocalOrders, client: OrdersClient
) -> None:
    hold(api, 3)
    api.faults.metadata_listed = False
    since = DAWN + timedelta(minutes=2)
    for look_up in (await client.find_order("draft-1"), await client.find_order("draft-1", since=since)):
        assert (look_up.order, look_up.conclusive) == (None, False)


async def test_orders_of_others_need_carry_no_metadata(api: LocalOrders, client: OrdersClient) -> None:
    hold(api, 1)
    api.create({"name": "From the web"}, DAWN + timedelta(days=1))
    assert (await client.find_order("draft-of-nobody")).conclusive
    assert (await client.find_order("draft-1")).order
