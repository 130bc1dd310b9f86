"""Percentages, such as a VAT rate."""

from __future__ import annotations

from decimal import Decimal

from flows.language import Language
from flows.readers.figure import Scale, find_figure, settle
from flows.readers.number import write_decimal
from flows.readers.plain import one_form, tidy
from flows.texts import Mistake, Rate, Text, _

_MOST = Decimal(100)
_STEP = Decimal("0.01")


def read_rate(typed: str, language: Language) -> int:
    """Hundredths of a percent, 0 to 10000, from `25`, `25 %` or `25,5`. Raises Mistake."""
    figure = find_figure(one_form(tidy(typed)).removesuffix("%"), language)
    if figure is None or figure.before not in {"", "-"} or figure.after:
        raise Mistake(_how(language))
    scale = _scale(language)
    if figure.before:
        raise Mistake(scale.too_much)
    return int(settle(figure, scale).scaleb(2))


def show_rate_input(hundredths: int, language: Language) -> str:
    """Writes a rate so that `read_rate` reads back the same in that language."""
    return write_decimal(Decimal(hundredths).scaleb(-2), language)


def _how(language: Language) -> Text:
    return _("Write only the percentage, for example {example}.", example=_example(language))


def _scale(language: Language) -> Scale:
    example = _example(language)
    return Scale(
        most=_MOST,
        step=_STEP,
        show=lambda value: Rate(int(value.scaleb(2))),
        write=lambda value: write_decimal(value, language),
        too_much=_(
            "A percentage lies between 0 and 100. Write it as {example}, for example.", example=example
        ),
        too_fine=_("A percentage has two decimals at most, for example {example}.", example=example),
    )


def _example(language: Language) -> str:
    return show_rate_input(2550, language)
