"""Payloads that Slack's own client would not send: changed, and signed as Slack signs them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.workplace import Workplace

Payload = dict[str, Any]


async def send(desk: Workplace, payload: Payload) -> Payload:
    """A payload, signed as Slack signs it, and the ack."""
    body = urlencode({"payload": json.dumps(payload)})
    verifier = SignatureVerifier(desk.slack.signing_secret)
    timestamp = str(int(verifier.clock.now()))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": str(verifier.generate_signature(timestamp=timestamp, body=body)),
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{desk.url}/slack/events", data=body, headers=headers) as answer,
    ):
        assert answer.status == 200
        text = await answer.text()
        return json.loads(text) if text else {}


def last_submission(desk: Workplace) -> Payload:
    """The last view that was submitted, as Slack sent it."""
    payloads = [delivery.payload for delivery in desk.slack.deliveries]
    submitted: Payload = json.loads(
        json.dumps([one for one in payloads if one.get("type") == "view_submission"][-1])
    )
    return submitted
