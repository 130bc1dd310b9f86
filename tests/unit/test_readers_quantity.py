import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import Quantity, read_measured_quantity, read_quantity, show_quantity_input


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=1, max_value=9999))
def test_every_quantity_is_read_back(quantity: int) -> None:
    assert read_quantity(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("input", "quantity"),
    [(" 2 ", 2), ("007", 7), ("2.", 2), ("\uff12", 2), ("\u0661\u0662", 12), ("\u200b3", 3), ("9999", 9999)],
)
def test_a_plain_number_is_read_in_any_digits(input: str, quantity: int) -> None:
    assert read_quantity(input) == quantity


@pytest.mark.parametrize(
    ("input", "quantity"),
    [
        ("2,00", 2),
        ("2.0", 2),
        ("1 000", 1000),
        ("1\u00a0000,00", 1000),
        ("2 stk", 2),
        ("2 stk.", 2),
        ("2 pcs", 2),
        ("2 st", 2),
        ("2 St\u00fcck", 2),
        ("2x", 2),
        ("2 \u00d7", 2),
        ("x2", 2),
    ],
)
def test_a_quantity_is_read_as_people_and_spreadsheets_write_it(input: str, quantity: int) -> None:
    assert read_quantity(input) == quantity


@pytest.mark.parametrize(
    ("input", "quantity"),
    [
        ("10 m", Quantity(10, "m")),
        ("10m", Quantity(10, "m")),
        ("3 timer", Quantity(3, "timer")),
        ("120 kvm", Quantity(120, "kvm")),
        ("2 pk", Quantity(2, "pk")),
        ("2 kolli", Quantity(2, "kolli")),
        ("3 bokser", Quantity(3, "bokser")),
        ("12 mnd", Quantity(12, "mnd")),
        ("1 RS", Quantity(1, "RS")),
        ("120 sq. m", Quantity(120, "sq. m")),
        ("2 stk", Quantity(2)),
    ],
)
def test_a_unit_is_kept_with_the_quantity_and_reads_back(input: str, quantity: Quantity) -> None:
    assert read_measured_quantity(input) == quantity
    assert read_measured_quantity(show_quantity_input(quantity)) == quantity


ONLY_A_NUMBER = "Write how many as a number, with a unit where it has one, for example 2 or 10 m."
OUT_OF_RANGE = "Write a whole number from 1 to 9,999, for example 2."


@pytest.mark.parametrize(
    ("input", "words"),
    [
        (
            "2,5",
            (
                "Only whole numbers can be ordered, for example 2. "
                "For 2.5, write 1 here and the price of 2.5 as the price."
            ),
        ),
        (
            "1,5 t",
            (
                "Only whole numbers can be ordered, for example 2. "
                "For 1.5 t, write 1 here and the price of 1.5 t as the price."
            ),
        ),
        ("1.000", "Is it 1 or 1,000? Write 1 or 1000."),
        ("2.500", "Is it 2,500? Then write 2500."),
        *(
            (input, ONLY_A_NUMBER)
            for input in ("", "two", "2 3", "1_000", "1\u00b2", "\u00bd", "2 or 3", "2-3")
        ),
        *((input, OUT_OF_RANGE) for input in ("0", "-1", "\u22121", "10000", "0,00", "9" * 5000)),
    ],
)
def test_anything_else_is_told_what_fits(input: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_measured_quantity(input, language("nb"))
    assert language("en").say(caught.value.text) == words
