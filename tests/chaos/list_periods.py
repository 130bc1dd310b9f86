"""When the run's list of orders can't be relied on, and how: periods drawn by the seed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from enum import Enum, auto
from itertools import accumulate
from random import Random


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

SOUND = (5.0, 15.0)
TROUBLED = (3.0, 12.0)
LONG = (30.0, 60.0)
"""Seconds; one trouble in six is long: five to ten times what the bots wait before an order goes out again."""
MOST_PERIODS = 1000


def always_sound(_seconds: float) -> None:
    """A list without periods of trouble."""


def in_periods(seed: int) -> ListState:
    """Sound and troubled in turn."""
    chances = Random(f"{seed} list periods")  # noqa: S311 - chaos, not secrets
    troubles: list[ListTrouble | None] = []
    lengths: list[float] = []
    for _ in range(MOST_PERIODS):
        troubles += [None, chances.choice([*ListTrouble])]
        lengths += [chances.uniform(*SOUND), chances.uniform(*chances.choice([*[TROUBLED] * 5, LONG]))]
    ends = [*accumulate(lengths)]
    return lambda seconds: troubles[min(bisect_right(ends, seconds), len(troubles) - 1)]
