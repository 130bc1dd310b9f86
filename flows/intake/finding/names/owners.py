"""Whose a number or an address is: the person named before it in its sentence, and what is said of that person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from flows.intake.finding.address.streets import ends_like_a_street
from flows.intake.finding.names.given_names import is_given_name
from flows.intake.finding.names.no_names import NO_NAMES
from flows.intake.finding.names.speakers import says_own
from flows.intake.words import last_sentence
from flows.search import fold, word_set

_WORD = re.compile(r"(?:[ae]l-)?[^\W\d_][\w'’.-]*")
_PARTICLES = word_set("von van de der den da di dos bin av af zu zum zur la le")
_LONGEST_NAME = 5
"""Words."""
_ALSO_WORDS = word_set(
    "my can will are even mark bill ville per bo odd april june may rose grace joy dawn guy ray grant live tone "
    "stein art ny an siv sol mai august max hope faith violet miles dean glen sandy penny"
)
"""Given names that are words as well: one alone is no name."""
_SAYS_NOTHING = word_set(
    "kunde kunden kund kundin customer client lead tips bestilling bestallning bestellung order ordre auftrag "
    "oppdrag uppdrag opgave ny nytt new neu neue neuer hei hej hi hello hallo til till for fur fra fran from hos med "
    "m mit with w av af von by att attn z.hd ring ringe ringa call kontakt kontakta contact rufen er ist is ar heter "
    "hedder heisst och og and und hr herr herrn frau fru mr mrs ms dr v navn namn name jeg jag ich i am "
    "kontaktperson ansprechpartner ansprechpartnerin bestiller besteller stedet platsen pladsen ort det den der "
    "gjerne helst gerne garna opp upp please bitte snakket snakka talked spoke pratet pratade"
)
"""Before a name: whoever is named is the one a message is about."""

_IS_ABOUT = word_set(
    "kunde kunden kund kundin customer client lead tips bestilling bestallning bestellung order ordre auftrag "
    "oppdrag uppdrag opgave til till for fur fra fran from hos ring ringe ringa call kontakt kontakta contact hr "
    "herr herrn frau fru mr mrs ms dr navn namn name bestiller besteller snakket snakka talked spoke pratet pratade "
    "med m with mit"
)
_FOR_QUESTIONS = re.compile(r"\b(?:spørsmål|frågor|questions|fragen|rückfragen|spørgsmål)\b", re.IGNORECASE)
_GREETINGS = word_set(
    "hei hej hi hello hallo kjaere kaere dear lieber liebe moin heisann tjena takk tack tak thanks danke"
)


@dataclass(frozen=True)
class Person:
    """Somebody named in a text: the folded words of the name, and the word right before it."""

    words: frozenset[str] = field(repr=False)
    name: str = field(default="", repr=False)
    """As written."""
    role: str = field(default="", repr=False)
    """Folded; empty where a sentence or a part of one begins with the name."""
    is_for_questions: bool = False
    """Whether somebody is only named as whom to ask."""

    @property
    def begins(self) -> bool:
        """Whether nothing is said of them before the name, or that they are what the text is about."""
        return not self.role or self.role in _IS_ABOUT

    @property
    def is_greeted(self) -> bool:
        """Whether the text is written to them."""
        return self.role in _GREETINGS

    @property
    def is_told_apart(self) -> bool:
        """Whether a word that we don't know says who that is: `taksmann Arild Moen`."""
        return bool(self.role) and self.role not in _SAYS_NOTHING and not self.role.isdecimal()


def owner_of(line: str, start: int) -> Person | None:
    """The last person named in the sentence before what begins at `start`."""
    sentence = last_sentence(line[:start])
    named = list(persons(sentence))
    if not named or says_own(sentence.rpartition(named[-1].name)[2]):
        return None
    return replace(named[-1], is_for_questions=is_for_questions(sentence))


def is_for_questions(sentence: str) -> bool:
    """Whether it says whom to ask: `Frågor till Niklas, 010-…`."""
    return _FOR_QUESTIONS.search(sentence) is not None


def persons(text: str) -> Iterator[Person]:
    """Whoever is named by a given name, alone or with what follows it."""
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        if not _begins_a_name(words[at][0]):
            at += 1
            continue
        end = at + 1
        while end < len(words) and end - at < _LONGEST_NAME and _goes_on(text, words[end - 1], words[end]):
            end += 1
        if _is_no_name(text, words[at:end]):
            at = end
            continue
        yield Person(
            frozenset(fold(word[0]).rstrip(".") for word in words[at:end]) - _PARTICLES,
            text[words[at].start() : words[end - 1].end()],
            _role(text, words, at),
        )
        at = end


def _is_no_name(text: str, words: Sequence[re.Match[str]]) -> bool:
    """`My number`, `Karl Johans gate`."""
    behind = text[words[-1].end() :].partition(",")[0].split(" ")
    is_street = len(behind) > 1 and not behind[0] and ends_like_a_street(f"xx{behind[1]}")
    return is_street or (len(words) == 1 and fold(words[0][0]) in _ALSO_WORDS)


def _begins_a_name(word: str) -> bool:
    return word[0].isupper() and is_given_name(word) and fold(word) not in NO_NAMES


def _goes_on(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    if text[before.end() : word.start()] != " ":
        return False
    return (word[0][0].isupper() and fold(word[0]) not in NO_NAMES) or fold(word[0]) in _PARTICLES


def _role(text: str, words: list[re.Match[str]], at: int) -> str:
    """The word right before, where only a blank or a colon is between."""
    if at == 0 or text[words[at - 1].end() : words[at].start()] not in {" ", ": ", ":"}:
        return ""
    return fold(words[at - 1][0]).rstrip(".")
