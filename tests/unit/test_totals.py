"""What an offer adds up to, against exact fractions."""

from __future__ import annotations

import ast
import inspect
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.draft import Line
from flows.offer import totals as module
from flows.offer.totals import LineTotal, line_total, totals
from tests.support.strategies.texts import amounts, rates


def free_line(**more: object) -> Line:
    """One unit for 1000,00 including 25 % VAT, unless told otherwise."""
    known = {"id": "1", "name": "Cable", "currency": "NOK", "unit_price": 100_000, "vat_rate": 2500}
    return Line.model_validate(known | more)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    price = draw(st.none() | amounts)
    return free_line(
        quantity=draw(st.integers(1, 9999)),
        unit_price=price,
        vat_rate=draw(st.none() | st.sampled_from([0, 1500, 2500]) | rates),
        tax_inclusive=draw(st.booleans()),
        discount=None if price is None else draw(st.none() | st.integers(0, price)),
        payout=draw(st.none() | amounts),
    )


def half_up(exact: Fraction) -> int:
    """The nearest whole number; of two as near, the larger."""
    below, rest = divmod(exact, 1)
    return below + (rest >= Fraction(1, 2))


def oracle(line: Line) -> LineTotal:
    """The same by exact fractions of a currency unit, rounded to hundredths once."""
    assert line.unit_price is not None
    assert line.vat_rate is not None
    rate = Fraction(line.vat_rate, 10_000)
    discount = line.quantity * Fraction(line.discount or 0)
    paid = line.quantity * Fraction(line.unit_price) - discount
    net = half_up(paid / (1 + rate)) if line.tax_inclusive else int(paid)
    vat = int(paid) - net if line.tax_inclusive else half_up(paid * rate)
    return LineTotal(net, vat, net + vat, int(discount), line.quantity * (line.payout or 0))


def is_priced(line: Line) -> bool:
    return line.unit_price is not None and line.vat_rate is not None


@settings(deadline=None)
@given(lines())
def test_a_line_adds_up_as_exact_fractions_do_and_is_rounded_once(line: Line) -> None:
    assert line_total(line) == (oracle(line) if is_priced(line) else None)


@settings(deadline=None, max_examples=50)
@given(st.lists(lines(), max_size=6))
def test_an_offer_is_the_sum_of_its_lines(offered: list[Line]) -> None:
    sums, priced = totals(offered, "NOK"), [line for line in offered if is_priced(line)]
    each = [oracle(line) for line in priced]
    assert (sums.net, sums.vat, sums.gross) == (
        sum(total.net for total in each),
        sum(total.vat for total in each),
        sum(total.gross for total in each),
    )
    assert sums.gross == sums.net + sums.vat
    full = [oracle(line.model_copy(update={"discount": None})) for line in priced]
    assert sums.discount == sum(total.gross for total in full) - sums.gross
    paid = [total for line, total in zip(priced, each, strict=True) if line.payout is not None]
    assert sums.payout == sum(total.payout for total in paid)
    assert sums.margin == sum(total.net for total in paid) - sums.payout
    assert sums.without_payout == len(offered) - len(paid)
    assert (sums.currency, sums.unpriced) == ("NOK", len(offered) - len(priced))


@settings(deadline=None, max_examples=50)
@given(st.lists(lines(), max_size=6))
def test_vat_is_summed_by_rate_and_the_rates_rise(offered: list[Line]) -> None:
    by_rate: Counter[int] = Counter()
    for line in filter(is_priced, offered):
        by_rate[line.vat_rate or 0] += oracle(line).vat
    sums = totals(offered, "NOK")
    assert dict(sums.vat_by_rate) == dict(by_rate)
    assert list(sums.vat_by_rate) == sorted(sums.vat_by_rate)
    assert sum(sums.vat_by_rate.values()) == sums.vat


@settings(deadline=None, max_examples=50)
@given(lines().filter(is_priced))
def test_a_price_with_vat_is_what_the_payer_pays(line: Line) -> None:
    total = line_total(line.model_copy(update={"tax_inclusive": True}))
    assert total is not None
    assert total.gross == line.quantity * ((line.unit_price or 0) - (line.discount or 0))


@pytest.mark.parametrize(
    ("line", "total"),
    [
        (free_line(quantity=2), LineTotal(160_000, 40_000, 200_000, 0, 0)),
        (free_line(tax_inclusive=False), LineTotal(100_000, 25_000, 125_000, 0, 0)),
        (free_line(quantity=3, discount=10_000), LineTotal(216_000, 54_000, 270_000, 30_000, 0)),
        (free_line(quantity=2, payout=50_000), LineTotal(160_000, 40_000, 200_000, 0, 100_000)),
        # 0,02 at 25 % is half a hundredth of VAT: it goes up.
        (free_line(unit_price=2, tax_inclusive=False), LineTotal(2, 1, 3, 0, 0)),
        # 1,00 and 3 units: 0,8 each would be rounded thrice; the line's 2,4 is rounded once.
        (free_line(unit_price=1, quantity=3), LineTotal(2, 1, 3, 0, 0)),
        (free_line(vat_rate=0), LineTotal(100_000, 0, 100_000, 0, 0)),
        (free_line(discount=100_000), LineTotal(0, 0, 0, 100_000, 0)),
    ],
)
def test_a_line_by_hand(line: Line, total: LineTotal) -> None:
    assert line_total(line) == total


@pytest.mark.parametrize("unknown", [{"unit_price": None}, {"vat_rate": None}])
def test_a_line_without_a_price_is_counted_and_not_summed(unknown: dict[str, None]) -> None:
    sums = totals([free_line(), free_line(**unknown, payout=1)], "NOK")
    assert (sums.gross, sums.payout, sums.unpriced) == (100_000, 0, 1)


def test_nothing_adds_up_to_nothing() -> None:
    assert totals([], "EUR") == module.Totals("EUR")


@settings(deadline=None, max_examples=50)
@given(lines())
def test_no_float_comes_out(line: Line) -> None:
    sums = totals([line], "NOK")
    figures = [sums.net, sums.vat, sums.gross, sums.discount, sums.payout, sums.margin]
    assert {type(figure) for figure in [*figures, *sums.vat_by_rate.values()]} == {int}


def test_nothing_is_divided_into_a_float_on_the_way() -> None:
    """`/` on whole numbers makes a float, which holds no more than 15 digits."""
    nodes = list(ast.walk(ast.parse(inspect.getsource(module))))
    assert not [node for node in nodes if isinstance(node, ast.Div)]
    assert not [node for node in nodes if isinstance(node, ast.Name) and node.id in {"float", "round"}]
