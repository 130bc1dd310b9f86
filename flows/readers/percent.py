"""Percentages, such as a VAT rate."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.i18n.language import Language
from flows.i18n.texts import InputError, Rate, Text, _
from flows.readers.figure import Scale, find_figure, settle
from flows.readers.number import write_decimal
from flows.readers.plain import one_form, tidy
from flows.readers.vat_words import VAT

_MOST = Decimal(100)
_STEP = Decimal("0.01")
_ONE_PERCENT = 100
_PERCENT = re.compile(r"\s*(?:%|(?:prosent|procent|prozent|per ?cent|pct|pst)\.?)$", re.IGNORECASE)
_VAT_WORD = "|".join(sorted(VAT, key=len, reverse=True))
_OF_VAT = re.compile(rf"^(?:{_VAT_WORD})\b[.:]?\s*(?=\d)|(?<=[\d%t.])\s*\b(?:{_VAT_WORD})\.?$", re.IGNORECASE)


def read_rate(input: str, language: Language) -> int:
    """Hundredths of a percent, 0 to 10000, from `25`, `25 %`, `25,5` or `25 % mva`. Raises InputError.

    A spreadsheet writes 25 % as `0,25` in its cells, so less than one percent is taken with its sign only.
    """
    text = _PERCENT.sub("%", _OF_VAT.sub("", one_form(tidy(input))))
    figure = find_figure(text.removesuffix("%"), language)
    if figure is None or figure.before not in {"", "-"} or figure.after:
        raise InputError(_how(language))
    scale = _scale(language)
    if figure.before:
        raise InputError(scale.too_much)
    if not text.endswith("%") and figure.value is not None and 0 < figure.value < 1:
        raise InputError(fraction_question(figure.value, language))
    return int(settle(figure, scale).scaleb(2))


def is_percentage(text: str) -> bool:
    """Whether a percent sign or its word follows."""
    return _PERCENT.search(text) is not None


def fraction_question(fraction: Decimal, language: Language) -> Text:
    """Asks whether `0,25` is 25 % or a quarter of one percent; what isn't whole hundredths of a percent is no rate."""
    percents = [value for value in (fraction * 100, fraction) if not value % _STEP]
    shown = [Rate(int(value.scaleb(2))) for value in percents]
    written = [show_rate_input(rate.hundredths, language) for rate in shown]
    match shown:
        case [first, second]:
            return _(
                "Is it {first} or {second}? Write {write_first} or {write_second}.",
                first=first,
                second=second,
                write_first=written[0],
                write_second=written[1],
            )
        case [only]:
            return _("Is it {value}? Then write {write}.", value=only, write=written[0])
        case _:
            return _scale(language).too_fine


def show_rate_input(hundredths: int, language: Language) -> str:
    """Writes a rate so that `read_rate` reads back the same in that language."""
    written = write_decimal(Decimal(hundredths).scaleb(-2), language)
    return f"{written} %" if 0 < hundredths < _ONE_PERCENT else written


def _how(language: Language) -> Text:
    return _("Write only the percentage, for example {example}.", example=_example(language))


def _scale(language: Language) -> Scale:
    example = _example(language)
    return Scale(
        most=_MOST,
        step=_STEP,
        show=lambda value: Rate(int(value.scaleb(2))),
        write=lambda value: show_rate_input(int(value.scaleb(2)), language),
        too_much=_(
            "A percentage lies between 0 and 100. Write it as {example}, for example.", example=example
        ),
        too_fine=_("A percentage has two decimals at most, for example {example}.", example=example),
    )


def _example(language: Language) -> str:
    return show_rate_input(2550, language)
