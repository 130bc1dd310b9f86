"""What is done to a payload: one to three changes at random places, all from one seed."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from bot.views.ids import Action, Callback
from tests.fuzz.recorded import Recorded
from tests.support.signed import Payload

Place = tuple[Any, Any]
"""A container, and the key or index in it."""


def _nested(levels: int) -> Any:
    value: Any = []
    for _level in range(levels):
        value = [value]
    return value


JUNK: Sequence[Any] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x" * 100_000,
    "\0",
    "\ud800",
    "\u202eevil\u200d\u200c",
    "👨‍👩‍👧‍👦" * 50,
    "a" + "\u0301" * 500,
    "<!channel> *_~`:smile:",
    "%s{0}{name}",
    "../../etc/passwd",
    "'; DROP TABLE orders; --",
    [],
    {},
    [None],
    [[]],
    {"": None},
    {"id": None},
    {"id": {"id": "U0KARI"}},
    {"value": []},
    _nested(40),
    _nested(200),
)
IDS: Sequence[str] = (*Action, *Callback, "screen.nowhere", "line.", "paste_preview.0", "typed.x", "unknown")
PLACES_OF_IDS = frozenset({"action_id", "callback_id", "type", "block_id"})
WHO: Sequence[Any] = ("T0OTHER", "E0OTHER", "U0GUS", "W0STRANGER", "", None, 7, {"id": "T0OTHER"})
PLACES_OF_WHO = frozenset(
    {"team", "team_id", "user", "user_id", "enterprise", "enterprise_id", "app_installed_team_id"}
)


def changed(recorded: Recorded, others: Sequence[Recorded], draw: Random) -> Payload:
    """A payload with one to three changes."""
    payload = copy.deepcopy(recorded.payload)
    for _change in range(draw.randint(1, 3)):
        change = draw.choice(CHANGES)
        if places := list(_places(payload)):
            change(places, others, draw)
    return payload


def _places(value: Any) -> Iterator[Place]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


def _put_junk(places: list[Place], _others: Sequence[Recorded], draw: Random) -> None:
    container, key = draw.choice(places)
    container[key] = copy.deepcopy(draw.choice(JUNK))


def _take_away(places: list[Place], _others: Sequence[Recorded], draw: Random) -> None:
    container, key = draw.choice(places)
    del container[key]


def _double(places: list[Place], _others: Sequence[Recorded], draw: Random) -> None:
    container, key = draw.choice(places)
    if isinstance(container[key], list):
        container[key] = container[key] * draw.choice([0, 2, 200])
    else:
        container[key] = [container[key]]


def _from_another(places: list[Place], others: Sequence[Recorded], draw: Random) -> None:
    container, key = draw.choice(places)
    theirs, their_key = draw.choice(list(_places(draw.choice(others).payload)))
    container[key] = copy.deepcopy(theirs[their_key])


def _other_id(places: list[Place], _others: Sequence[Recorded], draw: Random) -> None:
    _replace(places, PLACES_OF_IDS, IDS, draw)


def _somebody_else(places: list[Place], _others: Sequence[Recorded], draw: Random) -> None:
    _replace(places, PLACES_OF_WHO, WHO, draw)


def _replace(places: list[Place], keys: frozenset[str], values: Sequence[Any], draw: Random) -> None:
    if fitting := [place for place in places if place[1] in keys]:
        container, key = draw.choice(fitting)
        container[key] = copy.deepcopy(draw.choice(values))


CHANGES: Sequence[Callable[[list[Place], Sequence[Recorded], Random], None]] = (
    _put_junk,
    _put_junk,
    _take_away,
    _double,
    _from_another,
    _other_id,
    _somebody_else,
)
