"""A discount on the whole offer: as near to what was typed as whole hundredths per unit allow, and never above."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.draft import Draft, Line
from flows.form.form_context import FormContext
from flows.i18n.language import language
from flows.offer.discount_spread import Share, fill_up
from flows.offer.lines import add_product
from flows.offer.totals import saving, totals
from flows.offer.whole_discount import can_be_discounted, spread_discount
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import CABLE, CHARGER, form_context

HERE = form_context("en")


def line(number: int = 1, **more: object) -> Line:
    known = {"id": str(number), "name": "Cable", "currency": "NOK", "unit_price": 10_000, "vat_rate": 2500}
    return Line.model_validate(known | more)


def offer(*lines: Line) -> Draft:
    return Draft(id="7", lines=lines)


def discounted(draft: Draft, input: str, here: FormContext = HERE) -> tuple[list[int | None], str | None]:
    """The discount on each line, and the remark where not all could be placed."""
    spread, errors = spread_discount(draft, {"discount": input}, here)
    assert spread is not None, [here.language.say(text) for text in errors.values()]
    remark = spread.remark("NOK")
    said = in_plain_blanks(here.language.say(remark)) if remark else None
    return [one.discount for one in spread.draft.lines], said


def refused(draft: Draft, input: str, here: FormContext = HERE) -> str:
    spread, errors = spread_discount(draft, {"discount": input}, here)
    assert spread is None
    return in_plain_blanks(language("en").say(errors["discount"]))


def test_what_can_not_be_placed_is_said() -> None:
    assert discounted(offer(line(quantity=3)), "100") == (
        [3333],
        "99.99 NOK of 100.00 NOK is taken off: each unit takes whole hundredths.",
    )


def test_another_line_takes_the_hundredth_that_is_left() -> None:
    each, remark = discounted(offer(line(1, quantity=3), line(2, quantity=1)), "100")
    assert remark is None
    assert 3 * (each[0] or 0) + (each[1] or 0) == 10_000


def test_a_percentage_is_of_the_whole_offer() -> None:
    assert discounted(offer(line(1, quantity=2), line(2, unit_price=5000)), "10 %") == ([1000, 500], None)


def test_of_prices_without_vat_it_is_taken_off_without_vat() -> None:
    draft = offer(line(quantity=2, tax_inclusive=False))
    assert discounted(draft, "50") == ([2500], None)


def test_the_vendors_own_product_takes_none_unless_its_price_is_sent() -> None:
    draft = add_product(add_product(offer(), CHARGER, HERE), CABLE, HERE)
    assert discounted(draft, "100")[0] == [None, 10_000]
    assert refused(draft, "1300") == (
        "At most 1,299.00 NOK can be taken off: that is what the lines which take a discount cost."
    )
    sent = form_context("en", sends_prices=True)
    assert 0 not in [one or 0 for one in discounted(draft, "100", sent)[0]]


def test_who_may_not_set_prices_takes_nothing_off_the_catalogs() -> None:
    seller = form_context("en", sets_prices=False)
    assert not can_be_discounted(add_product(offer(), CABLE, seller), seller)
    assert can_be_discounted(offer(line()), seller)


def test_the_same_again_changes_nothing_and_zero_takes_all_discounts_away() -> None:
    once, _errors = spread_discount(
        offer(line(discount=500)), {"discount": "10", "discount_source": "Autumn"}, HERE
    )
    assert once is not None
    twice, _errors = spread_discount(once.draft, {"discount": "10", "discount_source": "Autumn"}, HERE)
    assert twice is not None
    assert twice.draft == once.draft
    assert (once.draft.lines[0].discount, once.draft.lines[0].discount_source) == (1000, "Autumn")
    assert discounted(once.draft, "0") == ([None], None)


@pytest.mark.parametrize("typed", ["", "-5", "abc", "101 %", "0,5"])
def test_what_is_no_discount_is_told_at_its_field(typed: str) -> None:
    assert refused(offer(line()), typed)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 12)), min_size=1, max_size=3),
    st.integers(0, 200),
)
@example([(3, 1), (4, 2), (5, 1)], 11)  # The line of the largest quantity must give its part back.
def test_no_other_spread_comes_nearer(lines: list[tuple[int, int]], input: int) -> None:
    shares = [Share(quantity, price, quantity.__mul__) for quantity, price in lines]
    wanted = min(input, sum(share.full for share in shares))
    each = fill_up(shares, wanted)
    assert all(0 <= one <= share.price for one, share in zip(each, shares, strict=True))
    placed = sum(one * share.quantity for one, share in zip(each, shares, strict=True))
    possible = (
        sum(one * quantity for one, (quantity, _price) in zip(some, lines, strict=True))
        for some in itertools.product(*(range(price + 1) for _quantity, price in lines))
    )
    assert placed == max(amount for amount in possible if amount <= wanted)


@st.composite
def offers(draw: st.DrawFn) -> Draft:
    count = draw(st.integers(1, 5))
    return offer(
        *(
            line(
                number,
                quantity=draw(st.integers(1, 9999)),
                unit_price=draw(st.integers(0, 10_000_000)),
                vat_rate=draw(st.sampled_from([0, 1200, 1500, 2500])),
                tax_inclusive=draw(st.booleans()),
            )
            for number in range(1, count + 1)
        )
    )


@settings(max_examples=60, deadline=None)
@given(offers(), st.integers(0, 10_000))
def test_never_more_is_taken_off_than_was_typed(draft: Draft, hundredths: int) -> None:
    spread, errors = spread_discount(draft, {"discount": f"{hundredths / 100:.2f} %"}, HERE)
    assert spread is not None, errors
    assert spread.placed <= spread.wanted
    if any(one.tax_inclusive for one in draft.lines):
        assert sum(map(saving, spread.draft.lines)) == spread.placed
    assert totals(spread.draft.lines, "NOK").gross >= 0
