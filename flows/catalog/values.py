"""The kinds of value a catalog holds, each with its check; the words say how to mend it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, StrictBool, StringConstraints
from pydantic_core import PydanticCustomError

from flows.i18n.language import parse_tag
from flows.i18n.texts import InputError
from flows.readers import (
    LARGEST_NUMBER,
    MOST_DECIMALS,
    MOST_QUANTITY,
    read_country,
    read_url,
    supported_currency,
)
from flows.search import compared

LARGEST_AMOUNT = Decimal("99999999.99")
"""In whole units; the largest a person may type, too."""
LARGEST_RATE = Decimal(100)
"""In percent."""
MOST_ALIASES = 50

_ONE_PERCENT = 100
_PERCENT = re.compile(r"(.*\S)\s*%")
_PLAIN_NUMBER = re.compile(r"[0-9]+(\.[0-9]{1,2})?")
_SIGNED = re.compile(rf"-?[0-9]+(\.[0-9]{{1,{MOST_DECIMALS}}})?")
_DURATION = re.compile(r"([0-9]{1,6})(m|h|d)")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
LONGEST_DURATION = timedelta(days=30)
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_USER = re.compile(r"[UW][A-Z0-9]{2,}")

WRONG_VALUE = "catalog_value"
"""The type of an error whose words are followed by the key's example."""
BROKEN_RULE = "catalog_rule"
"""The type of an error whose words have no example."""


def wrong_value(words: str) -> PydanticCustomError:
    """The error for a value written in a form that isn't read; an example follows the words."""
    return PydanticCustomError(WRONG_VALUE, "{words}", {"words": words})


def broken_rule(words: str) -> PydanticCustomError:
    """The error for values that don't go together; the words say all."""
    return PydanticCustomError(BROKEN_RULE, "{words}", {"words": words})


def _amount(written: object) -> int:
    return _hundredths(written, LARGEST_AMOUNT, "an amount")


def _rate(written: object) -> int:
    """Less than one percent with its sign only: a spreadsheet's 0.25 is 25 %."""
    if isinstance(written, str) and (sign := _PERCENT.fullmatch(written)):
        return _hundredths(sign[1], LARGEST_RATE, "a percentage")
    rate = _hundredths(written, LARGEST_RATE, "a percentage")
    if 0 < rate < _ONE_PERCENT:
        meant = f"{Decimal(rate):f}"
        raise wrong_value(
            f'is "{written}", which may be {meant} % or {written} %: write "{meant}", or "{written} %" with its sign'
        )
    return rate


def _quantity(written: object) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or not 1 <= written <= MOST_QUANTITY:
        raise wrong_value(f"must be a whole number from 1 to {MOST_QUANTITY}, without quotes")
    return written


def _hundredths(written: object, largest: Decimal, what: str) -> int:
    if isinstance(written, float):
        raise wrong_value(f"is {what} without quotes, which isn't kept exactly: write it in quotes")
    if isinstance(written, bool) or not isinstance(written, int | str):
        raise wrong_value(f"must be {what} in quotes")
    number = Decimal(written) if isinstance(written, int) or _PLAIN_NUMBER.fullmatch(written) else None
    if number is None or not 0 <= number <= largest:
        raise wrong_value(
            f"must be {what} from 0 to {largest}: digits, and at most two decimals after a dot, nothing else"
        )
    return int(number.scaleb(2))


def _currency(code: str) -> str:
    if not supported_currency(code):
        raise wrong_value(
            "must be the ISO 4217 code of a currency with two decimals (NOK, SEK, DKK, EUR, GBP, USD …); "
            "others are refused, as the API only says how hundredths are sent"
        )
    return code


def _country(code: str) -> str:
    try:
        return read_country(code)
    except InputError:
        raise wrong_value("must be a country's two letters of ISO 3166-1 alpha-2") from None


def _locale(tag: str) -> str:
    if parse_tag(tag) is None:
        raise wrong_value("must be a language, and a country where it matters")
    return tag


def _channel(channel: str) -> str:
    if not _CHANNEL.fullmatch(channel):
        raise wrong_value("must be the id at the bottom of the channel's details in Slack, not its name")
    return channel


def _user(user: str) -> str:
    if not _USER.fullmatch(user):
        raise wrong_value(
            "must be the id from “Copy member ID” in the person's Slack profile, not their name"
        )
    return user


def _duration(written: object) -> timedelta:
    found = _DURATION.fullmatch(written.strip()) if isinstance(written, str) else None
    duration = int(found[1]) * _UNITS[found[2]] if found else timedelta()
    if not timedelta() < duration <= LONGEST_DURATION:
        raise wrong_value('must be a time from "1m" to "30d" in quotes: minutes (m), hours (h) or days (d)')
    return duration


def is_slack_id(name: str) -> bool:
    """Whether it is the id of a channel or of a person, and no name."""
    return bool(_CHANNEL.fullmatch(name) or _USER.fullmatch(name))


def _reference(name: str) -> str:
    """A UUID as others write it, in small letters; any other name as it is."""
    with suppress(ValueError):
        return str(UUID(name))
    return name


def _web_address(written: str) -> str:
    try:
        return read_url(written)
    except InputError:
        raise wrong_value(
            "must be a web address that begins with https:// or http://, without a user name or password, "
            "of at most 3000 characters"
        ) from None


def read_plain_number(written: object) -> Decimal:
    """A number as the file writes it: whole without quotes, any in quotes. Raises a wrong value."""
    if isinstance(written, float):
        raise wrong_value("is a number without quotes, which isn't kept exactly: write it in quotes")
    if isinstance(written, bool) or not isinstance(written, int | str):
        raise wrong_value("must be a number in quotes")
    number = Decimal(written) if isinstance(written, int) or _SIGNED.fullmatch(written) else None
    if number is None or abs(number) > LARGEST_NUMBER:
        raise wrong_value(
            f"must be a number from -{LARGEST_NUMBER} to {LARGEST_NUMBER}: digits, at most {MOST_DECIMALS} "
            "decimals after a dot, a minus before them"
        )
    return number


def _whole(least: int, most: int) -> BeforeValidator:
    def read(written: object) -> int:
        if isinstance(written, bool) or not isinstance(written, int) or not least <= written <= most:
            raise wrong_value(f"must be a whole number from {least} to {most}, without quotes")
        return written

    return BeforeValidator(read)


def _aliases(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) > MOST_ALIASES:
        raise broken_rule(f"lists {len(names)} names: keep the {MOST_ALIASES} that people use most")
    for place, name in enumerate(names):
        if not compared(name):
            raise broken_rule(f'lists "{name}", which has no letter or digit to be found by: remove it')
        if compared(name) in {compared(earlier) for earlier in names[:place]}:
            raise broken_rule(f'lists "{name}" twice, case and signs aside: remove one of them')
    return names


_ONE_LINE = r"^[^\x00-\x1f\x7f-\x9f]*$"
_LINES = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"

# Slack: an option's text is at most 75 characters, and so is its value to be safe; a label is kept to 150.
Name = Annotated[str, StringConstraints(min_length=1, max_length=75, pattern=_ONE_LINE)]
Aliases = Annotated[tuple[Name, ...], AfterValidator(_aliases)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=150, pattern=_ONE_LINE)]
Description = Annotated[str, StringConstraints(max_length=3000, pattern=_LINES)]
# In hundredths: of a currency unit, from "10000.00" or whole 10000; of a percent, from "12.5" or 25.
Amount = Annotated[int, BeforeValidator(_amount)]
Rate = Annotated[int, BeforeValidator(_rate)]
Quantity = Annotated[int, BeforeValidator(_quantity)]
PlainNumber = Annotated[Decimal, BeforeValidator(read_plain_number)]
# As a number with its unit: "30m", "4h", "2d".
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Count = Annotated[int, _whole(1, 100)]
Decimals = Annotated[int, _whole(0, MOST_DECIMALS)]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=_ONE_LINE)]
Flag = StrictBool
CurrencyCode = Annotated[str, AfterValidator(_currency)]
CountryCode = Annotated[str, AfterValidator(_country)]
LocaleTag = Annotated[str, AfterValidator(_locale)]
ChannelId = Annotated[str, AfterValidator(_channel)]
UserId = Annotated[str, AfterValidator(_user)]
# A table by what it goes by: its UUID or a name of our own.
Reference = Annotated[Name, AfterValidator(_reference)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
