"""Amounts of money, as integers of hundredths of the currency's unit."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from flows.i18n.language import Language
from flows.i18n.texts import InputError, Money, Text, _
from flows.readers.currency import currency_words, is_currency_word
from flows.readers.figure import Figure, Scale, find_figure, settle

_MOST = Decimal("99999999.99")
_STEP = Decimal("0.01")
_WHOLE_AMOUNT_SIGNS = (",-", ":-", ".-")


def read_amount(input: str, language: Language, currency: str) -> int:
    """Hundredths of `currency` (ISO 4217), 0 to 9 999 999 999, from `1 000,50`, `kr 1000` or `1000,-`.

    Raises InputError: where the locale's reading and the usual one differ it asks which was meant.
    """
    figure = find_figure(input, language)
    if figure is None:
        raise InputError(_how(language))
    _refuse_other_words(figure, language, currency)
    return _hundredths(settle(figure, _scale(language, currency)))


def show_amount_input(hundredths: int, language: Language) -> str:
    """Writes an amount so that `read_amount` reads back the same in that language: `1000,50`."""
    return format_decimal(Decimal(hundredths).scaleb(-2), "0.00", locale=language.locale)


def _refuse_other_words(figure: Figure, language: Language, currency: str) -> None:
    """Nothing but the currency and a sign for a whole amount may be beside the number."""
    before, after = figure.before, _without_sign(figure.after)
    if _is_negative(before, after):
        raise InputError(
            _(
                "An amount can't be below zero. What is taken off a price is written as its discount, without a minus."
            )
        )
    for word in (before, after):
        if not word or word.casefold().rstrip(".") in currency_words(currency, language.locale):
            continue
        if is_currency_word(word):
            raise InputError(_currency_apart(word, language, currency))
        raise InputError(_how(language))


def _is_negative(before: str, after: str) -> bool:
    """A minus on either side, or brackets around, as bookkeepers write what is below zero."""
    minus = any(word.startswith("-") or word.endswith("-") for word in (before, after))
    return minus or ("(" in before and ")" in after)


def _without_sign(after: str) -> str:
    """What follows a whole amount's `,-` (Norwegian, Danish), `:-` (Swedish) or `.-` (Swiss)."""
    sign = after[:2]
    return after[2:].strip() if sign in _WHOLE_AMOUNT_SIGNS else after


def _currency_apart(word: str, language: Language, currency: str) -> Text:
    return _(
        "The amount is in {currency}. Write it in {currency} and without “{word}”, for example {example}.",
        currency=currency,
        word=word,
        example=_example(language),
    )


def _scale(language: Language, currency: str) -> Scale:
    most, example = Money(_hundredths(_MOST), currency), _example(language)
    return Scale(
        most=_MOST,
        step=_STEP,
        show=lambda value: Money(_hundredths(value), currency),
        write=lambda value: show_amount_input(_hundredths(value), language),
        too_much=_(
            "An amount is {most} at most. Write it as {example}, for example.", most=most, example=example
        ),
        too_fine=_("An amount has two decimals at most, for example {example}.", example=example),
    )


def _how(language: Language) -> Text:
    return _("Write only the amount, for example {example}.", example=_example(language))


def _example(language: Language) -> str:
    return show_amount_input(100050, language)


def _hundredths(value: Decimal) -> int:
    return int(value.scaleb(2))
