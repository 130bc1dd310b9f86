"""What was found for one thing, how sure its place makes it, and which of several is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import IntEnum

from flows.intake.finding.names.owners import Person

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
    owner: Person | None = field(default=None, repr=False)
    """Whose it is by the sentence it is in."""


@dataclass(frozen=True)
class Choice:
    """The one that is meant, else those among which a person chooses."""

    one: Found | None = None
    candidates: tuple[str, ...] = ()


def of_the_client(found: Iterable[Found], client: AbstractSet[str]) -> Iterator[Found]:
    """What is found, with aside whatever is somebody else's than the client's, of whose names those are the words.

    Beside something that is said to be another's, what an unknown word tells apart is another's, too.
    """
    several = list(found)
    is_told_apart = any(one.place is Place.ASIDE for one in several)
    for one in several:
        is_others = one.owner is not None and (
            not (one.owner.words & client)
            if client
            else one.owner.is_for_questions or (is_told_apart and one.owner.is_told_apart)
        )
        yield replace(one, place=Place.ASIDE) if is_others else one


def beside(one: Choice, name: Choice, named: Iterable[AbstractSet[str]]) -> Choice:
    """What was taken, only offered where its owner is another than the client, or one of several who are `named`."""
    owner = one.one.owner if one.one else None
    if one.one is None or owner is None:
        return one
    if name.one:
        is_others = not owner.words & set(name.one.same.split())
    else:
        is_others = any(not owner.words & words for words in named)
    return Choice(candidates=(one.one.text,)) if is_others else one


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
