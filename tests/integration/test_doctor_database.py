"""`orderdesk doctor` refuses the databases that `orderdesk serve` refuses, and changes nothing in any."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database

from bot.cli.main import main
from bot.settings import Settings
from sandbox.run import free_port
from storage import StoreUnavailable, open_store
from storage.opening import inspect_database
from storage.sql.database import Condition
from storage.sqlite.safety import mark_moved
from tests.support.postgres import new_database, rows
from tests.support.product import CATALOG
from tests.support.sqlite_files import change, damage

NOBODY = 65534
"""The user of that name."""


def run(command: str, url: str) -> Result:
    """The command on that database."""
    unset: dict[str, str | None] = {name.upper(): None for name in Settings.model_fields}
    given = {
        "SLACK_BOT_TOKEN": "xoxb-made-up",
        "SLACK_API_URL": "http://127.0.0.1:9/",
        "SLACK_SIGNING_SECRET": "s1gning",
        "ORDERS_API_TOKEN": "t0ken",
    }
    return CliRunner().invoke(
        main, [command], env={**unset, **given, "CATALOG": str(CATALOG), "DATABASE_URL": url}
    )


def said(url: str) -> str:
    """What doctor says of the database, which it takes."""
    result = run("doctor", url)
    assert result.exit_code == 0, result.stderr
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("Database: ")]
    return line


def make(url: str) -> None:
    """The database as a first start makes it."""

    async def opened_and_closed() -> None:
        await (await open_store(url)).close()

    asyncio.run(opened_and_closed())


def content(folder: Path) -> dict[str, bytes]:
    """Every file in it."""
    return {file.name: file.read_bytes() for file in folder.glob("*")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An SQLite database, alone in its folder."""
    path = tmp_path / "data" / "orderdesk.db"
    path.parent.mkdir()
    make(f"sqlite:///{path}")
    return path


def move_away(path: Path) -> None:
    """Its orders live elsewhere now."""
    with closing(Database(path)) as database, database.conn:
        mark_moved(database.conn, "orders on db.example.com", datetime(2026, 11, 25, tzinfo=UTC))


def empty_of_meaning(path: Path) -> None:
    """A file that is no database."""
    path.write_text("Milk, eggs, a main fuse of 25 A. " * 50, encoding="utf-8")


UNUSABLE: dict[str, Callable[[Path], object]] = {
    "damaged": damage,
    "no database": empty_of_meaning,
    "of a newer version": lambda path: change(
        path, "INSERT INTO _sqlite_migrations VALUES (99, 'orderdesk', 'm999_later', '2030-01-01')"
    ),
    "moved to PostgreSQL": move_away,
    "in a folder that isn't there": lambda path: shutil.rmtree(path.parent),
}


@pytest.mark.parametrize("spoil", UNUSABLE.values(), ids=UNUSABLE)
def test_doctor_refuses_a_database_as_serve_does_and_leaves_it_as_it_is(
    spoil: Callable[[Path], object], path: Path
) -> None:
    spoil(path)
    before = content(path.parent)
    doctor = run("doctor", f"sqlite:///{path}")
    assert content(path.parent) == before
    serve = run("serve", f"sqlite:///{path}")
    assert (doctor.exit_code, serve.exit_code) == (2, 2)
    assert doctor.stderr == serve.stderr
    assert str(path) in doctor.stderr


def test_doctor_says_what_the_next_start_does_with_the_database(path: Path) -> None:
    url, folder = f"sqlite:///{path}", path.parent
    assert said(url) == "Database: fine."
    change(path, "DELETE FROM _sqlite_migrations WHERE name >= 'm011'")
    before = content(folder)
    assert said(url).startswith("Database: of an earlier version; the next start brings it up to date")
    assert content(folder) == before
    path.unlink()
    assert said(url) == "Database: there is none yet; the first start makes it."
    assert content(folder) == {}


@contextmanager
def without_rights() -> Iterator[None]:
    """As a user whom permissions hold: root's are never refused."""
    if is_root := os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_file_or_a_folder_that_cannot_be_written_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orderdesk.db"
        url = f"sqlite:///{path}"
        make(url)
        assert asyncio.run(inspect_database(url)) is Condition.CURRENT
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with without_rights():
            with pytest.raises(StoreUnavailable, match="Let the user that runs Order Desk write to it"):
                asyncio.run(inspect_database(url))
            with pytest.raises(StoreUnavailable, match="Check that its folder is there"):
                asyncio.run(inspect_database(f"sqlite:///{folder}/other.db"))
        Path(folder).chmod(0o700)


def test_doctor_looks_at_a_postgresql_database_too() -> None:
    with new_database() as url:
        assert said(url) == "Database: there is none yet; the first start makes it."
        assert rows(url, "SELECT 1 FROM pg_namespace WHERE nspname IN ('orderdesk', 'procrastinate')") == []
        make(url)
        assert said(url) == "Database: fine."
        rows(url, "DELETE FROM migrations WHERE name >= 'orderdesk/m011'")
        assert said(url).startswith("Database: of an earlier version")
        rows(url, "INSERT INTO migrations VALUES ('orderdesk/m999_later')")
        refused = run("doctor", url)
        assert "newer version of Order Desk (it has orderdesk/m999_later)" in refused.stderr


def test_doctor_says_what_is_wrong_with_a_server_out_of_reach() -> None:
    url = f"postgresql://nobody:s3cret@127.0.0.1:{free_port()}/orderdesk"
    doctor, serve = run("doctor", url), run("serve", url)
    assert (doctor.exit_code, doctor.stderr) == (2, serve.stderr)
    assert "s3cret" not in doctor.stderr


def test_doctor_finds_a_user_who_may_not_make_the_tables() -> None:
    with new_database() as url:
        rows(url, "CREATE ROLE visitor LOGIN PASSWORD 'v1sitor'")
        try:
            host = url.rpartition("@")[2]
            doctor = run("doctor", f"postgresql://visitor:v1sitor@{host}")
        finally:
            rows(url, "DROP ROLE visitor")
    assert doctor.exit_code == 2
    assert "permission denied to make a schema" in doctor.stderr
