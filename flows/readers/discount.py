"""What is taken off a price: an amount, or a percentage of it."""

from __future__ import annotations

from flows.language import Language
from flows.readers.money import read_amount
from flows.readers.percent import read_rate
from flows.readers.plain import one_form, tidy
from flows.texts import Rate


def read_discount(typed: str, language: Language, currency: str) -> int | Rate:
    """Hundredths of `currency` (ISO 4217) from `200` or `kr 200`, a rate from `10 %`. Raises Mistake."""
    if one_form(tidy(typed)).endswith("%"):
        return Rate(read_rate(typed, language))
    return read_amount(typed, language, currency)
