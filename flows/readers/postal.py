"""Postal codes: their form in each country. Lists of those in use are always stale, so none is asked."""

from __future__ import annotations

import functools
import re

from flows.address.rules import address_rules
from flows.caching import CACHE_SIZE
from flows.i18n.language import language, shipped_languages
from flows.i18n.texts import Country, Doubt, InputError, Text, _
from flows.readers.plain import one_form, read_line, tidy
from flows.search import fold

_LONGEST = 20

_LABEL = re.compile(
    r"^(?:postnr|postnummer|postkode|postcode|postal code|zip(?: ?code)?|plz|postleitzahl)\b\.?\s*:?\s*",
    re.IGNORECASE,
)
# A dash between a code and a city, with a blank beside it or a digit before it and a letter after.
_BETWEEN = re.compile(r"\s+[-/]\s*|\s*[-/]\s+|(?<=\d{3})[-/](?=[^\W\d]{2})")
_GLUED = re.compile(r"(?<=\d{4})(?=[^\W\d_]{3})")

# Countries with a city of the same name.
_CITY_STATES = frozenset({"DJ", "GI", "LU", "MC", "SG", "SM", "VA"})

# Distinguishing signs of vehicles (UN road traffic conventions), once customary before a postal code.
_VEHICLE_SIGNS = {
    "AT": "A",
    "BE": "B",
    "DE": "D",
    "ES": "E",
    "FI": "FIN",
    "FR": "F",
    "IT": "I",
    "LI": "FL",
    "LU": "L",
    "NO": "N",
    "PT": "P",
    "SE": "S",
}


@functools.lru_cache(maxsize=CACHE_SIZE)
def read_postal_code(input: str, country: str) -> str:
    """The code as its country (ISO 3166-1 alpha-2) writes it: `11122` in SE is `111 22`. Raises InputError.

    A country prefix (`SE-`, `N-`) is dropped, and so is a city beside it (see `city_beside_code`).
    Where a country has no postal codes any short text is taken.
    """
    if postal_code_example(country) is None:
        return read_line(input, longest=_LONGEST)
    text = _code_and_city(input, country)
    if city := city_beside_code(input, country):
        text = text.removesuffix(city) if text.endswith(city) else text.removeprefix(city)
    text = text.strip().upper()
    code = _normal(country, text) or _normal(country, _without_prefix(text, country))
    if code is None:
        raise _unlike_any(text, country)
    return code


def _unlike_any(text: str, country: str) -> InputError:
    """Which forms there are is data, and data grows old; but nothing without a digit or far too long is a code."""
    may_be = 1 < len(text) <= _LONGEST and any(sign.isdecimal() for sign in text)
    return Doubt(_looks_like(country), text) if may_be else InputError(_looks_like(country))


def city_beside_code(input: str, country: str) -> str | None:
    """The city that was typed beside the postal code, before it or after: `0365 Oslo`; None where there is none."""
    words = _code_and_city(input, country).split()
    for place in range(1, len(words)):
        for code, city in ((words[:place], words[place:]), (words[place:], words[:place])):
            name = " ".join(city)
            if _is_name(name, country) and _normal(country, _without_prefix(" ".join(code).upper(), country)):
                return name
    return None


@functools.lru_cache(maxsize=CACHE_SIZE)
def _code_and_city(input: str, country: str) -> str:
    """Without a label before them, signs between them, or the country's name: `Postnr: 0365-Oslo, Norge`."""
    text = _LABEL.sub("", one_form(tidy(input))).rstrip(" .,")
    if _normal(country, _without_prefix(text.upper(), country)):
        return text
    text = _BETWEEN.sub(" ", text.replace(",", " "))
    if (postal_code_example(country) or "").isdecimal():
        text = _GLUED.sub(" ", text)
    words = " ".join(text.split()).split(" ")
    names = _country_names(country)
    kept = [word for word in words if fold(word) not in names] if len(words) > 1 else words
    return " ".join(kept)


@functools.cache
def _country_names(country: str) -> frozenset[str]:
    """What our languages call the country, folded, where that is one word."""
    if country in _CITY_STATES:
        return frozenset()
    return frozenset(fold(language(tag).country(country)) for tag in shipped_languages())


def _is_name(text: str, country: str) -> bool:
    """Letters, and none of a code's digits: no part of `SW1A 1AA` is a city, nor is the NO of `NO 0365`."""
    prefix = text.upper().strip("-") in {country, _VEHICLE_SIGNS.get(country)}
    return text[:1].isalpha() and not prefix and not any(letter.isdecimal() for letter in text)


def postal_code_required(country: str) -> bool:
    """Whether an address in the country is incomplete without one, by the address data Google publishes."""
    return postal_code_example(country) is not None and address_rules(country).needs_postal_code


def postal_code_example(country: str) -> str | None:
    """A real code of the country; None where it has no postal codes."""
    import postalcheck  # Here and below: nothing needs it before a code is read.

    try:
        return postalcheck.example(country)
    except postalcheck.UnknownCountryError:
        return None


def _normal(country: str, text: str) -> str | None:
    import postalcheck

    try:
        return postalcheck.normalize(country, text)
    except (postalcheck.InvalidPostalCodeError, postalcheck.UnknownCountryError):
        return None


def _without_prefix(text: str, country: str) -> str:
    prefixes = sorted({country, _VEHICLE_SIGNS.get(country, country)}, key=len, reverse=True)
    prefix = next(filter(text.startswith, prefixes), "")
    return text.removeprefix(prefix).lstrip(" -")


def _looks_like(country: str) -> Text:
    place, shown = Country(country), postal_code_example(country) or ""
    digits = _fixed_digits(country)
    if digits is None:
        return _("The postal code in {country} looks like {example}.", country=place, example=shown)
    return _(
        "The postal code in {country} has {digits} digits, for example {example}.",
        country=place,
        digits=digits,
        example=shown,
    )


@functools.cache
def _fixed_digits(country: str) -> int | None:
    """How many digits every code has, if they are all digits and as many."""
    import postalcheck

    lengths = [length for length in range(3, 11) if postalcheck.is_valid(country, "1" * length)]
    return lengths[0] if len(lengths) == 1 else None
