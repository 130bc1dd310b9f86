"""From the bytes of a signed request to a payload: https://docs.slack.dev/interactivity/handling-user-interaction.

Bolt is given the payload, not the bytes: it takes `/order payload` for a form field of that name, and the last of
two equal keys.
"""

from __future__ import annotations

import json
import re
from binascii import a2b_qp
from typing import Any, NoReturn
from urllib.parse import parse_qsl

Payload = dict[str, Any]

DEEPEST = 64
"""Levels of a payload; a view with rich text has about 15."""

CONTAINERS = frozenset({dict, list})
"""What the parser makes of JSON's objects and arrays, and nothing derived from them."""

MOST_FIELDS = 100
"""Of a form; a slash command has about 15."""

FORM, JSON = "application/x-www-form-urlencoded", "application/json"

UNFIT_ESCAPE = re.compile(r"\\u(0000|[dD][89a-fA-F])")
"""How JSON writes them; elsewhere in it they can't be."""

UNFIT = re.compile("[\0\ud800-\udfff]")
"""What neither database keeps: NUL, and halves of a surrogate pair."""


class NotSlacks(ValueError):
    """No payload of Slack's; the text says what it lacks, in words of ours alone."""


def read_payload(body: bytes, content_type: str) -> Payload:
    """The payload in a body. Raises NotSlacks."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotSlacks("the body isn't UTF-8") from None
    if kind == JSON:
        return _parsed(text)
    if kind == FORM:
        return _form(text)
    raise NotSlacks("neither a form nor JSON")


def _form(text: str) -> Payload:
    try:
        if (payload := _only_payload(text)) is not None:
            return _parsed(payload)
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise NotSlacks("no form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NotSlacks("a form with a field given twice")
    if "payload" in fields:
        return _parsed(fields["payload"])
    return {_fit(key): _fit(value) for key, value in fields.items()}


def _only_payload(text: str) -> str | None:
    """The payload of a form that has nothing else, as Slack's have; None for any other form.

    Quoted-printable is the same with another sign, and Python decodes it in C: urllib takes thirty times as long.
    Raises ValueError where it isn't UTF-8.
    """
    name, _equals, value = text.partition("=")
    if name != "payload" or not value.isascii() or any(sign in value for sign in "&=\r\n"):
        return None
    decoded = a2b_qp(value.replace("+", " ").replace("%", "="))
    # Shorter by two for each sign, or one had no two digits after it.
    is_whole = len(decoded) == len(value) - 2 * value.count("%")
    return decoded.decode("utf-8") if is_whole else None


def _parsed(text: str) -> Payload:
    try:
        parsed = _DECODER.decode(text)
        fit = _fit_within(parsed, DEEPEST) if UNFIT_ESCAPE.search(text) else parsed
    except (ValueError, RecursionError):
        raise NotSlacks("no JSON") from None
    if not (isinstance(fit, dict) and _is_flat_enough(fit)):
        raise NotSlacks("no JSON object")
    return fit


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_number)
"""Kept: json.loads makes one for each text where it is told anything."""


def _is_flat_enough(parsed: Payload) -> bool:
    """Whether nothing in it is more than DEEPEST levels deep."""
    level: list[Any] = [parsed]
    for _level in range(DEEPEST - 1):
        inner = (outer.values() if type(outer) is dict else outer for outer in level)
        level = [one for ones in inner for one in ones if type(one) in CONTAINERS]
        if not level:
            return True
    return False


def _fit_within(value: object, levels: int) -> object:
    if levels == 0:
        raise ValueError("too deep")
    match value:
        case str():
            return _fit(value)
        case dict():
            return {_fit(key): _fit_within(one, levels - 1) for key, one in value.items()}
        case list():
            return [_fit_within(one, levels - 1) for one in value]
        case _:
            return value


def _fit(text: str) -> str:
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
