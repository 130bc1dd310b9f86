"""At each moment from Create to the last receipt the bot dies, or its clock jumps: nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bot.settings import Settings
from flows.order import Order, State
from sandbox.orders_api.faults import CreatedStyle, PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.chaos.people import drafts
from tests.chaos.scenario import Scenario, first
from tests.support.crash_point import Crash, CrashPoint, die
from tests.support.product import settings_for
from tests.support.site import Site, site
from tests.support.thorough import one_in

pytestmark = pytest.mark.timeout(300)

HOUR = 3600
DIES_EVERY, JUMPS_EVERY = one_in(5), one_in(7)
"""In a quick run a bot dies at one moment in five; the clock jumps at one in seven, forwards and backwards in turn."""
FEWEST = 20
"""An order without any trouble has more moments than this."""


@dataclass
class Ground:
    """What outlives every bot of a test."""

    slack: LocalSlack
    api: LocalOrders
    settings: Settings
    folder: Path


@pytest.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Ground]:
    async with LocalSlack() as slack, LocalOrders() as api:
        yield Ground(slack, api, settings_for(slack, api, tmp_path), tmp_path)
        assert slack.refusals == [], "Slack would have refused this"


Trouble = Callable[[LocalOrders, LocalSlack], None]


def the_long_way(api: LocalOrders, slack: LocalSlack) -> None:
    """Without an answer at first, then created without its number; and Slack is busy."""
    api.faults.next_posts.append(PostFault.UNAVAILABLE)
    api.faults.created_style = CreatedStyle.EMPTY
    slack.faults.rate_limit("chat.postMessage", times=1)


def sent_again(api: LocalOrders, _slack: LocalSlack) -> None:
    """The first POST comes to nothing, and nobody can tell."""
    api.faults.next_posts.append(PostFault.UNAVAILABLE)


def refused(api: LocalOrders, _slack: LocalSlack) -> None:
    """Every POST is refused as invalid."""
    api.faults.next_posts.extend([PostFault.INVALID] * 9)


@pytest.mark.parametrize(
    ("trouble", "begins"),
    [(the_long_way, 1), (the_long_way, 2), (refused, 1), (refused, 2)],
    ids=["the long way, odd turns", "the long way, even turns", "refused, odd turns", "refused, even turns"],
)
async def test_a_bot_that_dies_at_any_moment_is_succeeded_by_one_that_finishes(
    ground: Ground, trouble: Trouble, begins: int
) -> None:
    """Two tests share the moments, so that two processors can."""
    at, crash_point = (begins - 2) * DIES_EVERY, CrashPoint()
    while crash_point.has_come:
        at += 2 * DIES_EVERY
        crash_point = CrashPoint(at, die)
        async with begun(ground, trouble, at) as (here, order):
            await live_and_die(here, order, crash_point)
            async with here.bot() as successor:
                await here.play(successor, order)
            await check(here, order, crash_point)
    assert at > FEWEST


async def live_and_die(here: Site, order: Order, crash_point: CrashPoint) -> None:
    async with here.bot(crash_point) as mortal:
        try:
            await here.play(mortal, order)
        except Crash:
            return


async def test_a_clock_that_jumps_at_any_moment_breaks_nothing(ground: Ground) -> None:
    at, crash_point = 1 - JUMPS_EVERY, CrashPoint()
    while crash_point.has_come:
        at += JUMPS_EVERY
        hours = 1 if at % 2 else -1
        async with begun(ground, sent_again, at) as (here, order):
            crash_point = CrashPoint(at, partial(here.clock.advance, hours * HOUR))
            async with here.bot(crash_point) as bot:
                await here.play(bot, order)
            await check(here, order, crash_point)
    assert at > FEWEST


@asynccontextmanager
async def begun(ground: Ground, trouble: Trouble, number: int) -> AsyncIterator[tuple[Site, Order]]:
    """A site in that trouble, and an order at its summary."""
    database = ground.folder / f"{number}.db"
    async with site(ground.slack, ground.api, ground.settings, database) as here:
        trouble(here.api, here.slack)
        (order,) = drafts(Scenario(seed=number, orders=1, kills=0, answers=first(None)), here.clock())
        await here.store.add(order)
        yield here, order


async def check(here: Site, order: Order, crash_point: CrashPoint) -> None:
    """One order upstream, one post and one receipt; none but the receipt for an order that was refused."""
    kept, moment = await here.order(order), crash_point.moments[-1] if crash_point.moments else "the start"
    exists = 0 if kept.state in {State.REJECTED, State.STUCK} else 1
    assert kept.state in {State.CREATED, State.REJECTED, State.STUCK}, moment
    assert len(here.api.orders) == exists, moment
    assert len(here.slack.channel("#orders").messages) == exists, moment
    assert len(here.slack.person("kari").direct_messages) == 1, moment
