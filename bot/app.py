"""The one place where everything is wired."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple, Protocol

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock, utc_now
from bot.integrations.geocoder import Geocoder, open_geocoder
from bot.integrations.postal_codes import open_places
from bot.listeners import register
from bot.logs import quieten
from bot.middleware.bolt_app import bolt_app
from bot.middleware.lazy import LazyFunctions
from bot.notify.notifier import Notifier
from bot.notify.outages import OutageNotifier
from bot.notify.post_once import MessagePoster
from bot.notify.told_at_once import ToldAtOnce
from bot.outbox.circuit_breaker import Circuit
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.expiry import Expiry
from bot.outbox.left_drafts import READ_IN, LeftDrafts, is_unread
from bot.outbox.list_health import ListHealth
from bot.outbox.poller import Poller
from bot.service.dependencies import Dependencies
from bot.service.group_check import GroupCheck
from bot.service.listing.upstream_list import UpstreamList
from bot.service.order_service import OrderService
from bot.service.quiet_saving import QuietSaving
from bot.service.uploads import UploadRoute, Uploads
from bot.settings import Settings, SettingsError
from bot.slack.files import SlackFiles
from bot.slack.token_check import TokenCheck
from bot.slack.user_groups import UserGroups
from flows.catalog import Catalog, CatalogError, read_catalog
from flows.order import Pace
from orders import OrdersClient
from storage import SqliteStore, Store, open_store

IDLE_SECONDS = 1.0

WOKEN = frozenset({"dispatching", "notifying", "queue"})
"""What is woken when there is something to send or to tell; other work only repeats."""
TELLING = frozenset({"notifying"})
"""What is woken when there is only something to tell."""

MODALS = frozenset({"modals"})
"""What is woken when a modal may be touched."""

SLACK_SECONDS = 30
"""How long a call to Slack may take."""


class Runner(Protocol):
    """Work that goes on beside the listeners."""

    def start(self) -> None:
        """Begin, in the running event loop."""

    def wake(self) -> None:
        """There is something to do now."""

    async def stop(self) -> None:
        """Begin nothing more, let what is under way finish, and end."""

    @property
    def is_running(self) -> bool:
        """It has begun and not ended."""


class OrderDesk(NamedTuple):
    """The running product. `pollers` must keep running, by name."""

    settings: Settings
    app: AsyncApp
    store: Store
    dispatcher: Dispatcher
    circuit: Circuit
    list_health: ListHealth
    pollers: Mapping[str, Runner]
    uploads: Uploads
    lazy_functions: LazyFunctions
    quiet_saving: QuietSaving
    token: TokenCheck
    groups: GroupCheck
    service: OrderService
    clock: Clock


class Parts(NamedTuple):
    """What is made from the settings alone, before anything is opened."""

    catalog: Catalog
    orders: OrdersClient
    geocoder: Geocoder | None


def prepare(settings: Settings) -> Parts:
    """The parts. Raises SettingsError for every setting that `serve` can't begin with; `doctor` asks it too."""
    catalog = load_catalog(settings.catalog)
    _refuse_photos_without_files(catalog, settings)
    return Parts(catalog, orders_client(settings), open_geocoder(settings))


def _refuse_photos_without_files(catalog: Catalog, settings: Settings) -> None:
    asking = [number for number, workflow in enumerate(catalog.workflows) if workflow.photos]
    if asking and not settings.files:
        raise SettingsError(
            f"FILES is false, and workflows[{asking[0]}].photos in the catalog asks for photos: "
            "set FILES to true, or remove that key"
        )


@asynccontextmanager
async def order_desk(
    settings: Settings, *, works: bool = True, clock: Clock = utc_now, idle: float = IDLE_SECONDS
) -> AsyncIterator[OrderDesk]:
    """Open the store and wire everything; where it `works`, send and notify what is due until the end.

    Raises SettingsError, or StoreUnavailable when the database can't be opened.
    """
    quieten()
    parts = prepare(settings)
    store = await open_store(settings.database_url)
    try:
        async with parts.orders, slack_connections() as connections:
            slack = slack_client(settings, connections)
            service = _wire(settings, parts, store, slack, _Work(clock, idle, works))
            await service.groups.refresh()
            # Of those who ask, only /readyz waits for what Slack says.
            checking = asyncio.create_task(service.token.refresh(), name="token")
            for poller in service.pollers.values():
                poller.start()
            try:
                yield service
            finally:
                checking.cancel()
                service.dispatcher.end()
                await service.lazy_functions.finish()
                for poller in service.pollers.values():
                    await poller.stop()
                await service.dispatcher.finish()
                await service.quiet_saving.close()
                await service.uploads.close()
    finally:
        await store.close()


class _Work(NamedTuple):
    """How the work beside the listeners is done."""

    clock: Clock
    idle: float
    here: bool


def slack_connections() -> aiohttp.ClientSession:
    """Connections to Slack that stay open: without them slack_sdk connects again for every call."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SLACK_SECONDS))


def slack_client(settings: Settings, connections: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's Web API with the bot's token."""
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=SLACK_SECONDS,
        session=connections,
        # Its own has no level: for each call slack_sdk would write out request and answer, and then not log them.
        logger=logging.getLogger("slack_sdk"),
    )


def _wire(settings: Settings, parts: Parts, store: Store, slack: AsyncWebClient, work: _Work) -> OrderDesk:
    orders = parts.orders
    uploads = _uploads(settings, store, slack, orders, work)
    pace = Pace(settings.quiet_period, lookup_limit=settings.lookup_limit, spread=SystemRandom().random)
    pollers: dict[str, Runner] = {}
    tell = partial(_wake, pollers, TELLING)
    dispatcher = Dispatcher(store, orders, pace, work.clock, uploads.ready, tell)
    groups = UserGroups(slack, work.clock)
    service = OrderService(
        settings,
        parts.catalog,
        store,
        lambda: _wake(pollers),
        work.clock,
        places=open_places(),
        hand_over=dispatcher.confirm if work.here else None,
        members_of=groups.members,
    )
    if work.here:
        notifier = Notifier(service, slack, tell, dispatcher.backlog.give_way)
        pollers |= _pollers(store, dispatcher, notifier, work)
        told_at_once = ToldAtOnce(service, notifier, partial(_wake, pollers, MODALS))
        dispatcher.teller = told_at_once
        pollers["modals"] = Poller("modals", told_at_once.poll, work.idle)
        outages = OutageNotifier(service, MessagePoster(slack, store.messages))
        expiry = Expiry(store, timedelta(days=settings.draft_days), work.clock)
        pollers["expiry"] = Poller("expiry", expiry.poll, work.idle)
        left_for = timedelta(minutes=settings.draft_reminder_minutes)
        left_drafts = LeftDrafts(store, left_for, work.clock, service.wake)
        pollers["left_drafts"] = Poller("left_drafts", left_drafts.poll, work.idle)
        unread = LeftDrafts(store, READ_IN, work.clock, service.wake, is_unread)
        pollers["unread_texts"] = Poller("unread_texts", unread.poll, work.idle)
        pollers["outages"] = Poller("outages", outages.poll, work.idle)
    group_check = GroupCheck(service, groups)
    if service.permissions.groups:
        pollers["user_groups"] = Poller("user_groups", group_check.poll, work.idle)
    lazy_functions = LazyFunctions()
    quiet_saving = QuietSaving(service)
    app = bolt_app(slack, lazy_functions)
    register(
        app, Dependencies(service, UpstreamList(orders, work.clock), uploads, quiet_saving, parts.geocoder)
    )
    token = TokenCheck(slack, work.clock)
    circuit, list_health = dispatcher.circuit, dispatcher.list_health
    return OrderDesk(
        settings,
        app,
        store,
        dispatcher,
        circuit,
        list_health,
        pollers,
        uploads,
        lazy_functions,
        quiet_saving,
        token,
        group_check,
        service,
        work.clock,
    )


def _uploads(
    settings: Settings, store: Store, slack: AsyncWebClient, orders: OrdersClient, work: _Work
) -> Uploads:
    path, timeout = settings.orders_upload_path, settings.orders_upload_timeout
    return Uploads(
        store,
        SlackFiles(slack, timeout),
        orders,
        settings.file_rules,
        UploadRoute(path, timeout) if path else None,
        clock=work.clock,
        pause=work.idle,
    )


def _wake(pollers: Mapping[str, Runner], whom: frozenset[str] = WOKEN) -> None:
    """Those for whom there may be something new."""
    for name in whom & pollers.keys():
        pollers[name].wake()


def _pollers(store: Store, dispatcher: Dispatcher, notifier: Notifier, work: _Work) -> Mapping[str, Runner]:
    """SQLite is looked through for what is due; PostgreSQL has a queue of jobs."""
    if isinstance(store, SqliteStore):
        return {
            "dispatching": Poller("dispatching", dispatcher.poll, work.idle, dispatcher.finish),
            "notifying": Poller("notifying", notifier.poll, work.idle, notifier.finish),
        }
    # Only where it is asked for: its libraries take a quarter of a second to import.
    from bot.outbox.procrastinate_worker import ProcrastinateWorker
    from storage.postgres.store import PostgresStore

    if not isinstance(store, PostgresStore):
        raise TypeError(type(store))
    return {"queue": ProcrastinateWorker(store, dispatcher.take, notifier.handle, work.clock)}


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
