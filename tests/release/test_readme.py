"""The commands on the README's first screen do what it says there; `make test-release` runs those further down."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from docs.conversation import retold
from tests.support.documents import commands
from tests.support.scratch import ROOT, Shell, persons_environment

README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = 30
"""Lines."""

pytestmark = pytest.mark.timeout(180)


def test_both_commands_stand_on_the_first_screen() -> None:
    assert commands("README.md", "Order Desk") == ["make sandbox", "make sandbox ARGS=--demo"]
    assert "make sandbox ARGS=--demo" in README.splitlines()[:FIRST_SCREEN]


async def test_make_sandbox_says_where_it_runs_until_it_is_interrupted() -> None:
    process = await asyncio.create_subprocess_exec(
        "make",
        "sandbox",
        cwd=ROOT,
        env=persons_environment(),
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


def test_the_demo_plays_the_conversation_that_the_readme_shows() -> None:
    told = Shell(ROOT).run("make sandbox ARGS=--demo")
    assert retold(README, told) == README, "run: make pictures"
    assert '"phoneNumber": "+4799900111"' in told
    assert told.rstrip().splitlines()[-3].startswith("✅ P1-1 · EV charger installation")
