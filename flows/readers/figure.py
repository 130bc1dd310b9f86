"""The number inside a text, read twice: as the locale writes numbers, and as people write them anywhere.

What both readers agree on is sure. Where they differ (`1.000`) the person is asked; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.numbers import (
    NumberFormatError,
    get_group_symbol,
    parse_decimal,
)
from price_parser import Price

from flows.language import Language
from flows.readers.plain import one_form, tidy
from flows.texts import Mistake, Parameter, Text, _

_LONGEST = 24  # babel fails where this and three decimals pass the 28 digits of a decimal context
_LONGEST_WITH_WORDS = 60  # price-parser takes quadratic time
_APOSTROPHES = re.compile("['`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}\N{RIGHT SINGLE QUOTATION MARK}]")
_DOT_OF_A_WORD = re.compile(r"(?<=[^\W\d])\.")


@dataclass(frozen=True)
class Figure:
    """A number as the locale and as anyone would read it, and the words before and after it."""

    before: str
    after: str
    in_locale: Decimal | None
    anywhere: Decimal

    @property
    def value(self) -> Decimal | None:
        """The number, if there is no doubt about it."""
        return self.anywhere if self.anywhere == self.in_locale else None

    @property
    def readings(self) -> Sequence[Decimal]:
        """What it may mean, smallest first."""
        return sorted({self.anywhere} if self.in_locale is None else {self.anywhere, self.in_locale})


@dataclass(frozen=True)
class Scale:
    """Which numbers fit (from 0 to `most`, in `step`s), how one is shown and typed, what to say of the others."""

    most: Decimal
    step: Decimal
    show: Callable[[Decimal], Parameter]
    write: Callable[[Decimal], str]
    too_much: Text
    too_fine: Text

    def fits(self, value: Decimal) -> bool:
        """Whether a number that isn't negative fits."""
        return value <= self.most and not value % self.step

    def complaint(self, value: Decimal) -> Text:
        """Why a number doesn't fit."""
        return self.too_much if value > self.most else self.too_fine


def find_figure(typed: str, language: Language) -> Figure | None:
    """The first number in what was typed, or None where there is none or it is absurdly long."""
    text = _uniform(typed)
    if len(text) > _LONGEST_WITH_WORDS:
        return None
    price = Price.fromstring(text, decimal_separator=_sure_point(text))
    found = price.amount_text or ""
    before, _found, after = text.partition(found) if found else ("", "", "")
    if price.amount is None or not _found or len(found) > _LONGEST:
        return None
    return Figure(before.strip(), after.strip(), _as_locale(found, language.locale), price.amount)


def settle(figure: Figure, scale: Scale) -> Decimal:
    """The number where it is sure and within the scale; else raises Mistake, asking which reading was meant."""
    if figure.value is None:
        raise Mistake(_question([value for value in figure.readings if scale.fits(value)], figure, scale))
    if not scale.fits(figure.value):
        raise Mistake(scale.complaint(figure.value))
    return figure.value


def _question(possible: Sequence[Decimal], figure: Figure, scale: Scale) -> Text:
    match possible:
        case [first, second]:
            return _(
                "Is it {first} or {second}? Write {write_first} or {write_second}.",
                first=scale.show(first),
                second=scale.show(second),
                write_first=scale.write(first),
                write_second=scale.write(second),
            )
        case [value]:
            return _("Is it {value}? Then write {write}.", value=scale.show(value), write=scale.write(value))
        case _:
            return scale.complaint(figure.readings[0])


def _uniform(typed: str) -> str:
    """Blanks for apostrophes (both group digits) and for dots that end a word or the text: kr.50 is no 0,50."""
    text = _APOSTROPHES.sub(" ", one_form(tidy(typed)))
    return tidy(_DOT_OF_A_WORD.sub(" ", text).rstrip(" .,"))


def _sure_point(text: str) -> str | None:
    """What follows a lone leading 0, or nothing, is the decimal point: no one groups digits as 0,125."""
    lone_zero = re.match(r"[^\d.,]*0?([.,])\d+(?!.*\d)", text)
    return lone_zero[1] if lone_zero else None


def _as_locale(found: str, locale: Locale) -> Decimal | None:
    """Strictly: what is grouped otherwise than by threes (in the locale's way) is no number."""
    group = get_group_symbol(locale)
    if " " in found and group in found:
        return None
    try:
        return parse_decimal(found.replace(" ", group), locale=locale, strict=True)
    except NumberFormatError:
        return None
