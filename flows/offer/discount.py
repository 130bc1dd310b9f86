"""A discount is kept as an amount per unit; people give it, and are shown it, as a percentage of the price too."""

from __future__ import annotations

from flows.i18n.texts import Rate
from flows.offer.totals import WHOLE_RATE, divide_half_up

_STEPS = (100, 10, 1)
"""Whole percents, tenths, hundredths, in hundredths of a percent."""


def discount_at(rate: Rate, unit_price: int) -> int:
    """What a percentage of the price is, in hundredths, half a hundredth going up."""
    return divide_half_up(unit_price * rate.hundredths, WHOLE_RATE)


def rate_of_discount(discount: int, unit_price: int) -> Rate:
    """The shortest percentage that gives this amount, or the nearest one with two decimals.

    A tenth of 12.99 is 1.30, which is 10.01 % of it; the person typed 10 % and reads 10 %.
    """
    if not unit_price:
        return Rate(0)
    rates = [Rate(step * divide_half_up(discount * WHOLE_RATE, unit_price * step)) for step in _STEPS]
    return next((rate for rate in rates if discount_at(rate, unit_price) == discount), rates[-1])
