"""What the cells of a row type into a line's fields, with the units, signs and words of their columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.catalog import Product
from flows.draft import Input, Line
from flows.form.field import CHECKED
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Rate, Text, _
from flows.offer.totals import line_total
from flows.pasting.heads import CURRENCY, ROW_AMOUNT, UNIT, Column
from flows.pasting.table import Row
from flows.readers import (
    read_discount,
    read_measured_quantity,
    read_rate,
    show_discount_input,
    show_rate_input,
    with_decimal_sign,
)
from flows.readers.figure import find_figure
from flows.readers.percent import is_percentage
from flows.readers.unit import is_piece, is_unit
from flows.readers.vat_words import includes_vat, vat_words

HIGHEST_VAT = Decimal(30)
"""No country's VAT is higher, so a bare figure above is rather an amount."""


_WHOLE = 100


@dataclass(frozen=True)
class Habits:
    """What holds for a whole table: the decimal sign of a column that shows it, and what is said outside its lines."""

    decimal_signs: Mapping[str, str]
    tax_inclusive: bool | None = None
    vat_rate: Rate | None = None
    """What the table's own VAT says, and the words that say so."""
    vat_words: str = ""
    currency: str = ""
    by_sums: bool = False
    """`tax_inclusive` is what makes the table's own sums right."""


def typed_cells(
    row: Row, habits: Habits, product: Product | None, form_context: FormContext
) -> tuple[dict[str, Input], dict[str, Text]]:
    """What a row types into the line's fields, and what its columns' words contradict.

    A known product has its own name and id.
    """
    columns = {column.key: column for column in row.columns}
    inputs: dict[str, Input] = {}
    errors: dict[str, Text] = {}
    for key, cell in row.cells.items():
        if key not in _FIELDS or (product and key in {"name", "external_id"}) or _says_nothing(key, cell):
            continue
        settled = (
            with_decimal_sign(cell, habits.decimal_signs[key], form_context.language)
            if key in habits.decimal_signs
            else cell
        )
        try:
            inputs[key] = _in_full(settled, columns.get(key, Column()), row, habits, form_context)
        except InputError as error:
            errors[key] = error.text
    if product is None:
        _fill_in(inputs, errors, row, habits, form_context)
    # The table's sums only tell of what nothing else does; the catalog tells of its products.
    inclusive = says_inclusive(row, Habits({}) if product and habits.by_sums else habits)
    if inclusive is not None and "unit_price" in inputs:
        inputs["tax_inclusive"] = CHECKED if inclusive else None
    return inputs, errors


_FIELDS = frozenset(
    {
        "name",
        "external_id",
        "quantity",
        "unit_price",
        "vat_rate",
        "discount",
        "discount_source",
        "description",
    }
)


_NOTHING = re.compile(r"[-–—]+")


def _says_nothing(key: str, cell: str) -> bool:
    """A dash is no discount and no words; of a price or a rate it may mean nought as well as the usual one."""
    return not cell or (key not in {"quantity", "unit_price", "vat_rate"} and bool(_NOTHING.fullmatch(cell)))


def _fill_in(
    inputs: dict[str, Input], errors: dict[str, Text], row: Row, habits: Habits, form_context: FormContext
) -> None:
    """What the row itself doesn't say: the price by its amount, and the rate by the table's own VAT."""
    if habits.vat_rate is not None and not row.has_column("vat_rate"):
        inputs["vat_rate"] = show_rate_input(habits.vat_rate.hundredths, form_context.language)
    if row.has_column("unit_price") or ROW_AMOUNT not in row.cells:
        return
    amount = next(column for column in row.columns if column.key == ROW_AMOUNT).in_full(row.cells[ROW_AMOUNT])
    counted = inputs.get("quantity") or "1"
    if _is_one(counted, form_context) and "discount" not in inputs:
        inputs["unit_price"] = amount
    else:
        errors["unit_price"] = _(
            "Is {amount} for one or for all? Write the price of one in a column with the heading “{head}”.",
            amount=amount,
            head=_("Price"),
        )


def _is_one(counted: Input, form_context: FormContext) -> bool:
    try:
        return read_measured_quantity(str(counted), form_context.language).count == 1
    except InputError:
        return False


def _in_full(cell: str, column: Column, row: Row, habits: Habits, form_context: FormContext) -> str:
    """A cell with the unit that its header or another column gives. Raises InputError where that can't be meant."""
    match column.key:
        case "quantity":
            return _measured(cell, row)
        case "discount" | "vat_rate" if column.unit == "%":
            read_rate(cell, form_context.language)
            return column.in_full(cell)
        case "discount" if not column.unit and CURRENCY not in row.cells:
            return _discount_of(cell, column, row, form_context)
        case "unit_price" | "discount" if CURRENCY in row.cells and not column.unit:
            return replace(column, unit=row.cells[CURRENCY]).in_full(cell)
        case "unit_price" if habits.currency and not column.unit:
            return replace(column, unit=habits.currency).in_full(cell)
        case _:
            return column.in_full(cell)


def _discount_of(cell: str, column: Column, row: Row, form_context: FormContext) -> str:
    """`10` under a head that says no more may be 10 % or 10 kroner; an amount of the row tells which."""
    figure = find_figure(cell, form_context.language)
    bare = figure is not None and not figure.before and not figure.after and not is_percentage(cell)
    if not bare or figure is None or figure.value is None or column.per or not 1 <= figure.value <= _WHOLE:
        return cell
    fitting = [
        written for written, amount in _amounts_with(figure.value, row, form_context) if amount is not None
    ]
    if len(fitting) == 1:
        return f"{cell} %" if fitting[0] == "%" else cell
    raise InputError(
        _(
            "Is it {rate} or an amount? Write {rate}, or the currency behind the amount.",
            rate=Rate(int(figure.value.scaleb(2))),
        )
    )


def _amounts_with(discount: Decimal, row: Row, form_context: FormContext) -> list[tuple[str, Decimal | None]]:
    """Which readings of a discount give the amount of the row: as a percentage, and as an amount off each unit."""
    figures = [
        find_figure(row.cells.get(key, ""), form_context.language)
        for key in ("unit_price", "quantity", ROW_AMOUNT)
    ]
    values = [figure.value if figure else None for figure in figures]
    price, quantity, amount = values[0], values[1] or Decimal(1), values[2]
    if price is None or amount is None:
        return []
    readings = {"%": price * (1 - discount / _WHOLE), "": price - discount}
    return [(key, each * quantity if each * quantity == amount else None) for key, each in readings.items()]


def _measured(cell: str, row: Row) -> str:
    """How many, with the unit of its own column or of the price."""
    per = [column.per for column in row.columns if column.key in {"quantity", "unit_price"} and column.per]
    unit = row.cells.get(UNIT, "") or next(iter(per), "")
    bare = not any(letter.isalpha() for letter in cell)
    return f"{cell} {unit}" if bare and (is_piece(unit) or is_unit(unit)) else cell


def says_inclusive(row: Row, habits: Habits) -> bool | None:
    """Whether the price has VAT in it: by its own words, else its head's, else a note's; None where none says."""
    key = "unit_price" if row.has_column("unit_price") else ROW_AMOUNT
    column = next((one.tax_inclusive for one in row.columns if one.key == key), None)
    in_cell = includes_vat(vat_words(row.cells.get("unit_price", "")))
    said = in_cell if in_cell is not None else column
    return habits.tax_inclusive if said is None else said


def spread_over_units(
    row: Row, inputs: dict[str, Input], line: Line, form_context: FormContext
) -> tuple[int, int] | None:
    """A discount for the whole row becomes one for each unit; what is placed and what was typed, where they differ."""
    whole = any(column.key == "discount" and column.per == "row" for column in row.columns)
    written, counted = inputs.get("discount"), inputs.get("quantity") or "1"
    if not (whole and isinstance(written, str) and isinstance(counted, str)):
        return None
    try:
        amount = read_discount(written, form_context.language, line.currency)
        quantity = read_measured_quantity(counted, form_context.language).count
    except InputError:
        return None
    if isinstance(amount, Rate):
        return None
    each = amount // quantity
    inputs["discount"] = show_discount_input(each, form_context.language, line.currency)
    return None if each * quantity == amount else (each * quantity, amount)


def vat_errors(row: Row, line: Line, read: Line | None, form_context: FormContext) -> Mapping[str, Text]:
    """A bare figure that is higher than any VAT, or just what the usual VAT comes to, is rather an amount of VAT."""
    cell = row.cells.get("vat_rate", "")
    figure = find_figure(cell, form_context.language)
    if is_percentage(cell) or figure is None or figure.value is None:
        return {}
    named = any(column.key == "vat_rate" and column.unit for column in row.columns)
    if named and figure.value <= HIGHEST_VAT:
        return {}
    if figure.value <= HIGHEST_VAT and not _is_amount_of_vat(figure.value, line.vat_rate, read):
        return {}
    if figure.value <= HIGHEST_VAT:
        return {
            "vat_rate": _(
                "Is {figure} the rate or an amount of VAT? Write the rate with its sign, for example {example}.",
                figure=figure.value,
                example="25 %",
            )
        }
    return {
        "vat_rate": _(
            "{figure} is too high for a VAT rate. Write the rate, for example {example}; amounts of VAT aren't read.",
            figure=figure.value,
            example="25 %",
        )
    }


def _is_amount_of_vat(figure: Decimal, usual: int | None, read: Line | None) -> bool:
    """Of one unit or of all, with the VAT in the price or on top."""
    if usual is None or read is None or not figure or figure.scaleb(2) == usual:
        return False
    amounts = {
        total.vat
        for quantity in (1, read.quantity)
        for inclusive in (True, False)
        if (
            total := line_total(
                read.model_copy(update={"vat_rate": usual, "quantity": quantity, "tax_inclusive": inclusive})
            )
        )
    }
    return figure.scaleb(2) in amounts
