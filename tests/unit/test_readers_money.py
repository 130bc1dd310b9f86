import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_amount, show_amount_input
from tests.support.blanks import in_plain_blanks

TAGS = ("nb-NO", "sv-SE", "da-DK", "de-DE", "en-US", "fr-FR", "en-GB", "de-CH")
MOST = 99_999_999_99
AMOUNTS = st.integers(min_value=0, max_value=MOST)

# How the locales group and point, written down here apart from the library that the reader asks.
SYMBOLS = {
    "nb-NO": ("\u00a0", ","),
    "sv-SE": ("\u00a0", ","),
    "da-DK": (".", ","),
    "de-DE": (".", ","),
    "en-US": (",", "."),
    "fr-FR": ("\u202f", ","),
    "en-GB": (",", "."),
    "de-CH": ("\u2019", "."),
}


def written(hundredths: int, group: str, point: str, *, decimals: bool) -> str:
    """The amount in groups of three, by hand."""
    whole, cents = divmod(hundredths, 100)
    groups = [str(whole)]
    while len(groups[0]) > 3:
        groups[:1] = [groups[0][:-3], groups[0][-3:]]
    return group.join(groups) + (f"{point}{cents:02}" if decimals or cents else "")


def complaint(input: str, tag: str, currency: str = "NOK") -> str:
    """The English words with the locale's numbers, so that no translation matters; its no-break blanks made plain."""
    with pytest.raises(InputError) as caught:
        read_amount(input, language(tag), currency)
    text = caught.value.text
    shown = {key: language(tag).show(value) for key, value in text.parameters.items()}
    return in_plain_blanks(text.source.format_map(shown))


@pytest.mark.parametrize(
    ("input", "expected"),
    [  # nb, sv, da, de, en; None asks or refuses
        ("1000", (100000, 100000, 100000, 100000, 100000)),
        ("1 000", (100000, 100000, 100000, 100000, 100000)),
        ("1 000,00", (100000,) * 5),
        ("1\u00a0000,50", (100050,) * 5),
        ("1\u202f000,50", (100050,) * 5),
        ("1.000", (None, None, 100000, 100000, None)),
        ("1,000", (None, None, None, None, 100000)),
        ("1.000,50", (100050,) * 5),
        ("1,000.50", (100050,) * 5),
        ("1000,50", (100050,) * 5),
        ("1000.50", (100050,) * 5),
        ("1,5", (150,) * 5),
        ("1.5", (150,) * 5),
        ("0,05", (5,) * 5),
        ("12 500 kr", (1250000,) * 5),
        ("kr 1000", (100000,) * 5),
        ("kr. 1000", (100000,) * 5),
        ("kr.50", (5000,) * 5),
        ("KR1000", (100000,) * 5),
        ("NOK 1 000", (100000,) * 5),
        ("1000 nok", (100000,) * 5),
        ("500 kroner", (50000,) * 5),
        ("1000,-", (100000,) * 5),
        ("1000,\u2013", (100000,) * 5),
        ("1000,- kr", (100000,) * 5),
        ("1.000,-", (100000,) * 5),
        ("1.250.000,-", (125000000,) * 5),
        ("1,250:-", (125000,) * 5),
        ("kr 12.500,- ", (1250000,) * 5),
        ("12,50,-", (1250,) * 5),
        ("1000:-", (100000,) * 5),
        ("1 000 :-", (100000,) * 5),
        ("1000.-", (100000,) * 5),
        ("1000.", (100000,) * 5),
        ("0", (0,) * 5),
        ("007", (700,) * 5),
        ("1'000", (100000,) * 5),
        ("1\u2019000", (100000,) * 5),
        ("\uff11\uff10\uff10\uff10", (100000,) * 5),
        ("1 000 000", (100000000,) * 5),
        ("1.000.000", (100000000,) * 5),
        ("1.250,50", (125050,) * 5),
        ("1.234.567,89", (123456789,) * 5),
        ("1 250.50", (125050,) * 5),
        ("1 299,00", (129900,) * 5),
        ("1250,5", (125050,) * 5),
        ("1250.500", (125050,) * 5),
        ("1'250.50", (125050,) * 5),
        ("1.299", (None, None, 129900, 129900, None)),
        ("1,299", (None, None, None, None, 129900)),
        ("3.350", (None, None, 335000, 335000, None)),
        ("1 250,500", (125050, 125050, 125050, 125050, None)),
        ("1.250.50", (None,) * 5),
        ("99 999 999", (9999999900,) * 5),
    ],
)
def test_an_amount_is_read_as_the_locale_writes_it_or_not_at_all(
    input: str, expected: tuple[int | None, ...]
) -> None:
    for tag, amount in zip(("nb", "sv", "da", "de", "en"), expected, strict=True):
        if amount is None:
            complaint(input, tag)
        else:
            assert (tag, read_amount(input, language(tag), "NOK")) == (tag, amount)


@pytest.mark.parametrize(
    ("input", "tag", "words"),
    [
        ("1.000", "nb", "Is it 1,00 NOK or 1 000,00 NOK? Write 1,00 or 1000,00."),
        ("1,000", "nb", "Is it 1,00 NOK or 1 000,00 NOK? Write 1,00 or 1000,00."),
        ("12.500 kr", "nb", "Is it 12,50 NOK or 12 500,00 NOK? Write 12,50 or 12500,00."),
        ("1,000", "de", "Is it 1,00 NOK or 1.000,00 NOK? Write 1,00 or 1000,00."),
        ("1.000", "en", "Is it 1.00 NOK or 1,000.00 NOK? Write 1.00 or 1000.00."),
        ("1,234", "nb", "Is it 1 234,00 NOK? Then write 1234,00."),
        ("1 00,00", "nb", "Is it 100,00 NOK? Then write 100,00."),
        ("1 00,00", "de", "Is it 100,00 NOK? Then write 100,00."),
        ("1.00,00", "de", "Is it 100,00 NOK? Then write 100,00."),
        ("1 000.500", "de", "Is it 1.000.500,00 NOK? Then write 1000500,00."),
        ("12 34", "nb", "Is it 1 234,00 NOK? Then write 1234,00."),
    ],
)
def test_a_doubtful_amount_is_asked_about(input: str, tag: str, words: str) -> None:
    assert complaint(input, tag) == words


@pytest.mark.parametrize(
    "input",
    [
        "",
        "kr",
        "NaN",
        "Infinity",
        "free",
        "1e3",
        "1_000",
        "1\u00b2",
        "\u00bd",
        "2 stk \u00e0 500",
        "1000 eks. mva",
        "+5",
        "25 %",
        "1000 norske kroner",
        "5 5 kr 5",
        ",50",
        "1" * 30,
        "1" * 5000,
        "1," + "1" * 60,
    ],
)
def test_what_is_more_or_less_than_an_amount_is_shown_one(input: str) -> None:
    assert complaint(input, "nb") == "Write only the amount, for example 1000,50."
    assert complaint(input, "en") == "Write only the amount, for example 1000.50."


@pytest.mark.parametrize(
    "input", ["-100", "\u2212100", "- 100 kr", "kr -100", "100-", "100 -", "(100)", "(kr 100)", "-kr 100"]
)
def test_what_is_below_zero_is_refused_and_leads_to_the_discount(input: str) -> None:
    assert complaint(input, "nb") == (
        "An amount can't be below zero. What is taken off a price is written as its discount, without a minus."
    )


@pytest.mark.parametrize(
    ("input", "tag"), [("0,125", "nb"), ("1,2345", "nb"), ("0.125", "en"), (".125", "en")]
)
def test_an_amount_has_two_decimals_at_most(input: str, tag: str) -> None:
    assert complaint(input, tag).startswith("An amount has two decimals at most, for example 1000")


def test_an_amount_has_an_upper_bound() -> None:
    assert read_amount("99999999,99", language("nb"), "NOK") == MOST
    for inputs in ("100000000", "100 000 000,00", "1" * 20):
        assert complaint(inputs, "nb").startswith("An amount is 99 999 999,99 NOK at most.")


@pytest.mark.parametrize(
    ("input", "currency"),
    [
        ("5 \u20ac", "EUR"),
        ("5 euro", "EUR"),
        ("EUR 5", "EUR"),
        ("5 kr", "SEK"),
        ("5 kronor", "SEK"),
        ("5 SEK", "SEK"),
        ("5 kr.", "DKK"),
        ("$5", "USD"),
        ("\u00a35", "GBP"),
        ("5 z\u0142", "PLN"),
        ("CHF 5", "CHF"),
        ("5 Franken", "CHF"),
    ],
)
def test_the_orders_own_currency_may_stand_beside_the_amount(input: str, currency: str) -> None:
    for tag in TAGS:
        assert read_amount(input, language(tag), currency) == 500


@pytest.mark.parametrize(
    ("input", "currency", "word"),
    [
        ("5 SEK", "NOK", "SEK"),
        ("5 sek", "NOK", "sek"),
        ("\u20ac 5", "NOK", "\u20ac"),
        ("5 kr", "EUR", "kr"),
        ("$5", "NOK", "$"),
        ("5 zl", "NOK", None),
        ("5 z\u0142", "NOK", "z\u0142"),
    ],
)
def test_another_currency_is_refused_by_name(input: str, currency: str, word: str | None) -> None:
    told = complaint(input, "nb", currency)
    if word is None:
        assert told == "Write only the amount, for example 1000,50."
    else:
        assert told.startswith(
            f"The amount is in {currency}. Write it in {currency} and without \u201c{word}\u201d, "
        )
        assert told.endswith("for example 1000,50.")


@settings(max_examples=150, deadline=None)
@given(AMOUNTS, st.sampled_from(TAGS))
def test_an_amount_put_in_an_input_reads_back_the_same(hundredths: int, tag: str) -> None:
    spoken = language(tag)
    assert read_amount(show_amount_input(hundredths, spoken), spoken, "NOK") == hundredths
    assert read_amount(spoken.amount(hundredths), spoken, "NOK") == hundredths


@settings(max_examples=150, deadline=None)
@given(
    AMOUNTS,
    st.sampled_from(TAGS),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["{}", "{} kr", "kr {}", "kr. {}", "NOK {}", "{}NOK", " {} ", "{} nok"]),
)
def test_an_amount_written_by_hand_in_the_locale_reads_as_that_amount(
    hundredths: int, tag: str, grouped: bool, decimals: bool, around: str
) -> None:
    group, point = SYMBOLS[tag]
    input = around.format(written(hundredths, group if grouped else "", point, decimals=decimals))
    assert read_amount(input, language(tag), "NOK") == hundredths


@settings(max_examples=150, deadline=None)
@given(AMOUNTS, st.sampled_from(TAGS), st.sampled_from(TAGS), st.booleans(), st.booleans())
def test_an_amount_written_in_another_locale_is_read_right_or_asked_about(
    hundredths: int, writer: str, reader: str, grouped: bool, decimals: bool
) -> None:
    """1.000 typed by a Dane is no 1,00 to a Norwegian reader; only plain groups of three are the reader's own."""
    group, point = SYMBOLS[writer]
    input = written(hundredths, group if grouped else "", point, decimals=decimals)
    try:
        amount = read_amount(input, language(reader), "NOK")
    except InputError:
        return
    assert amount == hundredths


@settings(max_examples=120, deadline=None)
@given(
    st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999), st.sampled_from(".,")
)
def test_three_digits_after_one_separator_are_never_guessed(head: int, tail: int, separator: str) -> None:
    input = f"{head}{separator}{tail:03}"
    for tag in ("nb-NO", "sv-SE", "fr-FR"):
        with pytest.raises(InputError):
            read_amount(input, language(tag), "NOK")
