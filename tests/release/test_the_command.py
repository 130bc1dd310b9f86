"""`orderdesk serve` as it is run: a process of its own, configured by the environment, killed at any moment."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, bot_process, free_port, ready
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.product import CATALOG
from tests.support.thorough import one_in
from tests.support.walkthrough import (
    EXAMPLE_WITHOUT_FILES,
    add_charger,
    begin,
    comparable,
    fill_address,
    fill_client,
    fill_job,
    place_the_vendors_example,
)

SERVE = (sys.executable, "-m", "bot.cli", "serve")

pytestmark = pytest.mark.timeout(180)


@asynccontextmanager
async def served(
    slack: LocalSlack, api: LocalOrders, folder: Path, *, socket: bool = False
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot's process, ready."""
    plan = Plan(SERVE, socket=socket, catalog=CATALOG, locale="en-GB")
    port = free_port()
    environment = {
        **bot_environment(plan, slack, api, folder / "orderdesk.db", port),
        "PAYOUT_USERS": "*",
        "ORDERS_TIMEOUT": "1",
        "ORDERS_LONGEST_PROCESSING": "0",
        "ORDERS_QUIET_PERIOD": "2",
    }
    slack.request_url = None if socket else f"http://127.0.0.1:{port}/slack/events"
    async with bot_process([*SERVE, *(["--socket"] if socket else [])], environment) as bot:
        await ready(bot, port)
        yield bot


@pytest.mark.parametrize("socket", [False, True], ids=["serve", "serve --socket"])
async def test_the_vendors_example_order_arrives_field_for_field_and_nothing_is_warned_of(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], socket: bool
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api, served(slack, api, tmp_path, socket=socket):
        await place_the_vendors_example(slack.person("kari"))
        assert [comparable(body) for body in api.received] == [comparable(EXAMPLE_WITHOUT_FILES)]
        assert slack.refusals == []
    levels = [json.loads(line)["level"] for line in capfd.readouterr().err.splitlines()]
    assert set(levels) == {"info"}


async def summarise(kari: Conversation) -> None:
    await add_charger(kari)
    await kari.next()
    await kari.sees("Create order")


async def create(kari: Conversation) -> None:
    await kari.next()
    await kari.sees("Creating order")


STEPS: tuple[Callable[[Conversation], Awaitable[None]], ...] = (
    begin,
    fill_client,
    fill_address,
    fill_job,
    summarise,
    create,
)


async def test_killed_between_any_two_steps_it_goes_on_where_it_was(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        kari = slack.person("kari")
        at_once = one_in(3)
        for first in range(0, len(STEPS), at_once):
            async with served(slack, api, tmp_path) as bot:
                for step in STEPS[first : first + at_once]:
                    await step(kari)
                bot.kill()
                await bot.wait()
        async with served(slack, api, tmp_path):
            await kari.hears("Created: P1-1")
            await kari.until(lambda: slack.channel("#ev-team").messages, "the channel's post")
        assert len(api.orders) == 1


async def test_bad_settings_stop_it_at_start_and_are_all_named() -> None:
    environment = {key: value for key, value in os.environ.items() if key in {"PATH", "HOME"}}
    bot = await asyncio.create_subprocess_exec(
        *SERVE,
        env={**environment, "PORT": "many", "ORDERS_TIMEOUT": "0", "SLACK_BOT_TOKEN": "xoxb-secret"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await bot.communicate()
    assert bot.returncode == 2
    for name in ("PORT", "ORDERS_TIMEOUT", "ORDERS_API_TOKEN", "CATALOG"):
        assert name in errors.decode()
    assert "xoxb-secret" not in errors.decode()
