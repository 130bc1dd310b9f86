"""5,000 amounts in five languages, and Unicode's number formats (Node's Intl) as the judge."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from flows.i18n.language import language
from flows.i18n.texts import InputError
from flows.readers import read_amount
from tests.support.oracles import PATIENCE, ask

pytestmark = pytest.mark.timeout(PATIENCE)

CURRENCIES = {"nb-NO": "NOK", "sv-SE": "SEK", "da-DK": "DKK", "de-DE": "EUR", "en-GB": "GBP"}
DECIMAL_COMMA = ("nb-NO", "sv-SE", "da-DK", "de-DE")
GROUPS_WITH_DOT = ("da-DK", "de-DE")
STYLES = (
    {"minimumFractionDigits": 2},
    {"maximumFractionDigits": 2},
    {"minimumFractionDigits": 2, "useGrouping": False},
    {"style": "currency"},
    {"style": "currency", "currencyDisplay": "code"},
    {"style": "currency", "currencyDisplay": "narrowSymbol"},
    {"style": "currency", "trailingZeroDisplay": "stripIfInteger"},
)


def read(input: str, tag: str, currency: str) -> int | None:
    """Hundredths, None where the person is asked or told."""
    try:
        return read_amount(input, language(tag), currency)
    except InputError:
        return None


@cache
def written() -> list[tuple[str, str, int]]:
    """Amounts as their languages write them: the text, the language, hundredths."""
    random = Random(11)  # noqa: S311 - the same every time
    sizes = [random.randrange(10 ** random.randint(1, 10)) for _count in range(100)]
    amounts = [*sizes, *(random.randrange(10**6) * 100 for _count in range(100))]
    asked = [(amount, tag, random.choice(STYLES)) for amount in amounts for tag in CURRENCIES]
    texts = ask(
        "amounts",
        [
            [f"{amount // 100}.{amount % 100:02}", tag, {"currency": CURRENCIES[tag], **style}]
            for amount, tag, style in asked
        ],
    )
    return [(text, tag, amount) for (amount, tag, _style), text in zip(asked, texts, strict=True)]


def test_an_amount_is_read_as_its_language_writes_it() -> None:
    misread = [
        (text, tag, amount) for text, tag, amount in written() if read(text, tag, CURRENCIES[tag]) != amount
    ]
    assert misread == []


def test_an_amount_written_in_another_language_is_read_rightly_or_asked_about() -> None:
    misread = [
        (text, tag, other, amount)
        for text, tag, amount in written()
        for other in CURRENCIES
        if other != tag and read(text, other, CURRENCIES[tag]) not in {amount, None}
    ]
    assert misread == []


def test_three_digits_behind_a_sign_that_may_be_point_or_group_are_asked_about() -> None:
    random = Random(13)  # noqa: S311 - the same every time
    for _count in range(100):
        whole, rest = random.randint(1, 999), random.randrange(1000)
        for tag, currency in CURRENCIES.items():
            sure = "." if tag in GROUPS_WITH_DOT else "," if tag not in DECIMAL_COMMA else None
            for sign in ".,":
                input = f"{whole}{sign}{rest:03}"
                assert read(input, tag, currency) == (
                    (whole * 1000 + rest) * 100 if sign == sure else None
                ), (input, tag)


def test_what_is_no_amount_is_refused() -> None:
    random = Random(19)  # noqa: S311 - the same every time
    for text, tag, _amount in written()[::5]:
        digits = [place for place, sign in enumerate(text) if sign.isdigit()]
        place = random.choice(digits)
        for junk in (
            f"{text[:place]}{random.choice('aexøß_*/')}{text[place:]}",
            f"-{text}",
            f"{text} %",
            f"{text} / {text}",
            f"2 × {text}",
        ):
            assert read(junk, tag, CURRENCIES[tag]) is None, (junk, tag)
