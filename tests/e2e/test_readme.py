"""Every command in the README does what it says there."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.orders_api import LocalOrders
from sandbox.run import Plan, bot_environment, bot_process, free_port, ready
from sandbox.slack import LocalSlack

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
TOOLS = Path(sys.executable).parent

pytestmark = pytest.mark.timeout(180)


async def output_of(command: str, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints; it must succeed."""
    words = shlex.split(command)
    program = TOOLS / words[0]
    process = await asyncio.create_subprocess_exec(
        str(program) if program.exists() else words[0],
        *words[1:],
        cwd=ROOT,
        env={**_outside_make(), **(environment or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
    return output.decode()


def _outside_make() -> dict[str, str]:
    """The environment as a person's shell has it, also where `make test ARGS=…` runs this test."""
    made = ("MAKE", "MFLAGS", "ARGS")
    return {name: value for name, value in os.environ.items() if not name.startswith(made)}


def test_these_are_all_the_commands() -> None:
    assert COMMANDS == [
        "make sandbox",
        "make sandbox ARGS=--demo",
        "make test",  # what runs this test
        "orderdesk manifest --url https://orders.example.com",
        "orderdesk doctor",
        "orderdesk migrate",
        "orderdesk serve",
    ]


async def test_make_sandbox_says_where_it_runs_until_it_is_interrupted() -> None:
    process = await asyncio.create_subprocess_exec(
        "make",
        "sandbox",
        cwd=ROOT,
        env=_outside_make(),
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    told = ""
    while "Ctrl-C" not in told:
        line = (await process.stdout.readline()).decode()
        assert line, told
        told += line
    assert "local Slack       http://127.0.0.1:" in told
    os.killpg(process.pid, signal.SIGINT)
    await process.communicate()


async def test_the_demo_plays_the_conversation_that_the_readme_shows() -> None:
    told = await output_of("make sandbox ARGS=--demo")
    for shown in re.findall(r"```text\n(.*?)\n```", README, re.DOTALL):
        assert shown in told
    assert '"phoneNumber": "+4799900111"' in told
    assert told.rstrip().splitlines()[-2].startswith("✅ P1-1 · EV charger installation")


async def test_the_manifest_names_the_command_and_where_slack_reaches_it() -> None:
    manifest = json.loads(await output_of("orderdesk manifest --url https://orders.example.com"))
    (command,) = manifest["features"]["slash_commands"]
    assert (command["command"], command["url"]) == ("/order", "https://orders.example.com/slack/events")


async def test_doctor_migrate_and_serve_work_with_the_settings_of_the_example(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        port = free_port()
        database = tmp_path / "orderdesk.db"
        environment = bot_environment(Plan(()), slack, api, database, port)
        assert "Catalog: 2 workflows, 2 products" in await output_of("orderdesk doctor", environment)
        await output_of("orderdesk migrate", environment)
        assert database.exists()
        async with bot_process([str(TOOLS / "orderdesk"), "serve"], environment) as bot:
            await ready(bot, port)
