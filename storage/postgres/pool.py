"""Connections to PostgreSQL: what every one is set to, and a pool whose calls end in time."""

from __future__ import annotations

import asyncio
import select
from collections.abc import Awaitable, Callable
from typing import TypeVar

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from storage.errors import StoreUnavailable
from storage.sql.deadline import waiting

BOUND_SECONDS = 2.0
"""How long a call may take in all: less than the 3 s in which Slack wants its ack."""
SERVER_BOUNDS = {"lock_timeout": "1600", "statement_timeout": "1800"}
"""Milliseconds after which the server itself gives up, with a better reason than silence."""
MOST_CONNECTIONS = 16
PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}
"""A statement is planned with its first use on a connection, not with each: a search takes longer to plan than to run.

Each must run well by a plan that knows none of its parameters: tests look at the plans of lists and searches.
"""
PREPARED_FROM_USE = 0
"""psycopg's `prepare_threshold`: no use without a prepared statement is waited for."""

SCHEMA = "orderdesk"
JOBS_SCHEMA = "procrastinate"

Connection = psycopg.AsyncConnection[DictRow]
Result = TypeVar("Result")

DATABASE_ERRORS = (psycopg.Error, ConnectorException)
"""All that psycopg, its pool and Procrastinate raise when the database can't be used."""


def connection_info(url: str, *, bounded: bool = True) -> str:
    """The connection string for a URL; what the URL sets itself is kept.

    `bounded` ends each statement in time; moving data and changing the schema may take longer. Raises
    StoreUnavailable for a URL that can't be read.
    """
    settings = {"search_path": f"{SCHEMA},{JOBS_SCHEMA}"}
    if bounded:
        settings |= SERVER_BOUNDS | PLANNED_ONCE
    given = _parts(url)
    options = " ".join([*filter(None, [given.pop("options", "")]), *_options(settings)])
    # Seconds, and the kernel's milliseconds: a host that vanished is noticed before TCP's own patience ends.
    ours = {
        "application_name": "orderdesk",
        "connect_timeout": "2" if bounded else "10",
        "tcp_user_timeout": "5000",
    }
    return make_conninfo(**{**ours, **given, "options": options})


def database_name(url: str) -> str:
    """The database as people and logs may see it: without user and password."""
    parts = _parts(url)
    return f"{parts.get('dbname') or 'postgres'} on {parts.get('host') or 'this machine'}"


def reason(error: BaseException) -> str:
    """Why the database couldn't be used, never with a value: a server's details may repeat the whole row."""
    cause = error.__cause__ or error.__context__ if isinstance(error, ConnectorException) else error
    if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
        return cause.diag.message_primary
    if isinstance(cause, psycopg.OperationalError):
        return str(cause).strip().partition("\n")[0]
    return type(cause or error).__name__


def unavailable(name: str, error: BaseException) -> StoreUnavailable:
    """The error to raise for one of the database of that name."""
    return StoreUnavailable(f"the database {name} can't be used: {reason(error)}")


class Pool:
    """Connections to one database. A call ends within two seconds, whatever the server or the network does."""

    def __init__(self, url: str) -> None:
        self.name = database_name(url)
        self.connections: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            connection_info(url),
            connection_class=psycopg.AsyncConnection[DictRow],
            kwargs={"row_factory": dict_row, "prepare_threshold": PREPARED_FROM_USE},
            configure=_commit_each_statement,
            # A connection that a restart of the server cut is replaced before it is handed out.
            check=_check_if_told,
            min_size=1,
            max_size=MOST_CONNECTIONS,
            open=False,
        )
        self._under_way: set[asyncio.Task[object]] = set()

    async def open(self) -> None:
        """Begin to connect; calls wait for it."""
        await self.connections.open()

    async def close(self) -> None:
        """Let what is under way finish, and disconnect."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=BOUND_SECONDS)
        await self.connections.close()

    async def run(self, work: Callable[[Connection], Awaitable[Result]]) -> Result:
        """Do the work on a connection that commits each statement. Raises StoreUnavailable.

        A caller that is cancelled leaves it running: a transaction is finished or undone as a whole.
        """
        task = asyncio.create_task(self._on_connection(work))
        self._under_way.add(task)
        task.add_done_callback(self._done)
        with waiting(BOUND_SECONDS) as seconds:
            done, _ = await asyncio.wait({task}, timeout=seconds)
        if not done:
            # Not awaited: a frozen server doesn't answer psycopg's request to cancel either.
            task.cancel()
            raise StoreUnavailable(f"the database {self.name} doesn't answer")
        try:
            return task.result()
        except DATABASE_ERRORS as error:
            raise self.unavailable(error) from None

    def unavailable(self, error: BaseException) -> StoreUnavailable:
        """The error to raise for one of the database's."""
        return unavailable(self.name, error)

    async def _on_connection(self, work: Callable[[Connection], Awaitable[Result]], tries: int = 1) -> Result:
        async with self.connections.connection(timeout=BOUND_SECONDS) as connection:
            try:
                return await work(connection)
            except psycopg.errors.FeatureNotSupported:
                if tries > MOST_CONNECTIONS:
                    raise
                # An upgrade gave what it has planned other columns; nothing was done. Another connection plans anew.
                await connection.close()
        return await self._on_connection(work, tries + 1)

    def _done(self, task: asyncio.Task[Result]) -> None:
        self._under_way.discard(task)
        if not task.cancelled():
            task.exception()  # Read here, or asyncio would report it for a caller that has gone.


async def connect(url: str) -> Connection:
    """A connection of its own, for work that may take its time. Raises StoreUnavailable."""
    try:
        return await psycopg.AsyncConnection.connect(
            connection_info(url, bounded=False), row_factory=dict_row, autocommit=True
        )
    except psycopg.Error as error:
        raise unavailable(database_name(url), error) from None


async def _commit_each_statement(connection: Connection) -> None:
    await connection.set_autocommit(True)


async def _check_if_told(connection: Connection) -> None:
    """Ask the server where it has something to say: an idle connection has nothing to read until it is closed.

    Asking each time would be a third of all that is said to the server. Raises psycopg's errors.
    """
    readable, _writable, _other = select.select([connection.fileno()], [], [], 0)
    if readable:
        await AsyncConnectionPool.check_connection(connection)


def _options(settings: dict[str, str]) -> list[str]:
    return [f"-c {name}={value}" for name, value in settings.items()]


def _parts(url: str) -> dict[str, str]:
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value}
    except psycopg.ProgrammingError:
        raise StoreUnavailable(
            "DATABASE_URL can't be read; it looks like postgresql://user:password@host:5432/orderdesk"
        ) from None
