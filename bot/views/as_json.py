"""Views and blocks as the JSON that Slack takes: what slack_sdk's `to_dict()` gives, in a twentieth of the time.

For every object slack_sdk looks through all names of its class for checks, and builds the set of its attributes. Both
are the same for all objects of a class, so they are found once. Every check runs as it does there, and raises the same.
"""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Option

Json = dict[str, Any]
Model = TypeVar("Model", bound=JsonObject)

_DRAWN_BY_ITSELF = (JsonObject.to_dict, JsonObject.get_non_null_attributes)
_OPTION = {"description": "_block_description", "text": "_text", "url": "url", "value": "value"}
"""As it is drawn among blocks: its attributes are what older versions of slack_sdk drew."""

_DRAWN = "_drawn"
"""Where an object keeps its JSON, once it has been drawn for good."""


class _Class(NamedTuple):
    """What all objects of one of slack_sdk's classes have in common."""

    checks: tuple[Callable[[JsonObject], None], ...]
    attributes: tuple[tuple[str, str], ...]
    """Each with the name that the object keeps it by; empty for one that it has to be asked for."""


def as_json(model: JsonObject) -> Json:
    """The model as a JSON object, parts of which are kept: it isn't to be changed.

    Raises SlackObjectFormationError where one of slack_sdk's checks fails.
    """
    kept = vars(model)
    if (drawn := kept.get(_DRAWN)) is not None:
        return drawn  # type: ignore[no-any-return] # `drawn_once` has put it there
    kind = type(model)
    common = _common.get(kind) or _learn(model)
    if common is None:
        return model.to_dict()
    for check in common.checks:
        check(model)
    filled: Json = {}
    for name, kept_as in common.attributes:
        value = kept.get(kept_as) if kept_as else getattr(model, name, None)
        if value is not None and not _is_empty(value):
            filled[name] = _value(value)
    return filled


def drawn_once(model: Model) -> Model:
    """The same, which nobody changes any more: its JSON is made now, and never again."""
    vars(model)[_DRAWN] = as_json(model)
    return model


def _is_empty(value: object) -> bool:
    """Most values are texts, objects and yes or no, and abstract classes are slow to ask."""
    return (
        not value and value is not False and (type(value) is str or isinstance(value, str | Sequence | dict))
    )


def _value(value: object) -> object:
    kind = type(value)
    if kind is str or kind is bool:
        return value
    if isinstance(value, list | tuple):
        return [_value(one) for one in value]
    return as_json(value) if kind in _common or isinstance(value, JsonObject) else value  # type: ignore[arg-type]


_common: dict[type[JsonObject], _Class] = {}


def _learn(model: JsonObject) -> _Class | None:
    """What all of its class have in common; None for those that draw themselves."""
    kind = type(model)
    if not (_is_plain(kind) or kind is Option):
        return None
    kept_as = {name: "" if hasattr(kind, name) else name for name in sorted(model.attributes)}
    _common[kind] = _Class(_checks(kind), tuple((_OPTION if kind is Option else kept_as).items()))
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
