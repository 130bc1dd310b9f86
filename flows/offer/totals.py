"""What an offer adds up to. Hundredths throughout; each line is rounded once, half up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.draft import Line

WHOLE_RATE = 10_000
"""A rate of 100 %, in hundredths of a percent."""


class LineTotal(NamedTuple):
    """One line, in hundredths: what the payer pays and its parts. Discount and payout are for all its units."""

    net: int
    vat: int
    gross: int
    discount: int
    payout: int


@dataclass(frozen=True)
class Totals:
    """An offer, in hundredths of `currency`. `unpriced` lines get their price from the vendor's catalog.

    `discount` is what the payer saves, VAT included. The margin is that of the lines whose price and payout are known:
    `margin_net` is what these cost without VAT, and `without_payout` how many others there are.
    """

    currency: str
    net: int = 0
    vat: int = 0
    gross: int = 0
    discount: int = 0
    payout: int = 0
    vat_by_rate: Mapping[int, int] = field(default_factory=dict)
    unpriced: int = 0
    margin_net: int = 0
    without_payout: int = 0

    @property
    def margin(self) -> int:
        """What is left of these lines' net sum when the installer is paid."""
        return self.margin_net - self.payout


def line_total(line: Line) -> LineTotal | None:
    """The line's total, or None while its price is known to the vendor only.

    The amount is quantity × (price − discount). Where prices include VAT the net is cut out of it, else VAT is added;
    that one division is the line's only rounding, half a hundredth going up.
    """
    return _total(line, line.discount or 0)


def full_price(line: Line) -> LineTotal | None:
    """The line's total without its discount: what it saves the payer is the difference."""
    return _total(line, 0)


def _total(line: Line, unit_discount: int) -> LineTotal | None:
    if line.unit_price is None or line.vat_rate is None:
        return None
    discount = unit_discount * line.quantity
    amount = line.unit_price * line.quantity - discount
    if line.tax_inclusive:
        net = divide_half_up(amount * WHOLE_RATE, WHOLE_RATE + line.vat_rate)
        vat = amount - net
    else:
        net = amount
        vat = divide_half_up(amount * line.vat_rate, WHOLE_RATE)
    return LineTotal(net, vat, net + vat, discount, (line.payout or 0) * line.quantity)


def saving(line: Line) -> int:
    """What the discount saves the payer on all units, VAT included; 0 while the price isn't known."""
    if not line.discount:
        return 0
    total, full = line_total(line), full_price(line)
    return full.gross - total.gross if total and full else 0


def totals(lines: Iterable[Line], currency: str) -> Totals:
    """The sums over all lines, VAT by rate in rising order."""
    all_lines = list(lines)
    priced = [(line, total) for line in all_lines if (total := line_total(line)) is not None]
    known = [(line.vat_rate or 0, total) for line, total in priced]
    paid = [total for line, total in priced if line.payout is not None]
    by_rate = {
        rate: sum(total.vat for other, total in known if other == rate)
        for rate in sorted({r for r, _ in known})
    }
    return Totals(
        currency=currency,
        net=sum(total.net for _, total in known),
        vat=sum(total.vat for _, total in known),
        gross=sum(total.gross for _, total in known),
        discount=sum(saving(line) for line, _ in priced),
        payout=sum(total.payout for total in paid),
        vat_by_rate=by_rate,
        unpriced=len(all_lines) - len(priced),
        margin_net=sum(total.net for total in paid),
        without_payout=len(all_lines) - len(paid),
    )


def divide_half_up(numerator: int, denominator: int) -> int:
    """The quotient of numbers that aren't negative, half a unit going up."""
    return (2 * numerator + denominator) // (2 * denominator)
