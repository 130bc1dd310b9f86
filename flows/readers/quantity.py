"""How many of something: whole numbers, with the piece or the unit that people write beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from flows.i18n.language import Language, language
from flows.i18n.texts import InputError, Text, _, shaped
from flows.readers.figure import Scale, find_figure, settle
from flows.readers.number import write_decimal
from flows.readers.plain import one_form, tidy
from flows.readers.unit import is_piece, is_unit

MOST_QUANTITY = 9999

_QUANTITY = re.compile(r"(?:[x×*]\s*)?(?P<sign>-?)(?P<number>\d[\d., ]*)(?P<word>.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """How many, and the unit they are counted in where it isn't pieces: 10 and `m`."""

    count: int
    unit: str = ""


def read_quantity(input: str, reader: Language | None = None) -> int:
    """A whole number from 1 to 9999, with or without a word for pieces; raises InputError."""
    quantity = read_measured_quantity(input, reader)
    if quantity.unit:
        raise InputError(_only_a_number())
    return quantity.count


def read_measured_quantity(input: str, reader: Language | None = None) -> Quantity:
    """The quantity in `2`, `2,00`, `1 000`, `2 stk`, `2x` or `10 m`: whole, from 1 to 9999. Raises InputError.

    Where `reader` is given, numbers are grouped as in that language.
    """
    text = one_form(tidy(input)).rstrip(".")
    found = _QUANTITY.fullmatch(text)
    word = found["word"].strip(" .()") if found else ""
    if found is None or (word and not (is_piece(word) or is_unit(word))):
        raise InputError(_only_a_number())
    unit = "" if is_piece(word) else word
    figure = find_figure(found["number"], reader or language("en"))
    if figure is None or figure.before or figure.after:
        raise InputError(_out_of_range() if found["number"].strip().isdecimal() else _only_a_number())
    if found["sign"]:
        raise InputError(_out_of_range())
    if not figure.sure and " " in found["number"].strip():
        raise InputError(_only_a_number())
    count = settle(figure, _scale(word, figure.readings[0], reader or language("en")))
    if not count:
        raise InputError(_out_of_range())
    return Quantity(int(count), unit)


def show_quantity_input(quantity: Quantity | int) -> str:
    """Writes a quantity so that it reads back the same: `10 m`."""
    if isinstance(quantity, int):
        return str(quantity)
    return f"{quantity.count} {quantity.unit}".rstrip()


def _scale(word: str, value: Decimal, reader: Language) -> Scale:
    return Scale(
        most=Decimal(MOST_QUANTITY),
        step=Decimal(1),
        show=lambda number: number,
        write=lambda number: write_decimal(number, reader),
        too_much=_out_of_range(),
        too_fine=_(
            "Only whole numbers can be ordered, for example {example}. "
            "For {part}, write 1 here and the price of {part} as the price.",
            example="2",
            part=shaped("{number} {word}", number=value, word=word) if word else value,
        ),
    )


def _only_a_number() -> Text:
    return _(
        "Write how many as a number, with a unit where it has one, for example {example} or {measured}.",
        example="2",
        measured="10 m",
    )


def _out_of_range() -> Text:
    return _("Write a whole number from 1 to {most}, for example {example}.", most=MOST_QUANTITY, example="2")
