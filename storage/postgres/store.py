"""The store on PostgreSQL through psycopg 3: a pool, one transaction a call, and jobs deferred in the same one.

docs/decisions/0007-postgresql.md says why, with the traps.
"""
# ruff: noqa: D102 - storage.Store, which it implements, documents them

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from procrastinate.jobs import Job
from psycopg import sql

from flows.notifications import Notification, notifications_of
from flows.order import EDITABLE, MOVES, Occasion, Order, State
from flows.person import Locales, Person, Standing
from storage.clients import Clients, newly_known_client
from storage.messages import Messages
from storage.modals import Modals
from storage.outages import Outages
from storage.postgres.jobs import Jobs, defer, notification_job, order_job
from storage.postgres.migrations import migrate
from storage.postgres.pool import DATABASE_ERRORS, Connection, Pool, connect
from storage.postgres.rows import insert, keep_client, storable
from storage.queries import ORDERS_UNDER_WAY, OWED, SIMILAR, for_psycopg
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
from storage.store import Conflict, StoreUnavailable

THIS_NOTIFICATION = (
    "order_id = %(order_id)s AND occasion = %(occasion)s"
    " AND kind = %(kind)s AND confirmation = %(confirmation)s"
)


class PostgresStore:
    """A `Store` in a PostgreSQL database, for any number of processes on any number of hosts.

    Whenever an order or a telling is written with a time at which it is due, a job for it is deferred in the same
    transaction. A connection that is lost during a commit leaves open whether it was made, so StoreUnavailable
    can follow a write that stands: the next compare-and-set on the row tells.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Pool | None = None
        self._jobs: Jobs | None = None
        self._closed = False
        self.clients = Clients(self._read)
        self.messages = Messages(self._read, self._write)
        self.outages = Outages(self._read, self._write)
        self.modals = Modals(self._read, self._write)

    @property
    def jobs(self) -> Jobs:
        """The jobs that wake workers. Raises StoreUnavailable before `open`."""
        if self._jobs is None:
            raise StoreUnavailable("the store is not open")
        return self._jobs

    async def open(self) -> PostgresStore:
        """Connect, bringing the schema up to date. Raises StoreUnavailable."""
        pool = Pool(self._url)
        async with await connect(self._url) as connection:
            try:
                await migrate(connection, pool.name)
            except DATABASE_ERRORS as error:
                raise pool.unavailable(error) from None
        await pool.open()
        self._jobs = Jobs(pool)
        await self._jobs.open()
        self._pool = pool
        return self

    async def add(self, order: Order) -> None:
        async def work(connection: Connection) -> None:
            async with connection.transaction():
                await insert(connection, "orders", order_row(order))
                await defer(connection, *_jobs_of(order))

        await self._opened().run(work)

    async def get_own(self, order_id: str, person: Person) -> Order | None:
        return await self._one(
            'SELECT * FROM orders WHERE id = %(id)s AND team = %(team)s AND "user" = %(user)s',
            {"id": order_id, "team": person.team, "user": person.user},
        )

    async def get(self, order_id: str) -> Order | None:
        return await self._one("SELECT * FROM orders WHERE id = %(id)s", {"id": order_id})

    async def editable(self, person: Person) -> Sequence[Order]:
        return await self._orders(
            'SELECT * FROM orders WHERE team = %(team)s AND "user" = %(user)s AND state = ANY(%(states)s)'
            " ORDER BY updated_at DESC",
            {"team": person.team, "user": person.user, "states": [state.value for state in EDITABLE]},
        )

    async def awaiting(self, person: Person) -> Sequence[Order]:
        return await self._orders(
            'SELECT * FROM orders WHERE team = %(team)s AND "user" = %(user)s AND state = %(state)s'
            " ORDER BY updated_at",
            {"team": person.team, "user": person.user, "state": State.AWAITING.value},
        )

    async def update(self, before: Order, after: Order, tell: Sequence[Occasion] = ()) -> Order:
        if after.state is not before.state and after.state not in MOVES[before.state]:
            raise Conflict(f"an order can't go from {before.state} to {after.state}")
        written = replace(after, version=before.version + 1)

        async def work(connection: Connection) -> None:
            async with connection.transaction():
                await _compare_and_set(connection, before, written)
                if known := newly_known_client(before, written):
                    await keep_client(connection, written.origin.team, known)
                notifications = await _add_notifications(connection, notifications_of(before, written, tell))
                await defer(connection, *_jobs_of(written), *notifications)

        await self._opened().run(work)
        return written

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s",
            {"now": to_milliseconds(now), "limit": limit},
        )

    async def created(self, team: str, limit: int) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE team = %(team)s AND state = %(state)s"
            " ORDER BY confirmed_at DESC NULLS LAST LIMIT %(limit)s",
            {"team": team, "state": State.CREATED.value, "limit": limit},
        )

    async def waiting(self, team: str) -> int:
        rows = await self._rows(
            "SELECT count(*) AS waiting FROM orders WHERE team = %(team)s AND state IN (%(confirmed)s, %(sending)s)",
            {"team": team, "confirmed": State.CONFIRMED.value, "sending": State.SENDING.value},
        )
        return int(rows[0]["waiting"])

    async def with_upstream_ids(self, team: str, order_ids: Sequence[str]) -> Sequence[Order]:
        return await self._orders(
            "SELECT * FROM orders WHERE team = %(team)s AND order_id = ANY(%(order_ids)s)",
            {"team": team, "order_ids": list(order_ids)},
        )

    async def find_similar(self, order: Order, since: datetime, limit: int) -> Sequence[Order]:
        return await self._orders(for_psycopg(SIMILAR), storable(similar_parameters(order, since, limit)))

    async def due_notifications(self, now: datetime, limit: int) -> Sequence[Notification]:
        rows = await self._rows(
            "SELECT * FROM tellings WHERE due_at <= %(now)s ORDER BY due_at LIMIT %(limit)s",
            {"now": to_milliseconds(now), "limit": limit},
        )
        return [row_notification(row) for row in rows]

    async def claim_notification(self, notification: Notification, until: datetime) -> bool:
        return await self._change(
            f"UPDATE tellings SET attempts = attempts + 1, due_at = %(until)s WHERE {THIS_NOTIFICATION}"  # noqa: S608 - constant
            " AND attempts = %(attempts)s AND due_at IS NOT NULL",
            {
                **notification_key(notification),
                "attempts": notification.attempts,
                "until": to_milliseconds(until),
            },
        )

    async def notified(self, notification: Notification) -> bool:
        return await self._change(
            f"UPDATE tellings SET due_at = NULL WHERE {THIS_NOTIFICATION} AND attempts <= %(attempts)s + 1",  # noqa: S608 - constant
            {**notification_key(notification), "attempts": notification.attempts},
        )

    async def tell(self, order: Order, occasion: Occasion) -> None:
        async def work(connection: Connection) -> None:
            async with connection.transaction():
                notifications = notifications_of(order, order, (occasion,))
                await defer(connection, *await _add_notifications(connection, notifications))

        await self._opened().run(work)

    async def owes(self, notification: Notification) -> bool:
        return bool(await self._read(OWED, notification_key(notification)))

    async def under_way(self, person: Person, limit: int) -> Sequence[Order]:
        given = {"team": person.team, "user": person.user, "limit": limit}
        return [row_order(row) for row in await self._read(ORDERS_UNDER_WAY, given)]

    async def notify_later(self, notification: Notification, due: datetime) -> None:
        await self._change(
            f"UPDATE tellings SET due_at = %(due_at)s WHERE {THIS_NOTIFICATION}",  # noqa: S608 - constant
            {**notification_key(notification), "due_at": to_milliseconds(due)},
            notification_job(notification, due),
        )

    async def locales(self, person: Person) -> Locales:
        rows = await self._known(person)
        return Locales(rows[0]["chosen_locale"], rows[0]["slack_locale"]) if rows else Locales()

    async def keep_locales(self, person: Person, locales: Locales) -> None:
        await self._change(
            'INSERT INTO people (team, "user", chosen_locale, slack_locale)'
            " VALUES (%(team)s, %(user)s, %(chosen)s, %(slack)s)"
            ' ON CONFLICT (team, "user") DO UPDATE SET'
            " chosen_locale = excluded.chosen_locale, slack_locale = excluded.slack_locale",
            {"team": person.team, "user": person.user, "chosen": locales.chosen, "slack": locales.slack},
        )

    async def standing(self, person: Person) -> Standing:
        rows = await self._known(person)
        return row_standing(rows[0]) if rows else Standing()

    async def keep_standing(self, person: Person, standing: Standing) -> None:
        await self._change(
            'INSERT INTO people (team, "user", membership, asked_at)'
            " VALUES (%(team)s, %(user)s, %(membership)s, %(asked_at)s)"
            ' ON CONFLICT (team, "user") DO UPDATE SET'
            " membership = excluded.membership, asked_at = excluded.asked_at",
            standing_row(person, standing),
        )

    async def check(self) -> None:
        # Changes no row, but a standby, a read-only database or one without our rights refuses it.
        await self._change("UPDATE orders SET version = version WHERE false", {})

    async def close(self) -> None:
        self._closed = True
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    def _opened(self) -> Pool:
        if self._pool is None:
            raise StoreUnavailable(f"the store is {'closed' if self._closed else 'not open'}")
        return self._pool

    async def _known(self, person: Person) -> list[dict[str, Any]]:
        return await self._rows(
            'SELECT * FROM people WHERE team = %(team)s AND "user" = %(user)s',
            {"team": person.team, "user": person.user},
        )

    async def _one(self, query: str, given: Mapping[str, Any]) -> Order | None:
        orders = await self._orders(query, given)
        return orders[0] if orders else None

    async def _orders(self, query: str, given: Mapping[str, Any]) -> list[Order]:
        return [row_order(row) for row in await self._rows(query, given)]

    async def _read(self, query: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        return await self._rows(for_psycopg(query), storable(given))

    async def _write(self, query: str, given: Mapping[str, Any]) -> bool:
        return await self._change(for_psycopg(query), storable(given))

    async def _rows(self, query: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        async def work(connection: Connection) -> list[dict[str, Any]]:
            return await (await connection.execute(query.encode(), given)).fetchall()

        return await self._opened().run(work)

    async def _change(self, query: str, given: Mapping[str, Any], *jobs: Job) -> bool:
        async def work(connection: Connection) -> bool:
            async with connection.transaction():
                changed = (await connection.execute(query.encode(), given)).rowcount == 1
                if changed:
                    await defer(connection, *jobs)
                return changed

        return await self._opened().run(work)


async def _compare_and_set(connection: Connection, before: Order, after: Order) -> None:
    row = storable(order_row(after))
    query = sql.SQL(
        "UPDATE orders SET {} WHERE id = %(id)s AND version = %(version_before)s AND state = %(state_before)s"
    ).format(
        sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(column), sql.Placeholder(column)) for column in row
        )
    )
    given = {**row, "version_before": before.version, "state_before": before.state.value}
    if (await connection.execute(query, given)).rowcount != 1:
        raise Conflict(f"order {before.id} has changed since version {before.version}")


async def _add_notifications(
    connection: Connection, notifications: Mapping[Notification, datetime]
) -> list[Job]:
    """Add those that aren't there yet, or of which there is news; gives the jobs for them."""
    jobs = []
    for notification, moment in notifications.items():
        row = {**notification_key(notification), "attempts": 0, **due_columns(moment)}
        if await insert(connection, "tellings", row, or_else=if_told_before(notification)):
            jobs.append(notification_job(notification, moment))
    return jobs


def _jobs_of(order: Order) -> list[Job]:
    return [order_job(order.id, order.due_at)] if order.due_at else []
