"""Before anything is parsed: a request must be small, arrive soon, and be signed by Slack.

What isn't is answered here and never reaches Bolt or the log:

    408  the body did not arrive in time    413  it is too large    401  it isn't signed, or not lately
    200  Slack's unsigned question whether the certificate is good, `ssl_check=1`

docs/decisions/0017-guard.md says why this isn't left to Bolt.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.logs import log

MOST_BYTES = 2 * 1024**2
"""A whole view may have 250 kB, and a form writes most signs of it as three."""

BODY_SECONDS = 5.0
"""Slack waits 3 s for the whole answer."""

MOST_AGE = 300
"""Seconds between Slack's clock and ours: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

MOST_SSL_CHECK_BYTES = 1024
LONGEST_TIMESTAMP = 12

Answer = Callable[[bytes, str], Awaitable[Response]]
"""Gives the answer to a signed body of a content type."""

logger = log(__name__)


class Guard:
    """An ASGI app that lets signed requests through to `answer`, and waits `body_seconds` for a body."""

    def __init__(self, answer: Answer, signing_secret: str, body_seconds: float = BODY_SECONDS) -> None:
        self._answer = answer
        self._secret = signing_secret.encode()
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; none where its sender is gone."""
        headers = Headers(scope=scope)
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await _read(headers, receive)
        except TimeoutError:
            response = _refusal(408, "the body did not arrive in time")
        except _TooLarge:
            response = _refusal(413, "the body is too large")
        except _Gone:
            logger.info("request refused", reason="its sender left before the end")
            return
        else:
            response = await self._respond(headers, body)
        await response(scope, receive, send)

    async def _respond(self, headers: Headers, body: bytes) -> Response:
        if is_signed(self._secret, headers, body, time.time()):
            return await self._answer(body, headers.get("content-type", ""))
        if _is_ssl_check(body):
            return Response()
        return _refusal(401, "it is not signed by Slack")


class _TooLarge(Exception):
    """The body has more than MOST_BYTES."""


class _Gone(Exception):
    """The sender left in the middle of the body."""


async def _read(headers: Headers, receive: Receive) -> bytes:
    """The whole body. Raises _TooLarge before more is kept than may come, and _Gone."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        raise _TooLarge
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise _TooLarge
        if not message.get("more_body", False):
            return bytes(body)


def is_signed(secret: bytes, headers: Headers, body: bytes, now: float) -> bool:
    """Whether Slack signed these very bytes lately.

    As slack_sdk's SignatureVerifier, which raises for a timestamp that is no number, a signature that isn't ASCII
    and a body that isn't UTF-8.
    """
    timestamp = headers.get("x-slack-request-timestamp", "").encode("latin-1")
    signature = headers.get("x-slack-signature", "").encode("latin-1")
    if not timestamp.isdigit() or len(timestamp) > LONGEST_TIMESTAMP:
        return False
    if abs(now - int(timestamp)) > MOST_AGE:
        return False
    wanted = hmac.digest(secret, b"v0:" + timestamp + b":" + body, "sha256").hex()
    return hmac.compare_digest(b"v0=" + wanted.encode(), signature)


def _is_ssl_check(body: bytes) -> bool:
    """https://docs.slack.dev/interactivity/implementing-slash-commands: sent now and then, and not signed."""
    if len(body) > MOST_SSL_CHECK_BYTES:
        return False
    return [value for key, value in parse_qsl(body.decode("latin-1")) if key == "ssl_check"] == ["1"]


def _refusal(status: int, reason: str) -> Response:
    logger.warning("request refused", status=status, reason=reason)
    # The rest of a body that wasn't read to its end must not be taken for the next request.
    return PlainTextResponse(reason, status_code=status, headers={"Connection": "close"})
