"""Databases of earlier versions are brought up to date: everything is kept, and found under its new name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlite_utils import Database

from flows.clients import known_from
from flows.draft import Address
from flows.listing.query import OrderQuery
from flows.notifications import Notification, NotificationKind
from flows.order import Doubt, Occasion, Order, State
from flows.person import Locales
from flows.sending.outages import OutageKind
from storage import KeptMessage, MessageKind, Store, Told, open_store
from storage.clients import client_row, word_rows
from storage.postgres.migrations import MIGRATIONS
from storage.postgres.pool import connection_info
from storage.sql.rows import notification_key, order_row, to_milliseconds
from storage.sqlite import steps
from storage.sqlite.migrations import sqlite_migrations
from tests.support.postgres import new_database, rows
from tests.support.stores import EVER_AFTER, KARI, NOON, OLA, PACE, SAM, an_order

STORGATA = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")
KAIGATA = STORGATA.model_copy(update={"street": "Kaigata 2"})

STEPS = tuple(MIGRATIONS)
"""The same on both stores."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""By table; of each row that is written for which the table has columns."""
Earlier = Callable[[Path, str, Rows], AbstractAsyncContextManager[str]]


def old_row(order: Order) -> Mapping[str, Any]:
    """With the names of before, and what told of an unknown outcome in the first version."""
    row = order_row(order)
    return {
        **row,
        "order_id": row["upstream_id"],
        "words": row["refusal"],
        "uncertain": int(order.uncertain),
        "refused": int(order.doubt is Doubt.REFUSED),
    }


def insertion(table: str, columns: Sequence[str], place: str) -> str:
    """The statement, with `place` around each column's name."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(place.format(column) for column in columns)})"  # noqa: S608


@asynccontextmanager
async def sqlite(folder: Path, last: str, kept: Rows) -> AsyncIterator[str]:
    """The URL of a file as the version with this last step left it."""
    file = folder / "orderdesk.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        database = Database(connection, execute_plugins=False)
        sqlite_migrations.apply(database, stop_before=STEPS[STEPS.index(last) + 1])
        for table, those in kept.items():
            columns = [column.name for column in database[table].columns]
            connection.executemany(insertion(table, columns, ":{}"), those)
    yield f"sqlite:///{file}"


@asynccontextmanager
async def postgresql(_folder: Path, last: str, kept: Rows) -> AsyncIterator[str]:
    """The URL of a database as the version with this last step left it."""
    with new_database() as url:
        await (await open_store(url)).close()
        found = rows(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'orderdesk'")
        for table in {row["tablename"] for row in found} - {"migrations"}:
            rows(url, f"DROP TABLE {table} CASCADE")
        rows(url, "DELETE FROM migrations WHERE name LIKE 'orderdesk/%'")
        for step in STEPS[: STEPS.index(last) + 1]:
            rows(url, f"SET search_path TO orderdesk; {MIGRATIONS[step]}")
            rows(url, f"INSERT INTO migrations (name) VALUES ('orderdesk/{step}')")  # noqa: S608
        with closing(psycopg.connect(connection_info(url), autocommit=True)) as connection:
            for table, those in kept.items():
                columns = [column.name for column in connection.execute(f"TABLE {table}").description or ()]
                connection.cursor().executemany(insertion(table, columns, "%({})s").encode(), those)
        yield url


both_stores = pytest.mark.parametrize("earlier", [sqlite, postgresql])


# The first version: what rows are found by is filled from the drafts.


def ordered(days: int, state: State = State.CREATED, **sections: object) -> Order:
    """Somebody's order, confirmed so many days after noon."""
    order = an_order(SAM, state, confirmed_at=NOON + timedelta(days=days))
    return replace(order, draft=order.draft.with_(**{"client": OLA, "address": STORGATA, **sections}))


def unsettled(order: Order, doubt: Doubt | None) -> Order:
    """Sent at noon, and of unknown fate since."""
    return replace(order, sent_at=NOON, unsettled_since=NOON, doubt=doubt)


PER = OLA.model_copy(update={"contact_person": "Per Hansen", "phone": "+4740612345", "email": "per@x.no"})
MOVED = OLA.model_copy(update={"email": "ola@new.example.com"})
FIRST = [
    ordered(0),
    ordered(1, client=MOVED, address=KAIGATA),
    ordered(2, client=PER),
    unsettled(ordered(3, State.SENDING, client=PER.model_copy(update={"contact_person": "Not Yet"})), None),
    unsettled(ordered(-1, State.SENDING), Doubt.NO_ANSWER),
    unsettled(ordered(-2, State.SENDING), Doubt.REFUSED),
    an_order(),
]


@both_stores
async def test_what_the_first_version_kept_is_all_there_and_found(earlier: Earlier, tmp_path: Path) -> None:
    async with earlier(tmp_path, "m001_orders", {"orders": list(map(old_row, FIRST))}) as url:
        store = await open_store(url)
        assert [await store.get(order.id) for order in FIRST] == FIRST
        assert await clients(store, "ola@new") == [
            ("Ola Nordmann", "Kaigata 2"),
            ("Ola Nordmann", "Storgata 1"),
        ]
        assert await clients(store, "406 12") == [("Per Hansen", "Storgata 1")]
        assert await clients(store, "ola@ex") == []
        new = ordered(4, State.OPEN, client=PER, address=KAIGATA)
        assert [order.id for order in await store.find_similar(new, NOON, 9)] == [
            FIRST[3].id,
            FIRST[2].id,
            FIRST[1].id,
        ]
        await store.close()


async def clients(store: Store, input: str) -> list[tuple[str, str]]:
    """Names and streets."""
    found = await store.clients.search(KARI.team, input, 9)
    return [(one.client.contact_person, one.address.street) for one in found.clients]


# The version before columns and tables had the names that they have now.

CREATED = replace(ordered(0), upstream_id="0f9c", display_id="P1-42", client_url="https://example.com/0f9c")
SENDING = replace(unsettled(ordered(2, State.SENDING), Doubt.NO_ANSWER), due_at=NOON)
EVERY_STATE = [
    an_order(state=State.OPEN),
    an_order(state=State.AWAITING, approvers="sales-leads"),
    replace(ordered(1, State.CONFIRMED), due_at=NOON),
    SENDING,
    CREATED,
    replace(ordered(3, State.REJECTED), refusal="phoneNumber isn't one"),
    replace(ordered(4, State.STUCK), settled_by="U0LENA"),
    an_order(state=State.DISCARDED),
    an_order(state=State.EXPIRED),
]
DUE = Notification(CREATED.id, Occasion.CREATED, NotificationKind.CHANNEL_POST, NOON, 1, NOON)
SENT = Notification(CREATED.id, Occasion.PROGRESS, NotificationKind.RECEIPT, NOON, 1, NOON)
MESSAGE = KeptMessage(CREATED.id, MessageKind.PROGRESS, "U0SAM", NOON, "D0SAM", "1.1")


def with_typed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row of a draft whose inputs have the name that they had."""
    draft = json.loads(row["draft"])
    draft["typed"] = draft.pop("inputs")
    return {**row, "draft": json.dumps(draft)}


def notification_row(notification: Notification, due_at: int | None) -> Mapping[str, Any]:
    """With the columns of before and now."""
    noon = to_milliseconds(NOON)
    return {
        **notification_key(notification),
        "attempts": notification.attempts,
        "due_at": due_at,
        "came_due_at": noon,
    }


def last_version() -> Rows:
    """Something in each table."""
    noon = to_milliseconds(NOON)
    known = known_from(CREATED)
    assert known is not None
    return {
        "orders": [with_typed(old_row(order)) for order in EVERY_STATE],
        "tellings": [notification_row(DUE, noon), notification_row(SENT, None)],
        "people": [
            {
                "team": SAM.team,
                "user": SAM.user,
                "chosen_locale": "nb",
                "slack_locale": "en-GB",
                "membership": "full",
                "asked_at": noon,
            }
        ],
        "clients": [client_row(SAM.team, known)],
        "client_words": word_rows(SAM.team, known),
        "messages": [
            {
                "order_id": CREATED.id,
                "kind": "progress",
                "recipient": "U0SAM",
                "confirmation": noon,
                "channel": "D0SAM",
                "ts": "1.1",
            }
        ],
        "outages": [
            {
                "kind": OutageKind.NO_ANSWER.value,
                "since": noon,
                "reason": "no answer",
                "due_at": noon,
                "attempts": 0,
                "is_told": 0,
                "over_at": 0,
            }
        ],
        "modals": [{"view_id": "V1", "order_id": CREATED.id, "shown_at": noon}],
    }


@both_stores
async def test_what_the_version_before_the_renaming_kept_is_all_there(
    earlier: Earlier, tmp_path: Path
) -> None:
    # That version knew no photos that a job needs.
    assert {order.state for order in EVERY_STATE} == set(State) - {State.AWAITING_PHOTOS}
    async with earlier(tmp_path, "m009_progress", last_version()) as url:
        store = await open_store(url)
        assert [await store.get(order.id) for order in EVERY_STATE] == EVERY_STATE
        assert await store.ours_among(SAM.team, ["0f9c", "other"], []) == {"0f9c", CREATED.id}
        assert await store.due_notifications(NOON, 9) == [DUE]
        assert not await store.owes(SENT)
        assert await store.messages.of(CREATED.id) == [MESSAGE]
        assert await clients(store, "ola") == [("Ola Nordmann", "Storgata 1")]
        assert await store.locales(SAM) == Locales("nb", "en-GB")
        assert (await store.membership(SAM)).asked_at == NOON
        assert [outage.reason for outage in await store.outages.all()] == ["no answer"]
        assert not (await store.for_person(replace(SENDING, modal="V1"))).is_in_modal
        query = OrderQuery(SAM.team, EVER_AFTER, text="ola nordmann 0111")
        assert CREATED.id in {order.id for order in (await store.found.page(query, 99)).orders}
        await store.close()


def test_the_steps_of_the_sqlite_schema_are_all_named() -> None:
    """By these names a file is known to be up to date without a look at the steps themselves."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        assert tuple(step.name for step in sqlite_migrations.pending(empty)) == steps.STEPS


@both_stores
async def test_work_goes_on_where_the_version_before_the_renaming_left_it(
    earlier: Earlier, tmp_path: Path
) -> None:
    async with earlier(tmp_path, "m009_progress", last_version()) as url:
        store = await open_store(url)
        assert {order.id for order in await store.due(NOON, 9)} == {SENDING.id, EVERY_STATE[2].id}
        now_known = replace(SENDING, state=State.CREATED, upstream_id="17", due_at=None)
        await store.update(SENDING, now_known, (Occasion.CREATED,))
        assert await store.ours_among(SAM.team, ["17"], []) == {"17", SENDING.id}
        assert await clients(store, "ola") == [("Ola Nordmann", "Storgata 1")]
        assert await store.claim_notification(DUE, NOON + PACE.quiet_period)
        assert not await store.notified(Told(DUE))
        assert {one.order_id for one in await store.due_notifications(NOON, 9)} <= {SENDING.id}
        await store.close()
