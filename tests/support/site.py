"""A bot that runs in this process, one call after the other, on a Slack and an Orders API that outlive it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.notify.notifier import Notifier
from bot.notify.told_at_once import ToldAtOnce
from bot.outbox.dispatcher import Dispatcher
from bot.service.errors import Changed, NotEditable
from bot.service.order_service import OrderService
from bot.settings import Settings
from flows.order import Order, Pace
from orders import OrdersClient
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from storage import SqliteStore, Store
from tests.support.clock import StillClock
from tests.support.crash_point import CrashPoint, fateful
from tests.support.drafts import EXAMPLE
from tests.support.sqlite_files import with_schema
from tests.support.stores import END_OF_TIME

TIMEOUT = 0.3
QUIET = 45
FIRST_WAIT = 5.0
"""Seconds that pass at first when nothing is due; doubled as long as nothing is."""
LONGEST = timedelta(hours=3)
MOST_ROUNDS = 200
AT_ONCE = 8


class TooLong(AssertionError):
    """An order isn't settled within the bounds."""


@dataclass(frozen=True)
class Bot:
    """What sends and notifies, and the service that takes Create."""

    service: OrderService
    dispatcher: Dispatcher
    notifier: Notifier
    told_at_once: ToldAtOnce

    async def work(self) -> int:
        """Do what is due, one after the other; gives how much that was."""
        await self.dispatcher.wait_all()  # What was sent as Create was pressed.
        await self.told_at_once.poll()
        await self.notifier.orders_told_of.wait_all()
        orders = await self.service.store.due(self.service.clock(), AT_ONCE)
        for order in orders:
            await self.dispatcher.handle(order)
        notifications = await self.service.store.due_notifications(self.service.clock(), AT_ONCE)
        for notification in notifications:
            await self.notifier.handle(notification)
        return len(orders) + len(notifications)


@dataclass(frozen=True)
class Site:
    """Slack, the Orders API, the clock and the database file; `store` is the test's own view of the file."""

    slack: LocalSlack
    api: LocalOrders
    clock: StillClock
    settings: Settings
    store: Store

    @asynccontextmanager
    async def bot(self, crash_point: CrashPoint | None = None) -> AsyncIterator[Bot]:
        """The bot on its own connections. They are only let go of at the end, as of a process that is killed."""
        crash_point = crash_point or CrashPoint()
        client = OrdersClient(self.api.url, SecretStr(self.api.token), timeout=TIMEOUT)
        slack = AsyncWebClient(token=self.slack.bot_token, base_url=self.slack.api_url)
        own = await SqliteStore(_database_file(self.settings)).open()
        try:
            async with client:
                store = fateful(own, crash_point)
                pace = Pace(timedelta(seconds=QUIET))
                dispatcher = Dispatcher(store, fateful(client, crash_point), pace, self.clock)
                service = OrderService(
                    self.settings, EXAMPLE, store, lambda: None, self.clock, hand_over=dispatcher.confirm
                )
                notifier = Notifier(service, fateful(slack, crash_point))
                dispatcher.teller = told_at_once = ToldAtOnce(service, notifier, lambda: None)
                yield Bot(service, dispatcher, notifier, told_at_once)
        finally:
            await own.close()

    async def play(self, bot: Bot, order: Order) -> None:
        """Press Create, as often as it takes, and let the bot work until there is nothing left to do."""
        await press(bot.service, order)
        rounds, wait, latest = 0, FIRST_WAIT, self.clock.ahead + LONGEST
        while await self._has_work():
            rounds += 1
            if rounds > MOST_ROUNDS or self.clock.ahead > latest:
                raise TooLong
            if await bot.work():
                wait = FIRST_WAIT
            else:
                self.clock.advance(wait)
                wait *= 2

    async def order(self, order: Order) -> Order:
        """The order as it is now."""
        kept = await self.store.get(order.id)
        assert kept is not None
        return kept

    async def _has_work(self) -> bool:
        return bool(
            await self.store.due(END_OF_TIME, 1) or await self.store.due_notifications(END_OF_TIME, 1)
        )


async def press(service: OrderService, order: Order) -> None:
    """Create on the summary; pressed again after it was taken, even if it was refused since, it changes nothing."""
    with suppress(NotEditable, Changed):
        await service.confirm(order.id, order.person, order.version, "V1")


def _database_file(settings: Settings) -> Path:
    return Path(settings.database_url.removeprefix("sqlite:///"))


@asynccontextmanager
async def site(
    slack: LocalSlack, api: LocalOrders, settings: Settings, database: Path
) -> AsyncIterator[Site]:
    """A site on a database file of its own, with nothing said or ordered yet."""
    slack.reset()
    api.reset()
    settings = settings.model_copy(update={"database_url": f"sqlite:///{with_schema(database)}"})
    store = await SqliteStore(_database_file(settings)).open()
    try:
        yield Site(slack, api, StillClock(), settings, store)
    finally:
        await store.close()
