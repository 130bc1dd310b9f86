"""What was found for one thing, how sure its place makes it, and which of several is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

MOST_CANDIDATES = 5


class Place(IntEnum):
    """Where in a message something stands, the likeliest to be the client's first."""

    BODY = 0
    HEADER = 1
    SIGNATURE = 2
    ASIDE = 3
    """Said to be somebody else's: a neighbour's, the invoice's, the sales office's."""


@dataclass(frozen=True)
class Found:
    """A text as it is typed into a field, and what makes two the same."""

    text: str = field(repr=False)
    same: str = field(repr=False)
    place: Place = Place.BODY


@dataclass(frozen=True)
class Choice:
    """The one that is meant, else those among which a person chooses."""

    one: Found | None = None
    candidates: tuple[str, ...] = ()


def choose(found: Iterable[Found]) -> Choice:
    """The only one at the likeliest place; where there are several, all of them. What is aside is never taken."""
    different: dict[str, Found] = {}
    for each in sorted(found, key=lambda one: one.place):
        different.setdefault(each.same, each)
    several = list(different.values())
    nearest = [one for one in several if one.place == several[0].place and one.place < Place.ASIDE]
    if len(nearest) == 1:
        return Choice(one=nearest[0])
    return Choice(candidates=tuple(one.text for one in several[:MOST_CANDIDATES]))
