"""Payloads that Slack's own client would not send: changed, and signed as Slack signs them."""

from __future__ import annotations

import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.support.product import Product

Payload = dict[str, Any]


def signed(secret: str, body: bytes, seconds_ago: int = 0) -> dict[str, str]:
    """The headers Slack would send: https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    timestamp = str(int(time.time()) - seconds_ago)
    text = f"v0:{timestamp}:".encode() + body
    signature = hmac.new(secret.encode(), text, "sha256").hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}


async def send(product: Product, payload: Payload) -> Payload:
    """A payload, signed as Slack signs it, and the ack."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        **signed(product.slack.signing_secret, body),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{product.url}/slack/events", data=body, headers=headers) as answer,
    ):
        assert answer.status == 200
        text = await answer.text()
        return json.loads(text) if text else {}


async def send_event(product: Product, payload: Payload) -> None:
    """An event, which Slack sends as JSON."""
    body = json.dumps(payload).encode()
    headers = {"Content-Type": "application/json", **signed(product.slack.signing_secret, body)}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{product.url}/slack/events", data=body, headers=headers) as answer,
    ):
        assert answer.status == 200


def last_submission(product: Product) -> Payload:
    """The last view that was submitted, as Slack sent it."""
    payloads = [delivery.payload for delivery in product.slack.deliveries]
    submitted: Payload = json.loads(
        json.dumps([one for one in payloads if one.get("type") == "view_submission"][-1])
    )
    return submitted
