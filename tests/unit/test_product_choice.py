"""A quantity in the product search: `3 kabel`."""

from __future__ import annotations

import pytest

from flows.address.country_search import country_names
from flows.offer.product_choice import LONGEST_VALUE, chosen_product, quantity_and_words, with_quantity
from tests.support.drafts import CABLE, EXAMPLE


@pytest.mark.parametrize(
    ("input", "asked"),
    [
        ("3 kabel", (3, "kabel")),
        ("3x kabel", (3, "kabel")),
        ("3 × kabel", (3, "kabel")),
        ("3 stk kabel 10 m", (3, "kabel 10 m")),
        ("12 pcs cable", (12, "cable")),
        ("3 phase cable", (3, "phase cable")),
        ("10 m kabel", (1, "10 m kabel")),
        ("20a jordfeil", (1, "20a jordfeil")),
        ("0 kabel", (1, "0 kabel")),
        ("kabel", (1, "kabel")),
        ("3", (1, "3")),
    ],
)
def test_a_search_may_begin_with_a_quantity(input: str, asked: tuple[int, str]) -> None:
    assert quantity_and_words(input) == asked


def test_what_is_picked_says_how_many() -> None:
    assert chosen_product(with_quantity(CABLE.key, 3), EXAMPLE) == (CABLE.key, 3)
    assert chosen_product(CABLE.key, EXAMPLE) == (CABLE.key, 1)
    assert chosen_product("…", EXAMPLE) == ("…", 1)
    assert with_quantity("k" * LONGEST_VALUE, 3) == "k" * LONGEST_VALUE


def test_a_country_is_known_by_its_own_name_and_its_neighbours() -> None:
    assert {"Sweden", "Sverige", "Schweden"} <= set(country_names("SE"))
    assert {"Norway", "Norge"} <= set(country_names("NO"))
