"""The number inside a text, with all it may mean: `1.250,50` is one number in every country, `1.000` is two.

Where two readings are possible and the person's language doesn't decide, they are asked; nothing is guessed.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from babel import Locale
from babel.numbers import (
    get_decimal_symbol,
    get_group_symbol,
)

from flows.i18n.language import Language
from flows.i18n.texts import InputError, Parameter, Text, _
from flows.readers.plain import one_form, tidy

_LONGEST = 24  # babel fails where this and three decimals pass the 28 digits of a decimal context
_LONGEST_WITH_WORDS = 60  # price-parser takes quadratic time
_APOSTROPHES = re.compile("['`\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}\N{RIGHT SINGLE QUOTATION MARK}]")
_GROUP = 3
_POINTS = frozenset(".,")
_NUMBER = re.compile(r"\d[\d., ]*\d|\d")
_DOUBTFUL = re.compile(r"(?<![\d., ])\d{1,3}(?:[.,]\d{3})+(?![\d.,])")
# 1 250.500: three digits behind another sign than the locale's own may be a group after all.
_BLANKS_AND_SIGN = re.compile(r"\d{1,3}(?: \d{3})+[.,]\d{3}")
_DOT_OF_A_WORD = re.compile(r"(?<=[^\W\d])\.")
# 1.250,- says by its sign that it has no decimals.
_GROUPED_WHOLE = re.compile(r"(?<![\d.,])(?<!\d )\d{1,3}(?:[.,]\d{3})+(?= ?[,:.]-)")


class Figure(NamedTuple):
    """A number with the words before and after it, and what it may mean, smallest first.

    `sure` where no other reading is possible; else the person is asked.
    """

    before: str
    after: str
    readings: Sequence[Decimal]
    sure: bool

    @property
    def value(self) -> Decimal | None:
        """The number, if there is no doubt about it."""
        return self.readings[0] if self.sure else None


class Scale(NamedTuple):
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


def find_figure(input: str, language: Language) -> Figure | None:
    """The first number in what was typed, or None where there is none or it is absurdly long."""
    import price_parser  # Nothing needs it before a number is read.

    text = _uniform(input)
    if len(text) > _LONGEST_WITH_WORDS:
        return None
    price = price_parser.Price.fromstring(text, decimal_separator=_sure_point(text))
    found = price.amount_text or ""
    before, _found, after = text.partition(found) if found else ("", "", "")
    if price.amount is None or not _found or len(found) > _LONGEST:
        return None
    readings = _readings(found, language.locale)
    return Figure(before.strip(), after.strip(), readings or [price.amount], sure=len(readings) == 1)


def decimal_sign_shown(input: str) -> str | None:
    """The decimal sign of a number that shows how it groups as well: a comma in `1.250,50`; None for others."""
    found = _NUMBER.search(_uniform(input))
    if found is None or " " in found[0]:
        return None
    signs = re.sub(r"\d", "", found[0])
    return signs[-1] if len(set(signs)) > 1 and _readings_anywhere(found[0]) else None


def with_decimal_sign(input: str, sign: str, language: Language) -> str:
    """The text with its number written as the language writes it, `sign` being the decimal one."""
    text, other = _uniform(input), "." if sign == "," else ","
    point = get_decimal_symbol(language.locale)

    def plain(found: re.Match[str]) -> str:
        return found[0].replace(other, "").replace(sign, point)

    return _DOUBTFUL.sub(plain, text) if _DOUBTFUL.search(text) else input


def settle(figure: Figure, scale: Scale) -> Decimal:
    """The number where it is sure and within the scale; else raises InputError, asking which reading was meant."""
    if figure.value is None:
        raise InputError(_question([value for value in figure.readings if scale.fits(value)], figure, scale))
    if not scale.fits(figure.value):
        raise InputError(scale.complaint(figure.value))
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


def _uniform(input: str) -> str:
    """Blanks for apostrophes (both group digits) and for dots that end a word or the text: kr.50 is no 0,50."""
    text = _APOSTROPHES.sub(" ", one_form(tidy(input)))
    text = _GROUPED_WHOLE.sub(lambda found: re.sub("[.,]", "", found[0]), text)
    return tidy(_DOT_OF_A_WORD.sub(" ", text).rstrip(" .,"))


def _sure_point(text: str) -> str | None:
    """What follows a lone leading 0, or nothing, is the decimal point: no one groups digits as 0,125."""
    lone_zero = re.match(r"[^\d.,]*0?([.,])\d+(?!.*\d)", text)
    return lone_zero[1] if lone_zero else None


def _readings(found: str, locale: Locale) -> list[Decimal]:
    """All it may mean, smallest first; one where the way the locale groups digits decides."""
    readings = _readings_anywhere(found)
    if len(readings) > 1 and get_group_symbol(locale) in found:
        return readings[-1:]
    if _BLANKS_AND_SIGN.fullmatch(found) and get_decimal_symbol(locale) not in found:
        return []
    return readings


def _readings_anywhere(found: str) -> list[Decimal]:
    """As a number whose last sign is the decimal one, and as one whose signs all group digits by threes."""
    *signs, last = re.findall(r"\D", found) or [""]
    *groups, end = re.split(r"\D", found)
    readings = []
    if last in _POINTS and last not in signs and (_are_groups(groups, signs) or groups == [""]):
        readings.append(Decimal(f"{''.join(groups) or '0'}.{end or '0'}"))
    if _are_groups([*groups, end], [*signs, last] if last else []):
        readings.append(Decimal("".join([*groups, end])))
    return sorted(set(readings))


def _are_groups(groups: Sequence[str], signs: Sequence[str]) -> bool:
    """Whether digits are grouped by threes with one sign only, or not at all."""
    if not signs:
        return len(groups) == 1 and groups[0].isdecimal()
    first, *others = groups
    by_threes = 1 <= len(first) <= _GROUP and all(len(group) == _GROUP for group in others)
    return by_threes and len(set(signs)) == 1 and not first.startswith("0")
