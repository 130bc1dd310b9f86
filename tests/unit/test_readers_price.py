"""Prices with what people write beside them of VAT."""

from __future__ import annotations

import pytest

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import TypedPrice, read_price


@pytest.mark.parametrize(
    ("input", "price"),
    [
        ("1250", TypedPrice(125_000)),
        ("10000 inkl mva", TypedPrice(1_000_000, tax_inclusive=True)),
        ("1250 eks mva", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 eks. mva.", TypedPrice(125_000, tax_inclusive=False)),
        ("kr 1 250,50 inkl. mva", TypedPrice(125_050, tax_inclusive=True)),
        ("1250,- u/mva", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 + mva", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 (inkl. moms)", TypedPrice(125_000, tax_inclusive=True)),
        ("inkl. mva: 1250", TypedPrice(125_000, tax_inclusive=True)),
        ("1250 excl. VAT", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 zzgl. MwSt", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 ekskl", TypedPrice(125_000, tax_inclusive=False)),
        ("1250 inklusive", TypedPrice(125_000, tax_inclusive=True)),
        ("1250 per stk", TypedPrice(125_000)),
        ("1250 kr/stk", TypedPrice(125_000)),
        ("kr 1.250,50 pr. stk.", TypedPrice(125_050)),
    ],
)
def test_a_price_says_whether_vat_is_in_it(input: str, price: TypedPrice) -> None:
    assert read_price(input, language("nb"), "NOK") == price


@pytest.mark.parametrize(
    "input",
    [
        "1250 mva",
        "1250 inkl frakt",
        "1250 per time",
        "1250/m",
        "1250 inkl 25 % mva",
        "inkl mva",
        "-5 inkl mva",
    ],
)
def test_other_words_beside_a_price_are_refused(input: str) -> None:
    with pytest.raises(InputError):
        read_price(input, language("nb"), "NOK")
