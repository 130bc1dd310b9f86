"""Whatever is typed, a reader gives a value or a Mistake that can be said; it never raises anything else."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import readers
from flows.i18n.language import language
from flows.i18n.texts import InputError
from tests.support.thorough import one_in

NB, EN, DE = language("nb"), language("en"), language("de")

READERS: dict[str, Callable[[str], object]] = {
    "line": readers.read_line,
    "paragraph": readers.read_paragraph,
    "email": readers.read_email,
    "phone in NO": lambda input: readers.read_phone(input, "NO"),
    "phone in US": lambda input: readers.read_phone(input, "US"),
    "phone in AQ": lambda input: readers.read_phone(input, "AQ"),
    "postal code in SE": lambda input: readers.read_postal_code(input, "SE"),
    "postal code in GB": lambda input: readers.read_postal_code(input, "GB"),
    "postal code in HK": lambda input: readers.read_postal_code(input, "HK"),
    "country": readers.read_country,
    "amount in nb": lambda input: readers.read_amount(input, NB, "NOK"),
    "amount in en": lambda input: readers.read_amount(input, EN, "EUR"),
    "amount in de": lambda input: readers.read_amount(input, DE, "EUR"),
    "rate": lambda input: readers.read_rate(input, NB),
    "number in nb": lambda input: readers.read_number(input, NB),
    "number in en": lambda input: readers.read_number(input, EN),
    "quantity": readers.read_quantity,
    "day": readers.read_day,
    "url": readers.read_url,
}

PIECES = (
    *("0", "1", "9", "23", "000", "125", "1000", "2026", *".,'-+/:;%@#()<>|&_ex"),
    *(" ", "\u00a0", "\u202f", "\u2019", "\u2212", "\u2013", "\u200b", "\u202e", "\n", "\x00", "\ud800"),
    *(
        "kr",
        "kr.",
        "NOK",
        "\u20ac",
        "$",
        ",-",
        ":-",
        "free",
        "NaN",
        "Infinity",
        "1e9",
        "\u00bd",
        "\u00b2",
        "\u0663",
    ),
    *(
        "tel:",
        "<tel:+47",
        "mailto:",
        "<mailto:",
        "https://",
        "&amp;",
        "&lt;",
        "ext.",
        "ola",
        ".no",
        "N-",
        "SE-",
    ),
    *("+47", "0047", "99900111", "\uff19", "\u00df", "a\u0301"),
)

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
)

LONG = ["9" * 5000, "1." * 2000, "1 " * 2000, "0." + "1" * 5000, "<" * 5000, "<tel:" * 1000, "a@" * 2000]
LONG += ["+" * 5000, "-" * 5000, "x" * 5000, "1/" * 2000, "kr." * 2000, "https://" * 600, "1\u20ac" * 2000]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60 // one_in(3), deadline=None)
@given(input=ANY_TEXT)
def test_any_text_gives_a_value_or_a_mistake_that_can_be_said(name: str, input: str) -> None:
    try:
        READERS[name](input)
    except InputError as mistake:
        for spoken in (NB, EN):
            said = spoken.say(mistake.text)
            assert "{" not in said.replace(input, "")
            assert len(said) > 20


@pytest.mark.parametrize("name", READERS)
def test_a_very_long_text_is_only_a_mistake(name: str) -> None:
    for inputs in LONG:
        with pytest.raises(InputError):
            READERS[name](inputs)


@pytest.mark.parametrize(
    "name", [name for name in READERS if name not in {"line", "paragraph", "postal code in HK"}]
)
def test_the_words_for_a_mistake_hold_an_example_or_point_at_the_list(name: str) -> None:
    with pytest.raises(InputError) as caught:
        READERS[name]("?")
    assert any(word in EN.say(caught.value.text) for word in ("for example", "looks like"))
