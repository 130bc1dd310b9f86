"""Every command of every document is run, in the order in which a reader comes to it."""

from __future__ import annotations

import json
import os
import shlex
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import arguments
from docs.architecture import PICTURE, picture
from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, bot_process, free_port, ready
from sandbox.slack.local_slack import LocalSlack
from tests.support.documents import commands, sections_with_commands
from tests.support.postgres import TOOLS as POSTGRES_TOOLS
from tests.support.postgres import new_database
from tests.support.scratch import ROOT, TOOLS, Shell, copied_tree, scratch_tree

OPERATING = "docs/operating.md"
ELSEWHERE = {
    ("README.md", "Order Desk"): "tests/release/test_readme.py",
    ("README.md", "How it is built"): "make test is what runs the tests",
    ("CONTRIBUTING.md", "Add a field"): "tests/release/test_contributing.py",
    ("CONTRIBUTING.md", "Add a screen"): "tests/release/test_contributing.py",
    ("CONTRIBUTING.md", "Add a listener"): "tests/release/test_contributing.py",
    ("CONTRIBUTING.md", "Add a language"): "tests/release/test_contributing.py",
    ("CONTRIBUTING.md", "Add a migration"): "tests/release/test_contributing.py",
    (OPERATING, "With a Procfile"): "tests/release/test_setup.py",
    ("docs/performance.md", "Performance"): "test_the_benchmarks_take_the_options_that_are_written",
}
"""What is run by other tests."""
HERE = {
    ("README.md", "Install it in your Slack"),
    ("CONTRIBUTING.md", "Contributing"),
    (OPERATING, "Addresses"),
    (OPERATING, "SQLite"),
    (OPERATING, "PostgreSQL"),
    (OPERATING, "Moving from SQLite to PostgreSQL"),
}
FOR_MINUTES = {place for place in sections_with_commands() if place[1].startswith("Prove that ")}
"""What has a target of its own: here only its options are read."""

pytestmark = pytest.mark.timeout(900)


def test_every_command_is_run_somewhere() -> None:
    assert set(sections_with_commands()) == ELSEWHERE.keys() | HERE | FOR_MINUTES


def test_the_picture_of_the_imports_is_as_the_code_is() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "run: make pictures"


@asynccontextmanager
async def settings(folder: Path) -> AsyncIterator[tuple[dict[str, str], int]]:
    """The environment of an operator who has filled in the settings, and the port that `serve` gets."""
    async with LocalSlack() as slack, LocalOrders() as api:
        port = free_port()
        filled = dict(
            bot_environment(Plan((), catalog=Path("catalog.toml")), slack, api, folder / "o.db", port)
        )
        yield {name: value for name, value in filled.items() if os.environ.get(name) != value}, port


async def test_the_install_section_works_from_top_to_bottom_and_the_extras_can_be_added(
    tmp_path: Path,
) -> None:
    lines = commands("README.md", "Install it in your Slack")
    assert lines[-2:] == ["orderdesk serve", "orderdesk serve --socket"]
    async with settings(tmp_path) as (environment, port):
        shell = Shell(copied_tree(tmp_path), environment)
        told = shell.run("\n".join(lines[:-2]))
        (command,) = json.loads(told[told.index("{") : told.rindex("}") + 1])["features"]["slash_commands"]
        assert (command["command"], command["url"]) == ("/order", "https://orders.example.com/slack/events")
        assert "Catalog: 2 workflows, 2 products" in told
        assert (tmp_path / "o.db").exists()
        for line in lines[-2:]:
            started = ["/bin/bash", "-c", f"cd '{shell.folder}' && . venv/bin/activate && exec {line}"]
            async with bot_process(started, {**os.environ, **environment}) as bot:
                await ready(bot, port)
    shell.run("\n".join([". venv/bin/activate", *commands(OPERATING, "Addresses")]))
    opened = "from bot.integrations.postal_codes import open_places as p"
    assert "Oslo" in shell.run(
        f'. venv/bin/activate; python -c \'{opened}; print(p().cities("NO", "0365"))\''
    )


async def test_a_backup_is_made_as_it_is_written(tmp_path: Path) -> None:
    async with settings(tmp_path) as (environment, _port):
        shell = installed(tmp_path, environment)
        shell.run("\n".join(["orderdesk migrate", *commands(OPERATING, "SQLite")]))
    assert [file.suffix for file in (tmp_path / "backups").iterdir()] == [".db"]


@pytest.fixture
def postgresql() -> Iterator[str]:
    with new_database() as url:
        yield url


async def test_a_database_is_moved_and_dumped_as_it_is_written(tmp_path: Path, postgresql: str) -> None:
    (named, move), (dump,) = (
        commands(OPERATING, "Moving from SQLite to PostgreSQL"),
        commands(OPERATING, "PostgreSQL"),
    )
    async with settings(tmp_path) as (environment, _port):
        shell = installed(tmp_path, {**environment, "DATABASE_URL": "sqlite:///orderdesk.db"})
        shell.run("orderdesk migrate")
        assert "Moved." in shell.run(f"export {named.split()[1].partition('=')[0]}='{postgresql}'\n{move}")
        shell.run(dump, DATABASE_URL=postgresql)
    assert (tmp_path / "orderdesk.dump").stat().st_size


def installed(folder: Path, environment: dict[str, str]) -> Shell:
    """A folder beside which the product and PostgreSQL's tools are installed."""
    shutil.copy(ROOT / "catalog.example.toml", folder / "catalog.toml")
    path = os.pathsep.join([str(TOOLS), str(POSTGRES_TOOLS), os.environ["PATH"]])
    return Shell(folder, {**environment, "PATH": path})


def test_a_contributor_sets_up_and_has_the_tools_at_hand(tmp_path: Path) -> None:
    shell = scratch_tree(tmp_path)
    lines = commands("CONTRIBUTING.md", "Contributing")
    assert str(TOOLS) in shell.run("\n".join([*lines, "command -v ruff"]))


def test_the_benchmarks_take_the_options_that_are_written() -> None:
    for line in commands("docs/performance.md", "Performance"):
        *make_bench, given = shlex.split(line, comments=True)
        assert make_bench == ["make", "bench"]
        arguments().parse_args(shlex.split(given.removeprefix("ARGS=")))


@pytest.mark.parametrize("place", sorted(FOR_MINUTES))
def test_what_runs_for_minutes_takes_the_options_that_are_written(place: tuple[str, str]) -> None:
    for line in commands(*place):
        program, *options = shlex.split(line.removeprefix("python -m "))
        import_module(f"{program}.__main__").main.make_context(program, options)
