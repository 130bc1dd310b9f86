"""Small real Bolt apps for the sandbox's own tests, run over signed HTTP or Socket Mode."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.views import Json
from tests.support.product import Server


def bolt_app(slack: LocalSlack) -> AsyncApp:
    """A Bolt app that believes `slack` is Slack."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    return AsyncApp(name="small", client=client, signing_secret=slack.signing_secret)


@contextlib.asynccontextmanager
async def over_http(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[None]:
    """Serve the app on loopback and let `slack` send its payloads there."""
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(
        uvicorn.Config(
            Starlette(routes=[Route("/slack/events", events, methods=["POST"])]),
            log_config=None,
            lifespan="off",
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    slack.request_url = f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"
    try:
        yield
    finally:
        server.stop()
        await serving
        listening.close()


@contextlib.asynccontextmanager
async def over_socket_mode(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect the app to `slack` by Socket Mode."""
    client = AsyncWebClient(base_url=slack.api_url)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it so
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def asked(key: str, element: Json, **more: object) -> Json:
    """An input block whose label is its key."""
    return {
        "type": "input",
        "block_id": f"form.{key}",
        "label": plain(key),
        "element": {"action_id": key, **element},
        **more,
    }


def button(text: str, **more: object) -> Json:
    """A button whose action id is its text."""
    return {"type": "button", "text": plain(text), "action_id": text, **more}


def form(*blocks: Json, title: str = "Form", **more: object) -> Json:
    """A modal with the callback id `form`."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Next"),
        "close": plain("Cancel"),
        "blocks": list(blocks),
        **more,
    }


NAME: Json = asked("name", {"type": "plain_text_input"})
