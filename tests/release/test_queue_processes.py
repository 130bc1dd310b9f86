"""`orderdesk serve` and `orderdesk work` as processes of their own on one PostgreSQL."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.orders_api.server import LocalOrders
from sandbox.run import Plan, bot_environment, bot_process, free_port, ready
from sandbox.slack.local_slack import LocalSlack
from storage.postgres.jobs import ORDER_TASK
from tests.support.postgres import jobs
from tests.support.product import CATALOG
from tests.support.walkthrough import to_summary

COMMAND = (sys.executable, "-m", "bot.cli")
PATIENCE = 30

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def store_kind() -> str:
    return "postgresql"


@asynccontextmanager
async def served(
    slack: LocalSlack, api: LocalOrders, folder: Path, url: str
) -> AsyncIterator[Mapping[str, str]]:
    """`orderdesk serve` that leaves the sending to others, ready; gives its settings."""
    port = free_port()
    plan = Plan(COMMAND, catalog=CATALOG, locale="en-GB")
    settings = {
        **bot_environment(plan, slack, api, folder / "unused.db", port),
        "DATABASE_URL": url,
        "SEPARATE_WORKERS": "true",
    }
    slack.request_url = f"http://127.0.0.1:{port}/slack/events"
    async with bot_process([*COMMAND, "serve"], settings) as bot:
        await ready(bot, port)
        yield settings


async def test_a_worker_apart_sends_the_order_and_stops_when_it_is_told_to(tmp_path: Path, url: str) -> None:
    async with (
        LocalSlack() as slack,
        LocalOrders() as api,
        served(slack, api, tmp_path, url) as settings,
    ):
        kari = slack.person("kari")
        await to_summary(kari)
        await kari.next()
        await kari.sees("Creating order")
        assert api.received == []
        assert [job["task_name"] for job in jobs(url)].count(ORDER_TASK) == 1
        async with bot_process([*COMMAND, "work"], settings) as worker:
            kari.patience = PATIENCE
            await kari.hears("Created: P1-1")
            worker.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(worker.wait(), PATIENCE) == 0
        assert len(api.received) == 1
