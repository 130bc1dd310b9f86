"""Sending orders: for each answer the Orders API gives at once, one order there, one post, one receipt."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.app import load_catalog, order_desk
from flows.compiling import Origin, compile_order
from flows.draft import Address, Client, Draft, Job, Line, Offer, Step
from flows.order import Order, State, confirmed
from sandbox.orders_api.faults import CreatedStyle, PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from storage import Store
from tests.conftest import OpenWorkplace
from tests.support.product import CATALOG, Product, TestClock, settings_for
from tests.support.walkthrough import to_summary

TIMEOUT = 0.8
"""For a request that is to have no answer. Where one comes, a busy machine may take longer: see LONG_TIMEOUT."""
LONG_TIMEOUT = 10
QUIET = 30
HEAT_PUMP = "8b1f6a34-27d5-4c39-9d0c-5f7c1f9f2a10"
PATIENCE = 20.0


class StillClock(TestClock):
    """Time that passes only when the test says so, and that tells when the bot's loops look at it."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self._began = datetime.now(UTC).replace(microsecond=0)
        self._looked = asyncio.Event()
        self._looks: Counter[str] = Counter()

    def __call__(self) -> datetime:
        task = asyncio.current_task()
        self._looks[task.get_name() if task else ""] += 1
        self._looked.set()
        return self._began + self.ahead

    async def look(self) -> None:
        """Wait until somebody looks."""
        self._looked.clear()
        await self._looked.wait()

    async def ticks(self, loop: str) -> None:
        """Wait until a tick of that loop, begun after now, has ended: each begins with a look."""
        until = self._looks[loop] + 2
        while self._looks[loop] < until:
            await self.look()


@dataclass
class Sending:
    """A workplace whose clock stands still, and what tests of sending do there."""

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
        self.product.bot.dispatching.wake()
        return order

    async def reaches(self, order: Order, state: State) -> Order:
        """Wait until the order is in that state."""
        return await self.until(order, lambda now: now.state is state)

    async def until(self, order: Order, condition: Callable[[Order], object]) -> Order:
        """Wait until the order is so; gives it as it stands then."""
        async with asyncio.timeout(PATIENCE):
            while True:
                now = await self.store.get(order.id)
                if now and condition(now):
                    return now
                await self.clock.look()

    async def ticks(self) -> None:
        """Wait until all that is due by now, to send and to tell, has been taken up and is done with."""
        async with asyncio.timeout(PATIENCE):
            for loop in self.product.bot.pollers:
                await self.clock.ticks(loop)
            while under_way := [task for task in asyncio.all_tasks() if " " in task.get_name()]:
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


def confirmed_order(now: datetime, **changes: object) -> Order:
    """A finished order for a heat pump survey, confirmed at that moment; `changes` are to its draft."""
    catalog = load_catalog(CATALOG)
    draft = Draft(
        id=str(uuid4()),
        step=Step.SUMMARY,
        client=Client(
            contact_person="Ola Nordmann",
            phone="+4799900111",
            phone_typed="999 00 111",
            phone_country="NO",
            email="ola.nordmann@example.com",
        ),
        address=Address(country="NO", street="Storgata 1", postal_code="0365", city="Oslo"),
        job=Job(workflow=HEAT_PUMP),
        offer=Offer(),
        lines=(Line(id="1", name="Survey", unit_price=125_000, currency="NOK", vat_rate=2500),),
    ).with_(**changes)
    origin = Origin("T0LOCAL", "C0ORDERS", "U0KARI")
    body = compile_order(draft, catalog, origin).body(bare_integers=False)
    return confirmed(Order(draft, origin, State.OPEN, now), body, None, now)


@asynccontextmanager
async def outbox(folder: Path, **given: Any) -> AsyncIterator[Sending]:
    """The bot without its door for Slack's requests: all that sending and telling need, and quick to close."""
    clock = StillClock()
    pace = {"orders_timeout": LONG_TIMEOUT, "orders_quiet_period": QUIET}
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, folder, **{**pace, **given})
        async with order_desk(settings, clock=clock, idle=0.02) as bot:
            yield Sending(Product(slack, api, bot, clock, ""), clock)
        assert slack.refusals == [], "Slack would have refused this"


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Sending]:
    async with outbox(tmp_path) as sending:
        yield sending


@pytest.fixture
async def talking(open_product: OpenWorkplace) -> AsyncIterator[Sending]:
    """The same with people who talk to the bot."""
    clock = StillClock()
    async with open_product(clock=clock) as product:
        yield Sending(product, clock)


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize("style", [CreatedStyle.VALUE, CreatedStyle.ID, CreatedStyle.BARE_ID])
async def test_a_created_order_is_recorded_posted_and_told_once(
    sending: Sending, status: int, style: CreatedStyle
) -> None:
    sending.product.api.faults.created_status = status
    sending.product.api.faults.created_style = style
    order = await sending.reaches(await sending.confirm(), State.CREATED)
    await sending.told()
    assert order.upstream_id == sending.product.api.orders[0].id
    assert order.due_at is None
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)
    assert sending.product.api.list_requests == 0


async def test_the_number_stands_in_the_post_and_in_the_receipt(sending: Sending) -> None:
    await sending.confirm()
    await sending.told()
    assert "P1-1" in sending.channel_posts[0].text
    assert "P1-1" in sending.receipts[0].text


async def test_the_frozen_body_arrives_byte_for_byte(sending: Sending) -> None:
    order = await sending.confirm()
    await sending.reaches(order, State.CREATED)
    assert sending.product.api.received == [json.loads(order.body or "")]


@pytest.mark.parametrize("status", [400, 409])
@pytest.mark.parametrize("with_ids", [True, False])
async def test_an_order_that_is_there_already_is_created_when_the_list_shows_it(
    sending: Sending, status: int, with_ids: bool
) -> None:
    """As after a restore from a backup: the API has the key already, perhaps for long."""
    sending.product.api.faults.duplicate_status = status
    sending.product.api.faults.duplicate_ids = with_ids
    order = confirmed_order(sending.clock())
    long_ago = sending.clock() - timedelta(days=9)
    there = sending.product.api.create(json.loads(order.body or ""), long_ago)
    sending.product.api.create({"metadata": {"source": "web"}}, long_ago + timedelta(days=1))
    await sending.store.add(order)
    await sending.until(order, lambda now: now.doubt)
    await sending.told(posts=0)
    sending.clock.advance(2)
    found = await sending.reaches(order, State.CREATED)
    assert (found.upstream_id, found.display_id) == (there.id, "P1-1")
    await sending.told()
    assert (sending.posts(order), sending.upstream(order)) == (1, 1)


async def test_a_refused_order_goes_back_to_the_person_and_is_created_under_the_same_key(
    talking: Sending,
) -> None:
    api, kari = talking.product.api, talking.product.person("kari")
    api.faults.next_posts.append(PostFault.INVALID)
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("phoneNumber must be a mobile number")
    assert "Nothing was created, and what you entered is saved" in receipt.text
    talking.clock.advance(1)
    await kari.sees("Phone: “phoneNumber must be a mobile number”")
    await kari.press("Edit", nth=0)
    await kari.sees("Step 1 of 4")
    await kari.fill(phone="411 22 333")
    await kari.next()
    await kari.sees("+47 41 12 23 33")
    await kari.next()
    await kari.hears("Created")
    talking.clock.advance(1)
    await kari.sees("Order created")
    first, second = api.received
    assert first["idempotencyKey"] == second["idempotencyKey"]
    assert (first["phoneNumber"], second["phoneNumber"]) == ("+4799900111", "+4741122333")
    assert len(api.orders) == 1
    await talking.told(receipts=2, posts=0)
    assert len(talking.product.slack.channel("#ev-team").messages) == 1


async def test_an_order_refused_twice_is_told_twice(talking: Sending) -> None:
    api, kari = talking.product.api, talking.product.person("kari")
    api.faults.next_posts.extend([PostFault.INVALID, PostFault.INVALID])
    await to_summary(kari)
    for refusals in (1, 2):
        await kari.next()
        await talking.told(receipts=refusals, posts=0)
        talking.clock.advance(1)
        await kari.sees("The order system refused it")
    assert len(api.received) == 2
    assert api.orders == []


async def test_a_refusal_without_words_says_so(sending: Sending) -> None:
    sending.product.api.faults.invalid_words = ()
    sending.product.api.faults.next_posts.append(PostFault.INVALID)
    await sending.reaches(await sending.confirm(), State.REJECTED)
    await sending.told(posts=0)
    assert "refused" in sending.receipts[0].text


async def test_create_pressed_twice_at_once_gives_one_order(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    await kari.submit_twice()
    await kari.hears("Created")
    await talking.told(receipts=1, posts=0)
    assert len(talking.product.api.received) == len(talking.product.api.orders) == 1


async def test_twenty_orders_at_once_are_each_created_once(sending: Sending) -> None:
    orders = [await sending.confirm() for _ in range(20)]
    for order in orders:
        await sending.reaches(order, State.CREATED)
    assert [sending.posts(order) for order in orders] == [1] * 20
    await sending.told(receipts=20, posts=20)


async def test_an_order_nobody_confirmed_is_never_sent(talking: Sending) -> None:
    kari = talking.product.person("kari")
    await to_summary(kari)
    talking.clock.advance(86_400)
    await talking.ticks()
    assert talking.product.api.received == []
