"""`orderdesk serve`: over HTTP or Socket Mode, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Callable, Iterator

import uvicorn

from bot.app import OrderDesk, order_desk
from bot.logs import log
from bot.settings import Settings, SettingsError
from bot.web.server import web_app
from bot.web.warm_up import begin_warming_up

GRACE_SECONDS = 10
"""How long requests under way may take to finish when the service is told to stop."""

IDLE_TICKS = 10
"""Tenths of a second after which a service that nobody has asked for anything warms up."""

logger = log(__name__)


async def serve(settings: Settings, *, socket: bool) -> None:
    """Run until SIGINT or SIGTERM, then finish what is under way. Raises SettingsError, StoreUnavailable."""
    check_mode(settings, socket=socket)
    async with (
        order_desk(settings, works=not settings.separate_workers) as service,
        _socket_mode(service, socket=socket),
    ):
        server = _Server(
            uvicorn.Config(
                web_app(service, slack_events=not socket),
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                proxy_headers=False,  # Nothing here asks from which address a request comes.
                timeout_graceful_shutdown=GRACE_SECONDS,
            ),
            lambda: begin_warming_up(service),
        )
        logger.info("serving", host=settings.host, port=settings.port, mode="socket" if socket else "http")
        await server.serve()
    logger.info("stopped")


class _Server(uvicorn.Server):
    """Uvicorn, with two differences.

    A signal only stops it: raising it again afterwards would cut short what still must be finished.
    It warms up once, when its first answer is out, or nobody has asked for a second: before that, the thread
    would take the processor from those who wait for the service.
    """

    def __init__(self, config: uvicorn.Config, warm_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._warm_up = warm_up
        self._is_warm = False

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop; uvicorn asks ten times a second, and counts."""
        stops = await super().on_tick(counter)
        has_answered = self.server_state.total_requests > 0
        if not (stops or self._is_warm) and (has_answered or counter >= IDLE_TICKS):
            self._is_warm = True
            self._warm_up()
        return stops

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for stop in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(stop, self.handle_exit, stop, None)
        try:
            yield
        finally:
            for stop in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(stop)


@contextlib.asynccontextmanager
async def _socket_mode(service: OrderDesk, *, socket: bool) -> AsyncIterator[None]:
    token = service.settings.slack_app_token
    if not socket or token is None:
        yield
        return
    # Only where it is asked for: it brings two WebSocket clients along.
    from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

    handler = AsyncSocketModeHandler(service.app, token.get_secret_value())
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def check_mode(settings: Settings, *, socket: bool) -> None:
    """Raises SettingsError where this way of serving lacks its secret."""
    if socket and settings.slack_app_token is None:
        raise SettingsError("SLACK_APP_TOKEN is not set. Socket Mode needs an app-level token, xapp-….")
    if not socket and settings.slack_signing_secret is None:
        raise SettingsError("SLACK_SIGNING_SECRET is not set. Slack signs its requests over HTTP with it.")
