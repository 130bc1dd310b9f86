"""Reading an order's id and what belongs to it from an answer: bounded, and never from one that denies itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard
from uuid import UUID

from orders.listed import LONGEST_ID, CreatedOrder, web_address

ID_KEYS = ("value", "id", "orderId")
WRAPPERS = ("value", "data", "order", "result", "response", "payload")
"""What an answer may be wrapped in, one level deep. An id under another name may be a user's or an incident's."""
NIL = UUID(int=0)
NUMBER = re.compile(r"[1-9][0-9]{0,18}")


def order_in(body: object) -> CreatedOrder | None:
    """The order that an answer names by a uuid or a number, or by being nothing but a uuid; else None."""
    if denies(body):
        return None
    if isinstance(body, str):
        bare = as_uuid(body)
        return CreatedOrder(bare) if bare else None
    return next(_orders_in(body), None)


def denies(body: object) -> bool:
    """Whether it says itself that it is no success: `success: false`, or an error; also one level down."""
    return any(
        str(fields.get("success")).lower() == "false" or fields.get("error") or fields.get("errors")
        for fields in _levels(body)
    )


def as_uuid(value: object) -> str | None:
    """A text that is a uuid, as one is written; the one of zeros alone stands for nothing."""
    try:
        uuid = UUID(value.strip()) if isinstance(value, str) and len(value) <= LONGEST_ID else NIL
    except ValueError:
        return None
    return str(uuid) if uuid != NIL else None


def first_uuid(fields: Mapping[str, object], keys: Iterable[str]) -> str | None:
    """The uuid under the first of the keys that has one."""
    return next(filter(None, (as_uuid(fields.get(key)) for key in keys)), None)


def number(value: object) -> str | None:
    """What people know an order by: a short text, or a whole number."""
    text = str(value) if _is_whole(value) else value
    is_short = isinstance(text, str) and 0 < len(text.strip()) <= LONGEST_ID and text.isprintable()
    return text.strip() if isinstance(text, str) and is_short else None


def _orders_in(body: object) -> Iterator[CreatedOrder]:
    for fields in _levels(body):
        found = next(filter(None, (_order_id(fields.get(key)) for key in ID_KEYS)), None)
        if found:
            yield CreatedOrder(found, number(fields.get("displayId")), web_address(fields.get("clientUrl")))


def _levels(body: object) -> Iterator[Mapping[str, object]]:
    """The body's fields, then those of each wrapper in it."""
    if _has_fields(body):
        yield body
        yield from filter(_has_fields, (body.get(key) for key in WRAPPERS))


def _has_fields(body: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(body, dict)


def _order_id(value: object) -> str | None:
    text = str(value) if _is_whole(value) else value
    is_number = isinstance(text, str) and NUMBER.fullmatch(text.strip()) is not None
    return text.strip() if isinstance(text, str) and is_number else as_uuid(value)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**19
