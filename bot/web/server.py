"""The HTTP side: Slack's requests at /slack/events, and how the service is."""

from __future__ import annotations

from contextlib import suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import OrderDesk
from bot.web.guard import Guard
from bot.web.readiness import Readiness
from bot.web.slack_events import SlackEvents
from storage import StoreUnavailable

EVENTS = "/slack/events"


def web_app(service: OrderDesk, *, slack_events: bool) -> ASGIApp:
    """The ASGI app; over Socket Mode Slack's requests don't come this way."""
    secret = service.settings.slack_signing_secret
    if not slack_events or secret is None:
        return _pages(service)
    guard = Guard(SlackEvents(service.app).answer, secret.get_secret_value())
    return _SlackFirst(guard, _pages(service, Route(EVENTS, guard, methods=["POST"])))


class _SlackFirst:
    """Gives what Slack sends to the guard at once: looking for its route costs as much as checking its signature."""

    def __init__(self, guard: Guard, pages: Starlette) -> None:
        self._guard = guard
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_slacks = scope["type"] == "http" and scope["path"] == EVENTS and scope["method"] == "POST"
        await (self._guard if is_slacks else self._pages)(scope, receive, send)


def _pages(service: OrderDesk, *more: Route) -> Starlette:
    readiness = Readiness(service)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        problems = await readiness.problems()
        return JSONResponse(
            {"ready": not problems, "problems": list(problems), "orders_api": await _orders_api(service)},
            status_code=503 if problems else 200,
        )

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz), *more])


async def _orders_api(service: OrderDesk) -> str:
    """An API that is down makes nobody unready: orders are taken all the same, and wait."""
    with suppress(StoreUnavailable):
        going_on = [outage for outage in await service.store.outages.all() if outage.over_at is None]
        if going_on:
            return "; ".join(
                f"{one.reason} since {one.since.isoformat(timespec='seconds')}" for one in going_on
            )
    since = service.circuit.down_since
    if not service.circuit.is_open or since is None:
        return "answers"
    return f"has not answered since {since.isoformat(timespec='seconds')}; orders wait"
