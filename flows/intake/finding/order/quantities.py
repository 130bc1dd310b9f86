"""The words of a line, and how many of something they say: `2 stk EV Charger X`, `EV Charger X x 2`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.readers import MOST_QUANTITY
from flows.readers.unit import fold_measures, is_piece
from flows.search import word_set

_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ENDS = re.compile(r"[,;:.!?()\[\]\t/|+&]")
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)|;")
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
_BETWEEN = word_set("av af of von nye nya new neue")
_COUNTS = word_set("x antall antal anzahl quantity qty")
_OR = word_set("eller or oder till to bis til")
_VAGUE = word_set("par paar couple noen nagra nogle some several flere flera mehrere pair")
"""How many, without a number."""
_OF_EACH = re.compile(
    r"\b\w+ (?:(?:stk|st|stuck) )?(?:av|af|of|von) "
    r"(?:hver|hvert|vardera|varje|each|jedem|jeder)\b|\bvardera\b|\bjeweils\b"
)
_MOST_BETWEEN = 4
_CURRENCIES = word_set("kr nok sek dkk eur euro kroner kronor")


@dataclass(frozen=True)
class Tokens:
    """The folded words of a text, each measure as one, and before which of them a sign parts them."""

    words: tuple[str, ...]
    parted: frozenset[int]
    ended: frozenset[int] = frozenset()
    """Before which of them, or behind the last, a sentence ends."""
    asked: frozenset[int] = frozenset()
    """Where it ends as a question."""

    def part(self, start: int, end: int) -> Tokens:
        """Some of them."""
        within = range(start + 1, end + 1)
        ended, asked = (
            frozenset(at - start for at in ends if at in within) for ends in (self.ended, self.asked)
        )
        parted = frozenset(at - start for at in self.parted if start < at < end)
        return Tokens(self.words[start:end], parted, ended, asked)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentence goes in which those words are."""
        first = max((at for at in self.ended if at <= start), default=0)
        return first, min((at for at in self.ended if at >= end), default=len(self.words))


@dataclass(frozen=True)
class Count:
    """How many a text says: no number where it says none, or where a number may be that or something else."""

    number: int | None = None
    is_before: bool = False
    is_clear: bool = True

    @property
    def is_said(self) -> bool:
        """The text speaks of a number."""
        return self.number is not None or not self.is_clear


NOT_COUNTED = Count()


def tokens_of(text: str) -> Tokens:
    """The words of a text."""
    folded, end = fold_measures(text), 0
    words: list[str] = []
    parted: set[int] = set()
    ended: set[int] = set()
    asked: set[int] = set()
    for found in _TOKEN.finditer(folded):
        between = folded[end : found.start()]
        if words and _SENTENCE_ENDS.search(between) and not is_piece(words[-1]):
            ended.add(len(words))
            asked.update({len(words)} if "?" in between else ())
        # In `2 stk. av` the full stop ends a word, not a sentence.
        if words and _ENDS.search(between.removeprefix(".") if is_piece(words[-1]) else between):
            parted.add(len(words))
        words.append(found[0])
        end = found.end()
    if "?" in folded[end:]:
        asked.add(len(words))
    return Tokens(tuple(words), frozenset(parted), frozenset(ended), frozenset(asked))


def counted_in(tokens: Tokens, start: int, end: int) -> Count:
    """How many of what is at these words."""
    before = _before(tokens, start)
    if _is_vague(tokens, start) or _is_of_each(tokens):
        return Count(is_clear=False)
    if before is None:
        return _after(tokens, end)
    if _may_be_another(tokens, start):
        return Count(is_before=True, is_clear=False)
    says_again = tokens.words[end : end + 1] and tokens.words[end] in _COUNTS and end not in tokens.parted
    after = _after(tokens, end).number if says_again else None
    return Count(before, is_before=True, is_clear=after in {None, before})


def _before(tokens: Tokens, start: int) -> int | None:
    at = start - 1
    while at >= 0 and (tokens.words[at] in _BETWEEN or is_piece(tokens.words[at])):
        at -= 1
    is_parted = any(place in tokens.parted for place in range(at + 1, start + 1))
    if at < 0 or is_parted or start - at > _MOST_BETWEEN:
        return None
    return _number(tokens.words[at])


def _is_vague(tokens: Tokens, start: int) -> bool:
    """`et par EV Charger X`."""
    return any(
        word in _VAGUE for word in tokens.words[max(0, start - 2) : start] if start not in tokens.parted
    )


def _is_of_each(tokens: Tokens) -> bool:
    """`EV Charger X og kabel 10 m, 2 av hver`: how many there are of each is said elsewhere than beside it."""
    return _OF_EACH.search(" ".join(tokens.words)) is not None


def _may_be_another(tokens: Tokens, start: int) -> bool:
    """`1-2 stk`, `2 eller 3`: two numbers before, and either may be meant."""
    first = max((at for at in tokens.parted if at <= start), default=0)
    before = tokens.words[max(first, start - _MOST_BETWEEN - 1) : start]
    numbers = [word for word in before if word not in _OR and not is_piece(word) and word not in _BETWEEN]
    return len(numbers) > 1 and all(_number(word) for word in numbers[-2:])


def _after(tokens: Tokens, end: int) -> Count:
    first, second = (*tokens.words[end : end + 2], "", "")[:2]
    if first in _COUNTS:
        return Count(_number(second))
    if is_piece(second) and (number := _NUMBERS.get(first)):
        return Count(number)
    counted = re.fullmatch(r"x(\d{1,4})|(\d{1,4})(?:stk|x|pcs|st)", first)
    if counted:
        return Count(_number(counted[1] or counted[2]))
    if not first.isdecimal() or second in _CURRENCIES:
        return NOT_COUNTED
    if is_piece(second):
        return Count(_number(first))
    # A number at the end, or one of several: a table's quantity, a price, a model.
    return Count(is_clear=bool(second) and not second[0].isdecimal())


def _number(word: str) -> int | None:
    number = _NUMBERS.get(word)
    glued = re.fullmatch(r"(\d{1,4})(?:x|stk|pcs|st)?", word)
    if number is None and glued:
        number = int(glued[1])
    return number if number is not None and 1 <= number <= MOST_QUANTITY else None
