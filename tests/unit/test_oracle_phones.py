"""Phone inputs, 20,000 in a thorough run, and libphonenumber-js (complete metadata) as the judge of what is sent."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from random import Random

import phonenumbers
import pytest
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from flows.i18n.texts import InputError
from flows.readers import read_phone
from flows.readers.plain import one_form, tidy
from tests.support.oracles import PATIENCE, ask
from tests.support.thorough import one_in

pytestmark = pytest.mark.timeout(PATIENCE)

INPUTS = 20_000 // one_in(20)

KINDS = (
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.VOIP,
    PhoneNumberType.PERSONAL_NUMBER,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.UAN,
)


def layouts(number: PhoneNumber) -> list[str]:
    """How people write a number."""
    e164, international, national = (
        phonenumbers.format_number(number, form)
        for form in (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL)
    )
    code, rest = str(number.country_code), phonenumbers.national_significant_number(number)
    return [
        e164,
        international,
        national,
        rest,
        f"00{e164[1:]}",
        f"00 {international[1:]}",
        f"(+{code}) {rest}",
        f"+{code}-{rest}",
        f" {national} ",
        f"tel:{e164}",
        f"<tel:{e164}|{national}>",
        national.replace(" ", ""),
        national.replace(" ", "\N{NO-BREAK SPACE}"),
        ".".join(national.split()),
        "-".join(national.split()),
        " ".join(rest[n : n + 2] for n in range(0, len(rest), 2)),
        " ".join(rest[n : n + 3] for n in range(0, len(rest), 3)),
        "\N{FULLWIDTH PLUS SIGN}" + e164[1:],
    ]


def mutated(text: str, random: Random) -> str:
    """The text with a slip of the finger."""
    place, digit = random.randrange(len(text)), random.choice("0123456789")
    match random.randrange(6):
        case 0:
            return text[:place] + text[place + 1 :]
        case 1:
            return text[:place] + digit + text[place:]
        case 2:
            return text[:place] + text[place:][:2][::-1] + text[place + 2 :]
        case 3:
            return text + random.choice([" (home)", " mob", " ext 5", ",", ";", "/2"])
        case _:
            return text[:place] + digit + text[place + 1 :]


def inputs() -> list[tuple[str, str]]:
    """What is typed and the country of the address, the same every time."""
    random = Random(20)  # noqa: S311 - the same every time
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    examples = [
        (region, number)
        for region in regions
        for kind in KINDS
        if (number := phonenumbers.example_number_for_type(region, kind))
    ]
    made = [(layout, region) for region, number in examples for layout in layouts(number)]
    while len(made) < INPUTS:
        text, region = made[random.randrange(len(made))]
        made.append((mutated(text, random) or "0", random.choice([region, region, "NO"])))
    return sorted(random.sample(made, INPUTS), key=lambda one: one[1])


@cache
def accepted() -> list[tuple[str, str, str]]:
    """The inputs that are read: as typed, the country, the number."""
    read = []
    for typed, country in inputs():
        with suppress(InputError):
            read.append((typed, country, read_phone(typed, country).e164))
    assert len(read) > INPUTS // 2
    return read


@pytest.mark.thorough
def test_every_number_that_is_sent_is_valid_to_libphonenumber_js_and_stays_as_it_is() -> None:
    sent = [e164 for _typed, _country, e164 in accepted()]
    assert differences(sent, ask("phones", [[e164, "NO"] for e164 in sent])) == []


def test_no_number_is_read_as_another_than_libphonenumber_js_reads() -> None:
    """It knows 00 for what the country dials only; with + in its place there is no difference."""
    inputs = [one_form(tidy(inputs)) for inputs, _country, _number in accepted()]
    numbers = [number for *_typed, number in accepted()]
    countries = [country for _typed, country, _number in accepted()]
    judged = ask("phones", [list(one) for one in zip(inputs, countries, strict=True)])
    unknown = [n for n, said in enumerate(judged) if said is None]
    assert differences(numbers, [said or number for said, number in zip(judged, numbers, strict=True)]) == []
    assert {inputs[n][:2] for n in unknown} == {"00"}
    again = ask("phones", [["+" + inputs[n][2:], countries[n]] for n in unknown])
    assert differences([numbers[n] for n in unknown], again) == []


def differences(numbers: list[str], judged: list[str | None]) -> list[tuple[str, str | None]]:
    return [(number, said) for number, said in zip(numbers, judged, strict=True) if number != said]
