"""What only the PostgreSQL store promises: its bounds, its schema, and a server that goes away and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from flows.notifications import NOTIFICATIONS
from flows.order import Occasion
from storage import SqliteStore, StoreUnavailable, open_store
from storage.postgres.pool import MOST_CONNECTIONS
from storage.postgres.store import PostgresStore
from storage.transfer import TABLES
from tests.support.bounds import longer_bounds
from tests.support.postgres import new_database, rows, server
from tests.support.stores import KARI, an_order, confirm, opened

HAS_REAL_BOUNDS = True

SLACK_WANTS_ITS_ACK = 3.0


@pytest.fixture
def store_kind() -> str:
    return "postgresql"


@contextmanager
def another_writer(url: str, order_id: str) -> Iterator[psycopg.Connection]:
    """Another process in the middle of a write to the order."""
    with closing(psycopg.connect(url)) as connection:
        connection.execute("SELECT FROM orderdesk.orders WHERE id = %s FOR UPDATE", [order_id])
        yield connection
        connection.rollback()


# Bounds


async def test_a_writer_that_finishes_in_time_is_waited_for(store: PostgresStore, url: str) -> None:
    order = an_order()
    await store.add(order)
    with another_writer(url, order.id) as other:
        putting = asyncio.create_task(store.update(order, replace(order, refusal="changed")))
        await asyncio.wait({putting}, timeout=0.1)
        assert not putting.done()
        other.rollback()
        written = await putting
    assert await store.get(order.id) == written


async def test_a_writer_that_does_not_finish_makes_the_store_unavailable_before_slack_gives_up(
    store: PostgresStore, url: str
) -> None:
    order = an_order()
    await store.add(order)
    with another_writer(url, order.id):
        async with asyncio.timeout(SLACK_WANTS_ITS_ACK):
            with pytest.raises(
                StoreUnavailable, match="can't be used: canceling statement due to lock timeout"
            ):
                await store.update(order, replace(order, refusal="changed"), (Occasion.CREATED,))
    assert await store.get(order.id) == order
    await store.update(order, replace(order, refusal="changed"))


async def test_waiting_for_a_writer_stops_nobody_else(store: PostgresStore, url: str) -> None:
    order, other_order = an_order(), an_order()
    await store.add(order)
    await store.add(other_order)
    with another_writer(url, order.id) as other:
        waiting = asyncio.create_task(store.update(order, replace(order, refusal="changed")))
        await store.update(other_order, replace(other_order, refusal="changed"))
        assert len(await store.editable(KARI)) == 2
        assert not waiting.done()
        other.rollback()
        await waiting


async def test_a_request_that_is_cancelled_leaves_no_half_of_it(store: PostgresStore, url: str) -> None:
    """Bolt gives up a request after three seconds; its transaction is finished or undone all the same."""
    await store.keep_home_opened(KARI)
    order = an_order()
    await store.keep_home_opened(KARI)
    await store.add(order)
    with another_writer(url, order.id) as other:
        putting = asyncio.create_task(confirm(store, order, tell=(Occasion.REJECTED,)))
        await asyncio.wait({putting}, timeout=0.1)
        putting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await putting
        other.rollback()
    await store.close()
    assert rows(url, "SELECT version FROM orders") == [{"version": 2}]
    assert len(rows(url, "SELECT kind FROM notifications")) == len(NOTIFICATIONS[Occasion.REJECTED])


async def test_a_server_that_is_frozen_makes_the_store_unavailable_before_slack_gives_up(
    store: PostgresStore,
) -> None:
    order = an_order()
    await store.add(order)
    with server().frozen():
        async with asyncio.timeout(SLACK_WANTS_ITS_ACK):
            with pytest.raises(StoreUnavailable, match="doesn't answer"):
                await store.get(order.id)
    assert await store.get(order.id) == order


async def test_more_callers_than_connections_wait_their_turn(store: PostgresStore) -> None:
    orders = [an_order() for _ in range(4 * MOST_CONNECTIONS)]
    with longer_bounds():
        await asyncio.gather(*(store.add(order) for order in orders))
        assert await asyncio.gather(*(store.get(order.id) for order in orders)) == orders


# A server that goes away


async def test_a_restarted_server_is_used_again_by_the_same_store(store: PostgresStore) -> None:
    order = an_order()
    await store.add(order)
    await asyncio.to_thread(server().restart)
    assert await store.get(order.id) == order
    await store.update(order, replace(order, refusal="changed"))


async def test_a_server_that_is_not_there_is_named_without_user_and_password() -> None:
    store = PostgresStore("postgresql://kari:hunter2@127.0.0.1:1/orders")
    with pytest.raises(
        StoreUnavailable, match=r"the database orders on 127\.0\.0\.1 can't be used"
    ) as refused:
        await store.open()
    await store.close()
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None


async def test_a_url_that_can_not_be_read_says_how_it_looks() -> None:
    with pytest.raises(StoreUnavailable, match="postgresql://user:password@host:5432/orderdesk") as refused:
        await PostgresStore("postgresql://kari:hunter2@[db/orders").open()
    assert "hunter2" not in str(refused.value)


async def test_a_url_of_another_kind_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="sqlite:///FILE or postgresql://"):
        await open_store("mysql://db/orders")


async def test_a_store_that_is_not_open_or_closed_says_so(url: str) -> None:
    store = PostgresStore(url)
    with pytest.raises(StoreUnavailable, match="not open"):
        await store.check()
    await store.open()
    await store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.check()
    await store.close()


async def test_a_database_that_can_only_be_read_fails_its_check(store: PostgresStore, url: str) -> None:
    """As a standby is, which answers every question."""
    await store.check()
    async with opened(f"{url}&options=-c%20default_transaction_read_only%3Don") as reading:
        assert await reading.editable(KARI) == []
        with pytest.raises(StoreUnavailable, match="read-only"):
            await reading.check()


async def test_an_unavailable_store_tells_nothing_of_what_it_should_keep(
    store: PostgresStore, url: str
) -> None:
    """PostgreSQL's own details repeat the whole row."""
    rows(url, "ALTER TABLE orders ADD CONSTRAINT no_words CHECK (refusal IS NULL)")
    try:
        with pytest.raises(StoreUnavailable, match="violates check constraint") as refused:
            await store.add(an_order(refusal="Ola Nordmann has no phone"))
    finally:
        rows(url, "ALTER TABLE orders DROP CONSTRAINT no_words")
    assert "Nordmann" not in f"{refused.value!r} {refused.value.__cause__!r}"


async def test_a_text_with_a_sign_that_postgresql_can_not_keep_is_kept_without_it(
    store: PostgresStore,
) -> None:
    """The Orders API's words may hold anything."""
    order = an_order(refusal="bad\x00phone")
    await store.add(order)
    kept = await store.get(order.id)
    assert kept == replace(order, refusal="bad\ufffdphone")
    assert (await store.update(order, replace(order, refusal="\x00"))).version == 2


# The schema


async def test_twelve_that_open_a_new_database_at_once_all_can() -> None:
    async def open_and_add(url: str) -> None:
        async with opened(url) as store:
            await store.add(an_order())

    with new_database() as url:
        await asyncio.gather(*(open_and_add(url) for _ in range(12)))
        assert len(rows(url, "SELECT id FROM orders")) == 12
        steps = [row["name"] for row in rows(url, "SELECT name FROM migrations")]
    assert "orderdesk/m001_orders" in steps
    assert len(steps) == len(set(steps)) > 30  # with Procrastinate's own


async def test_a_store_goes_on_while_an_upgrade_adds_a_column(store: PostgresStore, url: str) -> None:
    """Each of its connections has planned statements whose rows have another column from then on."""
    orders = [an_order() for _ in range(MOST_CONNECTIONS)]
    await asyncio.gather(*(store.add(order) for order in orders))
    await asyncio.gather(*(store.get(order.id) for order in orders))
    for upgrade in ("ADD COLUMN of_the_next_version TEXT", "DROP COLUMN of_the_next_version"):
        with closing(psycopg.connect(url, autocommit=True)) as another:
            another.execute(f"ALTER TABLE orderdesk.orders {upgrade}".encode())
        for order in orders:
            read = await store.get(order.id)
            assert read is not None
            assert await store.update(read, replace(read, refusal=upgrade)) == await store.get(order.id)
        assert all(await asyncio.gather(*(store.get(order.id) for order in orders)))


async def test_two_processes_that_migrate_do_not_meet(store: PostgresStore, url: str) -> None:
    """Only one that finds a step missing waits for the other."""
    with closing(psycopg.connect(url)) as other:
        other.execute("SELECT pg_advisory_lock(7206101)")
        async with opened(url):
            await store.check()


@pytest.mark.usefixtures("store")
async def test_procrastinates_tables_have_a_schema_of_their_own(url: str) -> None:
    found = rows(url, "SELECT schemaname, tablename FROM pg_tables WHERE tableowner = current_user")
    tables = {(row["schemaname"], row["tablename"]) for row in found}
    ours = {(schema, name) for schema, name in tables if schema not in {"pg_catalog", "information_schema"}}
    assert {name for schema, name in ours if schema == "orderdesk"} == {*TABLES, "migrations"}
    assert {schema for schema, name in ours if name.startswith("procrastinate_")} == {"procrastinate"}


async def test_a_newer_versions_database_is_refused() -> None:
    with new_database() as url:
        async with opened(url):
            rows(url, "INSERT INTO migrations VALUES ('orderdesk/m999_later')")
        with pytest.raises(
            StoreUnavailable, match=r"newer version of Order Desk \(it has orderdesk/m999_later\)"
        ):
            await PostgresStore(url).open()


async def test_a_step_that_fails_leaves_the_schema_as_it_was() -> None:
    with new_database() as url:
        rows(url, "CREATE SCHEMA procrastinate; CREATE TABLE procrastinate.procrastinate_workers (id int)")
        with pytest.raises(StoreUnavailable, match="procrastinate_workers"):
            await PostgresStore(url).open()
        assert rows(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'orderdesk'") == []


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.usefixtures("store")
async def test_both_databases_have_the_same_columns(table: str, url: str, tmp_path: Path) -> None:
    """Rows are moved from one to the other as they are."""
    sqlite = await SqliteStore(tmp_path / "orderdesk.db").open()
    there = await sqlite.database.rows("SELECT name FROM pragma_table_info(:table)", {"table": table})
    await sqlite.close()
    query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'orderdesk'"
    here = {row["column_name"] for row in rows(url, query) if row["table_name"] == table}
    assert here == {row["name"] for row in there}
