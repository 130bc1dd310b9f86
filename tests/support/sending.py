"""The bot with a clock that stands still, and what tests of sending do there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import order_desk
from flows.order import Doubt, Order, State
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from storage import Store
from tests.support.clock import IDLE, StillClock
from tests.support.examples import confirmed_order
from tests.support.product import OpenProduct, Product, settings_for

TIMEOUT = 2.0
"""For a request that is to have no answer. Where one comes, a busy machine may take longer: see LONG_TIMEOUT."""


LONG_TIMEOUT = 10
QUIET = 30
PATIENCE = 40.0


@dataclass
class Sending:
    """The product with a clock that stands still, and what tests of sending do there."""

    product: Product
    clock: StillClock

    @property
    def store(self) -> Store:
        """The bot's store."""
        return self.product.bot.store

    async def confirm(self, **changes: object) -> Order:
        """An order of Kari's put into the outbox, as pressing Create does."""
        order = confirmed_order(self.clock(), **changes)
        await self.store.add(order)
        self.product.bot.pollers["dispatching"].wake()
        return order

    async def reaches(self, order: Order, state: State) -> Order:
        """Wait until the order is in that state."""
        return await self.until(order, lambda now: now.state is state)

    async def until(self, order: Order, condition: Callable[[Order], object]) -> Order:
        """Wait until the order is so; gives it as it is then."""
        async with asyncio.timeout(PATIENCE):
            while True:
                now = await self.store.get(order.id)
                if now and condition(now):
                    return now
                await self.clock.look()

    async def ticks(self) -> None:
        """Wait until all that is due by now, to send and to tell, has been taken up and is done with."""
        async with asyncio.timeout(PATIENCE):
            quiet_rounds = 0
            while quiet_rounds < 2:  # What one loop does may be due in another that has been asked before it.
                quiet_rounds += 1
                for loop in self.product.bot.pollers:
                    await self.clock.ticks(loop)
                while under_way := [task for task in asyncio.all_tasks() if " " in task.get_name()]:
                    quiet_rounds = 0
                    await asyncio.wait(under_way)

    async def in_time(self, order: Order, state: State) -> Order:
        """Let minutes pass until the order is in that state."""
        async with asyncio.timeout(PATIENCE):
            while (now := await self.store.get(order.id)) is None or now.state is not state:
                self.clock.advance(60)
                await self.ticks()
        return now

    def posts(self, order: Order) -> int:
        """How many POSTs with the order's key have arrived."""
        return sum(body["idempotencyKey"] == order.id for body in self.product.api.received)

    def upstream(self, order: Order) -> int:
        """How many orders with its key the Orders API holds."""
        return sum(one.body.get("idempotencyKey") == order.id for one in self.product.api.orders)

    async def told(self, receipts: int = 1, posts: int = 1) -> None:
        """Wait until that much has been told, and see that no more follows."""
        async with asyncio.timeout(PATIENCE):
            while len(self.receipts) < receipts or len(self.channel_posts) < posts:
                await self.clock.look()
        await self.ticks()
        assert (len(self.receipts), len(self.channel_posts)) == (receipts, posts)

    @property
    def receipts(self) -> list[Message]:
        """What Kari has been told in direct messages."""
        return self.product.person("kari").direct_messages

    @property
    def channel_posts(self) -> list[Message]:
        """What the team's channel has been told."""
        return self.product.slack.channel("#orders").messages


@asynccontextmanager
async def outbox(folder: Path, **given: Any) -> AsyncIterator[Sending]:
    """The bot without a server for Slack's requests: all that sending and notifying need, and quick to close."""
    clock = StillClock()
    pace = {"orders_timeout": LONG_TIMEOUT, "orders_quiet_period": QUIET}
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, folder, **{**pace, **given})
        async with order_desk(settings, clock=clock, idle=IDLE) as bot:
            await bot.token.refresh()  # Else its call comes sometime while a test is under way.
            clock.pollers = bot.pollers
            yield Sending(Product(slack, api, bot, clock, ""), clock)
        assert slack.refusals == [], "Slack would have refused this"


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Sending]:
    async with outbox(tmp_path) as sending:
        yield sending


@pytest.fixture
async def talking(open_product: OpenProduct) -> AsyncIterator[Sending]:
    """The same with people who talk to the bot."""
    clock = StillClock()
    async with open_product(clock=clock) as product:
        yield Sending(product, clock)


async def newer(sending: Sending, order: Order) -> Order:
    """The order when the dispatcher has written it again."""
    return await sending.until(order, lambda now: now.version > order.version)


async def stuck(product: Product, clock: StillClock) -> tuple[Sending, Order]:
    """An order sent into a silence, then refused, and not in the list."""
    sending = Sending(product, clock)
    product.api.faults.next_posts.extend([PostFault.UNAVAILABLE, PostFault.INVALID])
    order = await sending.until(await sending.confirm(), lambda now: now.uncertain)
    clock.advance(QUIET)
    await sending.until(order, lambda now: now.doubt is Doubt.REFUSED)
    clock.advance(QUIET)
    return sending, await sending.reaches(order, State.STUCK)
