"""What is taken off a price: an amount, or a percentage of it."""

from __future__ import annotations

from decimal import Decimal

from flows.i18n.language import Language
from flows.i18n.texts import InputError, Money, Rate, Text, _
from flows.readers.figure import find_figure
from flows.readers.money import read_amount, show_amount_input
from flows.readers.percent import fraction_question, is_percentage, read_rate, show_rate_input
from flows.readers.plain import one_form, tidy

_ONE = 100


def read_discount(input: str, language: Language, currency: str) -> int | Rate:
    """Hundredths of `currency` (ISO 4217) from `200` or `kr 200`, a rate from `10 %`. Raises InputError.

    `0,05` alone may be a spreadsheet's 5 %, so so little is taken with its sign or its currency only.
    """
    text = one_form(tidy(input))
    if is_percentage(text):
        return Rate(read_rate(input, language))
    figure = find_figure(text, language)
    if figure and not figure.before and not figure.after and figure.value and 0 < figure.value < 1:
        raise InputError(_fraction_or_amount(figure.value, language, currency))
    return read_amount(input, language, currency)


def show_discount_input(hundredths: int, language: Language, currency: str) -> str:
    """Writes an amount so that `read_discount` reads back the same."""
    written = show_amount_input(hundredths, language)
    return f"{written} {currency}" if 0 < hundredths < _ONE else written


def _fraction_or_amount(value: Decimal, language: Language, currency: str) -> Text:
    rate, amount = value * 100, value.scaleb(2)
    if amount % 1:
        return fraction_question(value, language)
    return _(
        "Is it {first} or {second}? Write {write_first} or {write_second}.",
        first=Rate(int(rate.scaleb(2))),
        second=Money(int(amount), currency),
        write_first=f"{show_rate_input(int(rate.scaleb(2)), language)} %",
        write_second=show_discount_input(int(amount), language, currency),
    )
