from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import NumberRule, read_number, show_number_input
from tests.support.blanks import in_plain_blanks

TAGS = ("nb-NO", "sv-SE", "da-DK", "de-DE", "en-US", "fr-FR", "en-GB", "de-CH")


def complaint(input: str, tag: str) -> str:
    """The English words with the locale's numbers, so that no translation matters; its no-break blanks made plain."""
    with pytest.raises(InputError) as caught:
        read_number(input, language(tag))
    text = caught.value.text
    shown = {key: language(tag).show(value) for key, value in text.parameters.items()}
    return in_plain_blanks(text.source.format_map(shown))


@pytest.mark.parametrize(
    ("input", "expected"),
    [  # nb, sv, da, de, en; None asks or refuses
        ("12", ("12",) * 5),
        ("007", ("7",) * 5),
        ("-5", ("-5",) * 5),
        ("\u22125", ("-5",) * 5),
        ("- 5", ("-5",) * 5),
        ("0", ("0",) * 5),
        ("-0", ("0",) * 5),
        ("100", ("100",) * 5),
        ("1 000 000", ("1000000",) * 5),
        ("\uff11\uff12", ("12",) * 5),
        ("12,5", ("12.5",) * 5),
        ("12,50", ("12.5",) * 5),
        ("12.5", ("12.5",) * 5),
        ("-0,5", ("-0.5",) * 5),
        ("0,125", ("0.125",) * 5),
        ("0,000001", ("0.000001",) * 5),
        ("1.125", (None, None, "1125", "1125", None)),
        ("1,125", (None, None, None, None, "1125")),
        ("1,1250", ("1.125",) * 5),
    ],
)
def test_a_number_is_read_as_the_locale_writes_it_or_not_at_all(
    input: str, expected: tuple[str | None, ...]
) -> None:
    for tag, number in zip(("nb", "sv", "da", "de", "en"), expected, strict=True):
        if number is None:
            complaint(input, tag)
        else:
            assert (tag, read_number(input, language(tag))) == (tag, number)


@pytest.mark.parametrize(
    ("input", "unit", "number"),
    [
        ("120,5 kvm", "m²", "120.5"),
        ("120 sq. m", "m²", "120"),
        ("120 m^2", "m²", "120"),
        ("1200 liter", "l", "1200"),
        ("25 amp", "A", "25"),
        ("2 t", "timer", "2"),
    ],
)
def test_a_unit_goes_by_any_of_its_names(input: str, unit: str, number: str) -> None:
    for tag in ("nb", "en"):
        assert read_number(input, language(tag), NumberRule(unit=unit)) == number


@pytest.mark.parametrize(
    ("input", "tag", "words"),
    [
        ("1.125", "nb", "Is it 1,125 or 1 125? Write 1,1250 or 1125."),
        ("-1.125", "nb", "Is it -1,125 or -1 125? Write -1,1250 or -1125."),
        ("1,125", "de", "Is it 1,125 or 1.125? Write 1,1250 or 1125."),
        ("", "nb", "Write only a number, for example 12,5."),
        ("twelve", "en", "Write only a number, for example 12.5."),
        ("16 A", "nb", "Write only a number, for example 12,5."),
        ("1-2", "nb", "Write only a number, for example 12,5."),
        ("NaN", "en", "Write only a number, for example 12.5."),
        ("1e3", "en", "Write only a number, for example 12.5."),
        ("0,0000001", "nb", "A number has six decimals at most, for example 12,5."),
        ("1000000000001", "nb", "A number may be 1 000 000 000 000 at most, for example 12,5."),
        ("9" * 400, "nb", "Write only a number, for example 12,5."),
    ],
)
def test_anything_else_is_told_how_to_mend_it(input: str, tag: str, words: str) -> None:
    assert complaint(input, tag).replace("\u2212", "-") == words


@settings(max_examples=150, deadline=None)
@given(
    st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=6)
    | st.decimals(min_value=-2000, max_value=2000, allow_nan=False, places=3)
    | st.integers(min_value=-(10**12), max_value=10**12).map(Decimal),
    st.sampled_from(TAGS),
)
def test_a_number_put_in_an_input_reads_back_the_same(number: Decimal, tag: str) -> None:
    spoken = language(tag)
    canonical = read_number(show_number_input(f"{number:f}", spoken), spoken)
    assert Decimal(canonical) == number
    assert read_number(show_number_input(canonical, spoken), spoken) == canonical
    assert "E" not in canonical
    assert canonical == "0" or not canonical.startswith(("-0.0000000", "."))
    assert not ("." in canonical and canonical.endswith(("0", ".")))
