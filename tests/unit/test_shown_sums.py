"""What is shown adds up to what is shown: lines, discounts, VAT, sums, payout and margin, to the hundredth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import ClientInChannel
from bot.views.approval.approval_cards import MOST_LINES, approval_card
from bot.views.form.offer import offer_blocks
from bot.views.form.summary import summary_view
from flows.draft import Draft, Line, Offer
from flows.i18n.texts import verbatim
from flows.order import Order
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import form_context, order_of
from tests.support.strategies.texts import amounts
from tests.support.thorough import one_in

HERE = form_context("en")
_AMOUNT = re.compile(r"([\d,]+\.\d\d) NOK")


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Any mix: with VAT and without, discounted, unpriced, with a payout or without."""
    price = draw(st.none() | amounts)
    return Line(
        id="1",
        name=draw(st.sampled_from(["Cable", "Work", "Pipe & fittings"])),
        currency="NOK",
        quantity=draw(st.integers(1, 9999)),
        unit=draw(st.sampled_from(["", "m"])),
        unit_price=price,
        vat_rate=draw(st.sampled_from([0, 1200, 1500, 2500]) | st.integers(0, 10_000)),
        tax_inclusive=draw(st.booleans()),
        discount=None if price is None else draw(st.none() | st.integers(0, price)),
        payout=draw(st.none() | amounts),
    )


offers = st.lists(lines(), min_size=1, max_size=MOST_LINES)


def order_with(offered: list[Line]) -> Order:
    numbered = tuple(
        line.model_copy(update={"id": str(place)}) for place, line in enumerate(offered, start=1)
    )
    return order_of(Draft(id="7", offer=Offer(), lines=numbered, lines_made=len(numbered)))


def shown(blocks: Any) -> list[str]:
    """The lines of all sections, as a person reads them."""
    texts = [block.text.text for block in blocks if getattr(block, "text", None) is not None]
    return in_plain_blanks("\n".join(texts)).splitlines()


def amount(line: str, place: int = 0) -> int:
    return int(_AMOUNT.findall(line)[place].replace(",", "").replace(".", ""))


def sums(said: list[str]) -> Mapping[str, int]:
    """What the totals say, by how they begin."""
    starts = {"net": "Sum excl. VAT: ", "gross": "*Sum incl. VAT ", "discount": "Discount: "}
    return {key: amount(line) for key, start in starts.items() for line in said if line.startswith(start)} | {
        "vat": sum(amount(line) for line in said if line.startswith("VAT "))
    }


def lines_of(said: list[str]) -> Iterator[int]:
    """What the payer pays for each line, and less for each discount."""
    for line in said:
        if " × " in line and _AMOUNT.search(line):
            yield amount(line)
        elif line.startswith("\u2003− "):
            yield -amount(line)


def check(said: list[str]) -> None:
    told = sums(said)
    assert sum(lines_of(said)) == told["gross"]
    assert told["net"] + told["vat"] == told["gross"]
    assert told.get("discount", 0) == -sum(one for one in lines_of(said) if one < 0)
    for line in said:
        if line.startswith("Payout: "):
            whole = amount(line, 2) if " of " in line else told["net"]
            margin = amount(line, 1) * (-1 if "Margin: -" in line else 1)
            assert amount(line) + margin == whole


@settings(max_examples=60 // one_in(3), deadline=None)
@given(offers)
def test_on_the_offer_the_summary_and_the_approvers_card(offered: list[Line]) -> None:
    order = order_with(offered)
    check(shown(offer_blocks(order.draft, HERE)))
    check(shown(summary_view(order, HERE, None).blocks))
    check(shown(approval_card(order, HERE, ClientInChannel.FULL, verbatim("Asked")).blocks))


def test_lines_without_a_known_payout_are_left_out_of_the_margin_and_counted() -> None:
    known = Line(id="1", name="Cable", currency="NOK", unit_price=12_500, vat_rate=2500, payout=4000)
    unknown = known.model_copy(update={"payout": None})
    said = shown(offer_blocks(order_with([known, unknown]).draft, HERE))
    assert "Payout: 40.00 NOK · Margin: 60.00 NOK of 100.00 NOK" in said
    assert "1 line whose price or payout isn't known is left out." in said


def test_a_price_without_vat_stands_behind_the_one_with_it() -> None:
    line = Line(
        id="1", name="Work", currency="NOK", unit_price=10_000, vat_rate=2500, tax_inclusive=False, quantity=2
    )
    said = shown(offer_blocks(order_with([line]).draft, HERE))
    assert said[0] == "*2 × Work* — 250.00 NOK (200.00 NOK excl. VAT)"
    assert [one for one in said if "NOK" in one][1:] == [
        "Sum excl. VAT: 200.00 NOK",
        "VAT 25 %: 50.00 NOK",
        "*Sum incl. VAT 250.00 NOK*",
    ]
