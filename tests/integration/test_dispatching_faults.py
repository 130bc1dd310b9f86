"""Sending orders while the Orders API fails: nothing twice, nothing lost, nothing too early."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from flows.order import Doubt, Order, State
from sandbox.orders_api.faults import ListFault, PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.run import free_port
from sandbox.slack.local_slack import LocalSlack
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.product import OpenProduct, bot_on
from tests.support.sending import QUIET, TIMEOUT, Sending, newer, outbox
from tests.support.thorough import one_in
from tests.support.walkthrough import to_summary

LIMIT = 600
CREATED_UNSEEN = [
    PostFault.BAD_GATEWAY_AFTER_CREATING,
    PostFault.STALL_AFTER_CREATING,
    PostFault.RESET_AFTER_CREATING,
    PostFault.HALF_AN_ANSWER,
]
NOT_CREATED_AND_UNKNOWN = [
    PostFault.UNAVAILABLE,
    PostFault.STALL_BEFORE_CREATING,
    PostFault.RESET_BEFORE_CREATING,
    PostFault.REQUEST_TIMEOUT,
]
FOR_THE_OPERATOR = [
    PostFault.UNAUTHORISED,
    PostFault.FORBIDDEN,
    PostFault.NOT_FOUND,
    PostFault.REDIRECT,
]


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Sending]:
    async with outbox(tmp_path, orders_timeout=TIMEOUT) as sending:
        yield sending


async def unsure(sending: Sending, *faults: PostFault) -> Order:
    """An order whose first POST had an unknown outcome; the others of the faults are still to come."""
    sending.product.api.faults.next_posts.extend(faults)
    order = await sending.until(await sending.confirm(), lambda now: now.uncertain)
    assert order.due_at == sending.clock() + timedelta(seconds=QUIET)
    return order


async def wait_quietly(sending: Sending, order: Order) -> None:
    """Just before the quiet period ends nothing has been asked or sent again; then it ends."""
    posts, lists = sending.posts(order), sending.product.api.list_requests
    sending.clock.advance(QUIET - 0.001)
    await sending.ticks()
    assert (sending.posts(order), sending.product.api.list_requests) == (posts, lists)
    sending.clock.advance(0.001)


@pytest.mark.parametrize("fault", CREATED_UNSEEN[:: one_in(2)])
async def test_an_order_created_unseen_is_found_and_never_sent_again(
    sending: Sending, fault: PostFault
) -> None:
    order = await unsure(sending, fault)
    await wait_quietly(sending, order)
    found = await sending.reaches(order, State.CREATED)
    assert (found.upstream_id, found.display_id) == (sending.product.api.orders[0].id, "P1-1")
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)


@pytest.mark.parametrize("fault", NOT_CREATED_AND_UNKNOWN[:: one_in(2)])
async def test_an_order_of_unknown_outcome_is_looked_for_before_it_is_sent_again(
    sending: Sending, fault: PostFault
) -> None:
    order = await unsure(sending, fault)
    await wait_quietly(sending, order)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert sending.product.api.list_requests == 1
    assert (sending.posts(order), sending.upstream(order)) == (2, 1)


async def test_a_stalled_request_that_goes_on_after_all_makes_no_second_order(sending: Sending) -> None:
    """The API takes up the first request only when the second has been answered: the key saves us."""
    order = await unsure(sending, PostFault.STALL_BEFORE_CREATING)
    await wait_quietly(sending, order)
    await sending.reaches(order, State.CREATED)
    sending.product.api.release()
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (2, 1)


@pytest.mark.parametrize("fault", [PostFault.UNAVAILABLE, PostFault.STALL_BEFORE_CREATING][:: one_in(2)])
async def test_each_send_after_an_unknown_outcome_has_its_own_quiet_period(
    sending: Sending, fault: PostFault
) -> None:
    order = await unsure(sending, fault, fault)
    await wait_quietly(sending, order)
    await sending.until(order, lambda now: now.attempts == 2)
    await sending.ticks()
    await wait_quietly(sending, order)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (3, 1)


@pytest.mark.parametrize("list_fault", [*ListFault][:: one_in(3)])
async def test_while_the_list_can_not_be_had_an_order_goes_out_once_more_at_the_limit(
    sending: Sending, list_fault: ListFault
) -> None:
    sending.product.api.faults.list_fault = list_fault
    order = await unsure(sending, PostFault.UNAVAILABLE)
    for seconds in (QUIET, 300, LIMIT - QUIET - 301):
        sending.clock.advance(seconds)
        order = await newer(sending, order)
        assert (order.state, sending.posts(order)) == (State.SENDING, 1)
    await sending.told(posts=0)
    sending.clock.advance(1)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (2, 1)


async def test_an_order_is_found_when_the_list_comes_back(sending: Sending) -> None:
    sending.product.api.faults.list_fault = ListFault.UNAVAILABLE
    order = await unsure(sending, PostFault.BAD_GATEWAY_AFTER_CREATING)
    sending.clock.advance(QUIET)
    await newer(sending, order)
    sending.product.api.faults.list_fault = None
    sending.clock.advance(2)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)


async def test_an_order_refused_after_an_unknown_outcome_is_left_to_a_person(sending: Sending) -> None:
    """The first request may have created it, so a 400 now says nothing; and it isn't there."""
    order = await unsure(sending, PostFault.UNAVAILABLE, PostFault.INVALID)
    await wait_quietly(sending, order)
    refused = await sending.until(order, lambda now: now.doubt is Doubt.REFUSED)
    assert refused.state is State.SENDING
    sending.clock.advance(QUIET)
    await sending.reaches(order, State.STUCK)
    await sending.told(posts=0)
    assert "We can't tell whether the order system has this order" in sending.receipts[0].text
    sending.clock.advance(86_400)
    await sending.ticks()
    assert (sending.posts(order), sending.upstream(order)) == (2, 0)
    await sending.told(posts=0)


async def test_an_order_refused_after_an_unknown_outcome_that_shows_up_is_created(sending: Sending) -> None:
    order = await unsure(sending, PostFault.UNAVAILABLE, PostFault.INVALID)
    sending.clock.advance(QUIET)
    await sending.until(order, lambda now: now.doubt is Doubt.REFUSED)
    sending.product.api.create(json.loads(order.body or ""))
    sending.clock.advance(QUIET)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert sending.posts(order) == 2


async def test_too_many_requests_are_waited_for_as_long_as_the_api_asks(sending: Sending) -> None:
    sending.product.api.faults.next_posts.append(PostFault.RATE_LIMITED)
    sending.product.api.faults.retry_after = "20"
    order = await sending.until(await sending.confirm(), lambda now: now.attempts and now.is_delayed)
    assert not order.uncertain
    sending.clock.advance(19.9)
    await sending.ticks()
    assert sending.posts(order) == 1
    sending.clock.advance(0.1)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (2, 1)
    assert sending.product.api.list_requests == 0


@pytest.mark.parametrize("fault", FOR_THE_OPERATOR)
async def test_what_an_operator_must_mend_is_told_to_the_log_and_the_person(
    sending: Sending, fault: PostFault
) -> None:
    sending.product.api.faults.next_posts.extend([fault, fault])
    with capture_logs() as logs:
        order = await sending.until(await sending.confirm(), lambda now: now.attempts and now.is_delayed)
        await sending.ticks()
    assert any(line["event"] == "order not created" and line["order"] == order.id for line in logs)
    assert any("check" in line.get("reason", "") for line in logs)
    await sending.told(posts=0)
    assert (order.uncertain, order.due_at) == (False, sending.clock() + timedelta(minutes=1))
    sending.clock.advance(60)
    await sending.until(order, lambda now: now.attempts == 2 and now.is_delayed)
    sending.clock.advance(60)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (3, 1)
    assert sending.product.api.list_requests == 0


async def test_the_person_sees_that_the_order_is_saved_while_the_api_fails(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, orders_quiet_period=QUIET) as product:
        kari = product.person("kari")
        product.api.faults.next_posts.append(PostFault.UNAVAILABLE)
        await to_summary(kari)
        await kari.next()
        clock.advance(1)
        await kari.sees("The order system isn't answering; we keep trying")
        clock.advance(QUIET)
        await kari.sees("Order created")
        assert len(product.api.orders) == 1


async def test_an_api_that_nobody_answers_for_is_tried_until_it_is_there(tmp_path: Path) -> None:
    """Nothing listens at first: no connection is made, so nothing is uncertain and no look-up needed."""
    clock, api = StillClock(), LocalOrders(free_port())
    url = f"http://127.0.0.1:{api._port}"
    async with (
        LocalSlack() as slack,
        bot_on(slack, api, tmp_path, clock=clock, orders_api_url=url, default_country="NO") as product,
    ):
        sending = Sending(product, clock)
        order = await sending.until(await sending.confirm(), lambda now: now.is_delayed)
        assert not order.uncertain
        sending.clock.advance(2)
        await sending.until(order, lambda now: now.attempts == 2 and now.state is State.CONFIRMED)
        async with api:
            sending.clock.advance(60)
            await sending.reaches(order, State.CREATED)
            await sending.told()
            assert (sending.posts(order), api.list_requests) == (1, 0)


async def test_an_api_that_goes_down_and_comes_back_has_each_order_once(sending: Sending) -> None:
    api = sending.product.api
    api.faults.down = True
    orders = [await sending.confirm() for _ in range(3)]
    for order in orders:
        await sending.until(order, lambda now: now.is_delayed)
    sending.clock.advance(QUIET)
    await sending.ticks()
    assert api.received == []
    api.faults.down = False
    sending.clock.advance(600)
    await sending.ticks()  # one order tries whether the API answers again; the others wait for that
    sending.clock.advance(600)
    for order in orders:
        await sending.reaches(order, State.CREATED)
    assert [sending.upstream(order) for order in orders] == [1, 1, 1]
    await sending.told(receipts=3, posts=3)


async def test_an_order_that_stalls_holds_others_up_no_longer_than_the_time_out(sending: Sending) -> None:
    sending.product.api.faults.next_posts.append(PostFault.STALL_BEFORE_CREATING)
    stalled = await sending.confirm()
    await sending.product.api.stalled()
    other = confirmed_order(sending.clock())
    await sending.store.add(other)
    await sending.reaches(other, State.CREATED)
    assert sending.upstream(stalled) == 0
