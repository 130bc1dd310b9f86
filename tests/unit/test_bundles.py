"""Bundles: one pick, several lines, all of them or none; every mistake in them is reported with its line."""

from __future__ import annotations

import pytest

from flows.catalog import Catalog, CatalogError, read_catalog, search_catalog
from flows.draft import Draft, Line
from flows.i18n.texts import InputError
from flows.offer.lines import add_bundle, add_product, put_line
from tests.support.drafts import form_context

CHARGER_ID = "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"
FILE = f"""
[defaults]
currency = "NOK"
[[workflows]]
name = "Job"
custom_id = "job"
[[products]]
id = "{CHARGER_ID}"
external_id = "charger"
name = "Charger"
[[products]]
external_id = "cable"
name = "Cable"
unit_price = 1299
vat = 25
[[products]]
external_id = "kabel"
name = "Kabel"
currency = "SEK"
unit_price = 999
vat = 25
"""
PACKAGE = """
[[bundles]]
name = "EV charging package"
products = [{product = "charger"}, {product = "cable", quantity = 2}]
"""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return read_catalog(FILE + PACKAGE)


def test_a_bundle_adds_its_products_with_their_quantities(catalog: Catalog) -> None:
    here = form_context(catalog=catalog)
    draft = add_bundle(Draft(id="7"), catalog.bundles[0], here)
    assert [(line.name, line.quantity) for line in draft.lines] == [("Charger", 1), ("Cable", 2)]
    again = add_bundle(draft, catalog.bundles[0], here)
    assert [(line.name, line.quantity) for line in again.lines] == [("Charger", 2), ("Cable", 4)]


def test_a_bundle_in_another_currency_adds_nothing_and_says_why(catalog: Catalog) -> None:
    here = form_context(catalog=catalog)
    kroner = put_line(Draft(id="7"), Line(id="1", name="Work", currency="NOK"), here)
    swedish = catalog.product("kabel")
    assert swedish is not None
    with pytest.raises(InputError) as caught:
        add_product(kroner, swedish, here)
    assert here.language.say(caught.value.text).startswith("Kabel")


def test_bundles_are_found_in_the_same_search_before_the_products(catalog: Catalog) -> None:
    assert [one.name for one in search_catalog(catalog, "", 2)] == ["EV charging package", "Charger"]
    (found,) = search_catalog(catalog, "ev pack", 9)
    assert catalog.bundle(found.key) == found
    assert len(found.key) <= 75


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        (
            'name = "P"\nproducts = [\n  {product = "cable"},\n  {product = "cabel"}]',
            (
                'line 26, bundles[0].products[1].product: "cabel" isn\'t listed: '
                "write a product's id or external_id exactly as in this file"
            ),
        ),
        (
            'name = "P"\nproducts = [{product = "cable", quantity = 0}]',
            (
                "line 24, bundles[0].products[0].quantity: must be a whole number from 1 to 9999, without quotes, "
                "for example quantity = 2"
            ),
        ),
        (
            'name = "P"\nproducts = [{product = "cable"}, {product = "kabel"}]',
            (
                "line 24, bundles[0].products: mixes NOK and SEK: "
                "an offer has one currency, so make a bundle for each"
            ),
        ),
        (
            'name = "P"\nproducts = []',
            (
                "line 24, bundles[0].products: is empty, so the bundle would add nothing: "
                "list a product, or remove the bundle"
            ),
        ),
        ('name = "P"', "line 22, bundles[0].products: is missing: add it"),
    ],
)
def test_a_mistaken_bundle_is_reported_with_its_line(table: str, mistake: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(f"{FILE}[[bundles]]\n{table}\n")
    (found,) = caught.value.mistakes
    assert str(found).startswith(mistake)
