"""Changed payloads as requests: well formed or not, signed or not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

from sandbox.slack.delivery.delivery import FORM, Kind
from tests.fuzz.changes import changed
from tests.fuzz.recorded import Recorded
from tests.support.signed import Payload, signed

JSON = "application/json"
BROKEN_ONE_IN = 10
"""How often the body itself is broken, not only its payload."""


@dataclass(frozen=True)
class Request:
    """What is sent, and whether Slack's secret signed it."""

    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    is_signed: bool


def requests(
    recorded: Sequence[Recorded], secret: str, draw: Random, *, signed_ones: int, unsigned_ones: int
) -> Iterator[Request]:
    """So many of each, in a random order."""
    kinds = [True] * signed_ones + [False] * unsigned_ones
    draw.shuffle(kinds)
    for is_signed in kinds:
        one = draw.choice(recorded)
        body, content_type = _body(one.kind, changed(one, recorded, draw), draw)
        headers = signed(secret, body) if is_signed else _unsigned(body, draw)
        yield Request(body, {"Content-Type": content_type, **headers}, is_signed)


def _body(kind: Kind, payload: Payload, draw: Random) -> tuple[bytes, str]:
    if kind == "events_api":
        body, content_type = json.dumps(payload).encode(), JSON
    elif kind == "slash_commands":
        # A form holds texts alone; a lone surrogate can't be written in one.
        fields = {key: str(value) for key, value in payload.items()}
        body, content_type = urlencode(fields, errors="replace").encode(), FORM
    else:
        body, content_type = urlencode({"payload": json.dumps(payload)}).encode(), FORM
    return _broken(body, content_type, draw) if draw.randrange(BROKEN_ONE_IN) == 0 else (body, content_type)


def _broken(body: bytes, content_type: str, draw: Random) -> tuple[bytes, str]:
    return draw.choice(
        [
            (body[: len(body) // 2], content_type),
            (body + b"&" + body, content_type),
            (body + b"&payload=%7B%7D&command=%2Forder", content_type),
            (b"\xff\xfe" + body, content_type),
            (body, draw.choice([JSON, FORM, "text/plain", "multipart/form-data", ""])),
            (b"", content_type),
            (b'{"a":' * 50_000, JSON),
            (b"[]", JSON),
            (b'{"type": NaN}', JSON),
            (b"payload=" + b"9" * 5_000, FORM),
            (b"&".join(b"a=b" for _field in range(5_000)), FORM),
        ]
    )


def _unsigned(body: bytes, draw: Random) -> dict[str, str]:
    right = signed("guessed", body)
    changes: Sequence[dict[str, Any]] = (
        {},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 5_000},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Signature": ""},
        signed("guessed", body, seconds_ago=301),
    )
    return draw.choice([{}, *({**right, **change} for change in changes)])
