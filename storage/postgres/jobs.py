"""Jobs of Procrastinate that wake workers for what is due. The rows are the truth; a job only says when to look.

No job has a `lock`: Procrastinate would let an earlier job that is only planned hold up a later one that is due. Each
has a `queueing_lock` of its row and moment: one that waits already is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from procrastinate import PsycopgConnector
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from flows.notifications import Notification, NotificationKind
from flows.order import Occasion
from storage.postgres.pool import Connection, Pool
from storage.sql.queries import DUE_NOTIFICATION, for_psycopg
from storage.sql.rows import notification_key, row_notification, to_milliseconds, to_moment

ORDERS, NOTIFICATIONS = "orderdesk", "orderdesk.notifications"
"""The queues. Each has a worker of its own: however many notifications wait for Slack, an order is sent at once.

Notifications that an earlier version queued among the orders are still told from there.
"""
QUEUES = (ORDERS, NOTIFICATIONS)
ORDER_TASK = "orderdesk.order"
NOTIFICATION_TASK = "orderdesk.telling"
"""Named as in earlier versions, and so are its locks: the jobs that they queued are still to be done."""

LOCK = 7_206_102
"""The advisory lock of those who sweep or rescue: one process at a time."""
MOST_SWEPT = 500
"""How many rows of each kind one sweep takes."""
SWEPT = ":swept"
"""Ends the lock of a sweep's job, so that it can be added beside one planned for later by a clock that runs ahead."""

FORGOTTEN = """
    SELECT * FROM {table} AS one WHERE due_at <= %(now)s AND NOT EXISTS (
      SELECT FROM procrastinate_jobs AS job
      WHERE replace(job.queueing_lock, %(swept)s, '') = concat_ws(':', {key}, one.due_at)
      AND (job.status = 'doing' OR (job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now())))
    ORDER BY due_at LIMIT %(limit)s
    """
"""Rows that are due and have no job that can run; one that is planned for later doesn't count."""
FORGOTTEN_ORDERS = FORGOTTEN.format(table="orders", key="'order', one.id")
FORGOTTEN_NOTIFICATIONS = FORGOTTEN.format(
    table="notifications", key="'telling', order_id, occasion, kind, confirmation"
)
DEFER = b"""
    WITH needless AS (
      DELETE FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(%(needless)s)
    )
    INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, scheduled_at)
    SELECT queue_name, task_name, queueing_lock, args, scheduled_at
    FROM jsonb_to_recordset(%(jobs)s) AS job (
      queue_name text, task_name text, queueing_lock text, args jsonb, scheduled_at timestamptz
    )
    ORDER BY queueing_lock
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING
    """
"""Procrastinate's own function refuses all of the jobs where one waits already, so that each would need a savepoint.

Sorted: two transactions with the same jobs don't wait for each other. No lock may be both needless and a job's: the
insertion would find the job that is removed by the same statement.
"""


def order_job(order_id: str, due: datetime) -> Job:
    """Wakes a worker for the order when it is due."""
    return _job(ORDERS, ORDER_TASK, f"order:{order_id}", due, {"order_id": order_id})


def notification_job(notification: Notification, due: datetime) -> Job:
    """Wakes a worker for the notification when it is due."""
    key = notification_key(notification)
    name = ":".join(("telling", *map(str, key.values())))
    return _job(NOTIFICATIONS, NOTIFICATION_TASK, name, due, key)


def notification_of(order_id: str, occasion: str, kind: str, confirmation: int) -> Notification:
    """The notification of a job's arguments."""
    return Notification(order_id, Occasion(occasion), NotificationKind(kind), to_moment(confirmation))


async def defer(connection: Connection, *jobs: Job, needless: Sequence[Job] = ()) -> None:
    """Add the jobs in the connection's transaction, and remove needless ones that wait. Raises psycopg's errors.

    One that waits already is enough.
    """
    if jobs or needless:
        locks = {job.queueing_lock for job in needless} - {job.queueing_lock for job in jobs}
        given = {"jobs": Jsonb([_columns(job) for job in jobs]), "needless": sorted(filter(None, locks))}
        await connection.execute(DEFER, given)


class Jobs:
    """The jobs beside one store's rows."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.connector = PsycopgConnector()
        self._manager = JobManager(self.connector)

    async def open(self) -> None:
        """Use the store's connections."""
        await self.connector.open_async(self._pool.connections)  # type: ignore[arg-type] # it makes its own rows

    async def put_off(self, job: Job, wait: timedelta) -> None:
        """Add the job to be done after so long by the database's clock. Raises StoreUnavailable."""

        async def add(connection: Connection) -> None:
            now = await _one(connection, "SELECT now() AS now", {})
            await defer(connection, job.evolve(scheduled_at=now["now"] + wait if now else None))

        await self._pool.run(add)

    async def notification_due(self, notification: Notification) -> tuple[Notification, datetime] | None:
        """The notification as it is now and when it is due; None if it isn't due any more. Raises StoreUnavailable."""
        row = await self._pool.run(
            lambda connection: _one(connection, for_psycopg(DUE_NOTIFICATION), notification_key(notification))
        )
        due = to_moment(row["due_at"]) if row else None
        return (row_notification(row), due) if row and due else None

    async def sweep(self, now: datetime) -> int:
        """Add a job for each row that is due and has none that can run; gives how many. Raises StoreUnavailable."""
        given = {"now": to_milliseconds(now), "limit": MOST_SWEPT, "swept": SWEPT}

        async def add(connection: Connection) -> int:
            async with connection.transaction():
                if not await _alone(connection):
                    return 0
                orders = await _all(connection, FORGOTTEN_ORDERS, given)
                notifications = await _all(connection, FORGOTTEN_NOTIFICATIONS, given)
                jobs = [order_job(row["id"], to_moment(row["due_at"])) for row in orders]
                jobs += [
                    notification_job(row_notification(row), to_moment(row["due_at"])) for row in notifications
                ]
                await defer(connection, *map(_at_once, jobs))
                return len(jobs)

        return await self._pool.run(add)

    async def rescue(self, silent: timedelta) -> int:
        """Give the jobs of workers that were silent for so long to the others; gives how many.

        Raises StoreUnavailable.
        """

        async def give(connection: Connection) -> int:
            async with connection.transaction():
                if not await _alone(connection):
                    return 0
                stalled = [
                    job
                    for queue in QUEUES
                    for job in await self._manager.get_stalled_jobs(
                        queue=queue, seconds_since_heartbeat=silent.total_seconds()
                    )
                ]
                for job in stalled:
                    await self._give(job)
                return len(stalled)

        return await self._pool.run(give)

    async def _give(self, job: Job) -> None:
        try:
            await self._manager.retry_job(job, retry_at=job.scheduled_at)
        except UniqueViolation:  # Another job waits for the same row and moment.
            await self._manager.finish_job(job, Status.ABORTED, delete_job=True)


def _job(queue: str, task: str, key: str, due: datetime, arguments: Mapping[str, str | int]) -> Job:
    due_at = to_milliseconds(due)
    return Job(
        queue=queue,
        task_name=task,
        lock=None,
        queueing_lock=f"{key}:{due_at}",
        task_kwargs=dict(arguments),
        scheduled_at=to_moment(due_at),  # as the row has it
    )


def _columns(job: Job) -> dict[str, object]:
    return {
        "queue_name": job.queue,
        "task_name": job.task_name,
        "queueing_lock": job.queueing_lock,
        "args": job.task_kwargs,
        "scheduled_at": job.scheduled_at.isoformat() if job.scheduled_at else None,
    }


def _at_once(job: Job) -> Job:
    return job.evolve(scheduled_at=None, queueing_lock=f"{job.queueing_lock}{SWEPT}")


async def _alone(connection: Connection) -> bool:
    row = await _one(connection, "SELECT pg_try_advisory_xact_lock(%(lock)s) AS got", {"lock": LOCK})
    return row is not None and bool(row["got"])


async def _one(connection: Connection, query: str, given: Mapping[str, object]) -> DictRow | None:
    return await (await connection.execute(query.encode(), given)).fetchone()


async def _all(connection: Connection, query: str, given: Mapping[str, object]) -> list[DictRow]:
    return await (await connection.execute(query.encode(), given)).fetchall()
