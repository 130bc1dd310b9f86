"""The store on SQLite through sqlite-utils: one thread owns the connection; every write is BEGIN IMMEDIATE.

docs/decisions/0003-sqlite.md says why, with the figures.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from flows.notifications import Notification, notifications_of
from flows.order import EDITABLE, MOVES, Occasion, Order, State
from flows.person import Locales, Person, Standing
from storage.clients import Clients, newly_known_client
from storage.deadline import seconds_left
from storage.messages import Messages
from storage.modals import Modals
from storage.outages import Outages
from storage.queries import ORDERS_UNDER_WAY, OWED, SIMILAR
from storage.rows import (
    due_columns,
    if_told_before,
    notification_key,
    order_row,
    row_notification,
    row_order,
    row_standing,
    similar_parameters,
    standing_row,
    to_milliseconds,
)
from storage.sqlite.migrations import sqlite_migrations
from storage.sqlite.rows import insert, keep_client
from storage.sqlite.safety import refuse_if_damaged, refuse_if_not_ours, unavailable
from storage.store import Conflict, StoreUnavailable

BUSY_SECONDS = 2.0
"""How long to wait for another writer: less than the 3 s in which Slack wants its ack."""

Result = TypeVar("Result")

NOTIFICATION_KEY = (
    "order_id = :order_id AND occasion = :occasion AND kind = :kind AND confirmation = :confirmation"
)


class SqliteStore:
    """A `Store` in one file. Safe with several processes on the same file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._database: Database | None = None
        self._closed = False
        self.clients = Clients(self._rows)
        self.messages = Messages(self._rows, self._change)
        self.outages = Outages(self._rows, self._change)
        self.modals = Modals(self._rows, self._change)

    async def open(self) -> SqliteStore:
        """Open the file, making it and bringing its schema up to date. Raises StoreUnavailable."""
        await self._run(self._open)
        return self

    async def add(self, order: Order) -> None:
        await self._write(lambda database: insert(database, "orders", order_row(order)))

    async def get_own(self, order_id: str, person: Person) -> Order | None:
        return await self._one(
            "SELECT * FROM orders WHERE id = :id AND team = :team AND user = :user",
            {"id": order_id, "team": person.team, "user": person.user},
        )

    async def get(self, order_id: str) -> Order | None:
        return await self._one("SELECT * FROM orders WHERE id = :id", {"id": order_id})

    async def editable(self, person: Person) -> Sequence[Order]:
        states = ", ".join(f"'{state}'" for state in sorted(EDITABLE))
        return await self._orders(
            f"SELECT * FROM orders WHERE team = :team AND user = :user AND state IN ({states})"  # noqa: S608 - constants
            " ORDER BY updated_at DESC",
            {"team": person.team, "user": person.user},
        )

    async def awaiting(self, person: Person) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE team = :team AND user = :user AND state = :state ORDER BY updated_at",
            {"team": person.team, "user": person.user, "state": State.AWAITING.value},
        )

    async def update(self, before: Order, after: Order, tell: Sequence[Occasion] = ()) -> Order:
        written = replace(after, version=before.version + 1)
        await self._write(lambda database: _compare_and_set(database, before, written, tell))
        return written

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE due_at <= :now ORDER BY due_at LIMIT :limit",
            {"now": to_milliseconds(now), "limit": limit},
        )

    async def created(self, team: str, limit: int) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE team = :team AND state = :state ORDER BY confirmed_at DESC LIMIT :limit",
            {"team": team, "state": State.CREATED.value, "limit": limit},
        )

    async def waiting(self, team: str) -> int:
        rows = await self._rows(
            "SELECT count(*) AS waiting FROM orders WHERE team = :team AND state IN (:confirmed, :sending)",
            {"team": team, "confirmed": State.CONFIRMED.value, "sending": State.SENDING.value},
        )
        return int(rows[0]["waiting"])

    async def with_upstream_ids(self, team: str, order_ids: Sequence[str]) -> Sequence[Order]:
        return await self._orders(
            f"SELECT * FROM orders WHERE team = ? AND order_id IN ({', '.join('?' * len(order_ids))})",  # noqa: S608 - only question marks
            [team, *order_ids],
        )

    async def find_similar(self, order: Order, since: datetime, limit: int) -> Sequence[Order]:
        return await self._orders(SIMILAR, similar_parameters(order, since, limit))

    async def due_notifications(self, now: datetime, limit: int) -> Sequence[Notification]:
        rows = await self._rows(
            "SELECT * FROM tellings WHERE due_at <= :now ORDER BY due_at LIMIT :limit",
            {"now": to_milliseconds(now), "limit": limit},
        )
        return [row_notification(row) for row in rows]

    async def claim_notification(self, notification: Notification, until: datetime) -> bool:
        key = {
            **notification_key(notification),
            "attempts": notification.attempts,
            "until": to_milliseconds(until),
        }
        return await self._change(
            f"UPDATE tellings SET attempts = attempts + 1, due_at = :until WHERE {NOTIFICATION_KEY}"  # noqa: S608 - constant
            " AND attempts = :attempts AND due_at IS NOT NULL",
            key,
        )

    async def notified(self, notification: Notification) -> bool:
        sql = f"UPDATE tellings SET due_at = NULL WHERE {NOTIFICATION_KEY} AND attempts <= :attempts + 1"  # noqa: S608 - constant
        return await self._change(sql, {**notification_key(notification), "attempts": notification.attempts})

    async def notify_later(self, notification: Notification, due: datetime) -> None:
        await self._set_due(notification, due)

    async def tell(self, order: Order, occasion: Occasion) -> None:
        notifications = notifications_of(order, order, (occasion,))
        await self._write(lambda database: _owe(database, notifications))

    async def owes(self, notification: Notification) -> bool:
        return bool(await self._rows(OWED, notification_key(notification)))

    async def under_way(self, person: Person, limit: int) -> Sequence[Order]:
        given = {"team": person.team, "user": person.user, "limit": limit}
        return await self._orders(ORDERS_UNDER_WAY, given)

    async def locales(self, person: Person) -> Locales:
        rows = await self._known(person)
        return Locales(rows[0]["chosen_locale"], rows[0]["slack_locale"]) if rows else Locales()

    async def keep_locales(self, person: Person, locales: Locales) -> None:
        await self._write(
            lambda database: database.execute(
                "INSERT INTO people (team, user, chosen_locale, slack_locale) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (team, user) DO UPDATE SET"
                " chosen_locale = excluded.chosen_locale, slack_locale = excluded.slack_locale",
                [person.team, person.user, locales.chosen, locales.slack],
            )
        )

    async def standing(self, person: Person) -> Standing:
        rows = await self._known(person)
        return row_standing(rows[0]) if rows else Standing()

    async def keep_standing(self, person: Person, standing: Standing) -> None:
        await self._write(
            lambda database: database.execute(
                "INSERT INTO people (team, user, membership, asked_at) VALUES (:team, :user, :membership, :asked_at)"
                " ON CONFLICT (team, user) DO UPDATE SET"
                " membership = excluded.membership, asked_at = excluded.asked_at",
                standing_row(person, standing),
            )
        )

    async def check(self) -> None:
        await self._write(_write_a_page)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
            self._thread.shutdown()

    def _open(self) -> None:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        database = Database(connection, execute_plugins=False)
        try:
            _set_pragmas(database)
            refuse_if_damaged(database, self._path)
            with _immediate(database):
                refuse_if_not_ours(database, self._path)
                sqlite_migrations.apply(database)
        except BaseException:
            database.close()
            raise
        self._database = database

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    async def _set_due(self, notification: Notification, due: datetime | None) -> None:
        parameters = {**notification_key(notification), "due_at": to_milliseconds(due)}
        sql = f"UPDATE tellings SET due_at = :due_at WHERE {NOTIFICATION_KEY}"  # noqa: S608 - constant
        await self._change(sql, parameters)

    async def _known(self, person: Person) -> list[dict[str, Any]]:
        return await self._rows(
            "SELECT * FROM people WHERE team = :team AND user = :user",
            {"team": person.team, "user": person.user},
        )

    async def _one(self, sql: str, parameters: Mapping[str, Any]) -> Order | None:
        orders = await self._orders(sql, parameters)
        return orders[0] if orders else None

    async def _orders(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[Order]:
        return [row_order(row) for row in await self._rows(sql, parameters)]

    async def _rows(self, sql: str, parameters: Mapping[str, Any] | Sequence[Any]) -> list[dict[str, Any]]:
        bound = dict(parameters) if isinstance(parameters, Mapping) else parameters
        return await self._run(lambda: list(self._opened().query(sql, bound)))

    async def _change(self, sql: str, parameters: Mapping[str, Any]) -> bool:
        return await self._write(lambda database: database.execute(sql, dict(parameters)).rowcount == 1)

    async def _write(self, change: Callable[[Database], Result]) -> Result:
        def transaction() -> Result:
            with _immediate(self._opened()) as database:
                return change(database)

        return await self._run(transaction)

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._closed:
            raise StoreUnavailable(f"the database {self._path} is closed")
        ends_at = time.monotonic() + seconds_left(BUSY_SECONDS)
        job = self._thread.submit(self._in_time, work, ends_at)
        future = asyncio.wrap_future(job)
        try:
            # Not wait_for: a cancelled request must not leave its transaction's fate unread in the owning thread.
            done, _ = await asyncio.wait({future}, timeout=ends_at - time.monotonic())
            if not done and job.cancel():
                raise self._busy()
            return await asyncio.shield(future)
        except sqlite3.Error as error:
            raise unavailable(self._path, error) from error

    def _in_time(self, work: Callable[[], Result], ends_at: float) -> Result:
        """In the thread: what waited for its turn waits that much less for another process's lock."""
        if self._database is not None:
            left = ends_at - time.monotonic()
            if left <= 0:
                raise self._busy()
            self._database.execute(f"PRAGMA busy_timeout = {round(left * 1000)}")
        return work()

    def _busy(self) -> StoreUnavailable:
        return StoreUnavailable(f"the database {self._path} can't be used: others' work takes too long")

    def _opened(self) -> Database:
        if self._database is None:
            raise StoreUnavailable("the store is not open")
        return self._database


def _set_pragmas(database: Database) -> None:
    _until_not_locked(lambda: database.execute("PRAGMA journal_mode = WAL").fetchone())
    database.execute("PRAGMA synchronous = FULL")
    database.execute("PRAGMA foreign_keys = ON")


def _until_not_locked(work: Callable[[], object]) -> None:
    """Switching to WAL ignores the busy time-out, so several starters are waited for here."""
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            work()
        except sqlite3.OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def _immediate(database: Database) -> Iterator[Database]:
    """A transaction that takes the write lock at once: a later upgrade would fail without waiting."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield database
        # A full disk may refuse this too; SQLite advises to roll back then: https://www.sqlite.org/lang_transaction.html
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


def _write_a_page(database: Database) -> None:
    """An empty transaction succeeds on a full disk; `user_version` is SQLite's own and read by nobody here."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    database.execute(f"PRAGMA user_version = {0 if version else 1}")


def _compare_and_set(database: Database, before: Order, after: Order, tell: Sequence[Occasion]) -> None:
    if after.state is not before.state and after.state not in MOVES[before.state]:
        raise Conflict(f"an order can't go from {before.state} to {after.state}")
    columns = order_row(after)
    assignments = ", ".join(f"{column} = :{column}" for column in columns)
    sql = (
        f"UPDATE orders SET {assignments}"  # noqa: S608 - column names are ours
        " WHERE id = :id AND version = :version_before AND state = :state_before"
    )
    parameters = {**columns, "version_before": before.version, "state_before": before.state.value}
    if database.execute(sql, parameters).rowcount != 1:
        raise Conflict(f"order {before.id} has changed since version {before.version}")
    if known := newly_known_client(before, after):
        keep_client(database, after.origin.team, known)
    _owe(database, notifications_of(before, after, tell))


def _owe(database: Database, notifications: Mapping[Notification, datetime]) -> None:
    for notification, due in notifications.items():
        row = {**notification_key(notification), "attempts": 0, **due_columns(due)}
        insert(database, "tellings", row, or_else=if_told_before(notification))
