"""Brings payloads to the app, signed over HTTP or through Socket Mode, and waits for the ack.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession
from slack_sdk.signature import SignatureVerifier

from sandbox.slack.activity import ActivityFeed, Exchanged
from sandbox.slack.delivery.socket_mode import SocketMode
from sandbox.slack.views import Json

Kind = Literal["slash_commands", "interactive", "events_api"]
FORM = "application/x-www-form-urlencoded"
OK = 200


@dataclass
class Delivery:
    """A payload on its way: `status` is None until an ack comes, and stays so if none does in time.

    `name` is the payload's type or the command; `seconds` is how long the ack took.
    """

    kind: Kind
    payload: Json = field(repr=False)
    over: Literal["http", "socket"]
    status: int | None = None
    body: Json | str = field(default="", repr=False)
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """What kind of payload it is, such as `view_submission`, `/order` or `app_home_opened`."""
        event = self.payload.get("event", {})
        return str(self.payload.get("command") or event.get("type") or self.payload["type"])

    @property
    def is_acked(self) -> bool:
        """Whether the app acked with 200 in time."""
        return self.status == OK

    @property
    def problem(self) -> str | None:
        """Slack's word for what went wrong, or None."""
        if self.is_acked:
            return None
        return "operation_timeout" if self.status is None else "dispatch_failed"


class Courier:
    """Delivers payloads: through Socket Mode if a connection is open, else to `request_url`.

    An app that can't be reached or understood counts as status 0; one that doesn't ack within `ack_seconds` as None.
    """

    def __init__(
        self, signing_secret: str, socket_mode: SocketMode, activity: ActivityFeed, ack_seconds: float
    ) -> None:
        self.request_url: str | None = None
        self.deliveries: list[Delivery] = []
        self._verifier = SignatureVerifier(signing_secret)
        self._socket_mode = socket_mode
        self._activity = activity
        self._ack_seconds = ack_seconds

    async def send(self, kind: Kind, payload: Json) -> Delivery:
        """Deliver one payload and give the finished delivery, which is recorded too."""
        over: Literal["http", "socket"] = "socket" if self._socket_mode.connections else "http"
        delivery = Delivery(kind, payload, over)
        self.deliveries.append(delivery)
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._ack_seconds):
                delivery.status, delivery.body = await self._carry(delivery)
        except TimeoutError:
            delivery.status = None
        except (ClientError, ConnectionError, json.JSONDecodeError):
            delivery.status = 0
        delivery.seconds = time.monotonic() - started
        self._activity.publish(Exchanged())
        return delivery

    async def _carry(self, delivery: Delivery) -> tuple[int, Json | str]:
        if delivery.over == "socket":
            return OK, await self._socket_mode.send(delivery.kind, delivery.payload)
        if self.request_url is None:
            raise ConnectionError("no request URL and no open connection")
        body, content_type = ENCODERS[delivery.kind](delivery.payload)
        async with (
            ClientSession() as session,
            session.post(
                self.request_url, data=body.encode(), headers=self._headers(body, content_type)
            ) as response,
        ):
            return response.status, _parsed(await response.text(), response.content_type)

    def _headers(self, body: str, content_type: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signature = self._verifier.generate_signature(timestamp=timestamp, body=body) or ""
        return {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature,
        }


ENCODERS: dict[Kind, Callable[[Json], tuple[str, str]]] = {
    "slash_commands": lambda payload: (urlencode(payload), FORM),
    "interactive": lambda payload: (urlencode({"payload": json.dumps(payload)}), FORM),
    "events_api": lambda payload: (json.dumps(payload), "application/json"),
}


def _parsed(body: str, content_type: str) -> Json | str:
    if content_type != "application/json" or not body:
        return body
    parsed: Json = json.loads(body)
    return parsed
