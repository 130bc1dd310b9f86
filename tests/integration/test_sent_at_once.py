"""From Create to the POST: permission to send is in the write that confirms, and nothing else comes in between."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import order_desk, orders_client
from bot.notify.notifier import Notifier
from bot.outbox.dispatcher import AT_ONCE, Dispatcher
from flows.audit import Deed
from flows.notifications import NotificationKind
from flows.order import Occasion, Order, State
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from storage import Store, open_store
from storage.postgres.jobs import ORDER_TASK
from tests.support.clock import StillClock
from tests.support.database_calls import counted
from tests.support.examples import confirmed_order, order_at_summary
from tests.support.postgres import database_of, jobs
from tests.support.product import OpenProduct, Product, settings_for
from tests.support.sending import Sending, outbox
from tests.support.site import press
from tests.support.stores import END_OF_TIME, PACE
from tests.support.walkthrough import to_summary


@pytest.fixture
async def product(open_product: OpenProduct) -> AsyncIterator[Product]:
    """Without saving while one types, which writes whenever its pause is over."""
    async with open_product(quiet_saving=False) as product:
        yield product


@pytest.fixture
def postgresql_url(tmp_path: Path) -> Iterator[str]:
    """A database on the server."""
    with database_of("postgresql", tmp_path) as url:
        yield url


async def drafted(store: Store, now: datetime) -> Order:
    """An order that only waits for Create."""
    order = order_at_summary(now)
    await store.add(order)
    return order


async def create(sending: Sending) -> Order:
    """An order for which Create was pressed; as the ack shows it."""
    order = await drafted(sending.store, sending.clock())
    person = order.person
    confirmed, _result = await sending.product.bot.service.confirm(order.id, person, order.version, None)
    return confirmed


async def test_create_is_one_read_and_one_write_until_the_request_has_left_and_nobody_is_told_before(
    product: Product, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    await product.bot.lazy_functions.finish()
    product.api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
    calls = counted(product.bot.store.database, monkeypatch)
    await kari.next()
    await product.api.stalled()
    assert calls == {"reads": 1, "writes": 1}
    assert kari.direct_messages == []
    assert product.slack.channel("#ev-team").messages == []
    another = await open_store(f"sqlite:///{tmp_path / 'orderdesk.db'}")
    (order,) = await another.due(END_OF_TIME, 9)
    planned = await another.due_notifications(END_OF_TIME, 9)
    await another.close()
    assert {one.occasion for one in planned} == {Occasion.PROGRESS}
    assert (order.state, order.attempts) == (State.SENDING, 1)
    assert order.sent_at is not None
    product.api.release()
    await kari.hears("Created: P1-1")


async def test_an_order_that_is_sent_at_once_is_audited_as_confirmed_and_told_of_if_it_waits(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path) as sending:
        sending.product.api.faults.next_posts.append(PostFault.UNAVAILABLE)
        order = await create(sending)
        assert order.state is State.SENDING
        await sending.until(order, lambda now: now.doubt)
        deeds = [entry.deed for entry in await sending.store.audit.of_order(order.id, 9)]
        assert Deed.CONFIRMED in deeds
        await sending.told(posts=0)


async def test_whoever_tells_is_woken_when_the_outcome_is_kept_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with outbox(tmp_path) as sending:
        kept: list[str] = []

        def wake() -> None:
            with closing(sqlite3.connect(tmp_path / "orderdesk.db")) as database:
                kept.extend(state for (state,) in database.execute("SELECT state FROM orders"))

        monkeypatch.setattr(sending.product.bot.pollers["notifying"], "wake", wake)
        sending.product.api.faults.next_posts.append(PostFault.INVALID)
        await create(sending)
        await sending.product.bot.dispatcher.wait_all()
        assert kept[-1] == State.REJECTED


async def test_while_the_api_is_taken_to_be_down_an_order_waits_its_turn(tmp_path: Path) -> None:
    async with outbox(tmp_path) as sending:
        circuit = sending.product.bot.circuit
        while not circuit.is_open:
            circuit.failed()
        order = await create(sending)
        assert order.state is State.CONFIRMED
        waits = await sending.until(order, lambda now: now.version > order.version)
        assert waits.state is State.CONFIRMED
        assert sending.product.api.received == []


async def test_stopping_lets_an_order_that_is_sent_at_once_be_recorded(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path)
        api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
        clock = StillClock()
        async with order_desk(settings, clock=clock) as bot:
            order = await drafted(bot.store, clock())
            await press(bot.service, order)
            await api.stalled()
            asyncio.get_running_loop().call_later(0.1, api.release)
        store = await open_store(settings.database_url)
        kept = await store.get(order.id)
        await store.close()
    assert kept is not None
    assert kept.state is State.CREATED


async def test_more_than_can_be_sent_at_once_wait_and_all_of_them_are_sent(tmp_path: Path) -> None:
    """Of those that are confirmed at the same moment, too: a place is taken before the order is written."""
    async with outbox(tmp_path) as sending:
        sending.product.api.faults.next_posts += [PostFault.STALL_AFTER_CREATING] * AT_ONCE
        orders = await asyncio.gather(*(create(sending) for _number in range(AT_ONCE + 4)))
        assert Counter(order.state for order in orders) == {State.SENDING: AT_ONCE, State.CONFIRMED: 4}
        while len(sending.product.api.orders) < len(orders):
            await sending.clock.look()
        sending.product.api.release()
        for order in orders:
            await sending.reaches(order, State.CREATED)
            assert sending.posts(order) == 1


async def stall_as_many_as_can_be(sending: Sending, begin: Callable[[], Awaitable[Order]]) -> list[Order]:
    """Orders begun so, each of which waits for its answer until the API's `release`."""
    sending.product.api.faults.next_posts += [PostFault.STALL_AFTER_CREATING] * AT_ONCE
    orders = [await begin() for _number in range(AT_ONCE)]
    while len(sending.product.api.orders) < AT_ONCE:
        await sending.clock.look()
    return orders


async def test_neither_those_that_wait_nor_those_confirmed_now_hold_up_the_other(tmp_path: Path) -> None:
    async with outbox(tmp_path) as sending:
        slow = await stall_as_many_as_can_be(sending, sending.confirm)
        order = await create(sending)
        assert order.state is State.SENDING
        await sending.reaches(order, State.CREATED)
        sending.product.api.release()
        for one in slow:
            await sending.reaches(one, State.CREATED)
    async with outbox(tmp_path) as sending:
        await stall_as_many_as_can_be(sending, lambda: create(sending))
        await sending.reaches(await sending.confirm(), State.CREATED)
        sending.product.api.release()


async def test_told_to_stop_the_bot_leaves_what_is_confirmed_now_to_whoever_sends_next(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path) as sending:
        await sending.product.bot.pollers["dispatching"].stop()
        sending.product.bot.dispatcher.end()
        order = await create(sending)
        await sending.product.bot.dispatcher.wait_all()
        assert (order.state, sending.posts(order)) == (State.CONFIRMED, 0)


async def test_one_job_is_enough_for_all_orders_that_are_due(tmp_path: Path, postgresql_url: str) -> None:
    """Their own jobs are removed as each is claimed, instead of being fetched and ended one after the other."""
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path, database_url=postgresql_url)
        async with order_desk(settings, works=False) as bot:
            orders = [confirmed_order(bot.clock()) for _number in range(3 * AT_ONCE)]
            for order in orders:
                await bot.store.add(order)
            assert len(jobs(postgresql_url)) == len(orders)
            await bot.dispatcher.take(orders[0])
            await bot.dispatcher.wait_all()
            assert sorted(body["idempotencyKey"] for body in api.received) == sorted(
                order.id for order in orders
            )
            assert [job for job in jobs(postgresql_url) if job["task_name"] == ORDER_TASK] == []


async def test_a_job_is_at_its_end_when_the_outcome_of_its_order_is_kept_and_not_before(
    tmp_path: Path,
) -> None:
    """A job that had ended before would be missing if the process died then."""
    async with outbox(tmp_path) as sending:
        await sending.product.bot.pollers["dispatching"].stop()
        orders = [await sending.confirm() for _number in range(2)]
        await sending.product.bot.dispatcher.take(orders[1])
        kept = await sending.store.get(orders[1].id)
        assert kept is not None
        assert kept.state is State.CREATED


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_telling_gives_way_while_more_orders_are_due_than_can_be_under_way(
    tmp_path: Path, kind: str
) -> None:
    with database_of(kind, tmp_path) as url:
        async with LocalSlack() as slack, LocalOrders() as api:
            settings = settings_for(slack, api, tmp_path, database_url=url)
            async with order_desk(settings, works=False) as bot, orders_client(settings) as client:
                orders = [confirmed_order(bot.clock()) for _number in range(AT_ONCE + 1)]
                for order in orders:
                    await bot.store.add(order)
                seen: list[bool] = []

                async def noted(order: Order) -> Order:
                    seen.append(dispatcher.backlog.is_there)
                    return order

                dispatcher = Dispatcher(bot.store, client, PACE, bot.clock, noted)
                if kind == "sqlite":
                    while await dispatcher.poll():
                        pass
                else:
                    await dispatcher.take(orders[0])
                await dispatcher.wait_all()
        assert seen[:AT_ONCE] == [True] * AT_ONCE
        assert not dispatcher.backlog.is_there
        assert len(api.received) == len(orders)


async def test_what_is_told_waits_while_orders_stand_in_line(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        async with order_desk(settings_for(slack, api, tmp_path), works=False) as bot:
            order = replace(confirmed_order(bot.clock()), state=State.CREATED, due_at=None)
            await bot.store.add(order)
            await bot.store.tell(order, Occasion.CREATED)
            due = await bot.store.due_notifications(bot.clock(), 9)
            (post,) = (one for one in due if one.kind is NotificationKind.CHANNEL_POST)
            bot.dispatcher.backlog.begin()
            notifier = Notifier(bot.service, bot.app.client, give_way=bot.dispatcher.backlog.give_way)
            telling = asyncio.ensure_future(notifier.handle(post))
            await asyncio.wait({telling}, timeout=0.2)
            assert not telling.done()
            bot.dispatcher.backlog.end()
            await telling
        assert len(slack.channel("#orders").messages) == 1


async def test_of_orders_that_are_due_one_that_fails_is_tried_once_and_holds_up_no_other(
    tmp_path: Path, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path, database_url=postgresql_url)
        async with order_desk(settings, works=False) as bot:
            orders = [confirmed_order(bot.clock()) for _number in range(4)]
            for order in orders:
                await bot.store.add(order)
            tried: list[str] = []
            handle = bot.dispatcher.handle

            async def failing_first(order: Order) -> None:
                tried.append(order.id)
                if order.id == orders[0].id:
                    raise RuntimeError
                await handle(order)

            monkeypatch.setattr(bot.dispatcher, "handle", failing_first)
            await bot.dispatcher.take(orders[1])
            await bot.dispatcher.wait_all()
        assert sorted(tried) == sorted(order.id for order in orders)
        assert len(api.received) == len(orders) - 1


async def test_told_to_stop_the_bot_leaves_what_it_has_not_begun_to_the_jobs_of_others(
    tmp_path: Path, postgresql_url: str
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path, database_url=postgresql_url)
        async with order_desk(settings, works=False) as bot:
            orders = [confirmed_order(bot.clock()) for _number in range(4)]
            for order in orders:
                await bot.store.add(order)
            bot.dispatcher.end()
            await bot.dispatcher.take(orders[0])
        assert [body["idempotencyKey"] for body in api.received] == [orders[0].id]
        assert len([job for job in jobs(postgresql_url) if job["task_name"] == ORDER_TASK]) == len(orders) - 1
