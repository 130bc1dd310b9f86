"""Which currencies an order may be in, and the words people write for them."""

from __future__ import annotations

import functools
from datetime import date

import pycountry
from babel import Locale
from babel.languages import get_official_languages
from babel.numbers import (
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    get_territory_currencies,
)

from flows.i18n.language import Language, parse_tag
from flows.i18n.texts import InputError, _

# ISO 4217 list one gives these no minor unit ("N.A."); CLDR leaves them at its default of 2.
_WITHOUT_MINOR_UNIT = frozenset(
    {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"}
)


_COMMON = ("NOK", "SEK", "DKK", "EUR", "GBP", "USD", "CHF", "PLN")


def supported_currency(code: str) -> bool:
    """Whether an upper-case ISO 4217 code has hundredths, in ISO 4217 and in CLDR alike.

    Whatever currency ISO gives other decimals, CLDR gives other decimals too, so CLDR decides.
    """
    current = pycountry.currencies.get(alpha_3=code)
    if current is None or current.alpha_3 != code or code in _WITHOUT_MINOR_UNIT:
        return False
    return get_currency_precision(code) == len("00")


def read_currency(code: str) -> str:
    """The ISO 4217 code of a currency an order may be in. Raises InputError with the reason for any other."""
    if supported_currency(code):
        return code
    raise InputError(
        _(
            "{currency} can't be used: the order system counts in hundredths, and {currency} has none. "
            "Choose another currency, for example {example}.",
            currency=code,
            example="EUR",
        )
    )


@functools.cache
def currencies() -> tuple[str, ...]:
    """Every currency people pay with, as ISO 4217 codes: those most ordered in first, then by code."""
    codes = {currency.alpha_3 for currency in pycountry.currencies} - _WITHOUT_MINOR_UNIT
    return (*_COMMON, *sorted(codes - set(_COMMON)))


def currency_of_country(country: str) -> str | None:
    """The ISO 4217 code of what an ISO 3166-1 country pays with, by CLDR; None where there is none."""
    # The last day there is: without it babel would ask today's clock.
    return next(iter(get_territory_currencies(country, start_date=date.max)), None)


@functools.cache
def currency_words(code: str, locale: Locale) -> frozenset[str]:
    """What people write for a currency, casefolded: `nok`, `kr`, `krone`, `kroner`.

    Taken from CLDR in the person's language, in English and in those of the country the code begins with.
    """
    home = code[:2]
    tags = ["en", *(f"{language}-{home}" for language in get_official_languages(home, de_facto=True))]
    locales = [locale, *filter(None, map(parse_tag, tags))]
    words = [code, *(word for one in locales for word in _words(code, one))]
    return frozenset(word.casefold().rstrip(".") for word in words)


def currency_words_of(code: str, language: Language) -> frozenset[str]:
    """What a reader of that language writes for a currency, casefolded."""
    return currency_words(code, language.locale)


@functools.lru_cache(maxsize=4096)
def is_currency_word(word: str) -> bool:
    """Whether a word stands for any currency at all."""
    import price_parser  # Nothing needs it before a price is read.

    if pycountry.currencies.get(alpha_3=word.upper()) is not None:
        return True
    return price_parser.Price.fromstring(f"{word} 1").currency == word


def _words(code: str, locale: Locale) -> list[str]:
    names = [get_currency_name(code, count=count, locale=locale) for count in (1, 2)]
    return [get_currency_symbol(code, locale=locale), *(name.split()[-1] for name in names)]
