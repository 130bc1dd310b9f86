"""Moving from SQLite to PostgreSQL: everything, once, checked, and never while the source is in use."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from flows.draft import Address
from flows.order import Occasion, Order, State
from flows.person import Locales
from storage import KeptMessage, MessageKind, SqliteStore, StoreUnavailable, Told
from storage.postgres.store import PostgresStore
from storage.transfer import TABLES, TransferRefused, transfer
from tests.support.postgres import database, jobs, rows
from tests.support.sqlite_files import another_writer
from tests.support.stores import EVER_AFTER, KARI, NOON, SAM, an_order, confirm

STORGATA = Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo")
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def target() -> Iterator[str]:
    with database() as url:
        yield url


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "orderdesk.db"


@pytest.fixture
async def store(source: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore(source).open()
    yield store
    await store.close()


@pytest.fixture
async def orders(store: SqliteStore) -> list[Order]:
    """Two people's orders in several states, with what is still to be told of one."""
    await store.keep_locales(KARI, Locales("nb", "en-GB"))
    await store.keep_locales(SAM, Locales(None, "en-US"))
    await store.keep_home_opened(KARI)
    drafts = [an_order(), an_order(SAM, refusal="Målepunkt, “seks” ⚡ \x00")]
    for order in drafts:
        await store.add(order)
    waiting = an_order()
    await store.add(waiting)
    waiting = await confirm(store, waiting, tell=(Occasion.DELAYED,))
    told = an_order(state=State.SENDING, confirmed_at=NOON)
    told = replace(told, draft=told.draft.with_(address=STORGATA))
    await store.add(told)
    told = await store.update(
        told, replace(told, state=State.CREATED, upstream_id="0f9c"), (Occasion.CREATED,)
    )
    for notification in await store.due_notifications(EVER_AFTER, 9):
        if notification.order_id == told.id:
            await store.notified(Told(notification))
    await store.messages.keep(KeptMessage(told.id, MessageKind.STUCK, "U0KARI", NOW, "D0KARI", "1.1"))
    await store.modals.show("V1", told.id, NOON)
    return [*drafts, waiting, told]


def everything(path: Path) -> list[str]:
    """The source's data, line by line."""
    with closing(sqlite3.connect(path)) as connection:
        return [str(row) for table in TABLES for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608


async def test_everything_is_there_afterwards(orders: list[Order], source: Path, target: str) -> None:
    await transfer(source, target, NOW)
    moved = await PostgresStore(target).open()
    for order in orders:
        words = order.refusal and order.refusal.replace("\x00", "\ufffd")
        assert await moved.get(order.id) == replace(order, refusal=words)
    assert await moved.locales(KARI) == Locales("nb", "en-GB")
    assert await moved.locales(SAM) == Locales(None, "en-US")
    owed = await moved.due_notifications(EVER_AFTER, 9)
    assert {(notification.order_id, notification.occasion) for notification in owed} == {
        (orders[2].id, Occasion.PROGRESS)
    }
    (known,) = (await moved.clients.search(KARI.team, "ola", 9)).clients
    assert (known.id, known.address) == (orders[3].id, STORGATA)
    (message,) = await moved.messages.of(orders[3].id)
    assert (message.channel, message.ts) == ("D0KARI", "1.1")
    await moved.close()


async def test_what_is_waiting_has_its_jobs_there(orders: list[Order], source: Path, target: str) -> None:
    await transfer(source, target, NOW)
    waiting = orders[2]
    assert {
        (job["args"]["order_id"], job["args"].get("kind"), job["scheduled_at"]) for job in jobs(target)
    } == {
        (waiting.id, None, NOON),
        (waiting.id, "receipt", NOON),
        (waiting.id, "home", NOON),
        (waiting.id, "modal", NOON + timedelta(seconds=1)),
    }


async def test_what_was_moved_is_worked_on_there(orders: list[Order], source: Path, target: str) -> None:
    await transfer(source, target, NOW)
    moved = await PostgresStore(target).open()
    await confirm(moved, orders[0])
    await moved.close()
    assert len(jobs(target)) == 5


async def test_each_table_is_counted_and_summed_up(orders: list[Order], source: Path, target: str) -> None:
    checked = await transfer(source, target, NOW)
    assert [(table.table, table.rows) for table in checked] == [
        ("orders", len(orders)),
        ("notifications", 7),
        ("people", 2),
        ("clients", 1),
        ("client_words", 5),
        ("order_words", 15),
        ("messages", 1),
        ("outages", 0),
        ("modals", 1),
        ("audit", 6),
    ]
    assert len({table.checksum for table in checked}) == len(TABLES)


async def test_the_same_rows_have_the_same_sum_and_others_another(
    orders: list[Order], source: Path, target: str
) -> None:
    copy = source.with_name("copy.db")
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(copy)) as other:
        one.backup(other)
        other.execute("UPDATE orders SET refusal = 'changed' WHERE id = ?", [orders[0].id])
        other.commit()
    first = await transfer(source, target, NOW)
    rows(target, f"TRUNCATE {', '.join(TABLES)} CASCADE")
    second = await transfer(copy, target, NOW)
    differ = [one.table for one, other in zip(first, second, strict=True) if one != other]
    assert differ == ["orders"]


@pytest.mark.usefixtures("orders")
async def test_rows_that_arrive_differently_are_not_kept(source: Path, target: str) -> None:
    """A rule of the target's database changes what is written to it."""
    await (await PostgresStore(target).open()).close()
    rows(
        target,
        """
        CREATE FUNCTION public.spoil() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN NEW.attempts = 99; RETURN NEW; END $$;
        CREATE TRIGGER spoil BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION public.spoil();
        """,
    )
    try:
        with pytest.raises(TransferRefused, match="orders: 4 rows were sent and others found there"):
            await transfer(source, target, NOW)
    finally:
        rows(target, "DROP TRIGGER spoil ON orders; DROP FUNCTION public.spoil()")
    assert rows(target, "SELECT id FROM orders") == []
    assert jobs(target) == []
    await (await SqliteStore(source).open()).close()


# The source afterwards


@pytest.mark.usefixtures("orders")
async def test_the_source_keeps_its_rows_and_refuses_to_be_opened(source: Path, target: str) -> None:
    before = everything(source)
    await transfer(source, target, NOW)
    assert everything(source) == before
    with pytest.raises(
        StoreUnavailable, match=r"orderdesk\.db was moved to orderdesk on .* on 24 November 2026: set"
    ):
        await SqliteStore(source).open()


async def test_a_bot_that_still_runs_on_the_source_can_not_add_to_it(
    store: SqliteStore, orders: list[Order], source: Path, target: str
) -> None:
    before = everything(source)
    await transfer(source, target, NOW)
    with pytest.raises(StoreUnavailable, match="its orders were moved to PostgreSQL"):
        await store.add(an_order())
    with pytest.raises(StoreUnavailable, match="its orders were moved to PostgreSQL"):
        await confirm(store, orders[0])
    with pytest.raises(StoreUnavailable, match="its orders were moved to PostgreSQL"):
        await store.keep_locales(KARI, Locales("en"))
    assert everything(source) == before


# Refused


@pytest.mark.usefixtures("orders")
async def test_a_second_move_is_refused(source: Path, target: str) -> None:
    await transfer(source, target, NOW)
    with pytest.raises(StoreUnavailable, match="was moved to"):
        await transfer(source, target, NOW)
    assert len(rows(target, "SELECT id FROM orders")) == 4


@pytest.mark.usefixtures("orders")
async def test_a_target_with_orders_is_refused_and_the_source_stays_in_use(source: Path, target: str) -> None:
    taken = await PostgresStore(target).open()
    await taken.add(an_order())
    await taken.close()
    with pytest.raises(TransferRefused, match="has orders already"):
        await transfer(source, target, NOW)
    assert len(rows(target, "SELECT id FROM orders")) == 1
    await (await SqliteStore(source).open()).close()


@pytest.mark.usefixtures("orders")
async def test_of_two_moves_at_once_into_one_target_only_one_is_made(source: Path, target: str) -> None:
    other = source.with_name("other.db")
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(other)) as copy:
        one.backup(copy)
    outcomes = await asyncio.gather(
        transfer(source, target, NOW), transfer(other, target, NOW), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["TransferRefused", "list"]
    assert len(rows(target, "SELECT id FROM orders")) == 4


@pytest.mark.usefixtures("orders")
async def test_a_source_that_is_being_written_is_refused(source: Path, target: str) -> None:
    await (await PostgresStore(target).open()).close()
    with (
        another_writer(source),
        pytest.raises(TransferRefused, match=r"is being written: stop every `orderdesk serve`"),
    ):
        await transfer(source, target, NOW)
    assert rows(target, "SELECT id FROM orders") == []


async def test_a_source_that_is_not_there_is_not_made(source: Path, target: str) -> None:
    with pytest.raises(TransferRefused, match=r"there is no database .*orderdesk\.db: check the name"):
        await transfer(source, target, NOW)
    assert list(source.parent.iterdir()) == []


async def test_a_target_that_is_not_there_leaves_the_source_as_it_was(
    store: SqliteStore, source: Path
) -> None:
    with pytest.raises(StoreUnavailable, match="can't be used"):
        await transfer(source, "postgresql://kari:hunter2@127.0.0.1:1/orders", NOW)
    await store.add(an_order())


# The command


def orderdesk(*arguments: str) -> tuple[int, str]:
    """The command: its exit code, and what it says."""
    result = CliRunner(env={"DATABASE_URL": None}).invoke(main, ["migrate", *arguments])
    return result.exit_code, result.output


@pytest.mark.usefixtures("orders")
def test_the_command_prints_what_it_checked(source: Path, target: str) -> None:
    code, said = orderdesk("--from", f"sqlite:///{source}", "--to", target)
    assert code == 0
    assert [line.partition(", checksum")[0] for line in said.splitlines()[:3]] == [
        "orders: 4 rows",
        "notifications: 7 rows",
        "people: 2 rows",
    ]
    assert "Set DATABASE_URL to the new database" in said


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--to", "postgresql://db/orders"), "--to needs --from"),
        (
            ("--from", "postgresql://db/orders", "--to", "postgresql://db/other"),
            "--from must be an SQLite database",
        ),
        (("--from", "sqlite:///a.db", "--to", "sqlite:///b.db"), "must be a PostgreSQL database"),
        (
            ("--from", "sqlite:////nowhere/a.db", "--to", "postgresql://db/orders"),
            "there is no database /nowhere/a.db",
        ),
    ],
)
def test_the_command_says_what_it_needs(arguments: tuple[str, ...], reason: str) -> None:
    code, said = orderdesk(*arguments)
    assert code == 2
    assert reason in said
