"""Sending orders: for each answer the Orders API gives at once, one order there, one post, one receipt."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from flows.order import State
from sandbox.orders_api.faults import CreatedStyle, PostFault
from tests.support.examples import confirmed_order
from tests.support.sending import Sending
from tests.support.walkthrough import to_summary


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize("style", [CreatedStyle.VALUE, CreatedStyle.ID, CreatedStyle.BARE_ID])
async def test_a_created_order_is_recorded_posted_and_told_once(
    sending: Sending, status: int, style: CreatedStyle
) -> None:
    sending.product.api.faults.created_status = status
    sending.product.api.faults.created_style = style
    order = await sending.reaches(await sending.confirm(), State.CREATED)
    await sending.told()
    assert order.upstream_id == sending.product.api.orders[0].id
    assert order.due_at is None
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)
    assert sending.product.api.list_requests == 0


async def test_the_number_stands_in_the_post_and_in_the_receipt(sending: Sending) -> None:
    await sending.confirm()
    await sending.told()
    assert "P1-1" in sending.channel_posts[0].text
    assert "P1-1" in sending.receipts[0].text


async def test_the_frozen_body_arrives_byte_for_byte(sending: Sending) -> None:
    order = await sending.confirm()
    await sending.reaches(order, State.CREATED)
    assert sending.product.api.received == [json.loads(order.body or "")]


@pytest.mark.parametrize("status", [400, 409])
@pytest.mark.parametrize("with_ids", [True, False])
async def test_an_order_that_is_there_already_is_created_when_the_list_shows_it(
    sending: Sending, status: int, with_ids: bool
) -> None:
    """As after a restore from a backup: the API has the key already, perhaps for long."""
    sending.product.api.faults.duplicate_status = status
    sending.product.api.faults.duplicate_ids = with_ids
    order = confirmed_order(sending.clock())
    long_ago = sending.clock() - timedelta(days=9)
    there = sending.product.api.create(json.loads(order.body or ""), long_ago)
    sending.product.api.create({"metadata": {"source": "web"}}, long_ago + timedelta(days=1))
    await sending.store.add(order)
    await sending.until(order, lambda now: now.doubt)
    await sending.told(posts=0)
    sending.clock.advance(2)
    found = await sending.reaches(order, State.CREATED)
    assert (found.upstream_id, found.display_id) == (there.id, "P1-1")
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)


async def test_a_refused_order_goes_back_to_the_person_and_is_created_under_the_same_key(
    talking: Sending,
) -> None:
    api, kari = talking.product.api, talking.product.person("kari")
    api.faults.next_posts.append(PostFault.INVALID)
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("phoneNumber must be a mobile number")
    assert "Nothing was created, and what you entered is saved" in receipt.text
    talking.clock.advance(1)
    await kari.sees("Phone: “phoneNumber must be a mobile number”")
    await kari.press("Edit", nth=0)
    await kari.sees("Step 1 of 4")
    await kari.fill(phone="411 22 333")
    await kari.next()
    await kari.sees("+47 41 12 23 33")
    await kari.next()
    await kari.hears("Created")
    talking.clock.advance(1)
    await kari.sees("Order created")
    first, second = api.received
    assert first["idempotencyKey"] == second["idempotencyKey"]
    assert (first["phoneNumber"], second["phoneNumber"]) == ("+4799900111", "+4741122333")
    assert len(api.orders) == 1
    await talking.told(receipts=2, posts=0)
    assert len(talking.product.slack.channel("#ev-team").messages) == 1


async def test_an_order_refused_twice_is_told_twice(talking: Sending) -> None:
    api, kari = talking.product.api, talking.product.person("kari")
    api.faults.next_posts.extend([PostFault.INVALID, PostFault.INVALID])
    await to_summary(kari)
    for refusals in (1, 2):
        await kari.next()
        await talking.told(receipts=refusals, posts=0)
        talking.clock.advance(1)
        await kari.sees("The order system refused it")
    assert len(api.received) == 2
    assert api.orders == []


async def test_a_refusal_without_words_says_so(sending: Sending) -> None:
    sending.product.api.faults.invalid_words = ()
    sending.product.api.faults.next_posts.append(PostFault.INVALID)
    await sending.reaches(await sending.confirm(), State.REJECTED)
    await sending.told(posts=0)
    assert "refused" in sending.receipts[0].text


async def test_create_pressed_twice_at_once_gives_one_order(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    await kari.submit_twice()
    await kari.hears("Created")
    await talking.told(receipts=1, posts=0)
    assert len(talking.product.api.received) == len(talking.product.api.orders) == 1


async def test_twenty_orders_at_once_are_each_created_once(sending: Sending) -> None:
    orders = [await sending.confirm() for _ in range(20)]
    for order in orders:
        await sending.reaches(order, State.CREATED)
    assert [sending.posts(order) for order in orders] == [1] * 20
    await sending.told(receipts=20, posts=20)


async def test_an_order_nobody_confirmed_is_never_sent(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    talking.clock.advance(86_400)
    await talking.ticks()
    assert talking.product.api.received == []
