"""Phone numbers of people: valid mobile and landline numbers, as E.164 (ITU-T).

The library is imported by each function that asks it: nothing needs it before a number is read or shown, and it takes
a thirtieth of a start.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from flows.caching import CACHE_SIZE
from flows.i18n.texts import Country, InputError, Text, _
from flows.readers.phone_text import as_it_may_be_dialled, without_label
from flows.readers.plain import one_form, tidy

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_UNREACHABLE_COMPANIES = frozenset({47})
_INTERNATIONAL_EXAMPLE = "+47 99 90 01 11"
_DIGITS = re.compile(r"\+?[0-9]+(?: [0-9]+)*")
# A slash may be inside a number, and a comma before an extension; neither after a whole number.
_GOES_ON = re.compile(r"/.*\d|[,;](?:\D*\d){6}")
# Days with their year, which the library reads as numbers: 23.11.2026, 11/23/26, 2026-11-23.
_DATE = re.compile(
    r"[0-3]?\d ?([./-]) ?[0-3]?\d ?\1 ?(?:19|20)\d\d"
    r"|[0-3]?\d([./])[0-3]?\d\2\d\d"
    r"|(?:19|20)\d\d([./-])[01]?\d\3[0-3]?\d"
)


@dataclass(frozen=True)
class Phone:
    """A number as E.164 ("+4799900111"), and the country assumed for it if none was typed."""

    e164: str = field(repr=False)
    country_assumed: str | None


def read_phone(input: str, country: str) -> Phone:
    """The number; one without a country code is taken as `country`'s (ISO 3166-1 alpha-2). Raises InputError."""
    import phonenumbers

    text = without_label(one_form(tidy(input)))
    number = _dialled(text, country)
    valid = number if _is_valid(number) else None
    if valid is None or not _is_all_of(text, valid):
        _refuse_what_is_no_single_number(text, number, country)
    if valid is None:
        raise InputError(_unknown_number(number, country))
    if not _is_personal(valid) and not is_company_number(valid):
        raise InputError(
            _(
                "That is a service number. Write a mobile or landline number, for example {example}.",
                example=example_phone(country),
            )
        )
    e164 = phonenumbers.format_number(valid, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, country if _is_national(valid) else None)


def _is_personal(number: PhoneNumber) -> bool:
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(number) in {
        kinds.FIXED_LINE,
        kinds.MOBILE,
        kinds.FIXED_LINE_OR_MOBILE,
        kinds.VOIP,
        kinds.PERSONAL_NUMBER,
    }


def is_company_number(number: PhoneNumber) -> bool:
    """Whether it is a company's number that anyone can call as they call a landline.

    Norway's numbers of that type (815 …, 02000) cost more, or can't be called from abroad.
    """
    import phonenumbers

    uan = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.UAN
    return uan and number.country_code not in _UNREACHABLE_COMPANIES


@functools.lru_cache(maxsize=CACHE_SIZE)
def takes_no_messages(e164: str) -> bool:
    """Whether no text message reaches a number `read_phone` gave."""
    return is_company_number(_number(e164))


@functools.lru_cache(maxsize=CACHE_SIZE)
def phone_countries(e164: str) -> frozenset[str]:
    """The ISO 3166-1 countries that share the number's country code."""
    import phonenumbers

    code = _number(e164).country_code or 0
    return frozenset(phonenumbers.region_codes_for_country_code(code))


@functools.lru_cache(maxsize=CACHE_SIZE)
def show_phone(e164: str) -> str:
    """The number in groups with its country code: `+47 99 90 01 11`. `e164` is what `read_phone` gave."""
    import phonenumbers

    return phonenumbers.format_number(_number(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


@functools.lru_cache(maxsize=CACHE_SIZE)
def _number(e164: str) -> PhoneNumber:
    """What `read_phone` gave, for all that is asked of it; nobody changes it."""
    import phonenumbers

    return phonenumbers.parse(e164)


def dialled_as(e164: str) -> frozenset[str]:
    """The digits people dial for a number `read_phone` gave: with its country code, without, and as at home."""
    import phonenumbers

    number = _number(e164)
    at_home = _as_at_home(number)
    significant = phonenumbers.national_significant_number(number)
    return frozenset(re.sub(r"\D", "", written) for written in (e164, significant, at_home))


def _as_at_home(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


@functools.cache
def example_phone(country: str) -> str:
    """A mobile number as people in the country write it; an international one where none is known."""
    import phonenumbers

    number = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    if number is None:
        return _INTERNATIONAL_EXAMPLE
    return _as_at_home(number)


def _dialled(text: str, country: str) -> PhoneNumber | None:
    """The number as the country dials it; failing that as others write their prefixes."""
    first, *others = dict.fromkeys(as_it_may_be_dialled(text))
    number = _parsed(first, country)
    if _is_valid(number):
        return number
    read = (_parsed(written, country) for written in others)
    return next((other for other in read if _is_valid(other)), number)


def _is_valid(number: PhoneNumber | None) -> TypeGuard[PhoneNumber]:
    import phonenumbers

    return number is not None and phonenumbers.is_valid_number(number)


def _parsed(text: str, country: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(text, country, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return None


def _is_all_of(text: str, number: PhoneNumber) -> bool:
    """Whether the text is the number and nothing else: to look for others takes most of the time of reading it."""
    return number.raw_input == text and _DIGITS.fullmatch(text) is not None


def _refuse_what_is_no_single_number(text: str, number: PhoneNumber | None, country: str) -> None:
    """Refuses what the library would make one number of."""
    example = example_phone(country)
    if _holds_several(text, country):
        raise InputError(_("Write one phone number only, for example {example}.", example=example))
    if number is not None and number.extension:
        raise InputError(
            _(
                "Move the extension to the description and write the number alone, for example {example}.",
                example=example,
            )
        )
    if any(character.isalpha() for character in text):
        raise InputError(
            _("Write the phone number in digits only, without words, for example {example}.", example=example)
        )
    # New Caledonia writes its numbers as 20.12.34.
    if _DATE.fullmatch(text) and (number is None or text != _as_at_home(number)):
        raise InputError(
            _("That looks like a date. Write a phone number, for example {example}.", example=example)
        )


def _holds_several(text: str, country: str) -> bool:
    import phonenumbers

    found = sum(
        1 for _match in phonenumbers.PhoneNumberMatcher(text, country, leniency=phonenumbers.Leniency.VALID)
    )
    goes_on = _GOES_ON.search(text)
    is_complete = goes_on is not None and _is_valid(_parsed(text[: goes_on.start()], country))
    return found > 1 or is_complete


def _unknown_number(number: PhoneNumber | None, country: str) -> Text:
    """What may be wrong, and how numbers look where this one claims to be from."""
    import phonenumbers

    place = (
        country
        if number is None or _is_national(number)
        else phonenumbers.region_code_for_country_code(number.country_code or 0)
    )
    if place not in phonenumbers.SUPPORTED_REGIONS:
        return _(
            "Start the number with + and its country code, for example {example}.",
            example=_INTERNATIONAL_EXAMPLE,
        )
    return _(
        "{problem} In {country} it looks like {example}; from elsewhere it starts with + and a country code.",
        problem=_problem(number, place),
        country=Country(place),
        example=example_phone(place),
    )


def _problem(number: PhoneNumber | None, country: str) -> Text:
    import phonenumbers

    if number is None:
        return _("That isn't a phone number.")
    match _digits_off(number, country):
        case -1:
            return _("One digit of the phone number is missing.")
        case 1:
            return _("The phone number has one digit too many.")
        case less if less < 0:
            return _("Some digits of the phone number are missing.")
    match phonenumbers.is_possible_number_with_reason(number):
        case phonenumbers.ValidationResult.INVALID_LENGTH:
            return _("The phone number has too few digits or too many.")
        case phonenumbers.ValidationResult.TOO_LONG:
            return _("The phone number has too many digits.")
        case _:
            return _("No such phone number exists; a digit may be wrong.")


def _digits_off(number: PhoneNumber, country: str) -> int:
    """How many digits less (negative) or more than the country's shortest or longest; 0 in between."""
    import phonenumbers

    plan = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    kinds = [kind for kind in (plan.mobile, plan.fixed_line) if kind] if plan else []
    lengths = [length for kind in kinds for length in kind.possible_length if length > 0]
    written = len(phonenumbers.national_significant_number(number))
    if not lengths or min(lengths) <= written <= max(lengths):
        return 0
    return written - min(lengths) if written < min(lengths) else written - max(lengths)


def _is_national(number: PhoneNumber) -> bool:
    import phonenumbers

    return number.country_code_source == phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
