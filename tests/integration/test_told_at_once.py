"""Whoever creates an order tells of it at once: what it tells is claimed by the write that records the order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.app import order_desk
from bot.notify import notifier
from bot.notify.show_draft import outcome
from bot.outbox.retries import CLAIM
from bot.views.as_json import as_json
from flows.audit import Deed
from flows.draft import Address
from flows.listing.query import OrderQuery
from flows.notifications import MODAL_GRACE, Notification, NotificationKind
from flows.order import PATIENCE, Exists, Occasion, Order, State, claimed, created
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from storage import MessageKind, Recorded, Store, StoreUnavailable, Told, open_store
from storage.postgres.jobs import NOTIFICATION_TASK
from storage.postgres.store import PostgresStore
from storage.sql.database import Transaction
from tests.support.clock import StillClock
from tests.support.examples import order_at_summary
from tests.support.postgres import jobs
from tests.support.product import settings_for
from tests.support.sending import Sending, outbox
from tests.support.site import press
from tests.support.stores import EVER_AFTER, KARI, NOON, OLA, PACE, an_order, confirm

UNTIL = NOON + CLAIM
CREATED = frozenset({NotificationKind.CHANNEL_POST, NotificationKind.RECEIPT, NotificationKind.MODAL})
SOON = timedelta(seconds=1)
STORGATA = Address(country="NO", street="Storgata 1 B", postal_code="0365", city="Oslo")


async def sent(store: Store) -> Order:
    """An order whose request has left; its person is told if it waits."""
    order = an_order()
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.CONFIRMED,))
    return await store.update(order, claimed(order, NOON, PACE))


async def recorded(store: Store, order: Order, until: datetime | None = UNTIL) -> Recorded:
    """It has come into being."""
    moved = created(order, Exists("0f9c", "P1-1", None), NOON + SOON, PACE)
    return await store.record(order, moved.order, moved.occasions, until)


def claimed_by(told: Recorded) -> Sequence[Notification]:
    """What is told at once."""
    return told.to_tell.claimed if told.to_tell else ()


async def now_of(store: Store, order: Order) -> Order:
    """As it is kept."""
    kept = await store.get(order.id)
    assert kept is not None
    return kept


async def due(store: Store, now: datetime) -> set[NotificationKind]:
    """What anybody may tell then."""
    return {one.kind for one in await store.due_notifications(now, 9)}


async def pressed(sending: Sending) -> Order:
    """Kari has pressed Create, in a window that shows what became of it."""
    order = order_at_summary(sending.clock())
    await sending.store.add(order)
    person = order.person
    confirmed, _result = await sending.product.bot.service.confirm(order.id, person, order.version, "V1")
    return confirmed


# The store


async def test_what_is_told_of_a_created_order_is_claimed_by_the_write_that_records_it(store: Store) -> None:
    order = await sent(store)
    told = await recorded(store, order)
    assert {one.kind for one in claimed_by(told)} == CREATED
    assert not told.owes_more
    assert await due(store, UNTIL - SOON) == set()
    assert told.to_tell is not None
    assert told.to_tell.order == await store.get(order.id)


async def test_what_a_process_that_died_had_claimed_is_due_again_when_the_claim_has_run_out(
    store: Store,
) -> None:
    await recorded(store, await sent(store))
    assert await due(store, UNTIL) == CREATED
    for one in await store.due_notifications(UNTIL, 9):
        assert one.attempts == 1, "an earlier attempt may have arrived: the message is looked for"
        assert await store.claim_notification(one, EVER_AFTER)


async def test_where_there_is_no_place_nothing_is_claimed(store: Store) -> None:
    told = await recorded(store, await sent(store), None)
    assert told.to_tell is None
    assert told.owes_more
    assert await due(store, NOON + SOON) == CREATED


async def test_what_somebody_has_begun_with_is_left_to_them(store: Store) -> None:
    order = await sent(store)
    (receipt,) = [
        one for one in await store.due_notifications(EVER_AFTER, 9) if one.kind is NotificationKind.RECEIPT
    ]
    assert await store.claim_notification(receipt, EVER_AFTER)
    told = await recorded(store, order)
    assert {one.kind for one in claimed_by(told)} == CREATED - {NotificationKind.RECEIPT}
    assert told.owes_more
    assert await store.notified(Told(receipt)) == [receipt], "what they said of it is out of date"


async def test_the_home_of_who_has_opened_it_is_for_whoever_is_first(store: Store) -> None:
    await store.keep_home_opened(KARI)
    told = await recorded(store, await sent(store))
    assert {one.kind for one in claimed_by(told)} == CREATED
    assert told.owes_more
    assert await due(store, NOON + SOON) == {NotificationKind.HOME}


async def test_an_order_that_was_recorded_is_found_by_its_number_and_its_words_and_so_is_its_client(
    store: Store,
) -> None:
    order = an_order(draft=an_order().draft.with_(client=OLA, address=STORGATA))
    await store.add(order)
    order = await confirm(store, order, tell=(Occasion.CONFIRMED,))
    await recorded(store, await store.update(order, claimed(order, NOON, PACE)))
    for typed in ("p1-1", "0f9c", "nordmann", "storgata oslo", "999 00 111"):
        query = OrderQuery(KARI.team, EVER_AFTER, text=typed)
        assert [one.id for one in (await store.found.page(query, 9)).orders] == [order.id], typed
    assert len((await store.clients.search(KARI.team, "nordm", 9)).clients) == 1
    assert [one.deed for one in await store.audit.of_order(order.id, 1)] == [Deed.CREATED]


async def test_several_things_that_were_told_are_ended_by_one_write(store: Store) -> None:
    told = await recorded(store, await sent(store))
    assert await store.notified(*map(Told, claimed_by(told))) == []
    assert await store.due_notifications(EVER_AFTER, 9) == []


@pytest.mark.parametrize("store_kind", ["postgresql"])
async def test_no_worker_is_woken_for_what_is_claimed_or_would_have_been_said_of_a_wait(
    store: PostgresStore, url: str
) -> None:
    order = await sent(store)
    planned = [job["scheduled_at"] for job in jobs(url) if job["task_name"] == NOTIFICATION_TASK]
    assert planned == [NOON + PATIENCE, NOON + PATIENCE]
    await recorded(store, order)
    assert jobs(url) == []
    assert await store.jobs.sweep(UNTIL) == len(CREATED), "a process that dies leaves it to the sweep"


async def test_what_a_later_version_wrote_keeps_no_order_from_being_recorded(store: Store) -> None:
    """The order is upstream: whatever else can't be read, that it was created is kept."""
    order = await sent(store)
    now = {"since": 1, "reason": "r", "due_at": None, "attempts": 0, "over_at": 0, "is_told": 0}
    message = {"order_id": order.id, "kind": "of a later version", "recipient": "U1", "confirmation": 1}

    async def write(transaction: Transaction) -> None:
        await transaction.insert("outages", [{"kind": "of a later version", **now}])
        await transaction.insert("messages", [{**message, "channel": "D1", "ts": "1.1"}])

    await store.database.transaction(write)
    told = await recorded(store, order)
    assert (told.to_tell, told.outages, await store.outages.all()) == (None, [], [])
    assert (await now_of(store, order)).state is State.CREATED
    assert await due(store, UNTIL) == CREATED


# The bot


async def test_an_order_that_is_created_is_told_of_although_nobody_looks_for_what_is_due(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path) as sending:
        await sending.product.bot.pollers["notifying"].stop()
        await pressed(sending)
        async with asyncio.timeout(9):
            while not (sending.receipts and sending.channel_posts):
                await sending.clock.look()
        assert "Posted in" in sending.receipts[0].text


async def untold(sending: Sending) -> Sequence[int]:
    """Of all that is to be told: how often that was begun, once nothing is being sent."""
    await sending.product.bot.dispatcher.wait_all()
    return [one.attempts for one in await sending.store.due_notifications(EVER_AFTER, 9)]


async def test_where_no_place_is_free_an_order_is_told_of_when_it_is_found_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notifier, "ORDERS_AT_ONCE", 0)
    async with outbox(tmp_path) as sending:
        await sending.product.bot.pollers["notifying"].stop()
        await pressed(sending)
        assert await untold(sending) == [0, 0, 0]


async def test_while_orders_stand_in_line_nothing_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outbox(tmp_path) as sending:
        backlog = sending.product.bot.dispatcher.backlog
        monkeypatch.setattr(backlog, "end", lambda: None)
        backlog.begin()
        await pressed(sending)
        assert await untold(sending) == [0, 0, 0]


async def test_a_bot_that_stops_claims_nothing_of_what_is_answered_then(tmp_path: Path) -> None:
    async with outbox(tmp_path) as sending:
        await sending.product.bot.pollers["notifying"].stop()
        sending.product.api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
        await pressed(sending)
        await sending.product.api.stalled()
        sending.product.bot.dispatcher.end()
        sending.product.api.release()
        assert await untold(sending) == [0, 0, 0]


async def test_a_receipt_waits_a_second_for_a_slow_post_and_says_later_that_it_is_there(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path) as sending:
        sending.product.slack.faults.slow("chat.postMessage", 2.0)
        await pressed(sending)
        async with asyncio.timeout(9):
            while not sending.receipts:
                await sending.clock.look()
        assert "Will be posted in" in sending.receipts[0].text
        await sending.told()
        assert "Posted in" in sending.receipts[0].text


async def test_a_modal_whose_moment_comes_while_the_post_is_being_kept_says_that_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, drawn = Store.notified, []

    async def kept_slowly(
        store: Store, *told: Told, news: Mapping[Notification, datetime]
    ) -> Sequence[Notification]:
        if any(one.notification.kind is NotificationKind.CHANNEL_POST for one in told):
            sending.clock.advance(MODAL_GRACE.total_seconds())
            await asyncio.sleep(0.1)
        return await keep(store, *told, news=news)

    async def noted(*given: Any) -> View:
        view = await outcome(*given)
        drawn.append(json.dumps(as_json(view)))
        return view

    monkeypatch.setattr(Store, "notified", kept_slowly)
    monkeypatch.setattr("bot.notify.notifier.outcome", noted)
    async with outbox(tmp_path) as sending:
        await pressed(sending)
        await sending.told()
        sending.clock.advance(MODAL_GRACE.total_seconds())
        async with asyncio.timeout(9):
            while not drawn:
                await sending.clock.look()
        await sending.told()
    assert ["Posted in" in view for view in drawn] == [True]


async def test_a_post_that_comes_late_is_kept_although_the_message_before_it_could_not_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, failures = Store.notified, [StoreUnavailable("gone for a moment")]

    async def kept(
        store: Store, *told: Told, news: Mapping[Notification, datetime]
    ) -> Sequence[Notification]:
        if failures and all(one.notification.kind is NotificationKind.RECEIPT for one in told):
            raise failures.pop()
        return await keep(store, *told, news=news)

    monkeypatch.setattr(Store, "notified", kept)
    async with outbox(tmp_path) as sending:
        sending.product.slack.faults.slow("chat.postMessage", 2.0)
        order = await pressed(sending)
        async with asyncio.timeout(9):
            while failures:
                await sending.clock.look()
        await sending.product.bot.dispatcher.finish()
        kinds = [message.kind for message in await sending.store.messages.of(order.id)]
        assert MessageKind.POST in kinds


async def test_what_was_posted_although_the_answer_was_lost_is_not_posted_again(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path) as sending:
        sending.product.slack.faults.crash("chat.postMessage", times=2, is_done=True)
        await pressed(sending)
        await sending.told()
        sending.clock.advance(CLAIM.total_seconds())
        await sending.told()


async def test_a_modal_whose_moment_has_not_come_is_left_to_the_next_bot_when_this_one_stops(
    tmp_path: Path,
) -> None:
    clock = StillClock()
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path)
        api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
        async with order_desk(settings, clock=clock) as bot:
            order = replace(order_at_summary(clock()), modal="V1")
            await bot.store.add(order)
            await press(bot.service, order)
            await api.stalled()
            api.release()
            while (now := await bot.store.get(order.id)) is None or not now.upstream_id:
                await clock.look()
        store = await open_store(settings.database_url)
        left: list[Notification] = list(await store.due_notifications(clock() + MODAL_GRACE, 9))
        await store.close()
    assert [one.kind for one in left] == [NotificationKind.MODAL]
