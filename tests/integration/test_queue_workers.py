"""Workers on a real PostgreSQL: they handle what is due, share it, and take over from one that dies."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock, utc_now
from bot.outbox.procrastinate_worker import ProcrastinateWorker, WorkerPace
from flows.notifications import NOTIFICATIONS, Notification
from flows.order import Occasion, Order, State
from storage import Told
from storage.postgres.store import PostgresStore
from storage.sql.rows import to_milliseconds
from tests.support.postgres import jobs, rows, server
from tests.support.queue import HOUR, confirmed
from tests.support.stores import an_order, opened

FAST = WorkerPace(
    poll=timedelta(seconds=0.02),
    heartbeat=timedelta(seconds=0.6),
    sweep=timedelta(seconds=0.05),
    restart=timedelta(seconds=0.02),
)
NEVER_SWEEPING = replace(FAST, sweep=timedelta(hours=1))
PATIENCE = 60  # seconds; a worker of its own takes its time to start on a busy machine
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def store_kind() -> str:
    return "postgresql"


class OrderService:
    """What a queue's callbacks do here: note what they were given, and write that it is done."""

    def __init__(self, store: PostgresStore) -> None:
        self.store = store
        self.orders: list[str] = []
        self.notifications: list[Notification] = []

    async def handle_order(self, order: Order) -> None:
        self.orders.append(order.id)
        await self.store.update(order, replace(order, due_at=None))

    async def handle_notification(self, notification: Notification) -> None:
        self.notifications.append(notification)
        await self.store.notified(Told(notification))


@asynccontextmanager
async def working(
    product: OrderService,
    pace: WorkerPace = NEVER_SWEEPING,
    clock: Clock = utc_now,
    at_once: int = 8,
    handle_order: Callable[[Order], Awaitable[None]] | None = None,
) -> AsyncIterator[ProcrastinateWorker]:
    """A queue at work."""
    queue = ProcrastinateWorker(
        product.store,
        handle_order or product.handle_order,
        product.handle_notification,
        clock,
        at_once=at_once,
        pace=pace,
    )
    queue.start()
    try:
        yield queue
    finally:
        await queue.stop()


async def until(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - it may hold in the database only
            await asyncio.sleep(0.01)


# Handled


async def test_what_is_due_is_handled_and_its_jobs_are_gone(store: PostgresStore, url: str) -> None:
    product = OrderService(store)
    async with working(product):
        order = await confirmed(store, (Occasion.CREATED,))
        await until(
            lambda: len(product.notifications) == len(NOTIFICATIONS[Occasion.CREATED]) and not jobs(url)
        )
    assert product.orders == [order.id]
    assert {notification.kind for notification in product.notifications} == set(
        NOTIFICATIONS[Occasion.CREATED]
    )


async def test_a_notification_is_handled_as_it_now_stands(store: PostgresStore) -> None:
    await confirmed(store, (Occasion.REJECTED,))
    notification = next(iter(await store.due_notifications(utc_now(), 9)))
    await store.claim_notification(notification, utc_now() - HOUR)
    product = OrderService(store)
    async with working(product):
        await until(lambda: replace(notification, attempts=1) in product.notifications)


async def test_notifications_that_wait_for_slack_hold_up_no_order(store: PostgresStore) -> None:
    """Every notification's worker is busy, and more wait."""
    slack_answers = asyncio.Event()

    class Slow(OrderService):
        async def handle_notification(self, notification: Notification) -> None:
            self.notifications.append(notification)
            await slack_answers.wait()
            await self.store.notified(Told(notification))

    product = Slow(store)
    async with working(product, at_once=1):
        first = await confirmed(store, (Occasion.CREATED,))
        await until(lambda: product.notifications)
        new = await confirmed(store)
        await until(lambda: product.orders == [first.id, new.id])
        assert len(product.notifications) == 1
        slack_answers.set()


async def test_a_job_that_finds_nothing_to_do_ends_quietly(
    store: PostgresStore, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    order = await confirmed(store, (Occasion.REJECTED,))
    await store.update(order, replace(order, due_at=None))
    for notification in await store.due_notifications(utc_now() + HOUR, 9):
        await store.notified(Told(notification))
    product = OrderService(store)
    async with working(product):
        await until(lambda: not jobs(url))
    assert (product.orders, product.notifications) == ([], [])
    assert caplog.records == []


async def test_an_earlier_job_for_later_does_not_hold_up_what_is_due(store: PostgresStore) -> None:
    """As with an order that was claimed, planned for the end of the quiet period, and is to be sent again sooner."""
    order = await confirmed(store)
    order = await store.update(order, replace(order, state=State.SENDING, due_at=utc_now() + HOUR))
    await store.update(order, replace(order, state=State.CONFIRMED, due_at=utc_now()))
    product = OrderService(store)
    async with working(product):
        await until(lambda: order.id in product.orders)


async def test_a_database_whose_clock_runs_ahead_makes_nothing_early(store: PostgresStore, url: str) -> None:
    order = await confirmed(store)
    product = OrderService(store)
    async with working(product, clock=lambda: utc_now() - HOUR):
        await until(lambda: [job for job in jobs(url) if job["scheduled_at"] > utc_now() + HOUR / 2])
    assert product.orders == []
    assert len(jobs(url)) == 1
    assert await store.get(order.id) == order


async def test_a_database_whose_clock_runs_behind_makes_nothing_late(store: PostgresStore) -> None:
    order = an_order(due_at=utc_now() + HOUR)
    await store.add(order)
    product = OrderService(store)
    async with working(product, FAST, clock=lambda: utc_now() + 2 * HOUR):
        await until(lambda: product.orders == [order.id])


async def test_a_row_that_lost_its_job_is_found_by_the_sweep(store: PostgresStore, url: str) -> None:
    order = await confirmed(store, (Occasion.DELAYED,))
    rows(url, "DELETE FROM procrastinate.procrastinate_jobs")
    product = OrderService(store)
    async with working(product, FAST):
        await until(lambda: product.orders == [order.id] and product.notifications)


async def test_the_sweep_adds_a_job_only_for_what_is_due_and_has_none(store: PostgresStore, url: str) -> None:
    await confirmed(store, (Occasion.CREATED,))
    await store.add(an_order(due_at=utc_now() + HOUR))
    assert (
        await store.jobs.sweep(utc_now() + timedelta(seconds=2)) == 1
    )  # the modal, by a clock that runs ahead
    assert await store.jobs.sweep(utc_now() + timedelta(seconds=2)) == 0
    rows(url, "DELETE FROM procrastinate.procrastinate_jobs")
    assert await store.jobs.sweep(utc_now() + timedelta(seconds=2)) == 1 + len(
        NOTIFICATIONS[Occasion.CREATED]
    )
    assert await store.jobs.sweep(utc_now() + timedelta(seconds=2)) == 0


async def test_what_a_handler_could_not_do_is_done_at_the_next_sweep(store: PostgresStore) -> None:
    product = OrderService(store)
    failures = iter(["Ola Nordmann can't be reached"])

    async def fail_once(order: Order) -> None:
        for failure in failures:
            raise RuntimeError(failure)
        await product.handle_order(order)

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    async with working(product, FAST, handle_order=fail_once):
        order = await confirmed(store)
        await until(lambda: product.orders == [order.id])
    logging.getLogger().removeHandler(handler)
    assert "RuntimeError" in written.getvalue()
    assert "Nordmann" not in written.getvalue()


EARLIER_JOB = """
    INSERT INTO procrastinate.procrastinate_jobs (queue_name, task_name, queueing_lock, args)
    VALUES ('orderdesk', 'orderdesk.{}', '{}', '{}')
    """


async def test_the_jobs_that_an_earlier_version_queued_are_done(store: PostgresStore, url: str) -> None:
    """With no sweep to find what they are for."""
    order = await confirmed(store, (Occasion.NO_ID,))
    (notification,) = await store.due_notifications(utc_now(), 9)
    moment = to_milliseconds(notification.confirmation)
    key = {"order_id": order.id, "occasion": "no_id", "kind": "operators", "confirmation": moment}
    lock = ":".join(map(str, ("telling", *key.values(), moment)))
    rows(url, "DELETE FROM procrastinate.procrastinate_jobs")
    rows(url, EARLIER_JOB.format("order", f"order:{order.id}:{moment}", json.dumps({"order_id": order.id})))
    rows(url, EARLIER_JOB.format("telling", lock, json.dumps(key)))
    assert await store.jobs.sweep(utc_now()) == 0
    product = OrderService(store)
    async with working(product):
        await until(lambda: not jobs(url))
    assert product.orders == [order.id]
    assert product.notifications == [notification]


# Stopped, killed, cut off


async def test_stopping_lets_what_is_under_way_finish(store: PostgresStore, url: str) -> None:
    product = OrderService(store)
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(order: Order) -> None:
        begun.set()
        await may_end.wait()
        await product.handle_order(order)

    async with working(product, handle_order=slowly) as queue:
        mine = await confirmed(store)
        await begun.wait()
        stopping = asyncio.create_task(queue.stop())
        await asyncio.wait({stopping}, timeout=0.1)
        assert not stopping.done()
        may_end.set()
        await stopping
        assert not queue.is_running
    assert product.orders == [mine.id]
    assert jobs(url) == []


async def test_two_queues_share_the_jobs(store: PostgresStore, url: str) -> None:
    """Each waits with its first order until the other has one too."""
    async with opened(url) as other_store:
        services = [OrderService(store), OrderService(other_store)]
        both = asyncio.Barrier(2)

        def in_turn(product: OrderService) -> Callable[[Order], Awaitable[None]]:
            async def handle(order: Order) -> None:
                if not product.orders:
                    await both.wait()
                await product.handle_order(order)

            return handle

        orders = [await confirmed(store) for _ in range(20)]
        async with (
            working(services[0], at_once=1, handle_order=in_turn(services[0])),
            working(services[1], at_once=1, handle_order=in_turn(services[1])),
        ):
            await until(lambda: len(services[0].orders) + len(services[1].orders) == len(orders))
    assert sorted(services[0].orders + services[1].orders) == sorted(order.id for order in orders)
    assert services[0].orders
    assert services[1].orders


KILLED = (
    "import asyncio; from tests.integration.test_queue_workers import begin_and_never_end;"
    " asyncio.run(begin_and_never_end({!r}))"
)


async def begin_and_never_end(url: str) -> None:
    """The worker that is killed: a process of its own, which says when it has begun."""

    async def handle(_order: Order) -> None:
        print("begun", flush=True)  # noqa: T201 - the test waits for it
        await asyncio.Event().wait()

    async with opened(url) as store, working(OrderService(store), handle_order=handle):
        await asyncio.Event().wait()


@pytest.mark.thorough
async def test_a_killed_workers_job_is_taken_up_by_a_survivor(store: PostgresStore, url: str) -> None:
    order = await confirmed(store)
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED.format(url), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert worker.stdout is not None
    try:
        assert await asyncio.wait_for(worker.stdout.readline(), PATIENCE) == b"begun\n"
    finally:
        worker.kill()
        await worker.wait()
    product = OrderService(store)
    async with working(product):
        await until(lambda: product.orders == [order.id] and not jobs(url))


async def test_a_job_that_lives_is_left_to_its_worker(store: PostgresStore) -> None:
    """A slow one too: its worker's heart beats on."""
    product = OrderService(store)
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(order: Order) -> None:
        begun.set()
        await may_end.wait()
        await product.handle_order(order)

    async with working(product, handle_order=slowly):
        await confirmed(store)
        await begun.wait()
        assert await store.jobs.rescue(HOUR) == 0
        may_end.set()


async def test_the_queue_goes_on_after_the_server_restarted(store: PostgresStore) -> None:
    product = OrderService(store)
    async with working(product) as queue:
        first = await confirmed(store)
        await until(lambda: product.orders == [first.id])
        await asyncio.to_thread(server().restart)
        second = await confirmed(store)
        await until(lambda: second.id in product.orders)
        assert queue.is_running
