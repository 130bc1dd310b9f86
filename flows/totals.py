"""What an offer adds up to. Hundredths throughout; each line is rounded once, half up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flows.draft import Line

WHOLE_RATE = 10_000
"""A rate of 100 %, in hundredths of a percent."""


@dataclass(frozen=True)
class LineTotal:
    """One line, in hundredths: what the payer pays and its parts. Discount and payout are for all its units."""

    net: int
    vat: int
    gross: int
    discount: int
    payout: int


@dataclass(frozen=True)
class Totals:
    """An offer, in hundredths of `currency`. `unpriced` lines get their price from the vendor's catalog."""

    currency: str
    net: int = 0
    vat: int = 0
    gross: int = 0
    discount: int = 0
    payout: int = 0
    vat_by_rate: Mapping[int, int] = field(default_factory=dict)
    unpriced: int = 0

    @property
    def margin(self) -> int:
        """What is left of the net sum when the installer is paid."""
        return self.net - self.payout


def line_total(line: Line) -> LineTotal | None:
    """The line's total, or None while its price is known to the vendor only.

    The amount is quantity × (price − discount). Where prices include VAT the net is cut out of it, else VAT is added;
    that one division is the line's only rounding, half a hundredth going up.
    """
    if line.unit_price is None or line.vat_rate is None:
        return None
    discount = (line.discount or 0) * line.quantity
    amount = line.unit_price * line.quantity - discount
    if line.tax_inclusive:
        net = divide_half_up(amount * WHOLE_RATE, WHOLE_RATE + line.vat_rate)
        vat = amount - net
    else:
        net = amount
        vat = divide_half_up(amount * line.vat_rate, WHOLE_RATE)
    return LineTotal(net, vat, net + vat, discount, (line.payout or 0) * line.quantity)


def totals(lines: Iterable[Line], currency: str) -> Totals:
    """The sums over all lines, VAT by rate in rising order."""
    priced = [(line.vat_rate or 0, line_total(line)) for line in lines]
    known = [(rate, total) for rate, total in priced if total is not None]
    by_rate = {
        rate: sum(total.vat for other, total in known if other == rate)
        for rate in sorted({r for r, _ in known})
    }
    return Totals(
        currency=currency,
        net=sum(total.net for _, total in known),
        vat=sum(total.vat for _, total in known),
        gross=sum(total.gross for _, total in known),
        discount=sum(total.discount for _, total in known),
        payout=sum(total.payout for _, total in known),
        vat_by_rate=by_rate,
        unpriced=len(priced) - len(known),
    )


def divide_half_up(numerator: int, denominator: int) -> int:
    """The quotient of numbers that aren't negative, half a unit going up."""
    return (2 * numerator + denominator) // (2 * denominator)
