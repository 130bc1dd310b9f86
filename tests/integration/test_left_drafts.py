"""A draft that its person leaves is asked about in one direct message, which is edited later and never repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.outbox.expiry import Expiry
from bot.outbox.left_drafts import BETWEEN, LOOKS_BACK, LeftDrafts, is_unread
from bot.views.form.left_draft import left_message
from flows.draft import Draft, UnreadText
from flows.notifications import NotificationKind
from flows.order import Order, State
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from storage import Store, Told
from tests.support.drafts import form_context
from tests.support.product import Product, bot_on
from tests.support.stores import EVER_AFTER, KARI, NOON, PATHS, SAM, Connect, an_order
from tests.support.walkthrough import begin, fill_address, fill_client, to_summary

HALF_AN_HOUR = timedelta(minutes=30)
LATER = NOON + HALF_AN_HOUR


async def left(product: Product) -> tuple[Conversation, Message]:
    """Kari has closed the form on its second screen, half an hour ago."""
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    product.clock.advance(HALF_AN_HOUR.total_seconds())
    return kari, await kari.hears("Saved. Continue?")


def looking(store: Store, after: timedelta = HALF_AN_HOUR) -> LeftDrafts:
    """As a process has it, half an hour after noon."""
    return LeftDrafts(store, after, lambda: LATER, lambda: None)


def asked_about(hours: int) -> Order:
    """A draft that was left so many hours before noon, with a message of its own."""
    order = an_order(updated_at=NOON - timedelta(hours=hours))
    return replace(order, draft=order.draft.with_(left_at=order.updated_at))


async def asked_in(store: Store, order: Order) -> str | None:
    """The order whose message asks whether to go on with this one."""
    found = await store.get(order.id)
    return found.draft.asked_in.order_id if found and found.draft.asked_in else None


async def test_it_names_the_draft_and_continues_where_it_stood(product: Product) -> None:
    kari, message = await left(product)
    assert "Ola Nordmann" in message.text
    await kari.press("Continue", message=message)
    await kari.sees("Step 2 of 4")
    await kari.until(lambda: "You have gone on with it" in message.text, "the message to say so")
    await fill_address(kari)
    await kari.close()
    await kari.press("Discard", message=message)
    await kari.until(lambda: "You discarded this draft" in message.text, "the message to say so")
    assert len(kari.direct_messages) == 1


async def test_discard_asks_first_and_takes_the_buttons_away(product: Product) -> None:
    kari, message = await left(product)
    await kari.press("Discard", message=message, confirm=False)
    assert "Saved. Continue?" in message.text
    await kari.press("Discard", message=message)
    await kari.until(lambda: "You discarded this draft" in message.text, "the message to say so")
    assert not any(block["type"] == "actions" for block in message.blocks)
    assert kari.id not in product.slack.modals.homes


async def test_a_finished_order_says_so_in_the_message(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    product.clock.advance(HALF_AN_HOUR.total_seconds())
    message = await kari.hears("Saved. Continue?")
    await kari.next()
    await kari.sees("Order created")
    await kari.until(lambda: "You have finished this order" in message.text, "the message to say so")
    assert len(product.api.orders) == 1


async def test_whoever_cannot_be_reached_holds_nothing_up(product: Product) -> None:
    product.slack.faults.fail("chat.postMessage", "user_not_found")
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    product.clock.advance(HALF_AN_HOUR.total_seconds())
    await kari.until(lambda: not product.slack.faults.are_on, "the message to be tried")
    await product.bot.pollers["notifying"].stop()
    assert await product.bot.store.due_notifications(product.clock() + timedelta(days=1), 9) == []
    assert kari.direct_messages == []
    await fill_address(kari)


async def test_a_message_whose_answer_was_lost_is_found_after_a_restart_and_not_repeated(
    tmp_path: Path,
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        slack.faults.crash("chat.postMessage", is_done=True)
        async with bot_on(slack, api, tmp_path) as before:
            kari, message = await left(before)
        async with bot_on(slack, api, tmp_path, clock=before.clock) as after:
            await fill_address_again(kari, message)
            after.clock.advance(HALF_AN_HOUR.total_seconds())
            await kari.until(lambda: "You have gone on with it" in message.text, "the message to say so")
        assert len(kari.direct_messages) == 1


async def fill_address_again(kari: Conversation, message: Message) -> None:
    """By the message's button."""
    await kari.press("Continue", message=message)
    await kari.sees("Step 2 of 4")
    await fill_address(kari)


async def test_several_are_asked_about_in_one_message_which_is_edited_as_they_change(
    product: Product,
) -> None:
    kari, message = await left(product)
    await kari.slash("/order")
    await kari.sees("You have 1 unfinished order")
    await kari.press("New order")
    await kari.sees("Step 1 of 4")
    await kari.fill({"contact_person": "Liv Hansen", "phone": "999 00 222", "email": "liv@example.com"})
    await kari.next()
    await kari.sees("Step 2 of 4")
    await kari.close()
    product.clock.advance(HALF_AN_HOUR.total_seconds())
    await kari.until(lambda: "You left 2 orders unfinished" in message.text, "the message to list both")
    assert "Liv Hansen" in message.text
    assert "Ola Nordmann" in message.text
    await kari.press("Discard", message=message)
    await kari.until(lambda: "Liv Hansen" not in message.text, "it to go from the message")
    await kari.until(lambda: "Saved. Continue?" in message.text, "the message to ask about the other")
    await kari.press("Discard", message=message)
    await kari.until(lambda: "You discarded this draft" in message.text, "the message to say so")
    assert len(kari.direct_messages) == 1


async def test_what_is_left_at_once_is_one_message_and_what_is_left_days_later_another(store: Store) -> None:
    for _order in range(3):
        await store.add(an_order())
    await store.add(an_order(SAM))
    assert await looking(store).poll() == 4
    asked = await store.due_notifications(EVER_AFTER, 9)
    owners = [order.origin.user for one in asked if (order := await store.get(one.order_id))]
    assert sorted(owners) == [KARI.user, SAM.user]
    later = NOON + timedelta(days=2)
    await store.add(an_order(updated_at=later))
    assert await LeftDrafts(store, HALF_AN_HOUR, lambda: later + HALF_AN_HOUR, lambda: None).poll() == 1
    assert len(await store.due_notifications(EVER_AFTER, 9)) == 3


async def test_of_two_processes_one_asks_and_only_once(connect: Connect) -> None:
    one, other = await connect(), await connect()
    order = an_order()
    await one.add(order)
    assert [await looking(store).poll() for store in (one, other)] == [1, 0]
    asked = await one.due_notifications(EVER_AFTER, 9)
    assert [each.kind for each in asked] == [NotificationKind.DRAFT]
    assert not await one.notified(Told(asked[0]))
    now = await one.get(order.id)
    assert now is not None
    assert (now.edition, now.updated_at) == (order.edition, order.updated_at), "nobody has changed it"
    changed = await one.update(now, replace(now, updated_at=LATER))
    assert [each.key for each in await one.due_notifications(EVER_AFTER, 9)] == [asked[0].key]
    assert await LeftDrafts(other, HALF_AN_HOUR, lambda: LATER + HALF_AN_HOUR, lambda: None).poll() == 0
    assert not changed.is_left


async def test_what_is_empty_sent_back_still_worked_on_or_long_gone_is_not_asked_about(store: Store) -> None:
    for order in (
        an_order(draft=Draft(id="7")),
        an_order(state=State.OPEN, decided_by="U0SAM", comment="Which fuse?"),
        an_order(updated_at=NOON + timedelta(seconds=1)),
        an_order(updated_at=NOON - LOOKS_BACK - timedelta(minutes=2)),
        an_order(state=State.REJECTED),
    ):
        await store.add(order)
    assert await looking(store).poll() == 0
    await store.add(an_order())
    assert await looking(store, timedelta()).poll() == 0, "that asks nobody"
    assert await looking(store).poll() == 1


async def test_what_is_left_while_somebody_looks_is_found_at_the_next_look(store: Store) -> None:
    now = LATER
    looks = LeftDrafts(store, HALF_AN_HOUR, lambda: now, lambda: None)
    assert await looks.poll() == 0
    await store.add(an_order(updated_at=NOON - timedelta(seconds=2)))
    now += timedelta(minutes=1)
    assert await looks.poll() == 1


async def test_it_is_looked_twice_a_minute_and_after_a_long_stop_no_further_back(store: Store) -> None:
    now = LATER
    looks = LeftDrafts(store, HALF_AN_HOUR, lambda: now, lambda: None)
    assert await looks.poll() == 0
    await store.add(an_order(updated_at=NOON))
    now += BETWEEN / 2
    assert await looks.poll() == 0
    now += BETWEEN / 2
    assert await looks.poll() == 1
    await store.add(an_order(updated_at=NOON + timedelta(hours=1)))
    now += timedelta(days=1)
    assert await looks.poll() == 0


async def test_who_comes_back_to_a_draft_while_it_is_found_is_not_asked(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await connect(), await connect()
    order = an_order()
    await one.add(order)
    find = one.left

    async def left_until_found(since: datetime, until: datetime) -> Sequence[Order]:
        found = await find(since, until)
        await other.update(order, replace(order, updated_at=LATER))
        return found

    monkeypatch.setattr(one, "left", left_until_found)
    await looking(one).poll()
    assert await one.due_notifications(EVER_AFTER, 9) == []


async def test_the_latest_message_that_still_asks_is_gone_on_with(store: Store) -> None:
    rejected, first, second = (asked_about(hours) for hours in (1, 3, 2))
    for order in (rejected, first, second):
        await store.add(order)
    for state in PATHS[State.REJECTED]:
        rejected = await store.update(rejected, replace(rejected, state=state))
    await store.add(left_now := an_order())
    assert await looking(store).poll() == 1
    assert await asked_in(store, left_now) == second.id


async def test_a_text_that_nobody_was_answered_to_has_a_message_of_its_own(store: Store) -> None:
    await store.add(an_order())
    assert await looking(store).poll() == 1
    unread = an_order(draft=Draft(id="7", unread=UnreadText(text="Ring Ola")))
    await store.add(unread)
    assert await LeftDrafts(store, HALF_AN_HOUR, lambda: LATER, lambda: None, is_unread).poll() == 1
    assert await asked_in(store, unread) == unread.id


async def test_a_draft_that_is_given_up_says_so_in_the_message(store: Store) -> None:
    await store.add(an_order())
    assert await looking(store).poll() == 1
    (asked,) = await store.due_notifications(EVER_AFTER, 9)
    assert not await store.notified(Told(asked))
    assert await Expiry(store, timedelta(days=1), lambda: NOON + timedelta(days=2)).poll() == 1
    assert [each.key for each in await store.due_notifications(EVER_AFTER, 9)] == [asked.key]
    order = await store.get(asked.order_id)
    assert order is not None
    message = left_message(order, [], form_context("en"))
    assert "was given up" in message.text
    assert not any(block.type == "actions" for block in message.blocks)
