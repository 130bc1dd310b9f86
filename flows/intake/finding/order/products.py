"""Products and workflows of the catalog that a message names, with how many of each."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from flows.catalog import Catalog
from flows.intake.finding.numbers import without_dates
from flows.intake.finding.order.mending import is_to_be_installed, is_to_be_mended
from flows.intake.finding.order.quantities import NOT_COUNTED, Count, Tokens, counted_in, tokens_of
from flows.intake.finding.order.wishes import is_ordered, is_wanted
from flows.search import word_set

LEAST_SCORE = 90
LEAST_LEAD = 5
LEAST_WORD_SCORE = 85
_MOST_TOKENS = 3000
_MOST_NAMES = 60
_MOST_KEPT = 4096
_SHORTEST_SAYING = 4
"""Letters of a word that says something by itself: `EV` doesn't."""
_BEGINNING = 5
_LONGEST_REFUSAL = 4
"""Words from `don't` on: don't need the cable."""
_LONGEST_PIECE = 60
"""Tokens of a line that are looked at together."""

_GOING_ON = word_set(
    "og och and und samt plus til till to for pa on i in im hos med with mit at a er ar is som the den de dem kr stk "
    "x installert installerat installed installiert montert monteret monterad hjemme hemma zu an auf bei takk tack "
    "tak please bitte inkl incl"
)
"""What may follow a part of a product's name; another word may be the rest of another's."""
_NOT = word_set(
    "ikke inte ingen inga uten utan uden without no not kein keine keinen ohne nicht ikkje don dont allerede already "
    "redan bereits schon stedet istedenfor instead istallet statt anstatt"
)


@dataclass(frozen=True)
class Named:
    """Something of the catalog by its key, and how many; None where that isn't clear."""

    key: str
    quantity: int | None = 1
    is_said: bool = False
    """The quantity is in the text."""
    line: int = 0
    """The line that says so."""


@dataclass(frozen=True)
class Mentions:
    """What is surely meant, each once, and what may be."""

    sure: tuple[Named, ...] = ()
    candidates: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    """The lines, folded, without what is surely meant: a product's name says nothing of the job."""

    def only_offered(self) -> Mentions:
        """The same, with nothing that is sure."""
        keys = dict.fromkeys([*(one.key for one in self.sure), *self.candidates])
        return Mentions(candidates=tuple(keys), rest=self.rest)

    def not_in(self, lines: AbstractSet[int]) -> Mentions:
        """The same, with nothing sure that only those lines say."""
        sure = tuple(one for one in self.sure if one.line not in lines)
        others = [one.key for one in self.sure if one.line in lines]
        return Mentions(sure, tuple(dict.fromkeys([*others, *self.candidates])), self.rest)


@dataclass(frozen=True)
class _Name:
    key: str
    words: tuple[str, ...]

    @functools.cached_property
    def text(self) -> str:
        return " ".join(self.words)

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        return frozenset(word[:_BEGINNING] for word in self.words)


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    key: str
    score: float
    is_sure: bool
    count: Count
    line: int = 0
    is_named: bool = False
    """The words are that name, whether or not it is wanted."""


def mentioned_products(lines: Sequence[str], catalog: Catalog) -> Mentions:
    """Products by name, alias or external id, with their quantities."""
    names = [
        _Name(product.key, _words(text))
        for product in catalog.products
        for text in (product.name, *product.aliases, *([product.external_id] if product.external_id else []))
    ]
    return _mentions(lines, names, counted=True)


@functools.lru_cache(_MOST_KEPT)
def _words(name: str) -> tuple[str, ...]:
    """Of a name in the catalog, which every message is compared with."""
    return tokens_of(name).words


def mentioned_workflows(lines: Sequence[str], catalog: Catalog) -> Mentions:
    """Workflows by name or alias."""
    names = [
        _Name(workflow.key, _words(text))
        for workflow in catalog.workflows
        for text in (workflow.name, *workflow.aliases)
    ]
    return _mentions(lines, names, counted=False)


def _mentions(lines: Sequence[str], names: Sequence[_Name], *, counted: bool) -> Mentions:
    index = _index(names)
    hits: list[_Hit] = []
    rest: list[str] = []
    for line, tokens in _pieces(lines):
        found = [replace(hit, line=line) for hit in _in_line(tokens, index, counted=counted)]
        hits.extend(found)
        covered = {at for hit in found if hit.is_named for at in range(hit.start, hit.end)}
        rest.append(_without(tokens, covered))
    sure, candidates = _merged(hits)
    return Mentions(sure, candidates, tuple(rest))


def _without(tokens: Tokens, covered: AbstractSet[int]) -> str:
    """The words that aren't covered, with a sign where one parted them; of what is to be installed all."""
    if is_to_be_installed(tokens):
        covered = frozenset()
    words = ("," if at in covered else word for at, word in enumerate(tokens.words))
    parted = " ".join(f"{_sign(tokens, at)}{word}" for at, word in enumerate(words))
    return f"{parted}?" if len(tokens.words) in tokens.asked else parted


def _sign(tokens: Tokens, at: int) -> str:
    if at in tokens.ended:
        return "? " if at in tokens.asked else ". "
    return ", " if at in tokens.parted else ""


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, Tokens]]:
    """The tokens of each line, of a long one in pieces, so that time is bounded."""
    left = _MOST_TOKENS
    for number, line in enumerate(lines):
        tokens = tokens_of(without_dates(line)).part(0, left)
        left -= len(tokens.words)
        yield from (
            (number, tokens.part(at, at + _LONGEST_PIECE))
            for at in range(0, len(tokens.words), _LONGEST_PIECE)
        )
        if left <= 0:
            return


def _index(names: Iterable[_Name]) -> Mapping[str, Sequence[_Name]]:
    """The names by how their words begin."""
    index: dict[str, list[_Name]] = {}
    for name in names:
        for word in name.beginnings:
            index.setdefault(word, []).append(name)
    return index


def _in_line(tokens: Tokens, index: Mapping[str, Sequence[_Name]], *, counted: bool) -> Iterator[_Hit]:
    """The best of the places that overlap, from left to right."""
    found: list[_Hit] = []
    beginnings = {word[:_BEGINNING] for word in tokens.words}
    for start in range(len(tokens.words)):
        names = index.get(tokens.words[start][:_BEGINNING], ())
        if len(names) > _MOST_NAMES:
            names = sorted(names, key=lambda name: not beginnings.issuperset(name.beginnings))[:_MOST_NAMES]
        # A word more, for one that is written in two: elbil-lader.
        for length in range(1, max((len(name.words) for name in names), default=-1) + 2):
            if start + length <= len(tokens.words):
                found.extend(_scored(tokens, start, start + length, names, counted=counted))
    taken: list[_Hit] = []
    for hit in sorted(found, key=lambda one: (not one.is_named, -one.score, one.start - one.end, one.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in taken):
            taken.append(hit)
            yield from _unless_rivalled(hit, found)


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
            yield replace(each, is_sure=False)
    else:
        yield hit


def _scored(tokens: Tokens, start: int, end: int, names: Sequence[_Name], *, counted: bool) -> Iterator[_Hit]:
    window = tokens.words[start:end]
    clause = max((at for at in tokens.parted if at <= start), default=0)
    if any(word in _NOT for word in tokens.words[max(clause, start - _LONGEST_REFUSAL) : start]):
        return
    if not any(len(word) >= _SHORTEST_SAYING for word in window):
        return
    words = " ".join(window)
    named = [(name, score) for name in names if (score := fuzz.WRatio(words, name.text)) >= LEAST_SCORE]
    if not named or not (counted or _is_work_to_do(tokens, start, end)):
        return
    count = counted_in(tokens, start, end) if counted else NOT_COUNTED
    for name, score in named:
        is_whole = "".join(window) == "".join(name.words) or all(
            any(_is_word(word, other) for other in window) for word in name.words
        )
        is_sure = is_whole or (count.is_before and _is_all_that_is_named(tokens, start, end, name))
        is_named = is_sure
        if counted and is_sure:
            is_sure = is_ordered(tokens, start, end, count)
        yield _Hit(start, end, name.key, score + (is_whole and 1), is_sure, count, is_named=is_named)


def _is_work_to_do(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a job is wanted where it is named, not something that is there to be mended."""
    return is_wanted(tokens, start) and not is_to_be_mended(tokens, start, end)


def _is_all_that_is_named(tokens: Tokens, start: int, end: int, name: _Name) -> bool:
    """Whether a part of a name isn't that of another model: of `2 EV Charger Pro`, or of a cable of another length."""
    figures = [
        word for word in tokens.words[start:end] if len(word) == 1 or any(sign.isdecimal() for sign in word)
    ]
    ends = end in tokens.parted or end == len(tokens.words) or tokens.words[end] in _GOING_ON
    return ends and all(word in name.words for word in figures)


def _is_word(word: str, other: str) -> bool:
    if any(sign.isdecimal() for sign in word) or len(word) < _SHORTEST_SAYING:
        return word == other
    return fuzz.ratio(word, other) >= LEAST_WORD_SCORE or (
        other.startswith(word) and len(other) <= len(word) + 3
    )


def _merged(found: Sequence[_Hit]) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    sure: dict[str, Named] = {}
    for hit in found:
        if not hit.is_sure:
            continue
        before, count = sure.get(hit.key), hit.count
        number = (count.number or 1) if count.is_clear else None
        named = Named(hit.key, number, count.is_said, hit.line)
        if before is None or not before.is_said:
            sure[hit.key] = named
        elif named.is_said and named.quantity != before.quantity:
            sure[hit.key] = replace(named, quantity=None)
    candidates = dict.fromkeys(hit.key for hit in found if not hit.is_sure and hit.key not in sure)
    return tuple(sure.values()), tuple(candidates)
