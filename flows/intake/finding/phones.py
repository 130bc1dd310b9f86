"""Phone numbers in a message: only what is grouped as a country groups its numbers, and what `read_phone` accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from phonenumbers import Leniency, PhoneNumberMatcher

from flows.i18n.texts import InputError
from flows.intake.candidates import Found, Place
from flows.intake.finding.names.owners import owner_of
from flows.intake.finding.names.speakers import is_somebody_elses, said_of_contact
from flows.intake.finding.numbers import is_undivided_date, without_other_numbers
from flows.intake.words import any_of
from flows.readers import read_phone, show_phone
from flows.search import fold

_LONGEST_LINE = 1000
_MOST_TRIES = 100
_MOST_NUMBERS = 20
"""Of a mail; whoever has more has a list, and nobody is meant."""
_SECOND = re.compile(
    any_of(
        "arbeid(?:et)? arbejd(?:et)? jobb(?:en)? pa_job(?:bet)? work office arbete[t]? kontor(?:et)? buro arbeit "
        r"geschaftlich fasttelefon\w* fastnett?\w* festnetz\w* landline hemma hemtelefon\w* hjemmetelefon\w*"
    ).join((r"\W{0,3}\b", r"\b"))
)
"""A number beside the one that is meant."""
_SECOND_BEHIND = re.compile(_SECOND.pattern + r"(?![^,;)]{0,12}\d)")
_DEAD = re.compile(
    r"[\s,(–-]*(?:(?:det|som|men|but|which|aber|das|is|er|ar|ist|den|the|that|s) ?){0,4}\b"
    + any_of(
        "(?:gammelt|gammalt|gamle|old|altes|alte|former)_(?:nummer|number|nr) "
        "(?:virker|funker|fungerer|gjelder|svarer)_ikke (?:funkar|fungerar|galler|svarar|stammer)_inte "
        "(?:doesn't|does_not|not)_(?:work|working|in_use|answer) (?:geht|gilt|funktioniert)_nicht "
        "(?:ikke|inte)_i_bruk nicht_mehr "
        r"(?:(?:nur|bare|only|kun|endast)_)?(?:fur|for|til|ved|wegen)_(?:schlussel|nokke|nyckel|nogle|key|adgang|access)\w*"
    )
)
_DEAD_BEFORE = re.compile(r"\b(?:gammelt|gammalt|old|altes) (?:mobil)?(?:nummer|number|nr)\b[^,.;]*$")
"""Nobody is reached on that number."""
_POSSESSIVE = re.compile(r"\b(?:hendes|hennes|hans|his|her|ihre?|seine?)\b(?: \w+){0,3}\W*$")
"""The client's own, by whoever writes for them."""
_BEHIND = 40
_LABEL_BEFORE = re.compile(
    any_of(
        r"tlf tel telefon\w* phone mobil\w* mob mobile tfn handy cell ring call ringes nummer\w* number nr"
    )
    + r"(?: (?:er|e|is|ist|är|var))?\W{0,3}$|[\U0001F4DE\U0001F4F1\u260E\U0001F4F2]\W{0,2}$",
    re.IGNORECASE,
)
_IN_A_LONGER = re.compile(r"(?<!\d)(?:0|\+|00)\d{1,4}\)?[ /-]{0,3}$")
"""The dialling code of another country's number: of `0151 23409876` the end alone would be a Norwegian one."""
_INTERNATIONAL = ("+", "00", "(+", "(00")
_CUSTOMARY = {(3, 2, 3), (3, 3, 2), (1,) * 8}
_SHORTEST = 6
"""Digits; less is a company's service number."""
_SHORTEST_WITH_TRUNK_ZERO = 9
"""Digits; Swedes and Germans group them as they like."""


def phones(lines: Sequence[str], place: Place, countries: Sequence[str], usual: str) -> Iterator[Found]:
    """The numbers in lines; one without a country code is of the first country that has it.

    A number of another country than the usual one is written with its country code, whatever the address is.
    """
    left = _MOST_NUMBERS
    for line in lines:
        blanked, end = without_other_numbers(line[:_LONGEST_LINE]), 0
        for start, text in sorted(_numbers(blanked, countries)):
            before, end, left = blanked[end:start], start + len(text), left - 1
            if left < 0:
                return
            if is_undivided_date(text) and not _LABEL_BEFORE.search(before):
                continue
            if not _IN_A_LONGER.search(blanked[:start]) and (found := _read(text, countries, usual)):
                after = blanked[end : end + _BEHIND]
                said = said_of_contact(blanked, start)
                yield Found(*found, _placed(before, after, place, said), owner_of(blanked, start))


def _placed(before: str, after: str, place: Place, said: str) -> Place:
    if is_somebody_elses(said) or _DEAD.match(fold(after)) or _DEAD_BEFORE.search(fold(before)):
        return Place.ASIDE
    second = _SECOND.search(fold(re.split(r"[,.;!?\n]", before)[-1])) or _SECOND_BEHIND.match(fold(after))
    return max(place, Place.SIGNATURE) if second and not _POSSESSIVE.search(fold(before)) else place


def _numbers(line: str, countries: Sequence[str]) -> Iterator[tuple[int, str]]:
    taken: list[range] = []
    for country in countries:
        exact = {match.start for match in _matches(line, country, Leniency.EXACT_GROUPING)}
        for match in _matches(line, country, Leniency.VALID):
            free = not any(match.start in span or match.end - 1 in span for span in taken)
            sure = match.start in exact or _is_written_as_a_phone(match.raw_string, line[: match.start])
            if free and sure and sum(map(str.isdecimal, match.raw_string)) >= _SHORTEST:
                taken.append(range(match.start, match.end))
                yield match.start, match.raw_string


def _matches(line: str, country: str, leniency: int) -> PhoneNumberMatcher:
    return PhoneNumberMatcher(line, country, leniency=leniency, max_tries=_MOST_TRIES)


def _is_written_as_a_phone(text: str, before: str) -> bool:
    """Whatever its groups: with a country code, with a label before it, or grouped as Norwegians group a mobile number.

    The library's only grouping for those is by twos.
    """
    groups = tuple(map(len, re.findall(r"\d+", text)))
    if re.match(r"\(?0[1-9]", text) and sum(groups) >= _SHORTEST_WITH_TRUNK_ZERO:
        return True
    return text.startswith(_INTERNATIONAL) or groups in _CUSTOMARY or _LABEL_BEFORE.search(before) is not None


def _read(text: str, countries: Sequence[str], usual: str) -> tuple[str, str] | None:
    """As typed into the form, and in E.164."""
    for country in countries:
        try:
            phone = read_phone(text, country)
        except InputError:
            continue
        is_usual = phone.country_assumed == usual
        text = text if text.count("(") == text.count(")") else text.strip("()")
        return (text if is_usual else show_phone(phone.e164)), phone.e164
    return None
