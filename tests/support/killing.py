"""A bot of this process that is killed: nothing more that it does reaches its store or Slack.

What was begun and not ended then is as after SIGKILL: written or not, sent or not, and never followed by anything.
Leaving the bot's context afterwards only frees what the test's process must not leak.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler

from bot.app import OrderDesk
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.clock import TestClock
from tests.support.product import Product, bot_on


async def kill(bot: OrderDesk) -> None:
    """End it here and now. Slack first: it must not hear of the store that is gone."""
    session = bot.app.client.session
    assert session is not None
    await session.close()
    await bot.store.close()


def die_at_the_next_ack(bot: OrderDesk) -> None:
    """Have nothing begin that would follow an ack."""
    bot.app.listener_runner.listener_completion_handler = _Nothing()


class _Nothing(AsyncListenerCompletionHandler):
    async def handle(self, request: AsyncBoltRequest, response: BoltResponse | None) -> None:
        """The process is gone."""


class Successors:
    """One bot after the other, each on what the one before it left; `product` is the present one."""

    product: Product

    def __init__(self, slack: LocalSlack, api: LocalOrders, folder: Path, **settings: Any) -> None:
        self.clock = TestClock()
        self._slack, self._api, self._folder, self._settings = slack, api, folder, settings
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._begin()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def succeed(self) -> None:
        """The present bot is killed, and another begins."""
        await kill(self.product.bot)
        await self._stack.aclose()
        await self._begin()

    async def _begin(self) -> None:
        bot = bot_on(self._slack, self._api, self._folder, clock=self.clock, **self._settings)
        self.product = await self._stack.enter_async_context(bot)
