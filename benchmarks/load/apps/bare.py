"""The yardstick: a bare Bolt app that opens a static view and answers each submission with the next static view.

It runs on the same Starlette and uvicorn as the product, on h11 and asyncio's own loop, and stays so.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from benchmarks.load.signed_http import SIGNING_SECRET

LABELS = ("Contact person", "Phone", "E-mail", "Street", "Postal code", "City")
VIEW: dict[str, Any] = {
    "type": "modal",
    "callback_id": "bare",
    "title": {"type": "plain_text", "text": "New order"},
    "submit": {"type": "plain_text", "text": "Next"},
    "blocks": [
        {
            "type": "input",
            "block_id": f"bare.{number}",
            "label": {"type": "plain_text", "text": label},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
        for number, label in enumerate(LABELS)
    ],
}


def bare_app(slack_url: str) -> Starlette:
    """The app, as any tutorial has it."""
    client = AsyncWebClient(token="xoxb-bench", base_url=slack_url)  # noqa: S106 - of a measurement
    app = AsyncApp(name="bare", client=client, signing_secret=SIGNING_SECRET)

    @app.command("/order")
    async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=VIEW)

    @app.view("bare")
    async def submit(ack: AsyncAck) -> None:
        await ack(response_action="update", view=VIEW)

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/healthz", healthz), Route("/slack/events", events, methods=["POST"])])


if __name__ == "__main__":
    uvicorn.run(
        bare_app(os.environ["SLACK_API_URL"]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        http="h11",
        loop="asyncio",
        log_config=None,
        access_log=False,
    )
