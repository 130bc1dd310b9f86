"""`orderdesk sandbox` as it is run: it says where the page is, and ends everything it started."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, font_advice
from sandbox.slack.local_slack import LocalSlack

SANDBOX = (sys.executable, "-m", "bot.cli", "sandbox", "--no-open")

pytestmark = pytest.mark.timeout(120)


@asynccontextmanager
async def running(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command and what it has printed once it is ready."""
    command = await asyncio.create_subprocess_exec(
        *SANDBOX, *options, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert command.stdout is not None
    try:
        said = (await command.stdout.readuntil(b"Ctrl-C stops.")).decode()
        yield command, said
    finally:
        if command.returncode is None:
            command.send_signal(signal.SIGTERM)
        await command.communicate()


def address(said: str, what: str) -> str:
    """What follows a name in the command's words."""
    found = re.search(rf"{what}\s+(http\S+)", said)
    assert found, said
    return found[1]


async def test_it_says_where_the_page_is_and_takes_the_bot_with_it_when_it_ends(tmp_path: Path) -> None:
    async with (
        aiohttp.ClientSession() as session,
        running("--database", str(tmp_path / "orders.db")) as (command, said),
    ):
        async with session.get(address(said, "the workspace")) as page:
            assert "Local workspace" in await page.text()
        async with session.get(address(said, "the bot") + "/healthz") as bot:
            assert bot.status == 200
        command.send_signal(signal.SIGTERM)
        _, errors = await command.communicate()
        assert command.returncode == 0
        assert {json.loads(line)["level"] for line in errors.splitlines()} <= {"info"}
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(address(said, "the bot") + "/healthz")


async def test_a_port_that_is_taken_is_reported_with_one_that_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = await asyncio.create_subprocess_exec(
            *SANDBOX, "--port", str(port), stderr=asyncio.subprocess.PIPE
        )
        _, errors = await command.communicate()
    assert command.returncode == 1
    said = errors.decode()
    assert f"port {port}: it is taken" in said
    offered = re.search(r"--port (\d+)", said)
    assert offered
    assert int(offered[1]) != port


def fonts(folder: Path, listed: str) -> str:
    """A search path whose fc-list finds those fonts."""
    folder.mkdir()
    tool = folder / "fc-list"
    tool.write_text(f"#!/bin/sh\nprintf '{listed}'\n")
    tool.chmod(0o755)
    return str(folder)


def test_a_machine_without_a_font_for_emoji_is_told_which_package_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", fonts(tmp_path / "with", "Noto Color Emoji"))
    assert font_advice() is None
    monkeypatch.setenv("PATH", str(tmp_path / "no fontconfig"))
    assert font_advice() is None
    monkeypatch.setenv("PATH", fonts(tmp_path / "without", ""))
    assert "apt-get install fonts-noto-color-emoji" in str(font_advice())


def test_the_workspace_has_a_language_as_slack_offers_no_norwegian(tmp_path: Path) -> None:
    slack, orders = LocalSlack(), LocalOrders()
    settings = bot_environment(Plan(bot=()), slack, orders, tmp_path / "orders.db", 1)
    assert settings["DEFAULT_LOCALE"] == "en-GB"
    norwegian = bot_environment(Plan(bot=(), locale="nb-NO"), slack, orders, tmp_path / "orders.db", 1)
    assert norwegian["DEFAULT_LOCALE"] == "nb-NO"
