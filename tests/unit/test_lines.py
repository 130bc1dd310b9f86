"""The offer's lines: taken from the catalog, edited, doubled and removed, and nothing typed in the editor is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.catalog import Catalog
from flows.draft import MAXIMUM_LINES, Address, Draft, Inputs, Line, Step
from flows.form.dialog import save
from flows.form.field import CHECKED, StepContext
from flows.form.form_context import FormContext
from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.offer.currencies import offer_currency
from flows.offer.lines import (
    add_product,
    change_quantity,
    duplicate_line,
    edit_line,
    keep_line,
    line_in_hand,
    remove_line,
    type_line,
    unfold_details,
)
from flows.offer.prices import listed_price, new_price, take_new_price
from flows.readers import MOST_QUANTITY
from flows.screens import SCREENS
from flows.screens.line import SCREEN, line_fields, line_initial
from tests.support.catalogs import BIG
from tests.support.drafts import CABLE, CHARGER, EXAMPLE, changed_catalog, form_context
from tests.support.strategies.drafts import LANGUAGES
from tests.support.strategies.screens import free_lines
from tests.support.strategies.texts import any_text

HERE = form_context()
EMPTY = Draft(id="7")
TYPED: Inputs = {"name": "Cable", "quantity": "2", "unit_price": "1000,50", "vat_rate": "25"}
BOOK, SWEDISH, UNPRICED = BIG.products[:3]


def words(mistake: InputError) -> str:
    return language("en").say(mistake.text)


def added(draft: Draft = EMPTY, inputs: Inputs = TYPED, here: FormContext = HERE) -> Draft:
    """The draft with one more free line."""
    kept, errors = keep_line(edit_line(draft, None), inputs, here)
    assert errors == {}
    return kept


def initial_inputs(draft: Draft, here: FormContext = HERE) -> Inputs:
    """The inputs' values in the editor."""
    return line_initial(line_in_hand(draft, here), here, draft.inputs.get(SCREEN, {}))


def test_a_product_becomes_a_line_with_all_the_catalog_says_of_it() -> None:
    (line,) = add_product(EMPTY, CABLE, HERE).lines
    assert line == Line(
        id="1",
        product="cable-10m",
        name="Cable, 10 m",
        description="Type 2, three phase",
        external_id="cable-10m",
        image_url="https://example.com/cable.png",
        unit_price=129_900,
        currency="NOK",
        vat_rate=2500,
        listed=listed_price(CABLE),
    )


def test_the_vendors_own_product_keeps_its_id_price_and_payout() -> None:
    (line,) = add_product(EMPTY, CHARGER, HERE).lines
    assert line.product_id == str(CHARGER.id)
    assert (line.unit_price, line.payout, line.currency) == (1_000_000, 500_000, "NOK")


def test_a_product_added_again_raises_the_quantity_of_its_line() -> None:
    draft = add_product(add_product(added(), CABLE, HERE), CABLE, HERE)
    assert [(line.name, line.quantity) for line in draft.lines] == [("Cable", 2), ("Cable, 10 m", 2)]
    draft = add_product(draft, CABLE, HERE)
    assert draft.lines[1].quantity == 3


def test_a_product_added_again_leaves_a_line_that_was_changed_alone() -> None:
    draft = add_product(EMPTY, CABLE, HERE)
    draft, errors = keep_line(edit_line(draft, "1"), {"discount": "10,00"}, HERE)
    assert errors == {}
    draft = add_product(draft, CABLE, HERE)
    assert [(line.discount, line.quantity) for line in draft.lines] == [(1000, 1), (None, 1)]


def test_a_product_in_another_currency_is_refused_and_named() -> None:
    here = form_context(catalog=BIG)
    with pytest.raises(InputError) as caught:
        add_product(added(here=here), SWEDISH, here)
    assert words(caught.value).startswith("Kabel is priced in SEK, the offer in NOK.")


def test_a_product_in_the_currency_of_the_other_lines_is_taken() -> None:
    swedish = form_context(catalog=BIG, country="SE")
    draft = add_product(add_product(EMPTY, SWEDISH, swedish), BOOK, swedish)
    assert {line.currency for line in draft.lines} == {"SEK"}


@pytest.mark.parametrize(
    ("catalog", "country", "address", "currency"),
    [
        (EXAMPLE, "SE", "SE", "NOK"),  # the catalog's own
        (BIG, "SE", None, "SEK"),
        (BIG, "NO", "DE", "EUR"),
        (BIG, "NO", "JP", "EUR"),  # yen have no hundredths
        (BIG, "NO", "AQ", "EUR"),  # nobody pays with anything there
    ],
)
def test_an_empty_offer_is_in_the_catalogs_currency_or_the_countrys(
    catalog: Catalog, country: str, address: str | None, currency: str
) -> None:
    place = Address(country=address, street="x", postal_code="x", city="x") if address else None
    draft = EMPTY.with_(address=place)
    assert offer_currency(draft, form_context(catalog=catalog, country=country)) == currency


def test_the_offer_stays_in_its_lines_currency_wherever_the_address_is() -> None:
    here = form_context(catalog=BIG)
    moved = added(here=here).with_(address=Address(country="SE", street="x", postal_code="x", city="x"))
    assert offer_currency(moved, here) == "NOK"


def full_offer() -> Draft:
    line = added().lines[0]
    lines = (line.model_copy(update={"id": str(number)}) for number in range(1, MAXIMUM_LINES + 1))
    return EMPTY.with_(lines=tuple(lines))


def test_an_order_holds_a_hundred_lines_and_not_one_more() -> None:
    full = full_offer()
    more: tuple[Callable[[], Draft], ...] = (
        lambda: add_product(full, CABLE, HERE),
        lambda: duplicate_line(full, "1"),
        lambda: edit_line(full, None),
    )
    for one_more in more:
        with pytest.raises(InputError) as caught:
            one_more()
        assert words(caught.value) == "An order holds at most 100 lines. Remove one first."
    last_place = remove_line(full, "50")
    assert len(add_product(last_place, CABLE, HERE).lines) == MAXIMUM_LINES
    assert len(added(last_place).lines) == MAXIMUM_LINES


def test_a_full_offer_still_takes_more_of_a_product_and_changes() -> None:
    full = remove_line(full_offer(), "100")
    full = add_product(full, CABLE, HERE)
    assert add_product(full, CABLE, HERE).lines[-1].quantity == 2
    edited, errors = keep_line(edit_line(full, "1"), {"quantity": "7"}, HERE)
    assert errors == {}
    assert edited.lines[0].quantity == 7


def test_a_new_line_turns_the_list_to_the_page_it_is_on() -> None:
    draft = remove_line(full_offer(), "100").with_(lines_page=0)
    assert add_product(draft, CABLE, HERE).lines_page >= MAXIMUM_LINES // 20
    assert change_quantity(draft, "1", 1).lines_page == 0


def test_a_duplicate_stands_last_with_an_id_of_its_own() -> None:
    draft = duplicate_line(add_product(added(), CABLE, HERE), "1")
    assert [line.name for line in draft.lines] == ["Cable", "Cable, 10 m", "Cable"]
    assert len({line.id for line in draft.lines}) == 3
    assert draft.lines[2] == draft.lines[0].model_copy(update={"id": draft.lines[2].id})


def test_only_the_removed_line_goes_and_no_later_line_gets_the_id_of_one_that_is_there() -> None:
    draft = remove_line(added(added(added())), "2")
    assert [line.id for line in draft.lines] == ["1", "3"]
    assert [line.id for line in added(draft).lines] == ["1", "3", "4"]


@pytest.mark.parametrize("unknown", ["", "9", "x", "-1"])
def test_a_line_that_is_not_there_is_neither_doubled_nor_removed(unknown: str) -> None:
    draft = added()
    assert duplicate_line(draft, unknown) == draft
    assert remove_line(draft, unknown) == draft


def test_a_free_line_starts_with_the_vat_last_used_else_the_catalogs() -> None:
    fresh = edit_line(EMPTY, None)
    assert line_in_hand(fresh, HERE).vat_rate == 2500
    fifteen = edit_line(added(inputs={**TYPED, "vat_rate": "15"}), None)
    assert line_in_hand(fifteen, HERE).vat_rate == 1500


def test_a_free_line_is_kept_as_read() -> None:
    assert added(inputs={**TYPED, "tax_inclusive": CHECKED}).lines == (
        Line(id="1", name="Cable", quantity=2, unit_price=100_050, currency="NOK", vat_rate=2500),
    )
    assert added(inputs={**TYPED, "tax_inclusive": None}).lines[0].tax_inclusive is False


def test_editing_a_line_changes_it_in_its_place_and_closes_the_editor() -> None:
    draft = added(add_product(added(), CABLE, HERE))
    edited, errors = keep_line(edit_line(draft, "2"), {"name": "Longer cable", "quantity": "3"}, HERE)
    assert errors == {}
    assert [line.name for line in edited.lines] == ["Cable", "Longer cable", "Cable"]
    assert edited.lines[1].external_id == "cable-10m"
    assert edited.line_in_hand is None
    assert SCREEN not in edited.inputs


def test_of_the_vendors_own_product_only_the_quantity_is_asked_and_taken() -> None:
    draft = edit_line(add_product(EMPTY, CHARGER, HERE), "1")
    asked = line_fields(line_in_hand(draft, HERE), HERE, details=True)
    assert [field.key for field in asked] == ["quantity"]
    kept, errors = keep_line(draft, {"quantity": "4", "unit_price": "1,00", "name": "Mine"}, HERE)
    assert errors == {}
    assert kept.lines[0] == draft.lines[0].model_copy(update={"quantity": 4})


def test_the_payout_is_neither_shown_to_nor_taken_from_those_who_may_not_see_it() -> None:
    blind = form_context(sees_payout=False)
    draft = added(inputs={**TYPED, "payout": "500,00"})
    assert draft.lines[0].payout == 50_000
    keys = {field.key for field in line_fields(draft.lines[0], blind, details=True)}
    assert "payout" not in keys
    assert "payout" not in initial_inputs(edit_line(draft, "1"), blind)
    kept, errors = keep_line(edit_line(draft, "1"), {"payout": "1,00"}, blind)
    assert errors == {}
    assert kept.lines[0].payout == 50_000


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_what_the_editor_shows_of_a_line_it_reads_back_as_the_same(data: st.DataObject) -> None:
    here = form_context(data.draw(st.sampled_from(LANGUAGES)))
    draft = added(inputs=data.draw(free_lines(here.language)), here=here)
    shown = initial_inputs(edit_line(draft, "1"), here)
    kept, errors = keep_line(edit_line(draft, "1"), shown, here)
    assert errors == {}
    assert kept.lines == draft.lines


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_is_typed_in_the_editor_stands_there_until_it_is_accepted(data: st.DataObject) -> None:
    blank = edit_line(EMPTY, None)
    keys = [field.key for field in line_fields(line_in_hand(blank, HERE), HERE, details=True)]
    input = data.draw(st.fixed_dictionaries({key: st.none() | any_text for key in keys}))
    kept, errors = keep_line(blank, input, HERE)
    assert set(errors) <= set(keys)
    if errors:
        assert kept.lines == ()
        initial = initial_inputs(kept)
        assert {key: initial[key] for key in keys} == input
    else:
        assert len(kept.lines) == 1


def test_folding_the_details_in_and_out_keeps_what_is_typed() -> None:
    main: Inputs = {"name": "Cable", "unit_price": "many"}
    draft = unfold_details(edit_line(EMPTY, None), main)
    assert draft.line_in_hand is not None
    assert draft.line_in_hand.details
    draft = unfold_details(draft, {**main, "description": "Type 2", "paid": CHECKED})
    assert draft.line_in_hand is not None
    assert not draft.line_in_hand.details
    draft = type_line(draft, {"name": "Longer cable"})
    initial = initial_inputs(draft)
    expected = {"name": "Longer cable", "unit_price": "many", "description": "Type 2", "paid": CHECKED}
    assert initial.items() >= expected.items()


def test_folded_details_are_kept_with_the_line() -> None:
    draft = unfold_details(edit_line(EMPTY, None), TYPED)
    draft = unfold_details(draft, {**TYPED, "description": "Type 2", "discount_source": "spring"})
    kept, errors = keep_line(draft, TYPED, HERE)
    assert errors == {}
    assert (kept.lines[0].description, kept.lines[0].discount_source) == ("Type 2", "spring")


def test_an_error_in_folded_details_unfolds_them() -> None:
    draft = unfold_details(edit_line(EMPTY, None), TYPED)
    draft = unfold_details(draft, {**TYPED, "image_url": "cable.png"})
    kept, errors = keep_line(draft, TYPED, HERE)
    assert set(errors) == {"image_url"}
    assert kept.line_in_hand is not None
    assert kept.line_in_hand.details


def test_an_error_that_is_in_sight_leaves_the_details_folded() -> None:
    kept, errors = keep_line(edit_line(EMPTY, None), {**TYPED, "quantity": "0"}, HERE)
    assert set(errors) == {"quantity"}
    assert kept.line_in_hand is not None
    assert not kept.line_in_hand.details


def test_a_discount_above_the_price_is_refused_at_the_discount() -> None:
    over: Inputs = {**TYPED, "discount": "1000,51"}
    kept, errors = keep_line(edit_line(EMPTY, None), over, HERE)
    assert set(errors) == {"discount"}
    assert "Write what is taken off each unit" in language("en").say(errors["discount"])
    assert kept.inputs[SCREEN]["discount"] == "1000,51"
    assert added(inputs={**TYPED, "discount": "1000,50"}).lines[0].discount == 100_050


@pytest.mark.parametrize(
    ("input", "discount"),
    [
        ("200", 20_000),
        ("10 %", 10_005),  # of 1000,50
        ("12,5%", 12_506),
        ("0,05 %", 50),  # 50,025 hundredths, and half a hundredth would go up
        ("100 %", 100_050),
        ("0 %", 0),
    ],
)
def test_a_discount_is_typed_as_an_amount_or_a_percentage_and_kept_as_an_amount(
    input: str, discount: int
) -> None:
    assert added(inputs={**TYPED, "discount": input}).lines[0].discount == discount


@pytest.mark.parametrize(("input", "part"), [("101 %", "between 0 and 100"), ("10 % off", "only the amount")])
def test_a_discount_that_is_neither_is_refused_at_its_field(input: str, part: str) -> None:
    _kept, errors = keep_line(edit_line(EMPTY, None), {**TYPED, "discount": input}, HERE)
    assert set(errors) == {"discount"}
    assert part in language("en").say(errors["discount"])


def test_a_percentage_of_a_price_that_cannot_be_read_waits_for_the_price() -> None:
    kept, errors = keep_line(edit_line(EMPTY, None), {**TYPED, "unit_price": "?", "discount": "10 %"}, HERE)
    assert set(errors) == {"unit_price"}
    assert kept.inputs[SCREEN]["discount"] == "10 %"


def test_only_a_picture_that_slack_would_fetch_is_shown() -> None:
    line = add_product(EMPTY, CABLE, HERE).lines[0]
    assert line.picture == "https://example.com/cable.png"
    assert line.model_copy(update={"image_url": "http://example.com/cable.png"}).picture is None


def test_a_lines_quantity_steps_between_one_and_the_most_there_may_be() -> None:
    draft = added(add_product(EMPTY, CABLE, HERE))
    more = change_quantity(draft, "1", 1)
    assert [line.quantity for line in more.lines] == [2, 2]
    assert change_quantity(more, "1", -1) == draft
    assert change_quantity(draft, "1", -1) == draft
    full = change_quantity(draft, "1", MOST_QUANTITY)
    assert full.lines[0].quantity == MOST_QUANTITY
    assert change_quantity(draft, "9", 1) == draft
    assert [line.quantity for line in add_product(full, CABLE, HERE).lines] == [MOST_QUANTITY, 2, 1]


SELLER = form_context(sets_prices=False, sees_payout=False)


def test_who_may_not_set_prices_is_not_asked_for_them_and_cannot_forge_them() -> None:
    draft = edit_line(add_product(EMPTY, CABLE, SELLER), "1")
    asked = {field.key for field in line_fields(draft.lines[0], SELLER, details=True)}
    assert asked == {"name", "quantity", "description", "external_id", "image_url", "paid"}
    forged: Inputs = {
        "quantity": "2",
        "unit_price": "1,00",
        "vat_rate": "0",
        "tax_inclusive": None,
        "discount": "100 %",
        "discount_source": "mine",
        "payout": "9999,00",
    }
    kept, errors = keep_line(draft, forged, SELLER)
    assert errors == {}
    assert kept.lines == (draft.lines[0].model_copy(update={"quantity": 2}),)


def test_who_may_not_set_prices_still_prices_what_is_not_in_the_catalog() -> None:
    (line,) = added(here=SELLER, inputs={**TYPED, "discount": "10 %"}).lines
    assert (line.unit_price, line.discount) == (100_050, 10_005)


def dearer(price: str = "1399.00") -> FormContext:
    """The catalog with another price for the cable."""
    products = (CHARGER, CABLE.model_copy(update={"unit_price": int(price.replace(".", "")), "payout": 300}))
    return form_context(catalog=changed_catalog(products=products))


def test_a_price_changed_in_the_catalog_is_told_and_taken_only_when_the_person_takes_it() -> None:
    draft = add_product(EMPTY, CABLE, HERE)
    (line,) = draft.lines
    assert new_price(line, HERE.catalog) is None
    now = new_price(line, dearer().catalog)
    assert now is not None
    assert now.unit_price == 139_900
    taken = take_new_price(draft, "1", dearer().catalog)
    assert (taken.lines[0].unit_price, taken.lines[0].payout) == (139_900, 300)
    assert new_price(taken.lines[0], dearer().catalog) is None
    assert add_product(taken, dearer().catalog.products[1], dearer()).lines[0].quantity == 2
    assert take_new_price(draft, "1", HERE.catalog) == draft
    assert take_new_price(draft, "9", dearer().catalog) == draft


def test_a_new_price_below_the_discount_or_in_another_currency_is_not_taken() -> None:
    draft = add_product(EMPTY, CABLE, HERE)
    (line,) = draft.lines
    discounted = draft.with_(lines=(line.model_copy(update={"discount": 60_000}),))
    with pytest.raises(InputError, match="more than the new price"):
        take_new_price(discounted, "1", dearer("500.00").catalog)
    euros = changed_catalog(products=(CABLE.model_copy(update={"unit_price": 10_000, "currency": "EUR"}),))
    assert new_price(line, euros) is None


def test_a_price_that_a_person_set_stays_whatever_the_catalog_says() -> None:
    draft, _errors = keep_line(
        edit_line(add_product(EMPTY, CABLE, HERE), "1"), {"unit_price": "1000,00"}, HERE
    )
    assert new_price(draft.lines[0], dearer().catalog) is None
    assert new_price(added().lines[0], dearer().catalog) is None


def chosen(code: str | None) -> Draft:
    result = save(EMPTY, Step.OFFER, {"payer": "client", "currency": code}, form_context(catalog=BIG))
    assert not result.errors
    return result.draft


def test_an_offer_is_in_the_currency_chosen_for_it_and_no_product_takes_that_on() -> None:
    here = form_context(catalog=BIG)
    euros = chosen("EUR")
    assert offer_currency(euros, here) == "EUR"
    assert added(euros, here=here).lines[0].currency == "EUR"
    with pytest.raises(InputError) as caught:
        add_product(euros, BOOK, here)
    assert "is priced in NOK, and EUR is chosen for the offer" in words(caught.value)
    assert offer_currency(chosen(None), here) == "NOK"


def test_the_currency_is_asked_only_while_there_are_no_lines_and_kept_meanwhile() -> None:
    here = form_context(catalog=BIG)
    full = added(chosen("EUR"), here=here)
    keys = [field.key for field in SCREENS[Step.OFFER].fields(StepContext(full, here))]
    assert keys == ["offer_name", "payer"]
    saved = save(full, Step.OFFER, {"payer": "client", "currency": "USD"}, here).draft
    assert offer_currency(remove_line(saved, "1"), here) == "EUR"


@pytest.mark.parametrize("code", ["JPY", "ISK", "KWD"])
def test_a_currency_without_hundredths_is_refused_with_the_reason(code: str) -> None:
    result = save(EMPTY, Step.OFFER, {"payer": "client", "currency": code}, HERE)
    said = language("en").say(result.errors["currency"])
    assert said.startswith(f"{code} can't be used: the order system counts in hundredths")


def test_a_country_whose_currency_cannot_be_used_says_so() -> None:
    iceland = form_context("en", BIG, "IS")
    (field,) = [
        one for one in SCREENS[Step.OFFER].fields(StepContext(EMPTY, iceland)) if one.key == "currency"
    ]
    assert field.hint is not None
    assert language("en").say(field.hint).startswith("ISK can't be used")


def test_opening_another_line_begins_with_that_line_and_not_with_what_was_typed_before() -> None:
    draft = type_line(edit_line(add_product(EMPTY, CABLE, HERE), None), {"name": "Half typed"})
    draft = edit_line(draft, "1")
    assert initial_inputs(draft)["name"] == "Cable, 10 m"


def test_a_line_removed_while_it_was_edited_is_added_again() -> None:
    draft = remove_line(edit_line(added(), "1"), "1")
    kept, errors = keep_line(draft, TYPED, HERE)
    assert errors == {}
    assert [line.name for line in kept.lines] == ["Cable"]


def test_keys_that_are_no_fields_change_nothing_of_the_line() -> None:
    forged: Inputs = {**TYPED, "currency": "USD", "product_id": str(CHARGER.id), "id": "9", "add": "x"}
    (line,) = added(inputs=forged).lines
    assert (line.id, line.currency, line.product_id) == ("1", "NOK", None)


def test_an_editor_submitted_when_another_line_is_in_hand_loses_nothing() -> None:
    """A new line is being typed on the phone; on the laptop another line is opened and a product added."""
    phone = edit_line(added(), None)
    assert phone.line_in_hand is not None
    typed_on = phone.line_in_hand.line
    laptop = add_product(edit_line(phone, "1"), CHARGER, HERE)
    kept, errors = keep_line(laptop, {**TYPED, "name": "Typed on the phone"}, HERE, typed_on)
    assert not errors
    assert [line.name for line in kept.lines] == [*(line.name for line in laptop.lines), "Typed on the phone"]


def test_an_editor_submitted_twice_makes_one_line() -> None:
    draft = edit_line(EMPTY, None)
    assert draft.line_in_hand is not None
    once, _errors = keep_line(draft, TYPED, HERE, draft.line_in_hand.line)
    twice, _errors = keep_line(once, TYPED, HERE, draft.line_in_hand.line)
    assert twice == once
    assert len(twice.lines) == 1
