from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from pydantic import ValidationError

from flows.catalog import (
    Actor,
    CatalogError,
    CustomField,
    Defaults,
    FieldType,
    Organization,
    Tag,
    Workflow,
    read_catalog,
)
from orders.models import Payer

EXAMPLE = (Path(__file__).parents[2] / "catalog.example.toml").read_text(encoding="utf-8")
FJORD = UUID("3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11")
RUSH = UUID("c3b0a1de-54c2-4d0f-9a3e-6a1c7f4f2b77")
CHARGER = UUID("5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44")
SURVEY = UUID("8b1f6a34-27d5-4c39-9d0c-5f7c1f9f2a10")


def test_the_example_names_the_defaults() -> None:
    assert read_catalog(EXAMPLE).defaults == Defaults(
        country="NO", currency="NOK", locale=None, channel="C0ORDERS", payer=Payer.CLIENT
    )


def test_the_example_asks_two_questions_about_an_ev_charger() -> None:
    charger, survey = (
        workflow.model_copy(update={"aliases": ()}) for workflow in read_catalog(EXAMPLE).workflows
    )
    assert charger == Workflow(
        name="EV charger installation",
        custom_id="ev-charger",
        channel="C0EVTEAM",
        lines_required=True,
        fields=(
            CustomField(
                custom_id="main-fuse",
                label="Main fuse",
                type=FieldType.CHOICE,
                options=("25 A", "35 A", "63 A"),
                required=True,
                hint="Printed on the fuse box door",
            ),
            CustomField(custom_id="has-own-parking", label="Own parking space", type=FieldType.YES_NO),
        ),
        actors=(Actor(slug="electrician", label="Electrician", organizations=(FJORD,)),),
    )
    assert survey == Workflow(name="Heat pump survey", id=SURVEY)
    assert (survey.channel, survey.fields, survey.actors, survey.custom_id) == (None, (), (), None)


def test_the_example_lists_one_organization_and_one_tag() -> None:
    catalog = read_catalog(EXAMPLE)
    assert catalog.organizations == (Organization(id=FJORD, name="Fjord Elektro AS"),)
    assert catalog.tags == (Tag(id=RUSH, name="Rush"),)


def test_the_example_sells_a_product_of_the_vendor_and_one_of_its_own() -> None:
    charger, cable = read_catalog(EXAMPLE).products
    assert charger.model_dump(exclude={"aliases"}) == {
        "id": CHARGER,
        "external_id": None,
        "name": "EV Charger X",
        "description": "",
        "image_url": None,
        "unit_price": 10_000_00,
        "currency": None,
        "vat": 25_00,
        "tax_inclusive": True,
        "payout": 5_000_00,
        "paid": False,
    }
    assert cable.model_dump(exclude={"aliases"}) == {
        "id": None,
        "external_id": "cable-10m",
        "name": "Cable, 10 m",
        "description": "Type 2, three phase",
        "image_url": "https://example.com/cable.png",
        "unit_price": 1_299_00,
        "currency": "NOK",
        "vat": 25_00,
        "tax_inclusive": True,
        "payout": None,
        "paid": False,
    }


def test_everything_is_found_by_its_key() -> None:
    catalog = read_catalog(EXAMPLE)
    assert catalog.workflow("ev-charger") == catalog.workflows[0]
    assert catalog.workflow(str(SURVEY)) == catalog.workflows[1]
    assert catalog.product(str(CHARGER)) == catalog.products[0]
    assert catalog.product("cable-10m") == catalog.products[1]
    assert catalog.organization(str(FJORD)) == catalog.organizations[0]
    assert catalog.tag(RUSH) == catalog.tags[0]
    assert [field.key for field in catalog.workflows[0].fields] == ["main-fuse", "has-own-parking"]


def test_the_example_knows_what_things_are_called_in_messages() -> None:
    catalog = read_catalog(EXAMPLE)
    assert "laddbox" in catalog.workflows[0].aliases
    assert "Ladekabel 10 m" in catalog.products[1].aliases
    assert all(workflow.aliases for workflow in catalog.workflows)


def test_nothing_is_found_by_an_unknown_key() -> None:
    catalog = read_catalog(EXAMPLE)
    unknown = "00000000-0000-4000-8000-000000000000"
    assert (
        catalog.workflow(unknown),
        catalog.product(unknown),
        catalog.organization(unknown),
        catalog.tag(unknown),
    ) == (None, None, None, None)


def test_a_catalog_needs_no_more_than_one_workflow() -> None:
    catalog = read_catalog('[[workflows]]\nname = "Survey"\ncustom_id = "survey"')
    assert catalog.defaults == Defaults()
    assert catalog.defaults.payer == "client"
    assert (catalog.organizations, catalog.tags, catalog.products) == ((), (), ())


def test_a_catalog_never_changes() -> None:
    catalog = read_catalog(EXAMPLE)
    with pytest.raises(ValidationError, match="frozen"):
        catalog.workflows[0].name = "Other"  # type: ignore[misc] # the point of the test


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    assert read_catalog("\ufeff" + EXAMPLE.replace("\n", "\r\n")) == read_catalog(EXAMPLE)


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [('"10000.00"', 1000000), ('"0.5"', 50), ('"7"', 700), ("1299", 129900), ("1_000", 100000), ("0", 0)],
)
def test_an_amount_is_kept_in_hundredths(written: str, hundredths: int) -> None:
    assert read_product(f"unit_price = {written}\nvat = 25") == (hundredths, 2500)


@pytest.mark.parametrize(
    ("written", "hundredths"),
    [
        ('"25"', 2500),
        ("25", 2500),
        ('"12.5"', 1250),
        ('"0"', 0),
        ("100", 10000),
        ('"25 %"', 2500),
        ('"0.25 %"', 25),
    ],
)
def test_a_percentage_is_kept_in_hundredths(written: str, hundredths: int) -> None:
    assert read_product(f"unit_price = 1\nvat = {written}") == (100, hundredths)


def test_a_country_in_small_letters_is_the_same_country() -> None:
    catalog = read_catalog('defaults = { country = "no" }\n[[workflows]]\nname = "S"\ncustom_id = "s"')
    assert catalog.defaults.country == "NO"


def test_blanks_around_a_text_are_dropped() -> None:
    assert read_catalog('[[workflows]]\nname = " Survey "\ncustom_id = " survey"').workflow(
        "survey"
    ) == Workflow(name="Survey", custom_id="survey")


def test_an_actor_without_organizations_may_be_any() -> None:
    catalog = read_catalog(
        '[[workflows]]\nname = "S"\ncustom_id = "s"\nactors = [{ slug = "e", label = "Electrician" }]'
    )
    assert catalog.workflows[0].actors[0].organizations is None


def test_the_error_is_a_value_error_that_holds_every_mistake() -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog("[defaults]\ncountry = 'Norway'")
    assert isinstance(caught.value, ValueError)
    assert str(caught.value).splitlines() == [str(mistake) for mistake in caught.value.mistakes]
    assert [mistake.key for mistake in caught.value.mistakes] == ["workflows", "defaults.country"]


def read_product(lines: str) -> tuple[int | None, int | None]:
    catalog = read_catalog(
        f'[[workflows]]\nname = "S"\ncustom_id = "s"\n[[products]]\nname = "P"\nexternal_id = "p"\n{lines}'
    )
    return catalog.products[0].unit_price, catalog.products[0].vat
