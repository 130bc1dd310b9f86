"""Every country's address: what is asked, what it is called, and how it is written in one line."""

from __future__ import annotations

import pycountry
import pytest

from flows.address.rules import address_rules, city_line, place_line
from flows.draft import Address, Draft, Inputs, Step
from flows.form.dialog import initial, save
from flows.form.field import Field, Kind, StepContext
from flows.i18n.language import language
from flows.screens import SCREENS
from tests.support.drafts import form_context

EMPTY = Draft(id="7")
COUNTRIES = sorted(country.alpha_2 for country in pycountry.countries)
AUSTIN: Inputs = {
    "country": "US",
    "street": "100 Congress Ave",
    "postal_code": "78701",
    "city": "Austin",
    "area": "TX",
}


def fields(country: str) -> dict[str, Field]:
    asked = SCREENS[Step.ADDRESS].fields(StepContext(EMPTY, form_context("en"), {"country": country}))
    return {field.key: field for field in asked}


def labels(country: str, tag: str = "en") -> list[str]:
    return [language(tag).say(field.label) for field in fields(country).values()]


@pytest.mark.parametrize(
    ("country", "code", "city", "area"),
    [
        ("NO", "Postal code", "City", None),
        ("GB", "Postcode", "Post town", None),
        ("IE", "Eircode", "City", None),
        ("US", "ZIP code", "City", "State"),
        ("CA", "Postal code", "City", "Province"),
        ("AU", "Postcode", "Suburb", "State"),
        ("IN", "PIN code", "City", "State"),
        ("JP", "Postal code", "City", "Prefecture"),
        ("AE", "Postal code", "City", "Emirate"),
    ],
)
def test_the_parts_are_called_what_they_are_called_there(
    country: str, code: str, city: str, area: str | None
) -> None:
    expected = ["Street and number", code, city, area, "Country", "Place on site", "Position on the map"]
    assert labels(country) == [label for label in expected if label]


def test_every_country_can_be_filled_in_and_offers_each_area_once() -> None:
    for country in COUNTRIES:
        asked = fields(country)
        assert {"country", "street", "postal_code", "city"} <= asked.keys()
        if area := asked.get("area"):
            assert (area.kind, area.required, area.rotation) == (Kind.CHOICE, True, country)
            values = [option.value for option in area.options]
            assert len(set(values)) == len(values) > 1
            assert max(len(value) for value in values) <= 75
        assert all(labels(country, "nb"))


def test_a_state_that_the_country_needs_is_asked_for() -> None:
    result = save(EMPTY, Step.ADDRESS, {**AUSTIN, "area": None}, form_context("en"))
    said = {key: language("en").say(text) for key, text in result.errors.items()}
    assert said == {"area": "Choose one; an address in United States isn't complete without."}


def test_a_country_changed_after_typing_keeps_what_was_typed() -> None:
    here = form_context("en")
    draft = EMPTY
    for country in ("CA", "HK", "NO", "US"):
        draft = save(draft, Step.ADDRESS, {**AUSTIN, "country": country}, here).draft
        shown = initial(draft, Step.ADDRESS, here)
        assert (shown["street"], shown["postal_code"], shown["city"]) == (
            "100 Congress Ave",
            "78701",
            "Austin",
        )
    assert draft.address is not None
    assert draft.address.area == "TX"


@pytest.mark.parametrize(
    ("country", "code", "city", "area", "sent", "shown"),
    [
        ("NO", "0365", "Oslo", None, "Oslo", "0365 Oslo"),
        ("US", "78701", "Austin", "TX", "Austin, TX", "Austin, TX 78701"),
        ("GB", "SW1A 2AA", "London", None, "London", "London SW1A 2AA"),
        ("ES", "28001", "Madrid", "Madrid", "Madrid", "28001 Madrid"),
        ("ES", "03001", "Elche", "Alicante", "Elche, Alicante", "03001 Elche, Alicante"),
        ("HK", "", "", "Kowloon", "Kowloon", "Kowloon"),
        ("SG", "018956", "", None, "Singapore", "Singapore 018956"),
    ],
)
def test_a_place_is_written_as_its_country_writes_it(
    country: str, code: str, city: str, area: str | None, sent: str, shown: str
) -> None:
    address = Address(country=country, street="x", postal_code=code, city=city, area=area)
    assert (city_line(address), place_line(address)) == (sent, shown)


def test_a_code_that_is_no_country_has_the_plainest_rules() -> None:
    rules = address_rules("XX")
    assert (rules.needs_postal_code, rules.needs_city, rules.areas) == (False, True, ())
