import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_rate, show_rate_input
from tests.support.blanks import in_plain_blanks

TAGS = ("nb-NO", "sv-SE", "da-DK", "de-DE", "en-US", "fr-FR", "en-GB", "de-CH")


def complaint(input: str, tag: str) -> str:
    """The English words with the locale's numbers, so that no translation matters."""
    with pytest.raises(InputError) as caught:
        read_rate(input, language(tag))
    text = caught.value.text
    shown = {key: language(tag).show(value) for key, value in text.parameters.items()}
    return in_plain_blanks(text.source.format_map(shown))


@pytest.mark.parametrize(
    ("input", "expected"),
    [  # nb, sv, da, de, en; None asks or refuses
        ("25", (2500,) * 5),
        ("25 %", (2500,) * 5),
        ("25%", (2500,) * 5),
        ("25\u00a0%", (2500,) * 5),
        ("\uff12\uff15\uff05", (2500,) * 5),
        ("25.", (2500,) * 5),
        ("0", (0,) * 5),
        ("100", (10000,) * 5),
        ("25,5 %", (2550,) * 5),
        ("12,5", (1250,) * 5),
        ("25,0", (2500,) * 5),
        ("25 prosent", (2500,) * 5),
        ("25 pst.", (2500,) * 5),
        ("25 per cent", (2500,) * 5),
        ("25 % mva", (2500,) * 5),
        ("moms: 25%", (2500,) * 5),
        ("0,25 % mva", (25,) * 5),
        ("0,25 mva", (None,) * 5),
        ("12.5", (1250,) * 5),
        ("12.25", (1225,) * 5),
        ("0,05", (None,) * 5),
        ("0,05 %", (5,) * 5),
        ("0.25 %", (25,) * 5),
        ("100,00", (10000,) * 5),
        ("1.000", (None,) * 5),
        ("12,125", (None,) * 5),
    ],
)
def test_a_rate_is_read_as_the_locale_writes_it_or_not_at_all(
    input: str, expected: tuple[int | None, ...]
) -> None:
    for tag, rate in zip(("nb", "sv", "da", "de", "en"), expected, strict=True):
        if rate is None:
            complaint(input, tag)
        else:
            assert (tag, read_rate(input, language(tag))) == (tag, rate)


@pytest.mark.parametrize(
    ("input", "tag", "words"),
    [
        ("0,25", "nb", "Is it 25 % or 0,25 %? Write 25 or 0,25 %."),
        ("0.05", "en", "Is it 5 % or 0.05 %? Write 5 or 0.05 %."),
        ("0,125", "nb", "Is it 12,5 %? Then write 12,5."),
        ("0,00125", "nb", "A percentage has two decimals at most, for example 25,5."),
        ("1.000", "nb", "Is it 1 %? Then write 1."),
        ("12,125", "nb", "A percentage has two decimals at most, for example 25,5."),
        ("12.1255", "en", "A percentage has two decimals at most, for example 25.5."),
        ("101", "nb", "A percentage lies between 0 and 100. Write it as 25,5, for example."),
        ("100,01", "nb", "A percentage lies between 0 and 100. Write it as 25,5, for example."),
        ("2500", "en", "A percentage lies between 0 and 100. Write it as 25.5, for example."),
        ("-5", "nb", "A percentage lies between 0 and 100. Write it as 25,5, for example."),
        ("\u22125 %", "nb", "A percentage lies between 0 and 100. Write it as 25,5, for example."),
        ("", "nb", "Write only the percentage, for example 25,5."),
        ("%", "nb", "Write only the percentage, for example 25,5."),
        ("25 kr", "nb", "Write only the percentage, for example 25,5."),
        ("25 % %", "nb", "Write only the percentage, for example 25,5."),
        ("NaN", "en", "Write only the percentage, for example 25.5."),
    ],
)
def test_anything_else_is_told_how_to_mend_it(input: str, tag: str, words: str) -> None:
    assert complaint(input, tag) == words


@settings(max_examples=120, deadline=None)
@given(st.integers(min_value=0, max_value=10000), st.sampled_from(TAGS))
def test_a_rate_put_in_an_input_reads_back_the_same(hundredths: int, tag: str) -> None:
    spoken = language(tag)
    assert read_rate(show_rate_input(hundredths, spoken), spoken) == hundredths
    assert read_rate(show_rate_input(hundredths, spoken).removesuffix(" %") + " %", spoken) == hundredths


@settings(max_examples=120, deadline=None)
@given(st.integers(min_value=0, max_value=10000), st.sampled_from(TAGS))
def test_a_rate_written_by_hand_is_read_right_or_asked_about(hundredths: int, tag: str) -> None:
    whole, rest = divmod(hundredths, 100)
    for point in ",.":
        input = f"{whole}{point}{rest:02}"
        if 0 < hundredths < 100:
            assert complaint(input, tag).startswith("Is it ")
            input += " %"
        assert read_rate(input, language(tag)) == hundredths
