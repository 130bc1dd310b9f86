"""The one place where everything is wired."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.circuit import Circuit
from bot.desk import Clock, Desk, utc_now
from bot.dispatcher import Dispatcher
from bot.listeners import register
from bot.loop import Loop
from bot.services import Services
from bot.settings import Settings, SettingsError
from bot.teller import Teller
from flows.catalog import Catalog, CatalogError, read_catalog
from flows.order import Pace
from orders import OrdersClient
from storage import SqliteStore, Store

IDLE_SECONDS = 1.0


@dataclass(frozen=True)
class OrderDesk:
    """The running product."""

    settings: Settings
    app: AsyncApp
    store: Store
    circuit: Circuit
    dispatching: Loop
    telling: Loop

    @property
    def loops(self) -> dict[str, Loop]:
        """What must keep running, by name."""
        return {"dispatching": self.dispatching, "telling": self.telling}


@asynccontextmanager
async def order_desk(
    settings: Settings, *, clock: Clock = utc_now, idle: float = IDLE_SECONDS
) -> AsyncIterator[OrderDesk]:
    """Open the store, wire everything, and send and tell what is due until the end.

    Raises SettingsError, or StoreUnavailable when the database can't be opened.
    """
    catalog = load_catalog(settings.catalog)
    client = orders_client(settings)
    store = await SqliteStore(settings.database_path).open()
    try:
        async with client as orders:
            desk = _wire(settings, catalog, store, orders, clock, idle)
            desk.dispatching.start()
            desk.telling.start()
            try:
                yield desk
            finally:
                await desk.dispatching.stop()
                await desk.telling.stop()
    finally:
        await store.close()


def _wire(
    settings: Settings, catalog: Catalog, store: Store, orders: OrdersClient, clock: Clock, idle: float
) -> OrderDesk:
    slack = AsyncWebClient(token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
    dispatcher = Dispatcher(store, orders, Pace(settings.quiet_period, spread=SystemRandom().random), clock)
    dispatching = Loop("dispatching", dispatcher.tick, idle, dispatcher.finish)
    desk = Desk(settings, catalog, store, dispatching.wake, clock)
    teller = Teller(desk, slack)
    telling = Loop("telling", teller.tick, idle, teller.finish)
    app = AsyncApp(
        client=slack,
        signing_secret=settings.slack_signing_secret.get_secret_value()
        if settings.slack_signing_secret
        else None,
        # The ack function runs to its end before Slack is answered; see docs/decisions/0002-ack.md.
        process_before_response=True,
    )
    register(app, Services(desk, orders))
    return OrderDesk(settings, app, store, dispatcher.circuit, dispatching, telling)


def orders_client(settings: Settings) -> OrdersClient:
    """The Orders API's client. Raises SettingsError for an address that would send the token in clear."""
    try:
        return OrdersClient(
            settings.orders_api_url, settings.orders_api_token, timeout=settings.orders_timeout
        )
    except ValueError as error:
        raise SettingsError(str(error)) from error


def load_catalog(path: Path) -> Catalog:
    """The catalog file. Raises SettingsError with every mistake in it."""
    try:
        return read_catalog(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"CATALOG: {path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"CATALOG: {path} isn't UTF-8 text") from error
    except CatalogError as error:
        raise SettingsError(f"CATALOG: {path} has mistakes:\n{error}") from error
