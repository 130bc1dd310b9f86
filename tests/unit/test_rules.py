"""The catalog's rules held against offers: exactly at the limit nothing is said, just beyond it something is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalog import ApproverGroup, Catalog, Rule, read_catalog
from flows.draft import Draft, Line, Step
from flows.i18n.language import language
from flows.offer.rules import approval_rule, breaches
from tests.support.blanks import in_plain_blanks
from tests.support.drafts import changed_catalog, filled_to

ENGLISH = language("en")
CHARGER = "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"
FILE = f"""
[[workflows]]
name = "Survey"
custom_id = "survey"

[[workflows]]
name = "EV charger installation"
custom_id = "ev-charger"

[[products]]
id = "{CHARGER}"
external_id = "charger-x"
name = "EV Charger X"

[[products]]
external_id = "cable-10m"
name = "Cable, 10 m"
unit_price = "100.00"
vat = "0"

[[approver_groups]]
name = "sales-leads"
label = "Sales leads"
users = ["U0LEAD"]

[[approver_groups]]
name = "board"
label = "Board"
users = ["U0BOSS"]
"""


def catalog_with(*rules: str) -> Catalog:
    """A catalog with these rules, each a table's keys."""
    return read_catalog(FILE + "\n".join(f"[[rules]]\n{rule}" for rule in rules))


def line(name: str = "Work", **given: object) -> Line:
    """One unit at 100.00, VAT aside."""
    usual = {"id": "1", "name": name, "currency": "NOK", "unit_price": 10_000, "vat_rate": 0}
    return Line.model_validate({**usual, **given})


def offer(*lines: Line) -> Draft:
    return filled_to(Step.SUMMARY).with_(lines=lines)


def said(draft: Draft, *rules: str, sees_payout: bool = True) -> list[str]:
    """What people read of these rules, in English."""
    found = breaches(draft, catalog_with(*rules))
    return [in_plain_blanks(ENGLISH.say(one.said(sees_payout=sees_payout))) for one in found]


@pytest.mark.parametrize(
    ("discount", "told"),
    [
        (None, []),
        (1_500, []),
        (1_501, ["The discount on Work is 15.01 %, above 15 %."]),
        (10_000, ["The discount on Work is 100 %, above 15 %."]),
    ],
)
def test_a_discount_is_told_of_from_just_above_its_limit(discount: int | None, told: list[str]) -> None:
    assert said(offer(line(discount=discount)), 'discount_above = "15"') == told


def test_a_large_discount_does_not_hide_among_lines_at_full_price() -> None:
    full, small, large = line("A"), line("B", discount=1_600), line("C", discount=2_000, unit_price=5_000)
    assert said(offer(full, small, large, full), 'discount_above = "15"') == [
        "The discount on C is 40 %, above 15 %."
    ]


def test_a_line_without_a_price_has_no_discount_to_judge() -> None:
    unpriced = line(unit_price=None, discount=500, product=CHARGER, product_id=CHARGER)
    assert said(offer(unpriced, line(unit_price=0)), 'discount_above = "0"') == []


@pytest.mark.parametrize(("payout", "breaks"), [(0, False), (8_000, False), (8_001, True), (10_001, True)])
def test_a_margin_is_told_of_from_just_below_its_limit(payout: int, breaks: bool) -> None:
    assert bool(said(offer(line(payout=payout)), 'margin_below = "20"')) is breaks


def test_the_margin_is_of_the_net_sum_and_leaves_out_what_is_not_known() -> None:
    draft = offer(
        line(unit_price=12_500, vat_rate=2_500, payout=9_000, quantity=2),
        line(payout=None),
        line(unit_price=None, payout=1, product_id=CHARGER),
    )
    (told,) = said(draft, 'margin_below = "20"')
    assert "Margin 10 %, asked for 20 %. " in told
    assert told.endswith("2 lines whose price or payout isn't known are left out.")


def test_an_offer_of_which_no_margin_is_known_is_not_judged_by_it() -> None:
    assert said(offer(line(), line(unit_price=None)), 'margin_below = "100"') == []
    assert said(offer(), 'margin_below = "100"') == []


def test_who_may_not_see_payouts_hears_of_a_margin_without_a_figure() -> None:
    rules = ('margin_below = "20"', 'margin_below = "30"\ntext = "Ask Lena first."')
    told = said(offer(line(payout=9_500)), *rules, sees_payout=False)
    assert told == ["The margin of this offer is lower than it should be.", "Ask Lena first."]
    assert said(offer(line(payout=9_500)), rules[1]) == ["Ask Lena first. Margin 5 %, asked for 30 %."]


def test_something_given_for_nothing_and_paid_for_is_below_every_margin() -> None:
    assert "below zero" in said(offer(line(discount=10_000, payout=1)), 'margin_below = "0"')[0]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)), max_size=4),
    st.integers(0, 10_000),
)
def test_margins_are_judged_as_by_exact_fractions(lines: list[tuple[int, int]], limit: int) -> None:
    draft = Draft(id="7", lines=tuple(line(unit_price=price, payout=payout) for price, payout in lines))
    net, payout = sum(price for price, _ in lines), sum(paid for _, paid in lines)
    below = Fraction(net - payout, net) < Fraction(limit, 10_000) if net else payout > 0
    rule = Rule(margin_below=f"{limit // 100}.{limit % 100:02} %")
    assert bool(breaches(draft, changed_catalog(rules=(rule,)))) is below


def test_a_missing_product_is_found_by_either_of_its_names() -> None:
    by_id, by_external = f'missing_product = "{CHARGER.upper()}"', 'missing_product = "charger-x"'
    charger = line("EV Charger X", product=CHARGER, product_id=CHARGER)
    assert said(offer(line()), by_id, by_external) == ["EV Charger X is missing."] * 2
    assert said(offer(charger), by_id, by_external) == []


def test_a_free_line_with_the_products_external_id_counts_as_the_product() -> None:
    assert said(offer(line(external_id="cable-10m")), 'missing_product = "cable-10m"') == []


def test_a_product_may_be_missing_only_beside_another() -> None:
    rule = 'missing_product = "cable-10m"\nwith_product = "charger-x"'
    charger = line("EV Charger X", product=CHARGER, product_id=CHARGER)
    cable = line("Cable, 10 m", product="cable-10m", external_id="cable-10m")
    assert said(offer(line()), rule) == []
    assert said(offer(charger, cable), rule) == []
    assert said(offer(charger), rule) == ["Cable, 10 m is missing; it goes with EV Charger X."]


@pytest.mark.parametrize(("workflow", "told"), [("survey", []), ("ev-charger", ["EV Charger X is missing."])])
def test_a_rule_may_be_for_some_jobs_only(workflow: str, told: list[str]) -> None:
    draft = offer(line())
    assert draft.job
    draft = draft.with_(job=draft.job.model_copy(update={"workflow": workflow}))
    assert said(draft, 'missing_product = "charger-x"\nworkflows = ["ev-charger"]') == told


def test_the_first_broken_rule_that_asks_for_approval_says_whose() -> None:
    catalog = catalog_with(
        'discount_above = "5"',
        'discount_above = "50"\nthen = "approve"\napprovers = "board"',
        'discount_above = "15"\nthen = "approve"\napprovers = "sales-leads"',
    )

    def asked(discount: int) -> str | None:
        rule = approval_rule(offer(line(discount=discount)), catalog)
        return rule.approvers if rule else None

    assert [asked(1_000), asked(2_000), asked(6_000)] == [None, "sales-leads", "board"]
    assert len(breaches(offer(line(discount=6_000)), catalog)) == 3


@pytest.mark.parametrize(("self_approval", "asked"), [(False, ("U0SAM",)), (True, ("U0LENA", "U0SAM"))])
def test_who_took_an_order_decides_about_it_only_where_the_group_says_so(
    self_approval: bool, asked: tuple[str, ...]
) -> None:
    group = ApproverGroup(name="leads", label="Leads", users=("U0LENA", "U0SAM"), self_approval=self_approval)
    assert group.asked("U0LENA") == asked
    assert group.may_decide("U0LENA", taken_by="U0LENA") is self_approval
    assert group.asked("U0KARI") == ("U0LENA", "U0SAM")
    assert not group.may_decide("U0KARI", taken_by="U0LENA")
