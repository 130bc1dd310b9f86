"""Reads the arguments of a Web API call from a form, a JSON body or the query."""

from __future__ import annotations

import contextlib
import json

from aiohttp import web

from sandbox.slack.errors import ApiError
from sandbox.slack.views import Json

AS_JSON = frozenset({"view", "blocks", "metadata", "message", "attachments", "files"})
TRUE = frozenset({"1", "true", "True"})


async def arguments_of(request: web.Request) -> Json:
    """All arguments of a call; the JSON ones parsed, what isn't JSON unchanged."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        with contextlib.suppress(json.JSONDecodeError):
            body = await request.json()
            given.update(body if isinstance(body, dict) else {})
    elif request.can_read_body:
        given.update(await request.post())
    return {name: _read(name, value) for name, value in given.items() if value is not None}


def is_true(value: object) -> bool:
    """Whether a flag is set, in JSON or in a form."""
    return value is True or value in TRUE


def number(arguments: Json, name: str, default: float) -> float:
    """A number among the arguments, or the default.

    Raises:
        ApiError: `invalid_` and its name.
    """
    try:
        return float(arguments.get(name) or default)
    except ValueError as error:
        raise ApiError(f"invalid_{name}") from error


def page(items: list[Json], arguments: Json, most: int = 1000) -> tuple[list[Json], str]:
    """The page of `items` a call asks for by `limit` and `cursor`, and the next cursor or an empty one.

    Source: https://docs.slack.dev/apis/web-api/pagination.

    Raises:
        ApiError: `invalid_cursor` or `invalid_limit`.
    """
    start = int(number(arguments, "cursor", 0))
    end = start + min(int(number(arguments, "limit", most)), most)
    return items[start:end], str(end) if end < len(items) else ""


def _read(name: str, value: object) -> object:
    if name in AS_JSON and isinstance(value, str):
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(value)
    return value
