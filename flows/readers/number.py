"""Numbers for the catalog's own fields, and how a number is written back into an input."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_decimal

from flows.language import Language
from flows.readers.figure import Scale, find_figure, settle
from flows.texts import Mistake, _

_MOST = Decimal(10) ** 12
_STEP = Decimal("0.000001")
_DIGITS_OF_A_GROUP = 3


def read_number(typed: str, language: Language) -> str:
    """The number as plain decimal text with a point ("-12.5"), no trailing zeros. Raises Mistake.

    Between minus and plus a million millions, six decimals at most.
    """
    figure = find_figure(typed, language)
    if figure is None or figure.before not in {"", "-"} or figure.after:
        raise Mistake(_("Write only a number, for example {example}.", example=_example(language)))
    sign = -1 if figure.before else 1
    return _canonical(sign * settle(figure, _scale(sign, language)))


def show_number_input(canonical: str, language: Language) -> str:
    """Writes what `read_number` gave so that it reads back the same in that language."""
    return write_decimal(Decimal(canonical), language)


def write_decimal(value: Decimal, language: Language) -> str:
    """The number ungrouped, in the locale's decimals.

    Three decimals get a fourth: 1,125 might be read as a thousand, 1,1250 can't be.
    """
    decimals = len(_canonical(value).partition(".")[2])
    padding = "0" if decimals == _DIGITS_OF_A_GROUP and abs(value) >= 1 else ""
    pattern = f"0.{'0' * decimals}{padding}" if decimals else "0"
    return format_decimal(value, pattern, locale=language.locale)


def _scale(sign: int, language: Language) -> Scale:
    example = _example(language)
    return Scale(
        most=_MOST,
        step=_STEP,
        show=lambda value: sign * value,
        write=lambda value: write_decimal(sign * value, language),
        too_much=_("A number may be {most} at most, for example {example}.", most=_MOST, example=example),
        too_fine=_("A number has six decimals at most, for example {example}.", example=example),
    )


def _example(language: Language) -> str:
    return write_decimal(Decimal("12.5"), language)


def _canonical(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text
