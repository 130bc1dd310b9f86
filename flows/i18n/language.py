"""A person's language: its words from the `.po` files beside this module, its numbers from CLDR."""

from __future__ import annotations

import functools
import gettext
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import resources

import pycountry
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.numbers import format_decimal, get_currency_name

from flows.i18n.locale_data import let_go_of_unread_data
from flows.i18n.texts import Country, Markup, Money, Parameter, Rate, Text

SOURCE_LANGUAGE = "en"
SERVED_BY = {"no": "nb", "nn": "nb"}
"""Languages without a file of their own, and the one that serves them, which gettext would not find."""

KEPT_NUMBERS = 4096

Escape = Callable[[str], str]

_NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a figure and its unit, so that no row of a narrow screen begins with the unit alone."""


class Language:
    """Says texts and shows numbers the way one locale does.

    Words fall back to English where no translation is shipped; numbers always follow the locale.
    """

    def __init__(self, locale: Locale) -> None:
        let_go_of_unread_data(locale)
        self.locale = locale
        self.code = locale.language
        self._words = _translations(locale.language)

    @property
    def tag(self) -> str:
        """The IETF tag the language is stored by, such as `nb-NO`."""
        return str(self.locale).replace("_", "-")

    def say(self, text: Text, escape: Escape = str) -> str:
        """The text in this language, its parameters shown in it and escaped by `escape`."""
        if text.plural is None:
            # gettext answers an empty text with its own header.
            pattern = text.source and self._words.gettext(text.source)
        else:
            pattern = self._words.ngettext(text.source, text.plural, int(str(text.parameters["count"])))
        return pattern.format_map({key: self.show(value, escape) for key, value in text.parameters.items()})

    def show(self, value: Parameter, escape: Escape = str) -> str:
        """One value as this language writes it."""
        match value:  # What there is most of comes first.
            case str():
                return escape(value)
            case Text():
                return self.say(value, escape)
            case Markup():
                return value.source
            case Money():
                return f"{self.amount(value.hundredths)}{_NO_BREAK}{value.currency}"
            case Rate():
                return f"{self.plain_number(Decimal(value.hundredths).scaleb(-2))}{_NO_BREAK}%"
            case Country():
                return escape(self.country(value.code))
            case date():
                return format_date(value, "long", locale=self.locale)
            case int() | Decimal():
                return self.plain_number(Decimal(value))

    def amount(self, hundredths: int) -> str:
        """An amount with the locale's separators and two decimals: `21 099,00`."""
        return _written(Decimal(hundredths).scaleb(-2), "#,##0.00", self.locale)

    def plain_number(self, value: Decimal) -> str:
        """A number with no more decimals than it has: `12,5`."""
        return _written(value, "#,##0.########", self.locale)

    def country(self, code: str) -> str:
        """The country's name, or the code where CLDR has none."""
        return str(self.locale.territories.get(code, code))

    def currency(self, code: str) -> str:
        """The currency's name, or the code where CLDR has none."""
        return str(get_currency_name(code, locale=self.locale))

    @functools.cached_property
    def countries(self) -> tuple[tuple[str, str], ...]:
        """Every ISO 3166-1 country as (code, name), sorted by name."""
        named = [(country.alpha_2, self.country(country.alpha_2)) for country in pycountry.countries]
        return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


@functools.cache
def language(tag: str) -> Language:
    """The language for an IETF tag such as `nb-NO`, `no` or `en_US`; English for an unknown one.

    Norwegian's many names (no, nn) are all served by Bokmål.
    """
    return Language(parse_tag(tag) or Locale.parse(SOURCE_LANGUAGE))


@functools.lru_cache(maxsize=KEPT_NUMBERS)
def _written(value: Decimal, pattern: str, locale: Locale) -> str:
    """Babel takes a tenth of a millisecond for it, and the same amounts are shown again and again."""
    return format_decimal(value, pattern, locale=locale)


def parse_tag(tag: str) -> Locale | None:
    """The CLDR locale a tag names, or None if there is none."""
    head, _, rest = tag.strip().replace("_", "-").partition("-")
    head = SERVED_BY.get(head.lower(), head)
    for candidate in (f"{head}-{rest}" if rest else head, head):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@functools.cache
def language_of_country(country: str) -> Language | None:
    """The shipped language that is spoken in an ISO 3166-1 country; None where that is English, or none."""
    spoken = [SERVED_BY.get(code, code) for code in get_official_languages(country, de_facto=True)]
    shipped = [code for code in spoken if code in shipped_languages()]
    return language(shipped[0]) if shipped and shipped[0] != SOURCE_LANGUAGE else None


@functools.cache
def shipped_languages() -> tuple[str, ...]:
    """The language codes that have words of their own, English first."""
    files = resources.files("flows").joinpath("locales").iterdir()
    return (SOURCE_LANGUAGE, *sorted(file.name[:-3] for file in files if file.name.endswith(".po")))


@functools.cache
def _translations(code: str) -> gettext.NullTranslations:
    source = resources.files("flows").joinpath("locales", f"{code}.po")
    if not source.is_file():
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile  # English has no need of them.

    compiled = io.BytesIO()
    with source.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
