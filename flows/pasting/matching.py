"""Names compared by what they say: letters and digits count, signs and blanks between them don't."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from flows.search import fold, one_slip_apart

_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
FEWEST_LETTERS = 4
"""A shorter word is near too many others."""


@functools.lru_cache(maxsize=16_384)
def compared(name: str) -> str:
    """`EV-Charger X` and `ev charger x` alike; two numbers side by side stay two, and 1,5 is not 15."""
    return "".join(_joined(_PARTS.findall(fold(name))))


def _joined(parts: Iterable[str]) -> Iterator[str]:
    after_digit = False
    for part in parts:
        if after_digit and part[0].isdecimal():
            yield " "
        yield part.replace(",", ".")
        after_digit = part[-1].isdecimal()


def is_near(input: str, name: str) -> bool:
    """Whether the name begins with what was typed, or differs from it by one slip; the same isn't near."""
    mine, other = compared(input), compared(name)
    if mine == other or len(mine) < FEWEST_LETTERS:
        return False
    return other.startswith(mine) or _one_slip_in_letters(mine, other)


def _one_slip_in_letters(mine: str, other: str) -> bool:
    """20 A and 25 A differ by one sign too, and are two products."""
    same_figures = re.findall(r"[\d.]+", mine) == re.findall(r"[\d.]+", other)
    return same_figures and one_slip_apart(mine, other)
