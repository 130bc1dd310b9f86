from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.catalog import Catalog, read_catalog, search_catalog
from flows.search import fold

NAMES = {
    "sup": "Supercable",
    "cable-10m": "Cable, 10 m",
    "cable-5m": "Cable, 5 m",
    "box": "Wall box with cable",
    "drum": "Kabeltrommel på hjul",
    "pump": "Varmepumpe Ålesund",
    "tee": "T-stykke, rør",
    "fuse": "Jordfeilautomat 20 A",
    "fuse-25": "Jordfeilautomat 25 A",
}


@pytest.fixture
def catalog() -> Catalog:
    products = "\n".join(
        f'[[products]]\nexternal_id = "{key}"\nname = "{name}"\nunit_price = 1\nvat = 25'
        for key, name in NAMES.items()
    )
    return read_catalog(f'[[workflows]]\nname = "S"\ncustom_id = "s"\n{products}')


@pytest.mark.parametrize(
    ("input", "found"),
    [
        ("cable", ["cable-10m", "cable-5m", "box", "sup"]),
        ("CABLE", ["cable-10m", "cable-5m", "box", "sup"]),
        ("box wall", ["box"]),
        ("cable 5", ["cable-5m"]),
        ("cable-5", ["cable-5m"]),
        ("  wall   BOX ", ["box"]),
        ("alesund", ["pump"]),
        ("ÅLESUND", ["pump"]),
        ("A\u030alesund", ["pump"]),
        ("ror", ["tee"]),
        ("rør", ["tee"]),
        ("cable pump", []),
        ("jordfeil 20a", ["fuse"]),
        ("jordfeil 20 a", ["fuse"]),
        ("20 ampere", ["fuse"]),
        ("cable 10 meter", ["cable-10m"]),
        ("cable 10m", ["cable-10m"]),
        ("jordfiel", ["fuse", "fuse-25"]),
        ("jordfeilautmat 25", ["fuse-25"]),
        ("kabeltromel", ["drum"]),
        ("jordfeil 21a", []),
        ("tea", []),
        ("øøø", []),
    ],
)
def test_products_are_found_by_words_of_their_name_or_external_id(
    catalog: Catalog, input: str, found: list[str]
) -> None:
    assert [product.key for product in search_catalog(catalog, input, 100)] == found


def test_products_that_begin_so_come_first_then_those_with_such_a_word(catalog: Catalog) -> None:
    assert [product.key for product in search_catalog(catalog, "p", 100)] == ["pump", "drum", "sup"]
    assert [product.key for product in search_catalog(catalog, "m cable", 100)] == ["cable-10m", "cable-5m"]


def test_no_words_find_the_first_products(catalog: Catalog) -> None:
    assert search_catalog(catalog, " ", 3) == catalog.products[:3]


def test_no_more_than_the_limit_are_found(catalog: Catalog) -> None:
    assert search_catalog(catalog, "cable", 2) == catalog.products[1:3]
    assert search_catalog(catalog, "cable", 0) == ()


def test_one_of_thousands_of_products_is_found() -> None:
    products = ",".join(
        f'{{ external_id = "p-{n}", name = "Part {n}", unit_price = {n}, vat = 25 }}' for n in range(3000)
    )
    catalog = read_catalog(f'products = [{products}]\nworkflows = [{{ name = "S", custom_id = "s" }}]')
    assert [product.key for product in search_catalog(catalog, "part 2718", 100)] == ["p-2718"]
    assert catalog.product("p-2999") == catalog.products[2999]


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_a_text_of_plain_letters_is_folded_as_all_others(text: str) -> None:
    """Those are compared without a look at each letter, and what clients are called isn't kept."""
    assert fold(text) == fold(f"{text} å").removesuffix("a").rstrip()
