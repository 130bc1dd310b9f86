"""Addresses in a message. A postal code and a city that belong together are the anchor: without it none is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flows.address.places import Places
from flows.i18n.texts import InputError
from flows.intake.candidates import Place
from flows.intake.finding.address.said_of_addresses import (
    is_aside,
    is_former,
    is_of_the_work,
    is_where_they_wish_it,
    said_before,
)
from flows.intake.finding.address.streets import street_at_end
from flows.intake.finding.names.speakers import is_somebody_elses, said_of_contact
from flows.intake.finding.numbers import without_other_numbers
from flows.intake.words import Label, labelled, with_values_beside
from flows.readers import read_postal_code
from flows.search import fold

_CODE = re.compile(
    r"(?<![\w.,/+-])(?:(?P<prefix>[A-Z]{1,2})[- ])?(?P<code>\d{3} \d{2}|\d{4} ?[A-Z]{2}(?![^\W\d_])|\d{4,5})"
    r"(?![\w/%]|[.,]\d|-\d)"
)
_FORMS = {
    r"\d{4}": ("NO", "DK", "CH", "LI"),
    r"\d{5}": ("SE", "DE", "FI"),
    r"\d{3} \d{2}": ("SE",),
    r"\d{4} ?[A-Z]{2}": ("NL",),
}
"""Which countries write their codes so, of those whose postal codes are known."""
_CITY = re.compile(r"[\s,]{1,3}(?P<words>[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,3})")
_LONGEST_CITY = 4
_LONGEST_LINE = 1000
_MOST_CODES = 40
_BEFORE_CODE = re.compile(
    r"(?:post(?:nr|nummer|nr\.|kode)|postcode|plz|zip)\W{0,3}$|(?<= )(?:i|in|på|at)$", re.IGNORECASE
)
"""What may be between a street and its postal code or city: `Skolgatan 52 i Umeå (903 27)`."""
_BOX = re.compile(r"\b(?:postboks|pb|p ?\.? ?o\.? ?box|postbox|postfach|box)\.? \d")
"""Where nobody installs anything."""
_EMAIL = re.compile(r"\S+@\S+")
_AROUND = " ,;:|–-/\t"


@dataclass(frozen=True)
class FoundAddress:
    """A postal code as its country writes it, its city and, where it is clear, the street."""

    country: str
    code: str = field(repr=False)
    city: str | None = field(repr=False)
    street: str | None = field(repr=False)
    place: Place = Place.BODY
    is_of_the_work: bool = False
    """Its sentence says that the work is done there."""


def addresses(
    lines: Sequence[str], place: Place, countries: Sequence[str], places: Places
) -> Iterator[FoundAddress]:
    """The addresses in lines, each line with those of its own and of the labels around it."""
    lines = with_values_beside(lines)
    section: Label | None = None
    found: list[FoundAddress] = []
    codes = 0
    for at, line in enumerate(lines):
        label = labelled(line)
        section = _section(section, line, label[0] if label else None)
        for address in _in_line(lines, at, countries, places):
            codes += 1
            if codes > _MOST_CODES:
                return
            placed = address.place if address.is_of_the_work else max(address.place, _placed(section, place))
            found.append(replace(address, place=placed))
    yield from found or _labelled(lines, place, countries, places)


def _section(before: Label | None, line: str, label: Label | None) -> Label | None:
    """Below `Fakturaadresse:` everything is the invoice's, up to an empty line or another label."""
    if label in {Label.BILLING, Label.SITE}:
        return label
    ends = not line.strip() or (
        label is not None and label not in {Label.STREET, Label.POSTAL_CODE, Label.CITY}
    )
    return None if ends else before


def _placed(section: Label | None, place: Place) -> Place:
    if section is Label.BILLING:
        return Place.ASIDE
    # Where the work is done comes before any other address in the message.
    return place if section is Label.SITE or place is not Place.BODY else Place.HEADER


def _in_line(
    lines: Sequence[str], at: int, countries: Sequence[str], places: Places
) -> Iterator[FoundAddress]:
    line = lines[at][:_LONGEST_LINE]
    blanked, end = without_other_numbers(line), 0
    for match in _CODE.finditer(blanked):
        anchor = _anchor(blanked, match, countries, places)
        if anchor is None:
            continue
        country, code, city, start = anchor
        before = _BEFORE_CODE.sub("", line[:start].rstrip(_AROUND)).rstrip(_AROUND)
        street = _street(lines, at, before) or _labelled_street(lines, at)
        said, after = (
            said_before(_EMAIL.sub("", line[end:start]), street, is_first=end == 0),
            line[match.end() :],
        )
        end = match.end()
        is_others = is_somebody_elses(said_of_contact(said, len(said)))
        is_no_site = is_others or _BOX.search(fold(before)) or is_aside(said) or is_former(after)
        place = Place.ASIDE if is_no_site else Place.BODY
        is_meant = place is Place.BODY and (is_of_the_work(said) or is_where_they_wish_it(after))
        yield FoundAddress(country, code, city, street, place, is_meant)


def _labelled_street(lines: Sequence[str], at: int) -> str | None:
    """That of a form with its lines apart, where it has one address."""
    label = labelled(lines[at])
    given = _given(lines)
    if (
        label is None
        or label[0] not in {Label.POSTAL_CODE, Label.CITY}
        or {Label.BILLING, Label.SITE} & given.keys()
    ):
        return None
    return _street_given(given)


def _anchor(
    line: str, match: re.Match[str], countries: Sequence[str], places: Places
) -> tuple[str, str, str, int] | None:
    """Country, code, city and where it begins, where code and city belong together."""
    after = _CITY.match(line, match.end())
    words = after["words"].split(" ") if after else []
    before = line[: match.start()].rstrip(" ,").split(" ")[-_LONGEST_CITY:]
    for country in _possible(match["code"], countries):
        code, known = _known(match["code"], country, places)
        for length in range(min(len(words), _LONGEST_CITY), 0, -1):
            if city := _agreed(" ".join(words[:length]), known):
                return country, code, city, match.start()
        for length in range(1, len(before) + 1):
            if city := _agreed(" ".join(before[-length:]), known, whole=True):
                start = line[: match.start()].rstrip(" ,").rfind(" ".join(before[-length:]))
                return country, code, city, start
    return None


def _possible(code: str, countries: Sequence[str]) -> Sequence[str]:
    fitting = next((known for form, known in _FORMS.items() if re.fullmatch(form, code)), ())
    return tuple(dict.fromkeys([*(one for one in countries if one in fitting), *fitting]))


def _known(code: str, country: str, places: Places) -> tuple[str, tuple[str, ...]]:
    if not places.covers(country):
        return code, ()
    try:
        written = read_postal_code(code, country)
    except InputError:
        return code, ()
    return written, places.cities(country, written)


def _agreed(words: str, cities: Sequence[str], *, whole: bool = False) -> str | None:
    """The city as it is written in the message, or as it is usually written where that is in one case."""
    text = words.strip(" ,.;:)(")
    for city in cities:
        one, other = fold(text), fold(city)
        if one == other:
            return city if text.islower() or text.isupper() else text
        if not whole and other.startswith(f"{one} "):
            return text[:1].upper() + text[1:] if text.islower() else text
    return None


def _street(lines: Sequence[str], at: int, before: str) -> str | None:
    """In the same line, else in the one above it, or the second above where something of the house is between."""
    if before and not _is_only_label(before):
        return street_at_end(_value(before))
    for above in (at - 1, at - 2):
        if above < 0 or not lines[above].strip():
            return None
        if street := street_at_end(_value(lines[above][:_LONGEST_LINE])):
            return street
    return None


def _is_only_label(text: str) -> bool:
    label = labelled(f"{text}:") or labelled(text)
    return label is not None and not label[1]


def _value(line: str) -> str:
    found = labelled(line)
    return found[1] if found else line


def _labelled(
    lines: Sequence[str], place: Place, countries: Sequence[str], places: Places
) -> Iterator[FoundAddress]:
    """`Adresse: …`, `Postnr: …`, `Sted: …` on lines of their own, where each is there once."""
    given = _given(lines)
    code, city = _only(given, Label.POSTAL_CODE), _only(given, Label.CITY)
    if code is None:
        return
    for country in _possible(code.strip(" ."), countries):
        written, known = _known(code.strip(" ."), country, places)
        agreed = _agreed(city, known) if city else None
        if known and (agreed or not city):
            yield FoundAddress(country, written, agreed, _street_given(given), place)
            return


def _given(lines: Sequence[str]) -> Mapping[Label, Sequence[str]]:
    given: dict[Label, list[str]] = {}
    for line in lines:
        if (found := labelled(line)) and found[1]:
            given.setdefault(found[0], []).append(found[1])
    return given


def _only(given: Mapping[Label, Sequence[str]], label: Label) -> str | None:
    values = given.get(label, ())
    return values[0] if len(values) == 1 else None


def _street_given(given: Mapping[Label, Sequence[str]]) -> str | None:
    street, number = _only(given, Label.STREET), _only(given, Label.HOUSE_NUMBER)
    if street and number and not any(sign.isdecimal() for sign in street):
        street = f"{street} {number}"
    return street_at_end(street) if street else None
