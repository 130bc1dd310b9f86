"""The product as tests have it: people in the local Slack, the real bot, the local Orders API and a real database."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.app import OrderDesk, order_desk
from bot.manifest import manifest
from bot.settings import Settings, checked_settings
from bot.web.server import web_app
from sandbox.orders_api.server import LocalOrders
from sandbox.run import free_port
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.bounds import longer_bounds, patient_slack
from tests.support.clock import IDLE, TestClock
from tests.support.sqlite_files import with_schema

CATALOG = Path(__file__).parents[2] / "catalog.example.toml"


@dataclass
class Product:
    """What a test talks to."""

    slack: LocalSlack
    api: LocalOrders
    bot: OrderDesk
    clock: TestClock
    url: str

    def person(self, name: str) -> Conversation:
        """One of the workspace's people."""
        return self.slack.person(name)


class Server(uvicorn.Server):
    """Uvicorn that says when it listens, and stops when it is told to, not at the next tenth of a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()
        self._told_to_stop = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        await self._told_to_stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does, which sleeps for a tenth of a second even where no request is under way."""
        for listening in self.servers:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)  # What is closed is told so.
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
        else:
            await self.lifespan.shutdown()

    def stop(self) -> None:
        """Take no more requests, and finish those under way."""
        self._told_to_stop.set()


def settings_for(slack: LocalSlack, api: LocalOrders, folder: Path, **given: Any) -> Settings:
    """Settings that point at the local Slack and Orders API, and what the test gives; nothing of the environment."""
    values = {
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_app_token": slack.app_token,
        "slack_api_url": slack.api_url,
        "database_url": f"sqlite:///{with_schema(folder / 'orderdesk.db')}",
        "orders_api_url": api.url,
        "orders_api_token": api.token,
        "orders_timeout": 10,  # A busy machine takes seconds to answer; tests of the bound set a short one.
        "orders_longest_processing": 0,
        "orders_quiet_period": 11,
        "catalog": CATALOG,
        "default_locale": "en-GB",
        "payout_users": "*",
        "orders_channel": "C0ORDERS",
        **given,
    }
    return checked_settings(values)


@asynccontextmanager
async def running_product(
    folder: Path, *, socket_mode: bool = False, slack: LocalSlack | None = None, **given: Any
) -> AsyncIterator[Product]:
    """Everything started, the bot listening; everything stopped afterwards.

    With a `slack` of the test's own, bounds in seconds are as they are.
    """
    with nullcontext() if slack else longer_bounds():
        async with (
            slack or patient_slack() as here,
            LocalOrders() as api,
            bot_on(here, api, folder, socket_mode=socket_mode, **given) as place,
        ):
            yield place
            assert here.refusals == [], "Slack would have refused this"


@asynccontextmanager
async def bot_on(
    slack: LocalSlack, api: LocalOrders, folder: Path, *, socket_mode: bool = False, **given: Any
) -> AsyncIterator[Product]:
    """The bot alone, on a Slack and an Orders API that run already."""
    clock = given.pop("clock", None) or TestClock()
    settings = settings_for(slack, api, folder, **given)
    slack.install(manifest(None if socket_mode else slack.origin))
    async with order_desk(settings, clock=clock, idle=IDLE) as bot:
        await bot.token.refresh()  # Else its call comes sometime while a test is under way.
        clock.pollers = bot.pollers
        port = free_port()
        server = Server(
            uvicorn.Config(
                web_app(bot, slack_events=not socket_mode),
                port=port,
                log_config=None,
                timeout_graceful_shutdown=1,
            )
        )
        serving = asyncio.create_task(server._serve())
        url = f"http://127.0.0.1:{port}"
        slack.request_url = f"{url}/slack/events"
        handler = AsyncSocketModeHandler(bot.app, slack.app_token) if socket_mode else None
        await server.up.wait()
        if handler:
            await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            yield Product(slack, api, bot, clock, url)
        finally:
            if handler:
                await handler.close_async()  # type: ignore[no-untyped-call]
            server.stop()
            await serving


OpenProduct = Callable[..., AbstractAsyncContextManager[Product]]


@pytest.fixture
def open_product(tmp_path: Path) -> OpenProduct:
    """Start the product with settings of one's own."""

    def open_(**settings: Any) -> AbstractAsyncContextManager[Product]:
        return running_product(tmp_path, **settings)

    return open_


@pytest.fixture
async def product(open_product: OpenProduct) -> AsyncIterator[Product]:
    """The product with the example catalog, over signed HTTP."""
    async with open_product() as product:
        yield product
