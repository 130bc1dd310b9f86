"""What people read of an order is so, whatever the Orders API answers and whether or not its list can tell."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from flows.order import TELL_OPERATORS, Doubt, Exists, Occasion, Order, Pace, State, confirmed, decided_exists
from sandbox.orders_api.faults import CreatedStyle, ListFault, PostFault
from sandbox.orders_api.responses import ODD_ANSWERS_AFTER_CREATING
from sandbox.slack.messages import Message
from storage import MessageKind
from tests.support.sending import QUIET, Sending, newer, outbox

LIMIT = 600
SHORT_TIMEOUT = 2
"""Seconds: for seven requests without an answer, and time enough for those that get one."""
DAY = 86_400
SUCCESSES_WITHOUT_AN_ID = [
    PostFault.MAINTENANCE_PAGE,
    PostFault.QUOTA_EXCEEDED,
    PostFault.NO_CONTENT,
    PostFault.NO_ID,
    PostFault.GIANT_ANSWER,
]
SOUND_LIKE_A_DUPLICATE = [PostFault.WORKFLOW_LOCKED, PostFault.PLAN_USED_UP]


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Sending]:
    async with outbox(tmp_path, operators_channel="C0EVTEAM") as sending:
        yield sending


def operators(sending: Sending) -> list[Message]:
    """What the operators' channel has been told."""
    return sending.product.slack.channel("#ev-team").messages


async def in_doubt(sending: Sending, *faults: PostFault) -> Order:
    """An order whose POSTs meet these; the first leaves its fate unknown."""
    sending.product.api.faults.next_posts.extend(faults)
    return await sending.until(await sending.confirm(), lambda now: now.doubt)


async def sent_again_without_the_list(sending: Sending, *faults: PostFault) -> Order:
    """An order of unknown fate, and a list that shows no keys; it has gone out a second time."""
    sending.product.api.create({"name": "From the web"})
    sending.product.api.faults.metadata_listed = False
    order = await in_doubt(sending, *faults)
    sending.clock.advance(QUIET)
    await sending.ticks()
    sending.clock.advance(LIMIT - QUIET)
    return await sent_times(sending, order, 2)


async def sent_times(sending: Sending, order: Order, times: int) -> Order:
    """Wait until it has gone out so often, and what came of it is recorded."""
    await sending.until(order, lambda now: now.attempts == times)
    await sending.ticks()
    return order


async def told_nothing_of_an_order(sending: Sending) -> None:
    """Nobody was told that an order is created, and the channel heard nothing."""
    await sending.ticks()
    assert sending.channel_posts == []
    assert not any("Created" in message.text for message in sending.receipts)


@pytest.mark.parametrize("fault", SUCCESSES_WITHOUT_AN_ID)
async def test_a_success_without_an_order_is_not_told_as_created(sending: Sending, fault: PostFault) -> None:
    order = await in_doubt(sending, fault)
    await sending.ticks()
    assert "without an order number that we can read" in operators(sending)[0].text
    sending.clock.advance(QUIET)
    await sending.reaches(order, State.STUCK)
    await told_nothing_of_an_order(sending)
    assert "We can't tell whether the order system has this order" in sending.receipts[0].text
    assert (sending.posts(order), sending.upstream(order)) == (1, 0)


@pytest.mark.parametrize("fault", SOUND_LIKE_A_DUPLICATE)
async def test_words_that_sound_like_a_duplicates_end_in_a_refusal_where_the_list_is_complete(
    sending: Sending, fault: PostFault
) -> None:
    order = await in_doubt(sending, fault)
    assert order.doubt is Doubt.DUPLICATE
    sending.clock.advance(QUIET)
    rejected = await sending.reaches(order, State.REJECTED)
    await told_nothing_of_an_order(sending)
    assert rejected.refusal in {
        "Workflow is locked for editing",
        "You have already used all orders in your plan",
    }
    assert sending.posts(order) == 1


@pytest.mark.parametrize("fault", SOUND_LIKE_A_DUPLICATE)
async def test_words_that_sound_like_a_duplicates_are_for_a_person_where_no_list_can_tell(
    sending: Sending, fault: PostFault
) -> None:
    sending.product.api.create({"name": "From the web"})
    sending.product.api.faults.metadata_listed = False
    order = await in_doubt(sending, fault)
    sending.clock.advance(QUIET)
    await sending.ticks()
    sending.clock.advance(LIMIT - QUIET)
    await sending.reaches(order, State.STUCK)
    await told_nothing_of_an_order(sending)
    assert sending.posts(order) == 1


@pytest.mark.parametrize("fault", ODD_ANSWERS_AFTER_CREATING)
async def test_an_order_that_was_created_without_saying_so_is_found_within_seconds(
    sending: Sending, fault: PostFault
) -> None:
    order = await in_doubt(sending, fault)
    await told_nothing_of_an_order(sending)
    sending.clock.advance(2)
    found = await sending.reaches(order, State.CREATED)
    assert (found.upstream_id, found.display_id) == (sending.product.api.orders[0].id, "P1-1")
    await sending.told()
    assert sending.posts(order) == 1


async def test_a_duplicate_order_is_believed_where_nothing_else_can_tell(sending: Sending) -> None:
    """The first POST created it; its number is looked for, and after a day both hear that it wasn't found."""
    order = await sent_again_without_the_list(sending, PostFault.RESET_AFTER_CREATING)
    created = await sending.reaches(order, State.CREATED)
    assert created.upstream_id is None
    await sending.told()
    assert "its number isn't known yet" in sending.receipts[0].text
    assert sending.upstream(order) == 1
    sending.clock.advance(DAY)
    await sending.until(order, lambda now: now.due_at is None)
    await sending.ticks()
    assert "for a day we could not find its number" in sending.receipts[-1].text
    assert "for a day its number could not be found" in operators(sending)[-1].text
    await sending.told(receipts=2, posts=1)


async def not_shown_for_minutes(sending: Sending, fault: PostFault) -> tuple[Order, Message]:
    """An order that an unavailable list has not shown for so long that operators have a note about it."""
    sending.product.api.faults.list_fault = ListFault.UNAVAILABLE
    order = await in_doubt(sending, fault)
    for seconds in (QUIET, TELL_OPERATORS.total_seconds() - QUIET):
        sending.clock.advance(seconds)
        await sending.ticks()
    note = operators(sending)[-1]
    assert "We keep looking" in note.text
    sending.product.api.faults.list_fault = None
    return order, note


async def test_the_note_about_an_order_that_the_list_did_not_show_says_later_that_it_is_there(
    sending: Sending,
) -> None:
    order, note = await not_shown_for_minutes(sending, PostFault.RESET_AFTER_CREATING)
    await sending.in_time(order, State.CREATED)
    await sending.ticks()
    assert "The order system has it as P1-1. Nothing more to do." in note.text
    assert "keep looking" not in note.text
    assert await sending.store.messages.of(order.id, MessageKind.UNSETTLED) == []


async def test_the_note_about_an_order_that_is_for_a_person_says_so_and_in_the_end_what_they_found(
    sending: Sending,
) -> None:
    order, note = await not_shown_for_minutes(sending, PostFault.NO_ID)
    stuck = await sending.in_time(order, State.STUCK)
    await sending.ticks()
    assert "somebody must look" in note.text
    found = decided_exists(stuck, "U0KARI", Exists("4711", "P1-9"), sending.clock(), Pace(timedelta()))
    await sending.store.update(stuck, found.order, found.occasions)
    await sending.ticks()
    assert "The order system has it as P1-9" in note.text


async def test_the_note_about_an_order_that_was_refused_says_so_and_in_the_end_that_it_was_created_again(
    sending: Sending,
) -> None:
    order, note = await not_shown_for_minutes(sending, PostFault.WORKFLOW_LOCKED)
    refused = await sending.in_time(order, State.REJECTED)
    await sending.ticks()
    assert "refused it, and nothing was created" in note.text
    again = confirmed(refused, refused.body or "", refused.modal, sending.clock())
    await sending.store.update(refused, again, [Occasion.CONFIRMED])
    await sending.in_time(order, State.CREATED)
    await sending.ticks()
    assert "The order system has it as P1-1. Nothing more to do." in note.text
    assert await sending.store.messages.of(order.id, MessageKind.UNSETTLED) == []


async def test_a_number_that_shows_up_is_kept(sending: Sending) -> None:
    order = await sent_again_without_the_list(sending, PostFault.RESET_AFTER_CREATING)
    await sending.reaches(order, State.CREATED)
    sending.product.api.faults.metadata_listed = True
    sending.clock.advance(2)
    found = await sending.until(order, lambda now: now.upstream_id)
    assert (found.display_id, found.due_at) == ("P1-2", None)


@pytest.mark.parametrize("fault", [PostFault.INVALID, *SOUND_LIKE_A_DUPLICATE])
async def test_any_other_refusal_is_for_a_person_where_nothing_else_can_tell(
    sending: Sending, fault: PostFault
) -> None:
    order = await sent_again_without_the_list(sending, PostFault.RESET_BEFORE_CREATING, fault)
    await sending.reaches(order, State.STUCK)
    await told_nothing_of_an_order(sending)
    assert (sending.posts(order), sending.upstream(order)) == (2, 0)


async def test_what_was_not_taken_waits_on_and_goes_out_again_after_another_limit(sending: Sending) -> None:
    order = await sent_again_without_the_list(
        sending, PostFault.MAINTENANCE_PAGE, PostFault.UNAUTHORISED, PostFault.UNAVAILABLE
    )
    await told_nothing_of_an_order(sending)
    for attempts in (2, 3):
        sending.clock.advance(LIMIT - 1)
        await sending.ticks()
        assert sending.posts(order) == attempts
        sending.clock.advance(1)
        await sent_times(sending, order, attempts + 1)
    await sending.reaches(order, State.CREATED)
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (4, 1)


async def test_operators_hear_of_an_order_that_no_list_tells_of_for_minutes(sending: Sending) -> None:
    sending.product.api.faults.list_fault = ListFault.BROKEN
    order = await in_doubt(sending, PostFault.UNAVAILABLE)
    sending.clock.advance(QUIET)
    await sending.until(order, lambda now: now.look_ups)
    await sending.ticks()
    assert operators(sending) == []
    sending.clock.advance(300)
    await sending.until(order, lambda now: now.look_ups == 2)
    await sending.ticks()
    assert order.id in operators(sending)[0].text
    assert "its list of orders can't be read" in operators(sending)[0].text
    assert "500" in (sending.product.bot.list_health.reason or "")
    sending.product.api.faults.list_fault = None
    await sending.in_time(order, State.CREATED)
    assert sending.product.bot.list_health.failing_since is None


@pytest.mark.parametrize("list_fault", [ListFault.BROKEN, ListFault.NOT_FOUND])
async def test_three_peoples_orders_go_out_while_one_orders_list_fails(
    sending: Sending, list_fault: ListFault
) -> None:
    await three_go_out(sending, list_fault)


@pytest.mark.thorough
async def test_three_peoples_orders_go_out_while_one_orders_list_gives_no_answer(tmp_path: Path) -> None:
    async with outbox(tmp_path, orders_timeout=SHORT_TIMEOUT) as sending:
        await three_go_out(sending, ListFault.STALL)


async def three_go_out(sending: Sending, list_fault: ListFault) -> None:
    """Orders of people who come while another's fate is looked up again and again, in vain."""
    sending.product.api.faults.list_fault = list_fault
    waiting = await in_doubt(sending, PostFault.UNAVAILABLE)
    for looks in range(1, 8):
        sending.clock.advance(QUIET if looks == 1 else 2**looks)
        waiting = await newer(sending, waiting)
    assert not sending.product.bot.circuit.is_open
    for order in [await sending.confirm() for _ in range(3)]:
        await sending.reaches(order, State.CREATED)
    assert (sending.posts(waiting), waiting.state) == (1, State.SENDING)


async def test_an_order_that_may_be_sent_again_waits_while_nothing_can_be_sent(sending: Sending) -> None:
    """The list answers; POST doesn't: the look-up goes on, and nothing more is sent than the circuit lets through."""
    sending.product.api.faults.next_posts.extend([PostFault.UNAVAILABLE] * 5)
    orders = [await sending.confirm() for _ in range(5)]
    for order in orders:
        await sending.until(order, lambda now: now.doubt)
    assert sending.product.bot.circuit.is_open
    sending.clock.advance(QUIET)
    for order in orders:
        await sending.in_time(order, State.CREATED)
    assert [sending.upstream(order) for order in orders] == [1] * 5


@pytest.mark.parametrize("style", [CreatedStyle.WRAPPED, CreatedStyle.NUMBER])
async def test_an_id_one_level_down_or_a_number_is_an_id(sending: Sending, style: CreatedStyle) -> None:
    sending.product.api.faults.created_style = style
    created = await sending.reaches(await sending.confirm(), State.CREATED)
    assert created.upstream_id in {sending.product.api.orders[0].id, "1"}
    assert sending.product.api.list_requests == 0


async def test_a_duplicate_answer_never_ends_in_a_refusal_while_the_list_is_out(sending: Sending) -> None:
    """An outage of hours that heals: the order is found then."""
    sending.product.api.faults.list_fault = ListFault.BROKEN
    order = await in_doubt(sending, PostFault.WORKFLOW_LOCKED)
    for _ in range(3):
        sending.clock.advance(3600)
        order = await newer(sending, order)
        assert order.state is State.SENDING
    sending.product.api.create(json.loads(order.body or ""))
    sending.product.api.faults.list_fault = None
    await sending.in_time(order, State.CREATED)
    await sending.told()
    assert sending.posts(order) == 1
