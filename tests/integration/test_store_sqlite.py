"""What only the SQLite store promises: how it opens its file, and what it does when the file can't be used."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from storage import Conflict, SqliteStore, StoreUnavailable
from storage.changes import add_order
from storage.sql import deadline, queries
from storage.sql.database import Transaction
from storage.sqlite import database as sqlite_database
from storage.sqlite.database import LOG_PAGES, WRITERS_KILOBYTES
from storage.sqlite.writer import Writer
from storage.transfer import TABLES
from tests.support.sqlite_files import another_writer, with_schema
from tests.support.stores import KARI, NOON, an_order

HAS_REAL_BOUNDS = True

SLACK_WANTS_ITS_ACK = 3.0

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def store_kind() -> str:
    return "sqlite"


@pytest.fixture
def shopping_list(path: Path) -> Path:
    """A file that is no database."""
    path.write_text("Milk, eggs, a main fuse of 25 A. " * 50, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("cache_size", -WRITERS_KILOBYTES),
        ("wal_autocheckpoint", LOG_PAGES),
    ],
)
async def test_the_connection_is_set_as_orders_need_it(path: Path, pragma: str, value: object) -> None:
    """What is acknowledged survives a power cut. Only the store's own connection can be asked."""
    store = await SqliteStore(path).open()
    found = await store.database.transaction(lambda transaction: transaction.rows(f"PRAGMA {pragma}", {}))
    await store.close()
    assert found == [{pragma: value}]


async def test_the_file_that_other_tests_begin_with_is_as_a_store_makes_it(
    path: Path, tmp_path: Path
) -> None:
    await (await SqliteStore(path).open()).close()
    assert schema(path) == schema(with_schema(tmp_path / "given.db")) != []


def schema(path: Path) -> list[tuple[object, ...]]:
    """All that a file holds before the first order."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"),
            *connection.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY name"),
            *connection.execute("PRAGMA journal_mode"),
        ]


async def test_a_long_read_holds_up_neither_writes_nor_other_reads_and_ends_with_its_time(
    store: SqliteStore,
) -> None:
    """Counting would take minutes."""
    order = an_order()

    async def count() -> None:
        deadline.begin(1.0)
        await store.database.rows(ENDLESS, {})

    counting = asyncio.create_task(count())
    await store.add(order)
    assert await store.get_own(order.id, KARI) == order
    assert not counting.done()
    with pytest.raises(StoreUnavailable, match="interrupted"):
        await counting
    assert await store.get_own(order.id, KARI) == order


async def test_what_only_reads_cannot_write(store: SqliteStore) -> None:
    with pytest.raises(StoreUnavailable, match="readonly"):
        await store.database.rows("DELETE FROM people", {})


@pytest.mark.usefixtures("store")
def test_every_table_is_strict(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    ours = {name: bool(strict) for name, strict in tables if not name.startswith("_sqlite_migrations")}
    assert set(ours) == {*TABLES}
    assert all(ours.values())


@pytest.mark.parametrize(
    ("query", "given", "index"),
    [
        (queries.COUNT_WAITING, {"team": "T"}, "orders_listed"),
        (queries.ORDER_ID_IN, {"name": "P1-42"}, "orders_by_number"),
        (queries.UNTOUCHED_ORDERS, {"before": 1}, "orders_by_touch"),
        (queries.OTHER_MODALS, {"order_id": "1", "view_id": "V"}, "modals_by_order"),
        (queries.FORGET_MODALS, {"before": 1}, "modals_by_time"),
    ],
)
async def test_what_could_grow_is_read_by_an_index(
    store: SqliteStore, query: str, given: dict[str, object], index: str
) -> None:
    """No table is read from one end to the other."""
    plan = await store.database.rows(f"EXPLAIN QUERY PLAN {query}", {"team": "T", "limit": 9, **given})
    steps = [step["detail"] for step in plan]
    assert any(index in step for step in steps)
    assert not {"SCAN orders", "SCAN clients", "SCAN found", "SCAN modals"} & {*steps}


async def test_ten_that_open_a_new_file_at_once_all_can(path: Path) -> None:
    stores = await asyncio.gather(*(SqliteStore(path).open() for _ in range(10)))
    orders = [an_order() for _ in stores]
    await asyncio.gather(*(store.add(order) for store, order in zip(stores, orders, strict=True)))
    kept = {order.id for order in await stores[0].editable(KARI)}
    await asyncio.gather(*(store.close() for store in stores))
    assert kept == {order.id for order in orders}


async def test_writes_that_wait_for_each_other_are_one_flush_to_the_disk(store: SqliteStore) -> None:
    statements: list[str] = []
    writer = store.database._writer
    assert writer is not None
    writer.connection.set_trace_callback(statements.append)
    await asyncio.gather(*(store.add(an_order()) for _ in range(20)))
    writer.connection.set_trace_callback(None)
    assert len(await store.editable(KARI)) == 20
    assert statements.count("COMMIT") < 20


async def test_a_write_that_fails_undoes_no_other(store: SqliteStore) -> None:
    """Whatever it fails with, and whether or not they were one transaction."""
    before = [an_order() for _ in range(3)]
    for order in before:
        await store.add(order)
    await store.update(before[1], replace(before[1], refusal="changed meanwhile"))
    new = [an_order() for _ in range(3)]
    writes = (
        store.add(new[0]),
        store.update(before[0], replace(before[0], refusal="a")),
        store.update(before[1], replace(before[1], refusal="too late")),
        store.add(new[1]),
        store.database.change("INSERT INTO people (team) VALUES ('T')", {}),
        store.update(before[2], replace(before[2], refusal="b")),
        store.add(new[2]),
    )
    results = await asyncio.gather(*writes, return_exceptions=True)
    failed = [type(one) for one in results if isinstance(one, Exception)]
    assert failed == [Conflict, StoreUnavailable]
    kept = {order.id: order.refusal for order in await store.editable(KARI)}
    refusals = {before[0].id: "a", before[1].id: "changed meanwhile", before[2].id: "b"}
    assert kept == {**refusals, **{order.id: None for order in new}}


async def test_a_write_that_raises_when_half_of_it_is_done_is_undone_and_no_other_is(
    store: SqliteStore,
) -> None:
    half, *whole = (an_order() for _ in range(4))

    async def fail_half_way(transaction: Transaction) -> None:
        await add_order(transaction, half)
        raise LookupError

    adding = [store.add(order) for order in whole]
    results = await asyncio.gather(
        adding[0], store.database.transaction(fail_half_way), *adding[1:], return_exceptions=True
    )
    assert [type(one) for one in results if one] == [LookupError]
    assert {order.id for order in await store.editable(KARI)} == {order.id for order in whole}


async def test_of_an_order_only_what_changed_is_written_since_an_index_takes_what_stays_for_new(
    store: SqliteStore,
) -> None:
    order = an_order()
    await store.add(order)
    statements: list[str] = []
    writer = store.database._writer
    assert writer is not None
    writer.connection.set_trace_callback(statements.append)
    await store.update(order, replace(order, draft=order.draft.opened_again()))
    writer.connection.set_trace_callback(None)
    (update,) = (one for one in statements if one.startswith("UPDATE orders"))
    assert re.findall(r'"(\w+)" =', update.partition("WHERE")[0]) == ["version", "draft", "body"]


async def test_the_words_that_an_order_is_found_by_are_one_statement(store: SqliteStore) -> None:
    statements: list[str] = []
    writer = store.database._writer
    assert writer is not None
    writer.connection.set_trace_callback(statements.append)
    await store.add(an_order(confirmed_at=NOON))
    writer.connection.set_trace_callback(None)
    assert len([one for one in statements if "order_words" in one]) == 1


async def test_a_writer_that_finishes_in_time_is_waited_for(store: SqliteStore, path: Path) -> None:
    order = an_order()
    with another_writer(path) as other:
        adding = asyncio.create_task(store.add(order))
        await asyncio.wait({adding}, timeout=0.1)
        assert not adding.done()
        other.rollback()
        await adding
    assert await store.get(order.id) == order


async def test_a_writer_that_does_not_finish_makes_the_store_unavailable_before_slack_gives_up(
    store: SqliteStore, path: Path
) -> None:
    order = an_order()
    with another_writer(path):
        async with asyncio.timeout(SLACK_WANTS_ITS_ACK):
            with pytest.raises(StoreUnavailable, match=r"orderdesk\.db can't be used: database is locked"):
                await store.add(order)
    assert await store.get(order.id) is None
    await store.add(order)


async def test_waiting_for_a_writer_stops_nobody_else(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    other_file = await SqliteStore(tmp_path / "another.db").open()
    with another_writer(path) as other:
        waiting = asyncio.create_task(store.check())
        await other_file.add(an_order())
        assert len(await other_file.editable(KARI)) == 1
        assert not waiting.done()
        other.rollback()
        await waiting
    await other_file.close()


async def test_reading_goes_on_while_another_writes(store: SqliteStore, path: Path) -> None:
    order = an_order()
    await store.add(order)
    with another_writer(path):
        assert await store.get_own(order.id, KARI) == order


async def test_a_request_that_is_cancelled_leaves_no_half_of_it(store: SqliteStore, path: Path) -> None:
    """Bolt gives up a request after three seconds; its transaction is finished or undone all the same."""
    order = an_order()
    with another_writer(path) as other:
        adding = asyncio.create_task(store.add(order))
        await asyncio.wait({adding}, timeout=0.1)
        adding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await adding
        other.rollback()
    await store.check()
    assert await store.get(order.id) == order


async def test_a_file_that_is_no_database_is_named(shopping_list: Path) -> None:
    store = SqliteStore(shopping_list)
    with pytest.raises(StoreUnavailable, match=r"orderdesk\.db can't be used: file is not a database"):
        await store.open()
    await store.close()


async def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "nowhere" / "orderdesk.db")
    with pytest.raises(StoreUnavailable, match=r"nowhere/orderdesk\.db can't be used: unable to open"):
        await store.open()
    await store.close()


async def test_a_store_that_is_not_open_says_so(path: Path) -> None:
    store = SqliteStore(path)
    with pytest.raises(StoreUnavailable, match="not open"):
        await store.check()
    await store.close()


async def test_an_unavailable_store_tells_nothing_of_what_it_should_keep(
    store: SqliteStore, path: Path
) -> None:
    order = an_order()
    await store.add(order)
    with pytest.raises(StoreUnavailable) as refused:
        await store.add(order)
    assert "Ola Nordmann" not in f"{refused.value} {refused.value.__cause__}"
    assert path.name in str(refused.value)


async def test_reads_one_after_the_other_use_one_connection_whose_cache_holds_what_they_ask_for(
    tmp_path: Path,
) -> None:
    store = await SqliteStore(tmp_path / "orderdesk.db").open()
    database = store.database
    opened = [database._reader(), database._reader()]
    database._unused.extend(opened)
    for _read in range(3):
        await store.get("nothing")
        assert database._unused == opened
    await store.close()


async def test_a_write_with_little_time_left_waits_for_another_process_all_the_same(path: Path) -> None:
    writer = Writer(sqlite3.connect(path, isolation_level=None, check_same_thread=False))

    async def waits(transaction: Transaction) -> int:
        (row,) = await transaction.rows("PRAGMA busy_timeout", {})
        return int(row["timeout"])

    assert await writer.run(waits, time.monotonic() + 0.1) == 250
    writer.close()


async def test_the_log_is_begun_anew_though_one_write_follows_the_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each writes some ten pages of 4 kB."""
    monkeypatch.setattr(sqlite_database, "LOG_PAGES", 100)
    store = await SqliteStore(path).open()
    for _number in range(100):
        await store.add(an_order())
    assert bytes_of(path.with_name(f"{path.name}-wal")) < 200 * 4096
    await store.close()


def bytes_of(file: Path) -> int:
    return file.stat().st_size
