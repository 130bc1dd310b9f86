"""Names that no label, header or signature announces: by a wish, an e-mail address, or what is beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from flows.intake.candidates import Found, Place
from flows.intake.finding.address.streets import ends_like_a_street
from flows.intake.finding.names.email_names import matches_email, spelt_in
from flows.intake.finding.names.given_names import from_given_name, is_of_a_person
from flows.intake.finding.names.introductions import (
    before_a_number,
    before_an_email,
    of_who_is_spoken_of,
    of_who_wishes,
    of_who_writes,
)
from flows.intake.finding.names.owners import is_for_questions, persons
from flows.intake.finding.names.readable_names import MOST_WORDS_ALONE, readable_name
from flows.intake.finding.names.speakers import is_somebody_elses, speaks_for_itself, speaks_of_a_client
from flows.intake.finding.numbers import without_other_numbers
from flows.search import fold

_LONGEST_LINE = 1000
_SEGMENTS = re.compile(r"[,;:\t|]\s*|\s[-–—/]\s")
_CONTACT = re.compile(
    r"c/o\b|(?:(?:tlf|tel|mob|mobil|telefon|phone|mobile|tfn|e-?post|e-?mail)\b\W{0,3})?"
    r"(?:[+(]?\d[\d ()-]{6,}|[\w.+-]+@)"
    r"|[A-ZÆØÅÄÖÜ][^\d,]{2,40} \d{1,4} ?[A-Za-z]?(?:,|$)",
    re.IGNORECASE,
)
_AND_BEFORE = re.compile(r"(?:\b(?:og|och|and|und|or|eller|oder)|[&/+])\s*$", re.IGNORECASE)
_MARKS = re.compile(r"^[^\w+(@\n]+")
"""Bullets and pictures at the beginning of a line."""


def beside_contacts(lines: Sequence[str], email: str | None) -> Iterator[Found]:
    """Names that nothing announces: by a wish, an e-mail address made of one, or a number or address following."""
    tidy = [_MARKS.sub("", without_other_numbers(line[:_LONGEST_LINE])) for line in lines]
    has_others = any(is_somebody_elses(line[: at + 1]) for line in tidy for at in _ends_of_names(line))
    has_others = has_others or any(
        _of_a_person(name, email) is None for at in range(len(tidy)) for name in _alone(tidy, at, email)
    )
    introduced = _introduced(lines)
    for at, line in enumerate(tidy):
        for name in (
            *(name for introduce in introduced for name in introduce(line)),
            *spelt_in(line, email or ""),
            *before_a_number(line),
            *(name for name in before_an_email(line) if email and matches_email(name, email)),
            *_alone(tidy, at, email),
        ):
            if named := _of_a_person(name, email):
                is_others = has_others and any(
                    one.is_told_apart for one in persons(line) if one.words & set(fold(named).split())
                )
                yield Found(named, fold(named), Place.ASIDE if is_others else Place.SIGNATURE)


def only_one(lines: Sequence[str]) -> Iterator[Found]:
    """The only one whom a text names in full, where no word says that it is somebody beside the client."""
    named = [
        (f"{_heading(lines, at)}{line}", one)
        for at, line in enumerate(lines)
        for one in persons(line[:_LONGEST_LINE])
        if len(one.words) > 1
    ]
    if len({one.words for _line, one in named}) != 1:
        return
    line, one = named[0]
    name = _of_a_person(one.name, None)
    before, _name, behind = line.partition(one.name)
    is_of_two = _AND_BEFORE.search(before) or ends_like_a_street(f"xx{behind.strip().split(' ')[0]}")
    if not one.begins or is_of_two or is_somebody_elses(before + one.name) or is_for_questions(line):
        return
    if name and readable_name(name) == name:
        yield Found(name, fold(name), Place.SIGNATURE)


def begins_with(lines: Sequence[str]) -> Iterator[str]:
    """The person with whom a text begins, where a number or an address follows: `Ola Nordmann, Storgata 1, …`."""
    line = next((_MARKS.sub("", line[:_LONGEST_LINE]) for line in lines if line.strip()), "")
    first = next(persons(line), None)
    if first is None or first.role or not line.startswith(first.name):
        return
    rest = _SEGMENTS.split(line[len(first.name) :].lstrip(" ,;:|–-("))[0]
    if len(first.words) > 1 and _CONTACT.match(rest) and readable_name(first.name) == first.name:
        yield first.name


def _ends_of_names(line: str) -> Iterator[int]:
    """Where those that are named in a line stand."""
    for one in persons(line):
        first = next(
            (word for word in line.split() if fold(word.strip("(,.;:)")).rstrip(".") in one.words), ""
        )
        yield line.find(first) + len(first)


def _of_a_person(name: str, email: str | None) -> str | None:
    """The part of a name from its given name on; all of it where the e-mail address is made of it."""
    words = name.split()
    name = " ".join(takewhile(lambda word: not ends_like_a_street(word), words))
    if email and name and (matches_email(name, email) or next(spelt_in(name, email), None)):
        return name
    return from_given_name(name) or (name if is_of_a_person(name) else None)


def _introduced(lines: Sequence[str]) -> Sequence[Callable[[str], Iterator[str]]]:
    """How a sentence introduces the client: who writes for themselves speaks of others, else it is who is spoken of."""
    if speaks_of_a_client(lines):
        return (of_who_is_spoken_of,)
    if speaks_for_itself(lines):
        return (of_who_writes,)
    return of_who_is_spoken_of, of_who_wishes, of_who_writes


def _alone(lines: Sequence[str], at: int, email: str | None) -> Iterator[str]:
    """Names that are all there is in a line, or in a part of one."""
    line = lines[at]
    segments = _SEGMENTS.split(line)
    following = [*segments[1:], *(lines[at + 1 : at + 2] if len(segments) == 1 else [])]
    for segment, after in zip(segments, [*following, ""], strict=False):
        name = readable_name(segment) if not any(sign.isdecimal() for sign in segment) else None
        if name is None or not 1 < len(name.split()) == len(segment.split()) <= MOST_WORDS_ALONE:
            continue
        if is_somebody_elses(f"{_heading(lines, at)}{line.partition(segment)[0]}{segment}"):
            continue
        if (email and matches_email(name, email)) or _CONTACT.match(after.strip()):
            yield name


def _heading(lines: Sequence[str], at: int) -> str:
    """`Vaktmester:` above a name says whose it is."""
    above = lines[at - 1].strip() if at else ""
    return f"{above} " if above.endswith(":") else ""
