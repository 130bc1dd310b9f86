"""Products and workflows of the catalog that a message names, with how many of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from flows.catalog import Catalog
from flows.intake.numbers import without_dates
from flows.readers import MOST_QUANTITY
from flows.readers.unit import fold_measures, is_piece
from flows.search import word_set

LEAST_SCORE = 90
LEAST_LEAD = 5
LEAST_WORD_SCORE = 85
_MOST_TOKENS = 3000
_MOST_NAMES = 60
_SHORTEST_SAYING = 4
"""Letters of a word that says something by itself: `EV` doesn't."""
_BEGINNING = 5
_MOST_BETWEEN = 4
_LONGEST_PIECE = 60
"""Tokens of a line that are looked at together."""

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_NUMBERS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "one eins",
            "to tva zwei two",
            "tre drei three",
            "fire fyra vier four",
            "fem funf five",
            "seks sex sechs six",
            "sju syv sieben seven",
            "atte otte acht eight atta",
            "ni nio neun nine",
            "ti tio zehn ten",
        ),
        start=1,
    )
    for word in words.split()
}
_NOT = word_set(
    "ikke inte ingen inga uten utan uden without no not kein keine keinen ohne nicht ikkje don't dont"
)
_BETWEEN = word_set("av af of von stk stykk styck st stuck pcs x stykker piece pieces nye nya new neue stk.")


@dataclass(frozen=True)
class Named:
    """Something of the catalog by its key, and how many; None where that isn't clear."""

    key: str
    quantity: int | None = 1
    is_said: bool = False
    """The quantity is in the text."""


@dataclass(frozen=True)
class Mentions:
    """What is surely meant, each once, and what may be."""

    sure: tuple[Named, ...] = ()
    candidates: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    """The lines, folded, without what is surely meant: a product's name says nothing of the job."""


@dataclass(frozen=True)
class _Name:
    key: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    key: str
    score: float
    is_sure: bool
    quantity: int | None


def mentioned_products(lines: Sequence[str], catalog: Catalog) -> Mentions:
    """Products by name, alias or external id, with their quantities."""
    names = [
        _Name(product.key, _tokens(text))
        for product in catalog.products
        for text in (product.name, *product.aliases, *([product.external_id] if product.external_id else []))
    ]
    return _mentions(lines, names, counted=True)


def mentioned_workflows(lines: Sequence[str], catalog: Catalog) -> Mentions:
    """Workflows by name or alias."""
    names = [
        _Name(workflow.key, _tokens(text))
        for workflow in catalog.workflows
        for text in (workflow.name, *workflow.aliases)
    ]
    return _mentions(lines, names, counted=False)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(fold_measures(text)))


def _mentions(lines: Sequence[str], names: Sequence[_Name], *, counted: bool) -> Mentions:
    index = _index(names)
    hits: list[_Hit] = []
    rest: list[str] = []
    for tokens in _pieces(lines):
        found = list(_in_line(tokens, index, counted=counted))
        hits.extend(found)
        covered = {at for hit in found if hit.is_sure for at in range(hit.start, hit.end)}
        rest.append(" ".join(" " if at in covered else word for at, word in enumerate(tokens)))
    sure, candidates = _merged(hits)
    return Mentions(sure, candidates, tuple(rest))


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The tokens of each line, of a long one in pieces, so that time is bounded."""
    left = _MOST_TOKENS
    for line in lines:
        tokens = _tokens(without_dates(line))[:left]
        left -= len(tokens)
        yield from (tokens[at : at + _LONGEST_PIECE] for at in range(0, len(tokens), _LONGEST_PIECE))
        if left <= 0:
            return


def _index(names: Iterable[_Name]) -> Mapping[str, Sequence[_Name]]:
    """The names by how their words begin."""
    index: dict[str, list[_Name]] = {}
    for name in names:
        for word in dict.fromkeys(word[:_BEGINNING] for word in name.words):
            index.setdefault(word, []).append(name)
    return index


def _in_line(tokens: Sequence[str], index: Mapping[str, Sequence[_Name]], *, counted: bool) -> Iterator[_Hit]:
    """The best of the places that overlap, from left to right."""
    found: list[_Hit] = []
    for start in range(len(tokens)):
        names = _names_at(tokens, start, index)
        # A word more, for one that is written in two: elbil-lader.
        for length in range(1, max((len(name.words) for name in names), default=-1) + 2):
            if start + length <= len(tokens):
                found.extend(_scored(tokens, start, start + length, names, counted=counted))
    taken: list[_Hit] = []
    for hit in sorted(found, key=lambda one: (not one.is_sure, -one.score, one.start - one.end, one.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in taken):
            taken.append(hit)
            yield from _unless_rivalled(hit, found)


def _names_at(tokens: Sequence[str], start: int, index: Mapping[str, Sequence[_Name]]) -> Sequence[_Name]:
    return list(index.get(tokens[start][:_BEGINNING], ()))[:_MOST_NAMES]


def _unless_rivalled(hit: _Hit, found: Sequence[_Hit]) -> Iterator[_Hit]:
    rivals = [
        other
        for other in found
        if other.key != hit.key
        and hit.start < other.end
        and other.start < hit.end
        and other.score > hit.score - LEAST_LEAD
        and other.end - other.start >= hit.end - hit.start
    ]
    if rivals:
        for each in (hit, *rivals):
            yield _Hit(each.start, each.end, each.key, each.score, is_sure=False, quantity=each.quantity)
    else:
        yield hit


def _scored(
    tokens: Sequence[str], start: int, end: int, names: Sequence[_Name], *, counted: bool
) -> Iterator[_Hit]:
    window = tokens[start:end]
    if any(word in _NOT for word in tokens[max(0, start - 2) : start]):
        return
    if not any(len(word) >= _SHORTEST_SAYING for word in window):
        return
    before = _quantity_before(tokens, start) if counted else None
    for name in names:
        score = fuzz.WRatio(" ".join(window), name.text)
        if score < LEAST_SCORE:
            continue
        is_whole = "".join(window) == "".join(name.words) or all(
            any(_is_word(word, other) for other in window) for word in name.words
        )
        is_sure = is_whole or before is not None
        quantity = before or (_quantity_after(tokens, end) if counted else None)
        yield _Hit(start, end, name.key, score + (is_whole and 1), is_sure, quantity)


def _is_word(word: str, other: str) -> bool:
    if any(sign.isdecimal() for sign in word) or len(word) < _SHORTEST_SAYING:
        return word == other
    return fuzz.ratio(word, other) >= LEAST_WORD_SCORE or (
        other.startswith(word) and len(other) <= len(word) + 3
    )


def _quantity_before(tokens: Sequence[str], start: int) -> int | None:
    at = start - 1
    while at >= 0 and (tokens[at] in _BETWEEN or is_piece(tokens[at])):
        at -= 1
    if at < 0 or start - at > _MOST_BETWEEN:
        return None
    return _number(tokens[at])


def _quantity_after(tokens: Sequence[str], end: int) -> int | None:
    """`x 2`, `x2`, `2 stk`; a number alone may be anything."""
    following = list(tokens[end : end + 3])
    if not following:
        return None
    if following[0] in {"x", "antall", "antal", "anzahl", "quantity", "qty"} and len(following) > 1:
        return _number(following[1])
    if following[0].startswith("x") and following[0][1:].isdecimal():
        return _number(following[0][1:])
    if len(following) > 1 and following[0].isdecimal() and is_piece(following[1]):
        return _number(following[0])
    counted = re.fullmatch(r"(\d{1,4})(?:stk|x|pcs|st)", following[0])
    return _number(counted[1]) if counted else None


def _number(word: str) -> int | None:
    number = _NUMBERS.get(word)
    glued = re.fullmatch(r"(\d{1,4})(?:x|stk|pcs|st)?", word)
    if number is None and glued:
        number = int(glued[1])
    return number if number is not None and 1 <= number <= MOST_QUANTITY else None


def _merged(found: Sequence[_Hit]) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    sure: dict[str, Named] = {}
    for hit in found:
        if not hit.is_sure:
            continue
        before, named = sure.get(hit.key), Named(hit.key, hit.quantity or 1, hit.quantity is not None)
        if before is None or not before.is_said:
            sure[hit.key] = named
        elif named.is_said and named.quantity != before.quantity:
            sure[hit.key] = Named(hit.key, None, is_said=True)
    candidates = dict.fromkeys(hit.key for hit in found if not hit.is_sure and hit.key not in sure)
    return tuple(sure.values()), tuple(candidates)
