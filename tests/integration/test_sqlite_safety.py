"""An SQLite file that can't or mustn't be used: full, damaged, of a newer version. And its backup."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from flows.order import Occasion
from flows.person import Locales
from storage import SqliteStore, StoreUnavailable
from storage.sqlite.backup import back_up
from storage.sqlite.safety import SMALL_BYTES, ended_badly, is_small
from tests.support.product import CATALOG
from tests.support.sqlite_files import another_writer, change, damage, full_disk
from tests.support.stores import EVER_AFTER, KARI, a_notification, an_order, confirm

SETTINGS = {"SLACK_BOT_TOKEN": "xoxb-made-up", "ORDERS_API_TOKEN": "t0ken", "CATALOG": str(CATALOG)}
LONG = "x" * 500_000


@pytest.fixture
def store_kind() -> str:
    return "sqlite"


async def refused(path: Path) -> str:
    """Why the file can't be opened."""
    store = SqliteStore(path)
    with pytest.raises(StoreUnavailable) as refusal:
        await store.open()
    await store.close()
    return str(refusal.value)


# A full disk


async def test_a_full_database_refuses_and_keeps_what_it_had(store: SqliteStore) -> None:
    order = an_order()
    await store.add(order)
    pages = (await store.database.rows("PRAGMA page_count", {}))[0]["page_count"]
    await store.database.transaction(lambda writer: writer.rows(f"PRAGMA max_page_count = {pages}", {}))
    with pytest.raises(
        StoreUnavailable, match=r"orderdesk\.db can't be used: database or disk is full\. Free space"
    ):
        await store.update(order, replace(order, body=LONG), (Occasion.CREATED,))
    assert await store.get(order.id) == order
    assert await store.due_notifications(EVER_AFTER, 9) == []


async def test_a_disk_that_fills_up_at_the_commit_leaves_nothing_half_written(
    store: SqliteStore, path: Path
) -> None:
    order = an_order()
    await store.add(order)
    with full_disk(path), pytest.raises(StoreUnavailable, match=r"orderdesk\.db can't be used"):
        await store.update(order, replace(order, body=LONG), (Occasion.CREATED,))
    assert await store.get(order.id) == order
    assert await store.due_notifications(EVER_AFTER, 9) == []


async def test_with_space_again_the_same_store_goes_on(store: SqliteStore, path: Path) -> None:
    order = an_order()
    await store.add(order)
    with full_disk(path), pytest.raises(StoreUnavailable):
        await store.update(order, replace(order, body=LONG))
    assert await store.update(order, replace(order, body=LONG)) == await store.get(order.id)


# A damaged file


def content(path: Path) -> bytes:
    return path.read_bytes()


@pytest.fixture
def shopping_list(path: Path) -> Path:
    """A file that is no database."""
    path.write_text("Milk, eggs, a main fuse of 25 A. " * 50, encoding="utf-8")
    return path


async def test_a_damaged_file_is_not_started_on(store: SqliteStore, path: Path) -> None:
    for _ in range(20):
        await store.add(an_order(body=LONG[:5000]))
    await store.close()
    damage(path)
    damaged = content(path)
    reason = await refused(path)
    assert str(path) in reason
    assert "orderdesk backup" in reason
    assert content(path) == damaged


async def test_a_large_file_is_checked_if_it_was_not_closed_properly(store: SqliteStore, path: Path) -> None:
    assert is_small(path)
    await store.add(an_order())
    assert ended_badly(path)
    await store.close()
    assert not ended_badly(path)
    with path.open("ab") as file:
        file.truncate(SMALL_BYTES + 1)
    assert not is_small(path)


async def test_a_file_that_is_no_database_is_named_with_what_to_do(shopping_list: Path) -> None:
    assert re.search(
        r"orderdesk\.db can't be used: file is not a database\. Stop .* backup", await refused(shopping_list)
    )


# Another version's


async def test_a_newer_versions_database_is_not_touched(store: SqliteStore, path: Path) -> None:
    await store.close()
    change(path, "INSERT INTO _sqlite_migrations VALUES (99, 'orderdesk', 'm999_later', '2030-01-01')")
    reason = await refused(path)
    assert "orderdesk.db was made by a newer version of Order Desk (it has m999_later)" in reason


async def test_the_schema_of_a_newer_version_is_left_as_it_is(path: Path) -> None:
    """Even of one that lacks a step of ours: none is added."""
    change(
        path,
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);"
        "INSERT INTO _sqlite_migrations VALUES (1, 'orderdesk', 'm999_later', '2030-01-01')",
    )
    await refused(path)
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("_sqlite_migrations",)]


# Backup


async def test_a_backup_is_made_while_another_writes(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    """It holds what was committed, and nothing of what wasn't."""
    notification = await a_notification(store)
    await store.keep_locales(KARI, Locales("nb"))
    with another_writer(path) as other:
        other.execute("DELETE FROM notifications")
        assert await asyncio.to_thread(back_up, path, tmp_path / "copy.db") == 1
    restored = await SqliteStore(tmp_path / "copy.db").open()
    assert await restored.get(notification.order_id) == await store.get(notification.order_id)
    assert notification in await restored.due_notifications(EVER_AFTER, 9)
    assert await restored.locales(KARI) == Locales("nb")
    await restored.close()


async def test_a_backup_holds_what_is_still_in_the_log_and_needs_no_file_beside_it(
    store: SqliteStore, path: Path, tmp_path: Path
) -> None:
    order = an_order()
    await store.add(order)
    folder = tmp_path / "backups"
    await asyncio.to_thread(back_up, path, folder / "copy.db")
    assert [file.name for file in folder.iterdir()] == ["copy.db"]
    with closing(sqlite3.connect(f"file:{folder / 'copy.db'}?mode=ro&immutable=1", uri=True)) as copy:
        assert copy.execute("SELECT id FROM orders").fetchall() == [(order.id,)]


async def test_a_restored_backup_is_worked_on(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    order = an_order()
    await store.add(order)
    await asyncio.to_thread(back_up, path, tmp_path / "copy.db")
    restored = await SqliteStore(tmp_path / "copy.db").open()
    written = await confirm(restored, order)
    assert await restored.get(order.id) == written
    await restored.close()
    assert await store.get(order.id) == order


@pytest.mark.usefixtures("store")
def test_only_its_owner_may_read_a_backup(path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


@pytest.mark.usefixtures("store")
def test_a_backup_makes_its_folder_for_the_owner_alone(path: Path, tmp_path: Path) -> None:
    assert back_up(path, tmp_path / "kept" / "backups" / "copy.db") == 0
    assert stat.S_IMODE((tmp_path / "kept" / "backups").stat().st_mode) == 0o700


@pytest.mark.usefixtures("store")
def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError):
        back_up(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "precious"


def test_a_backup_that_fails_leaves_no_file(shopping_list: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match=r"orderdesk\.db"):
        back_up(shopping_list, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def orderdesk(*arguments: str | Path, database: Path) -> tuple[int, str]:
    """The command: its exit code, and what it says."""
    environment = {**SETTINGS, "DATABASE_URL": f"sqlite:///{database}"}
    result = CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments])
    return result.exit_code, result.output


@pytest.mark.usefixtures("store")
def test_the_command_says_what_it_copied(path: Path, tmp_path: Path) -> None:
    code, said = orderdesk("backup", tmp_path / "copy.db", database=path)
    assert (code, said) == (0, f"0 orders of {path} copied to {tmp_path / 'copy.db'}.\n")


@pytest.mark.usefixtures("store")
def test_the_command_overwrites_nothing_and_says_what_to_do(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").touch()
    code, said = orderdesk("backup", tmp_path / "copy.db", database=path)
    assert code == 2
    assert "is there already" in said
    assert "copy-2.db" in said


def test_the_command_makes_no_database_to_copy(path: Path, tmp_path: Path) -> None:
    code, said = orderdesk("backup", tmp_path / "copy.db", database=path)
    assert code == 2
    assert f"there is no database {path}" in said
    assert not path.exists()


@pytest.mark.usefixtures("store")
def test_a_backup_that_can_not_be_written_says_why(path: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file", encoding="utf-8")
    code, said = orderdesk("backup", tmp_path / "backups" / "copy.db", database=path)
    assert code == 2
    assert "backups/copy.db can't be written: Not a directory" in said


def test_a_damaged_database_ends_the_command_with_what_to_do(shopping_list: Path) -> None:
    code, said = orderdesk("migrate", database=shopping_list)
    assert code == 2
    assert "orderdesk.db can't be used: file is not a database" in said
    assert "put a backup" in said
