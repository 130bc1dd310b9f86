import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.language import language
from flows.readers import read_quantity
from flows.texts import Mistake


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=1, max_value=9999))
def test_every_quantity_is_read_back(quantity: int) -> None:
    assert read_quantity(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [(" 2 ", 2), ("007", 7), ("2.", 2), ("\uff12", 2), ("\u0661\u0662", 12), ("\u200b3", 3), ("9999", 9999)],
)
def test_a_plain_number_is_read_in_any_digits(typed: str, quantity: int) -> None:
    assert read_quantity(typed) == quantity


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2,5", "Only whole numbers can be ordered, for example 2."),
        ("2.0", "Only whole numbers can be ordered, for example 2."),
        ("", "Write only the number, without words or units, for example 2."),
        ("2 stk", "Write only the number, without words or units, for example 2."),
        ("2 pcs", "Write only the number, without words or units, for example 2."),
        ("2x", "Write only the number, without words or units, for example 2."),
        ("two", "Write only the number, without words or units, for example 2."),
        ("2 3", "Write only the number, without words or units, for example 2."),
        ("1 000", "Write only the number, without words or units, for example 2."),
        ("1_000", "Write only the number, without words or units, for example 2."),
        ("1\u00b2", "Write only the number, without words or units, for example 2."),
        ("\u00bd", "Write only the number, without words or units, for example 2."),
        ("0", "Write a whole number from 1 to 9,999, for example 2."),
        ("-1", "Write a whole number from 1 to 9,999, for example 2."),
        ("\u22121", "Write a whole number from 1 to 9,999, for example 2."),
        ("10000", "Write a whole number from 1 to 9,999, for example 2."),
        ("9" * 5000, "Write a whole number from 1 to 9,999, for example 2."),
    ],
)
def test_anything_else_is_told_what_fits(typed: str, words: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_quantity(typed)
    assert language("en").say(caught.value.text) == words
