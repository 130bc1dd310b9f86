"""Names and labels of the catalog per language."""

from __future__ import annotations

import pytest

from flows.catalog import CatalogError, read_catalog

FILE = """
[defaults]
locale = "nb-NO"
[[workflows]]
custom_id = "ev"
name = { en = "EV charger", nb = "Elbillader" }
[[workflows.fields]]
custom_id = "fuse"
type = "text"
label = { en = "Main fuse", nb = "Hovedsikring" }
hint = { en = "On the door" }
[[products]]
external_id = "cable"
name = { en = "Cable", nb = "Kabel" }
unit_price = 1
vat = 25
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(CatalogError) as caught:
        read_catalog(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_everyone_reads_the_catalog_in_their_language_and_the_workspace_in_its_own() -> None:
    catalog = read_catalog(FILE)
    assert catalog.workflows[0].name == "Elbillader"
    assert catalog.said_in("en").workflows[0].name == "EV charger"
    assert catalog.said_in("nb").products[0].name == "Kabel"
    assert catalog.said_in("en").workflows[0].fields[0].label == "Main fuse"


def test_what_is_not_given_in_a_language_is_given_in_another() -> None:
    catalog = read_catalog(FILE)
    assert catalog.said_in("nb").workflows[0].fields[0].hint == "On the door"
    assert catalog.said_in("de") is catalog


def test_a_catalog_in_one_language_is_the_same_for_all() -> None:
    catalog = read_catalog('[[workflows]]\nname = "S"\ncustom_id = "s"'.replace("\\\n", "\n"))
    assert catalog.said_in("nb") == catalog


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('{ klingon1 = "x" }', "products[0].name.klingon1: isn't a language: write its code, for example nb"),
        ("{ en = 5 }", "products[0].name.en: must be text in quotes"),
        ("{ }", "products[0].name: is empty"),
        (f'{{ en = "Cable", nb = "{"x" * 76}" }}', "products[0].name: is 76 characters long"),
    ],
)
def test_texts_that_can_not_be_used_are_told_with_their_place(written: str, told: str) -> None:
    text = FILE.replace('{ en = "Cable", nb = "Kabel" }', written)
    assert any(told in mistake for mistake in mistakes(text))


def test_what_others_refer_to_has_one_form() -> None:
    text = FILE + '[[bundles]]\nname = { en = "Set" }\nproducts = [{ product = "cable" }]\n'
    assert any("so it has one form" in mistake for mistake in mistakes(text))
