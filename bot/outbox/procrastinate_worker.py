"""The workers on PostgreSQL: take the jobs that the store deferred, and see to those that others left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from bot.clock import Clock
from bot.logs import log
from bot.outbox.poller import Poller
from flows.notifications import Notification
from flows.order import Order
from storage import StoreError
from storage.postgres.jobs import (
    NOTIFICATION_TASK,
    NOTIFICATIONS,
    ORDER_TASK,
    ORDERS,
    QUEUES,
    notification_job,
    notification_of,
    order_job,
)
from storage.postgres.store import PostgresStore

AT_ONCE = 8
"""Jobs of a queue under way at the same time."""

HandleOrder = Callable[[Order], Awaitable[None]]
HandleNotification = Callable[[Notification], Awaitable[None]]

logger = log(__name__)


@dataclass(frozen=True)
class WorkerPace:
    """How often a worker looks."""

    poll: timedelta = timedelta(seconds=0.25)
    """For jobs whose time has come; of those for now a worker hears at once, unless it was just looking."""
    heartbeat: timedelta = timedelta(seconds=30)
    """A worker that was silent for so long is dead, and its jobs go to the others."""
    sweep: timedelta = timedelta(seconds=30)
    """For rows that are due and have no job, as has what a process that died was telling."""
    restart: timedelta = timedelta(seconds=1)
    """Between attempts while the database can't be used."""


class ProcrastinateWorker:
    """One per process; any number of processes may share a database.

    `handle_order` gets an order and `handle_notification` a notification as they were when they were found due; both
    begin with a compare-and-set on just that, so two workers with the same one do no harm. What they raise is logged,
    and the row is handled again at the next sweep.
    """

    def __init__(
        self,
        store: PostgresStore,
        handle_order: HandleOrder,
        handle_notification: HandleNotification,
        clock: Clock,
        *,
        at_once: int = AT_ONCE,
        pace: WorkerPace | None = None,
    ) -> None:
        self._store = store
        self._jobs = store.jobs
        self._handle_order = handle_order
        self._handle_notification = handle_notification
        self._clock = clock
        self._at_once = at_once
        self._pace = pace or WorkerPace()
        self._app = App(connector=self._jobs.connector)
        self._app.task(name=ORDER_TASK, queue=ORDERS)(self._order)
        self._app.task(name=NOTIFICATION_TASK, queue=NOTIFICATIONS)(self._notification)
        self._pollers = (
            Poller("sweeping", self._sweep, self._pace.sweep.total_seconds()),
            Poller("rescuing", self._rescue, self._pace.heartbeat.total_seconds() / 3),
        )
        self._stopping = asyncio.Event()
        self._workers: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._workers = {asyncio.create_task(self._run(queue), name=queue) for queue in QUEUES}
        for poller in self._pollers:
            poller.start()

    def wake(self) -> None:
        """Nothing to do: the database tells every worker of a new job."""

    @property
    def is_running(self) -> bool:
        """It has begun and not ended."""
        return (
            bool(self._workers)
            and not any(worker.done() for worker in self._workers)
            and all(poller.is_running for poller in self._pollers)
        )

    async def stop(self) -> None:
        """Take no more jobs, let those under way finish, and end."""
        self._stopping.set()
        if self._workers:
            # Procrastinate's worker takes being cancelled as the request to stop gracefully.
            for worker in self._workers:
                worker.cancel()
            await asyncio.wait(self._workers)
        for poller in self._pollers:
            await poller.stop()

    async def _run(self, queue: str) -> None:
        """A worker of that queue, and another one whenever it ends: it doesn't outlive a lost connection."""
        while not self._stopping.is_set():
            try:
                await self._work(queue)
            except ConnectorException:
                logger.warning("the worker can't use the database", queue=queue)
            except Exception:
                logger.exception("the worker failed", queue=queue)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pace.restart.total_seconds()):
                    await self._stopping.wait()

    async def _work(self, queue: str) -> None:
        heartbeat = self._pace.heartbeat.total_seconds()
        await self._app.run_worker_async(
            queues=[queue],
            concurrency=self._at_once,
            fetch_job_polling_interval=self._pace.poll.total_seconds(),
            update_heartbeat_interval=heartbeat / 3,
            stalled_worker_timeout=heartbeat,
            install_signal_handlers=False,
            delete_jobs="successful",
        )

    async def _order(self, order_id: str) -> None:
        with _logged(order=order_id):
            order = await self._store.get(order_id)
            if order is None or order.due_at is None:
                return
            if early := self._early(order.due_at):
                await self._jobs.put_off(order_job(order_id, order.due_at), early)
            else:
                await self._handle_order(order)

    async def _notification(self, order_id: str, occasion: str, kind: str, confirmation: int) -> None:
        with _logged(order=order_id, occasion=occasion, kind=kind):
            found = await self._jobs.notification_due(notification_of(order_id, occasion, kind, confirmation))
            if found is None:
                return
            notification, due = found
            if early := self._early(due):
                await self._jobs.put_off(notification_job(notification, due), early)
            else:
                await self._handle_notification(notification)

    def _early(self, due: datetime) -> timedelta:
        """How long until it is due by our clock: the database's may run ahead, or the row was put off meanwhile."""
        return max(due - self._clock(), timedelta())

    async def _sweep(self) -> int:
        if found := await self._jobs.sweep(self._clock()):
            logger.warning("rows were due without a job", rows=found)
        return 0

    async def _rescue(self) -> int:
        if found := await self._jobs.rescue(self._pace.heartbeat):
            logger.warning("jobs of dead workers taken up", jobs=found)
        return 0


@contextmanager
def _logged(**what: str) -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        logger.warning("the store can't be used", reason=str(error), **what)
    except Exception:
        logger.exception("a job failed", **what)
