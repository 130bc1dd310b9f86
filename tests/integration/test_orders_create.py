"""Creating orders over real HTTP: every style of answer, and every way it can go wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from pydantic import SecretStr

from orders import (
    Ambiguous,
    CreatedOrder,
    Duplicate,
    Forbidden,
    InvalidOrder,
    Misconfigured,
    NoOrderId,
    OrderRequest,
    OrdersClient,
    OrdersError,
    RateLimited,
    Unauthorised,
)
from sandbox.orders_api.faults import CreatedStyle, DuplicateCheck, PostFault
from sandbox.orders_api.responses import ODD_ANSWERS_AFTER_CREATING
from sandbox.orders_api.server import LocalOrders
from sandbox.orders_api.uploads import LocalFile

EXAMPLE = (Path(__file__).parents[1] / "data" / "order-example.json").read_text(encoding="utf-8")
NO_IDS = {CreatedStyle.TEXT, CreatedStyle.EMPTY}
BODY = OrderRequest.model_validate_json(EXAMPLE).body()


@pytest.fixture
async def api() -> AsyncIterator[LocalOrders]:
    async with LocalOrders() as api:
        for each in json.loads(EXAMPLE)["fileIds"]:
            api.uploads.files[each] = LocalFile(each, "fuse box.jpg", "image/jpeg", b"\xff\xd8")
        yield api


@pytest.fixture
async def client(api: LocalOrders) -> AsyncIterator[OrdersClient]:
    async with OrdersClient(api.url, SecretStr(api.token), timeout=20) as client:
        yield client


def hasty(api: LocalOrders) -> OrdersClient:
    """A client that waits a quarter of a second for a whole answer."""
    return OrdersClient(api.url, SecretStr(api.token), timeout=0.25)


async def test_an_order_is_created_from_the_body_as_it_stands(api: LocalOrders, client: OrdersClient) -> None:
    created = await client.create_order(BODY)
    order = api.orders[0]
    assert created == CreatedOrder(order.id, "P1-1", order.client_url)
    assert api.received == [json.loads(EXAMPLE)]


async def test_bare_integers_are_taken_where_the_switch_says_so(
    api: LocalOrders, client: OrdersClient
) -> None:
    api.faults.bare_integers = True
    body = OrderRequest.model_validate_json(EXAMPLE).body(bare_integers=True)
    assert (await client.create_order(body)).id
    with pytest.raises(InvalidOrder, match="refused") as invalid:
        await client.create_order(BODY)
    assert "offer.lines.1.vatRate must be an integer number" in invalid.value.refusal


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("style", sorted(set(CreatedStyle) - NO_IDS, key=str))
async def test_every_style_of_answer_with_an_id_is_an_order_created(
    api: LocalOrders, client: OrdersClient, style: CreatedStyle, status: int
) -> None:
    api.faults.created_style, api.faults.created_status = style, status
    created = await client.create_order(BODY)
    order = api.orders[0]
    assert created.id == ("1" if style is CreatedStyle.NUMBER else order.id)
    without_number = {CreatedStyle.NUMBER, CreatedStyle.BARE_ID}
    assert created.display_id == (None if style in without_number else "P1-1")


@pytest.mark.parametrize("style", sorted(NO_IDS, key=str))
async def test_a_success_without_an_id_is_no_order_created(
    api: LocalOrders, client: OrdersClient, style: CreatedStyle
) -> None:
    api.faults.created_style = style
    with pytest.raises(NoOrderId):
        await client.create_order(BODY)


@pytest.mark.parametrize("fault", [*ODD_ANSWERS_AFTER_CREATING, PostFault.GIANT_ANSWER])
async def test_whatever_else_a_success_says_it_creates_nothing(
    api: LocalOrders, client: OrdersClient, fault: PostFault
) -> None:
    api.faults.next_posts.append(fault)
    with pytest.raises(NoOrderId):
        await client.create_order(BODY)


@pytest.mark.parametrize("fault", [PostFault.WORKFLOW_LOCKED, PostFault.PLAN_USED_UP])
async def test_words_that_sound_like_a_duplicates_name_no_order(
    api: LocalOrders, client: OrdersClient, fault: PostFault
) -> None:
    api.faults.next_posts.append(fault)
    with pytest.raises(Duplicate) as duplicate:
        await client.create_order(BODY)
    assert (duplicate.value.order, duplicate.value.is_explicit) == (None, False)


@pytest.mark.parametrize("status", [400, 409])
@pytest.mark.parametrize("with_ids", [False, True])
async def test_the_same_key_twice_is_a_duplicate(
    api: LocalOrders, client: OrdersClient, status: int, with_ids: bool
) -> None:
    api.faults.duplicate_status, api.faults.duplicate_ids = status, with_ids
    created = await client.create_order(BODY)
    with pytest.raises(Duplicate) as duplicate:
        await client.create_order(BODY)
    named = CreatedOrder(created.id, created.display_id) if with_ids else None
    assert (duplicate.value.order, duplicate.value.is_explicit) == (named, True)
    assert len(api.orders) == 1


async def test_the_apis_words_reach_the_person(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.INVALID)
    with pytest.raises(InvalidOrder) as invalid:
        await client.create_order(BODY)
    assert invalid.value.refusal == "phoneNumber must be a mobile number"
    assert api.orders == []


async def test_what_the_api_requires_is_named_when_it_is_missing(
    api: LocalOrders, client: OrdersClient
) -> None:
    with pytest.raises(InvalidOrder) as invalid:
        await client.create_order('{"customer": {}}')
    assert "phoneNumber should not be empty" in invalid.value.refusal
    assert "property customer should not exist" in invalid.value.refusal
    assert api.orders == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (PostFault.UNAUTHORISED, Unauthorised),
        (PostFault.FORBIDDEN, Forbidden),
        (PostFault.RATE_LIMITED, RateLimited),
        (PostFault.NOT_FOUND, Misconfigured),
        (PostFault.REDIRECT, Misconfigured),
    ],
)
async def test_a_refusal_creates_nothing_and_passes(
    api: LocalOrders, client: OrdersClient, fault: PostFault, error: type[OrdersError]
) -> None:
    api.faults.next_posts.append(fault)
    with pytest.raises(error):
        await client.create_order(BODY)
    assert api.orders == []
    assert (await client.create_order(BODY)).id == api.orders[0].id


async def test_a_redirect_is_not_followed(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.REDIRECT)
    with pytest.raises(Misconfigured, match=r"\(302\).*ORDERS_API_URL"):
        await client.create_order(BODY)


async def test_a_rate_limit_says_how_long_to_wait(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.RATE_LIMITED)
    api.faults.retry_after = "17"
    with pytest.raises(RateLimited) as limited:
        await client.create_order(BODY)
    assert limited.value.delay == 17


@pytest.mark.parametrize(
    ("fault", "exists"),
    [
        (PostFault.UNAVAILABLE, False),
        (PostFault.REQUEST_TIMEOUT, False),
        (PostFault.RESET_BEFORE_CREATING, False),
        (PostFault.RESET_AFTER_CREATING, True),
        (PostFault.BAD_GATEWAY_AFTER_CREATING, True),
        (PostFault.HALF_AN_ANSWER, True),
    ],
)
async def test_what_breaks_off_leaves_the_outcome_unknown(
    api: LocalOrders, client: OrdersClient, fault: PostFault, exists: bool
) -> None:
    api.faults.next_posts.append(fault)
    with pytest.raises(Ambiguous):
        await client.create_order(BODY)
    assert bool(api.orders) == exists


@pytest.mark.parametrize(
    ("fault", "exists"), [(PostFault.STALL_BEFORE_CREATING, False), (PostFault.STALL_AFTER_CREATING, True)]
)
async def test_an_answer_that_does_not_come_in_time_leaves_the_outcome_unknown(
    api: LocalOrders, fault: PostFault, exists: bool
) -> None:
    api.faults.next_posts.append(fault)
    async with hasty(api) as client:
        with pytest.raises(Ambiguous):
            await client.create_order(BODY)
    assert bool(api.orders) == exists


async def test_a_stalled_order_may_still_be_created_after_the_client_left(api: LocalOrders) -> None:
    api.faults.next_posts.append(PostFault.STALL_BEFORE_CREATING)
    async with hasty(api) as client:
        with pytest.raises(Ambiguous):
            await client.create_order(BODY)
        api.release()
    async with OrdersClient(api.url, SecretStr(api.token), timeout=20) as patient:
        with pytest.raises(Duplicate):
            await patient.create_order(BODY)


async def test_a_released_stall_answers(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
    attempt = asyncio.create_task(client.create_order(BODY))
    await api.stalled()
    assert not attempt.done()
    api.release()
    assert (await attempt).id == api.orders[0].id


async def test_leaving_a_stalled_order_cancels_it(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
    attempt = asyncio.create_task(client.create_order(BODY))
    await api.stalled()
    attempt.cancel()
    with pytest.raises(asyncio.CancelledError):
        await attempt
    with pytest.raises(Duplicate):
        await client.create_order(BODY)


async def test_a_reset_ends_what_stalled_and_creates_nothing(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.next_posts.append(PostFault.STALL_BEFORE_CREATING)
    attempt = asyncio.create_task(client.create_order(BODY))
    await api.stalled()
    api.reset()
    with pytest.raises(Ambiguous):
        await attempt
    assert (api.orders, api.received) == ([], [])


async def test_two_at_once_make_one_order_where_the_check_is_atomic(
    api: LocalOrders, client: OrdersClient
) -> None:
    results = await asyncio.gather(*(client.create_order(BODY) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(result, CreatedOrder) for result in results) == 1
    assert sum(isinstance(result, Duplicate) for result in results) == 4
    assert len(api.orders) == 1


async def test_two_at_once_make_two_orders_where_it_checks_and_then_inserts(
    api: LocalOrders, client: OrdersClient
) -> None:
    api.faults.duplicate_check = DuplicateCheck.CHECK_THEN_INSERT
    await asyncio.gather(*(client.create_order(BODY) for _ in range(2)))
    assert [order.display_id for order in api.orders] == ["P1-1", "P1-2"]


async def test_a_wrong_token_is_told_and_not_repeated(api: LocalOrders) -> None:
    async with OrdersClient(api.url, SecretStr("wrong-token"), timeout=20) as client:
        with pytest.raises(Unauthorised) as refused:
            await client.create_order(BODY)
        assert "wrong-token" not in f"{refused.value!s} {refused.value!r} {client!r} {client!s}"


async def test_a_user_without_the_role_is_told(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.forbidden = True
    with pytest.raises(Forbidden):
        await client.create_order(BODY)


async def test_an_api_that_is_down_leaves_the_outcome_unknown(api: LocalOrders, client: OrdersClient) -> None:
    api.faults.down = True
    for api.faults.down_answers in (False, True):
        with pytest.raises(Ambiguous):
            await client.create_order(BODY)
    assert api.received == []


@pytest.mark.parametrize("fault", PostFault)
async def test_no_error_shows_the_token_or_what_the_client_gave(
    api: LocalOrders, fault: PostFault, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    api.faults.next_posts.append(fault)
    api.faults.invalid_words = ("Ola Nordmann has no mobile number",)
    async with hasty(api) as client:
        with pytest.raises(OrdersError) as error:
            await client.create_order(BODY)
    shown = f"{error.value!s} {error.value!r} {error.getrepr(chain=True)} {caplog.text}"
    assert api.token not in shown
    assert "Ola" not in str(error.value) + repr(error.value) + caplog.text
    assert error.value.__suppress_context__ or error.value.__context__ is None


async def test_ids_are_uuids_and_bodies_are_kept(api: LocalOrders, client: OrdersClient) -> None:
    created = await client.create_order(BODY)
    assert created.id == str(UUID(created.id))
    assert api.orders[0].body == json.loads(EXAMPLE)


async def test_a_body_that_is_not_json_is_refused(api: LocalOrders, client: OrdersClient) -> None:
    with pytest.raises(InvalidOrder):
        await client.create_order("address=Storgata")
    assert api.received == ["address=Storgata"]
