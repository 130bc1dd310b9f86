"""When the list can't be relied on or the API gives no access, and how: periods drawn by the run's seed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import Enum, auto
from itertools import accumulate
from random import Random
from typing import TypeVar

from sandbox.orders_api.faults import PostFault


class ListTrouble(Enum):
    """What is wrong with the list for a while."""

    SERVER_ERROR = auto()
    NOT_FOUND = auto()
    INCOMPLETE = auto()
    """It tells its total and doesn't give its newest orders."""
    ENDLESS = auto()
    """Other orders, page after page."""
    WITHOUT_KEYS = auto()


ListState = Callable[[float], ListTrouble | None]
"""What is wrong with the list so many seconds after the run began; None: nothing."""

Access = Callable[[float], PostFault | None]
"""How every request is refused so many seconds after the run began; None: they are let in."""

NO_ACCESS = (PostFault.UNAUTHORISED, PostFault.FORBIDDEN, PostFault.NOT_FOUND)
"""A token that expired, a role that was taken away, an address that moved."""

SOUND = (5.0, 15.0)
TROUBLED = (3.0, 12.0)
LONG = (30.0, 60.0)
"""Seconds; one trouble in six is long: five to ten times what the bots wait before an order goes out again."""

LET_IN = (20.0, 40.0)
REFUSED = (3.0, 8.0)
"""Seconds."""
MOST_PERIODS = 1000

Seconds = tuple[float, float]
T = TypeVar("T")


def always_sound(_seconds: float) -> None:
    """A list, or access, without periods of trouble."""


def list_troubles(seed: int) -> ListState:
    """A list that is sound and troubled in turn."""
    return _in_turn(f"{seed} list periods", [*ListTrouble], SOUND, [*[TROUBLED] * 5, LONG])


def access_troubles(seed: int) -> Access:
    """Requests are let in and refused in turn."""
    return _in_turn(f"{seed} access periods", NO_ACCESS, LET_IN, [REFUSED])


def _in_turn(
    chances_of: str, troubles: Sequence[T], sound: Seconds, troubled: Sequence[Seconds]
) -> Callable[[float], T | None]:
    """Sound and troubled in turn."""
    chances = Random(chances_of)  # noqa: S311 - chaos, not secrets
    states: list[T | None] = []
    lengths: list[float] = []
    for _ in range(MOST_PERIODS):
        states += [None, chances.choice(troubles)]
        lengths += [chances.uniform(*sound), chances.uniform(*chances.choice(troubled))]
    ends = [*accumulate(lengths)]
    return lambda seconds: states[min(bisect_right(ends, seconds), len(states) - 1)]
