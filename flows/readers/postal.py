"""Postal codes: their form in each country. Lists of those in use are always stale, so none is asked."""

from __future__ import annotations

import functools

from postalcheck import (
    InvalidPostalCodeError,
    UnknownCountryError,
    example,
    is_valid,
    normalize,
)

from flows.address.rules import address_rules
from flows.i18n.texts import Country, Doubt, InputError, Text, _
from flows.readers.plain import one_form, read_line, tidy

_LONGEST = 20

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


def read_postal_code(input: str, country: str) -> str:
    """The code as its country (ISO 3166-1 alpha-2) writes it: `11122` in SE is `111 22`. Raises InputError.

    A country prefix (`SE-`, `N-`) is dropped, and so is a city beside it (see `city_beside_code`).
    Where a country has no postal codes any short text is taken.
    """
    if postal_code_example(country) is None:
        return read_line(input, longest=_LONGEST)
    text = one_form(tidy(input))
    if city := city_beside_code(input, country):
        text = " ".join(text.replace(",", " ").split())
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
    words = one_form(tidy(input)).replace(",", " ").split()
    for place in range(1, len(words)):
        for code, city in ((words[:place], words[place:]), (words[place:], words[:place])):
            name = " ".join(city)
            if _is_name(name, country) and _normal(country, _without_prefix(" ".join(code).upper(), country)):
                return name
    return None


def _is_name(text: str, country: str) -> bool:
    """Letters, and none of a code's digits: no part of `SW1A 1AA` is a city, nor is the NO of `NO 0365`."""
    prefix = text.upper().strip("-") in {country, _VEHICLE_SIGNS.get(country)}
    return text[:1].isalpha() and not prefix and not any(letter.isdecimal() for letter in text)


def postal_code_required(country: str) -> bool:
    """Whether an address in the country is incomplete without one, by the address data Google publishes."""
    return postal_code_example(country) is not None and address_rules(country).needs_postal_code


def postal_code_example(country: str) -> str | None:
    """A real code of the country; None where it has no postal codes."""
    try:
        return example(country)
    except UnknownCountryError:
        return None


def _normal(country: str, text: str) -> str | None:
    try:
        return normalize(country, text)
    except (InvalidPostalCodeError, UnknownCountryError):
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
    lengths = [length for length in range(3, 11) if is_valid(country, "1" * length)]
    return lengths[0] if len(lengths) == 1 else None
