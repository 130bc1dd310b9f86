"""A confirmed order is never invisible: one message from the delay to the end, and its state where its person looks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.order import PATIENCE, Occasion, Pace, State, claimed
from sandbox.orders_api.faults import ListFault, PostFault
from sandbox.slack.messages import Message
from storage import SqliteStore
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.product import OpenProduct
from tests.support.sending import QUIET, TIMEOUT, Sending, outbox
from tests.support.walkthrough import to_summary

WAITS = "⏳ Saved: Ola Nordmann · Heat pump survey – Ola N. is sent when the order system answers."


@pytest.fixture
async def talking(open_product: OpenProduct) -> AsyncIterator[Sending]:
    """With people who talk to the bot."""
    clock = StillClock()
    async with open_product(clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET) as product:
        yield Sending(product, clock)


async def told_to_wait(sending: Sending) -> Message:
    """The one message about an order that waits."""
    await sending.told(receipts=1, posts=0)
    return sending.receipts[0]


@pytest.mark.parametrize(
    "fault", [PostFault.RATE_LIMITED, PostFault.UNAVAILABLE, PostFault.RESET_BEFORE_CREATING]
)
async def test_an_order_put_off_is_told_once_and_the_message_becomes_the_receipt(
    sending: Sending, fault: PostFault
) -> None:
    sending.product.api.faults.next_posts.extend([fault, fault])
    order = await sending.until(await sending.confirm(), lambda now: now.is_delayed)
    message = await told_to_wait(sending)
    assert WAITS in message.text
    await sending.in_time(order, State.CREATED)
    await sending.told()
    assert "Created: P1-1" in sending.receipts[0].text
    assert "Saved" not in sending.receipts[0].text
    assert sending.receipts[0].ts == message.ts


async def test_the_message_becomes_the_refusal(sending: Sending) -> None:
    sending.product.api.faults.next_posts.extend([PostFault.RATE_LIMITED, PostFault.INVALID])
    order = await sending.until(await sending.confirm(), lambda now: now.is_delayed)
    assert WAITS in (await told_to_wait(sending)).text
    await sending.in_time(order, State.REJECTED)
    await sending.told(posts=0)
    assert "Phone: “phoneNumber must be a mobile number”" in sending.receipts[0].text
    assert "Saved: " not in sending.receipts[0].text


@pytest.mark.parametrize(
    "fault", [PostFault.UNAUTHORISED, PostFault.FORBIDDEN, PostFault.NOT_FOUND, PostFault.REDIRECT]
)
async def test_trouble_with_our_access_is_told_as_such(sending: Sending, fault: PostFault) -> None:
    sending.product.api.faults.next_posts.extend([PostFault.RATE_LIMITED, fault])
    order = await sending.until(await sending.confirm(), lambda now: now.is_delayed)
    await told_to_wait(sending)
    sending.clock.advance(60)
    await sending.until(order, lambda now: now.attempts == 2 and now.is_delayed)
    message = await told_to_wait(sending)
    assert "Our access to the order system must be restored first; your admin knows" in message.text
    await sending.in_time(order, State.CREATED)
    await sending.told()
    assert "Created" in sending.receipts[0].text


async def test_an_order_held_back_while_the_api_is_down_is_told(sending: Sending) -> None:
    sending.product.api.faults.down = True
    orders = [await sending.confirm() for _ in range(6)]
    for order in orders:
        await sending.until(order, lambda now: now.is_delayed)
    held = await sending.confirm()
    await sending.until(held, lambda now: now.due_at != now.confirmed_at)
    await sending.told(receipts=7, posts=0)
    assert all(WAITS in message.text for message in sending.receipts)
    sending.clock.advance(60)
    await sending.told(receipts=7, posts=0)


async def test_ten_seconds_without_an_answer_are_told_while_the_request_is_under_way(
    talking: Sending,
) -> None:
    kari = talking.product.person("kari")
    talking.product.api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
    await to_summary(kari)
    await kari.next()
    await talking.product.api.stalled()
    talking.clock.advance(PATIENCE.total_seconds())
    message = await kari.hears("⏳ Saved: Ola Nordmann · EV charger installation – Ola N. is sent when")
    await kari.sees("⏳ Saved. The order system isn't answering")
    talking.product.api.release()
    talking.clock.advance(QUIET)
    await kari.until(lambda: "Created: P1-1" in message.text, "the same message to say so")
    assert len(kari.direct_messages) == 1


async def test_nothing_is_told_of_an_order_that_is_created_within_ten_seconds(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    await kari.next()
    await kari.hears("Created")
    talking.clock.advance(PATIENCE.total_seconds())
    await talking.ticks()
    assert [("Saved" in message.text) for message in kari.direct_messages] == [False]


async def test_a_process_that_died_over_the_request_leaves_it_to_the_next_to_tell(tmp_path: Path) -> None:
    store = await SqliteStore(tmp_path / "orderdesk.db").open()
    confirmed_at = datetime.now(UTC).replace(microsecond=0) - PATIENCE
    order = confirmed_order(confirmed_at)
    draft = replace(order, state=State.OPEN)
    await store.add(draft)
    order = await store.update(draft, order, (Occasion.CONFIRMED,))
    await store.update(order, claimed(order, confirmed_at, Pace(timedelta(seconds=QUIET))))
    await store.close()
    async with outbox(tmp_path) as sending:
        assert WAITS in (await told_to_wait(sending)).text
        assert sending.posts(order) == 0


async def test_home_the_command_and_the_list_show_what_is_under_way_first(talking: Sending) -> None:
    kari, api = talking.product.person("kari"), talking.product.api
    api.faults.down = True
    await kari.open_home()
    await kari.until(lambda: "New order" in kari.home.text, "Home")
    await to_summary(kari)
    await kari.next()
    await kari.hears("⏳ Saved")
    await kari.close()
    named = "Ola Nordmann · EV charger installation – Ola N."
    await kari.until(lambda: f"{named}\n⏳ Saved; it is sent when" in kari.home.text, "Home to show it")
    assert kari.home.text.index("Under way") < kari.home.text.index("New order")
    await kari.slash("/order")
    await kari.until(lambda: kari.screen.title == "Your orders", "the person's orders")
    assert named in kari.screen.text
    await kari.close()
    api.faults.list_fault = ListFault.UNAVAILABLE
    await kari.slash("/order list")
    listed = (await kari.hears("Waiting: not in the order system yet")).text.replace("\xa0", " ")
    row = "no number yet · Ola Nordmann · Oslo · EV charger installation – Ola N. · 10,000.00 NOK · ⏳ Saved"
    assert row in listed
    assert listed.index(row) < listed.index("so we can't tell whether there are any")
    await talking.product.person("sam").slash("/order list")
    seen_by_others = (await talking.product.person("sam").hears("Waiting: not")).text
    assert "Ola N. · Oslo · EV charger installation · " in seen_by_others
    assert "Nordmann" not in seen_by_others
    api.faults.down, api.faults.list_fault = False, None
    talking.clock.advance(120)
    await kari.hears("Created")
    await kari.until(lambda: named not in kari.home.text, "Home to have it no more")


async def test_posted_is_said_when_it_is_and_not_before(talking: Sending) -> None:
    kari = talking.product.person("kari")
    members = talking.product.slack.channel("#ev-team").members
    members.remove("U0BOT")
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("Created: P1-1")
    await kari.until(lambda: "Will be posted in #ev-team." in receipt.text, "the receipt")
    talking.clock.advance(1)
    await kari.sees("Will be posted in #ev-team.")
    members.append("U0BOT")
    talking.clock.advance(60)
    await kari.until(lambda: "\nPosted in #ev-team." in receipt.text, "the receipt to say so")
    await kari.sees("\nPosted in #ev-team.")


async def test_what_is_told_of_an_order_is_not_drawn_over_the_one_begun_since(talking: Sending) -> None:
    kari = talking.product.person("kari")
    members = talking.product.slack.channel("#ev-team").members
    members.remove("U0BOT")
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("Created: P1-1")
    talking.clock.advance(1)
    await kari.sees("Order created")
    await kari.press("New order")
    await kari.sees("Step 1 of 4")
    members.append("U0BOT")
    talking.clock.advance(60)
    await kari.until(lambda: "\nPosted in #ev-team." in receipt.text, "the receipt to say so")
    await talking.ticks()
    assert "Step 1 of 4" in kari.screen.text
