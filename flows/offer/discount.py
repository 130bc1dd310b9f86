"""A discount is kept as an amount per unit; people may give it as a percentage of the price."""

from __future__ import annotations

from flows.i18n.texts import Rate
from flows.offer.totals import WHOLE_RATE, divide_half_up


def discount_at(rate: Rate, unit_price: int) -> int:
    """What a percentage of the price is, in hundredths, half a hundredth going up."""
    return divide_half_up(unit_price * rate.hundredths, WHOLE_RATE)
