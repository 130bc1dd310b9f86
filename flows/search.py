"""Finding things by what a person types: all words must be there; case and accents don't matter."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

# Unicode takes å and é apart but not these, and people type them without.
PLAIN_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})

FEWEST_LETTERS = 4
"""A shorter word is one slip away from too many others."""

_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")

Item = TypeVar("Item")


def search(items: Iterable[Item], words: str, texts: Callable[[Item], Sequence[str]]) -> tuple[Item, ...]:
    """The items of which one text or several together hold all the words, the nearest first, else in their order.

    Only where nothing holds them, one slip in a word is forgiven.
    First come those that begin with what was typed, then those where each word begins a word, then the rest.
    """
    input = fold(words)
    folded = [(item, [fold(text) for text in texts(item)]) for item in items]
    ranked = ((_rank(input, known), item) for item, known in folded)
    found = [(rank, item) for rank, item in ranked if rank is not None]
    found.sort(key=lambda pair: pair[0])
    return tuple(item for _, item in found) or tuple(item for item, known in folded if _nearly(input, known))


def _nearly(input: str, texts: Sequence[str]) -> bool:
    """Whether all words are there but for one slip in each; short words and figures have to be right."""
    words = [word for text in texts for word in text.split()]
    return bool(input) and all(
        any(word in text for text in texts) or any(_slipped(word, other) for other in words)
        for word in input.split()
    )


def _slipped(word: str, other: str) -> bool:
    """As a whole word, or as the beginning of a word that isn't finished yet."""
    if len(word) < FEWEST_LETTERS or any(letter.isdecimal() for letter in word):
        return False
    return any(one_slip_apart(word, other[: len(word) + more]) for more in (-1, 0, 1))


def _rank(input: str, texts: Sequence[str]) -> int | None:
    """How near texts are to what was typed, 0 nearest; None where a word is missing."""
    together, words = " ".join(["", *texts]), input.split()
    if not all(word in together for word in words):
        return None
    if any(text.startswith(input) for text in texts):
        return 0
    return 1 if all(f" {word}" in together for word in words) else 2


def fold(text: str) -> str:
    """Small letters without accents, one blank between words."""
    # As below, at a tenth of the cost: so most of what clients are called needn't be kept.
    return " ".join(text.casefold().split()) if text.isascii() else _folded(text)


@functools.lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN_LETTERS))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def one_slip_apart(one: str, other: str) -> bool:
    """Whether the texts differ by one letter added, left out, replaced, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, others = one[start:], other[start:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[:2] == others[:2][::-1] and rest[2:] == others[2:])
    )


def word_set(words: str) -> frozenset[str]:
    """A list of words, written as one text."""
    return frozenset(words.split())


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
