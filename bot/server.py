"""The HTTP side: Slack's requests at /slack/events, and how the service is."""

from __future__ import annotations

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.app import OrderDesk
from storage import StoreUnavailable


def web_app(desk: OrderDesk, *, slack_events: bool) -> Starlette:
    """The ASGI app; over Socket Mode Slack's requests don't come this way."""
    handler = AsyncSlackRequestHandler(desk.app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        problems = await _problems(desk)
        return JSONResponse(
            {"ready": not problems, "problems": problems, "orders_api": _orders_api(desk)},
            status_code=503 if problems else 200,
        )

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if slack_events:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


def _orders_api(desk: OrderDesk) -> str:
    """An API that is down makes nobody unready: orders are taken all the same, and wait."""
    since = desk.circuit.down_since
    if not desk.circuit.is_open or since is None:
        return "answers"
    return f"has not answered since {since.isoformat(timespec='seconds')}; orders wait"


async def _problems(desk: OrderDesk) -> list[str]:
    problems = [f"{name} has stopped" for name, loop in desk.loops.items() if not loop.is_running]
    try:
        await desk.store.check()
    except StoreUnavailable:
        problems.append("the database can't be written")
    return problems
