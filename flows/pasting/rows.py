"""One row of a pasted table as a line of the offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.catalog import Product
from flows.draft import Draft, Input, Inputs, Line
from flows.form.field import CHECKED, Field, FormContext
from flows.i18n.texts import InputError, Money, Rate, Text, _, shaped
from flows.lines import blank_line, line_of_product
from flows.matching import compared, is_near
from flows.pasting.columns import CURRENCY, UNIT, Column
from flows.pasting.table import Row
from flows.pasting.table_words import is_discount
from flows.readers import (
    Quantity,
    TypedPrice,
    read_discount,
    read_measured_quantity,
    read_rate,
    show_discount_input,
    with_decimal_sign,
)
from flows.readers.figure import find_figure
from flows.readers.unit import is_piece, is_unit
from flows.readers.vat_words import includes_vat, vat_words
from flows.screens.line import all_fields, is_relevant, read_line_typed

HIGHEST_VAT = Decimal(30)
"""No country's VAT is higher, so a bare figure above is rather an amount."""


class RowMistakes(Exception):
    """What is wrong with a row, each a whole sentence that names the row."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        super().__init__(len(texts))
        self.texts = texts


@dataclass(frozen=True)
class Habits:
    """What holds for a whole table: the decimal sign of a column that shows it, and what a note says of VAT."""

    decimal_signs: Mapping[str, str]
    tax_inclusive: bool | None = None


@dataclass(frozen=True)
class ReadRow:
    """A row and the line made of it; what was assumed of its VAT."""

    row: Row
    line: Line
    assumed_rate: bool = False
    assumed_inclusive: bool = False
    unplaced: tuple[int, int] | None = None
    """Of a discount for the whole row, what is placed on its units and what was typed."""


def product_of(cells: Mapping[str, str], form_context: FormContext) -> Product | None:
    """The product whose id, external id or name stands in the row, however it is written. Raises Mistake."""
    catalog = form_context.catalog
    cells_read = [cells[key] for key in ("external_id", "name") if key in cells]
    for written in cells_read:
        if product := catalog.product_named(written) or catalog.product_named(written.lower()):
            return product
    names = [name for name in map(compared, cells_read) if name]
    called = [product for product in catalog.products if compared(product.name) in names]
    if len(called) > 1:
        raise InputError(
            _(
                "Several products are called {name}. Write the external id of the one you mean.",
                name=called[0].name,
            )
        )
    return called[0] if called else None


def is_product(name: str, form_context: FormContext) -> bool:
    """Whether a name is a product's, or several products'."""
    try:
        return product_of({"name": name}, form_context) is not None
    except InputError:
        return True


def nearest_name(name: str, form_context: FormContext) -> str | None:
    """The catalog's product that may have been meant; it is asked about and never taken."""
    return next((one.name for one in form_context.catalog.products if is_near(name, one.name)), None)


def read_row(row: Row, habits: Habits, draft: Draft, form_context: FormContext) -> ReadRow:
    """The line in a row. Raises RowMistakes, or Mistake where the row as a whole can't be read."""
    _refuse_what_is_no_line(row)
    product = product_of(row.cells, form_context)
    line = line_of_product(product, draft, form_context) if product else blank_line(draft, form_context)
    inputs, errors = _typed(row, habits, product, form_context)
    fixed = {key: inputs.pop(key) for key in list(inputs) if not is_relevant(line, key, form_context)}
    unplaced = _spread(row, inputs, line, form_context)
    read, wrong = read_line_typed(line, form_context, inputs)
    errors = {**wrong, **_fixed_errors(line, fixed, form_context), **errors, **_vat_errors(row, form_context)}
    if read is None or errors:
        raise RowMistakes(tuple(_told(row, key, text, line, form_context) for key, text in errors.items()))
    free = product is None
    said = _says_inclusive(row, habits)
    return ReadRow(row, read, free and "vat_rate" not in row.cells, free and said is None, unplaced)


def _spread(
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


def _refuse_what_is_no_line(row: Row) -> None:
    if row.unread:
        raise InputError(
            _(
                "There are more cells than columns. Add a header row, for example {example}.",
                example=_("Name; Quantity; Price; VAT; Discount"),
            )
        )
    name = row.cells.get("name", "")
    if not name and "external_id" not in row.cells:
        raise InputError(_("The name is missing. Write what the line is for, for example Cable, 10 m."))
    if is_discount(name):
        raise InputError(
            _(
                "“{name}” is no line of its own: a discount belongs to the lines it is taken off. "
                "Leave the row out and give it with “Discount” on the offer.",
                name=name,
            )
        )
    if "amount" in row.cells and row.cells.get("unit_price") == "":
        raise InputError(
            _(
                "Is {amount} for one or for all? Write the price of one after “à”, for example {example}.",
                amount=row.cells["amount"],
                example="2 x Cable à 1299",
            )
        )


def _typed(
    row: Row, habits: Habits, product: Product | None, form_context: FormContext
) -> tuple[dict[str, Input], dict[str, Text]]:
    """What a row types into the line's fields, and what its columns' words contradict.

    A known product has its own name and id.
    """
    columns = {column.key: column for column in row.columns}
    inputs: dict[str, Input] = {}
    errors: dict[str, Text] = {}
    for key, cell in row.cells.items():
        if key not in _FIELDS or (product and key in {"name", "external_id"}) or not cell:
            continue
        settled = (
            with_decimal_sign(cell, habits.decimal_signs[key], form_context.language)
            if key in habits.decimal_signs
            else cell
        )
        try:
            inputs[key] = _in_full(settled, columns.get(key, Column()), row, form_context)
        except InputError as mistake:
            errors[key] = mistake.text
    inclusive = _says_inclusive(row, habits)
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


def _in_full(cell: str, column: Column, row: Row, form_context: FormContext) -> str:
    """A cell with the unit that its header or another column gives. Raises Mistake where that can't be meant."""
    match column.key:
        case "quantity":
            return _measured(cell, row)
        case "discount" if column.unit == "%":
            read_rate(cell, form_context.language)
            return column.in_full(cell)
        case "unit_price" | "discount" if CURRENCY in row.cells and not column.unit:
            return replace(column, unit=row.cells[CURRENCY]).in_full(cell)
        case _:
            return column.in_full(cell)


def _measured(cell: str, row: Row) -> str:
    """How many, with the unit of its own column or of the price."""
    per = [column.per for column in row.columns if column.key in {"quantity", "unit_price"} and column.per]
    unit = row.cells.get(UNIT, "") or next(iter(per), "")
    bare = not any(letter.isalpha() for letter in cell)
    return f"{cell} {unit}" if bare and (is_piece(unit) or is_unit(unit)) else cell


def _says_inclusive(row: Row, habits: Habits) -> bool | None:
    column = next((one.tax_inclusive for one in row.columns if one.key == "unit_price"), None)
    in_cell = includes_vat(vat_words(row.cells.get("unit_price", "")))
    said = in_cell if in_cell is not None else column
    return habits.tax_inclusive if said is None else said


def _vat_errors(row: Row, form_context: FormContext) -> Mapping[str, Text]:
    """A bare figure that would be higher than any VAT is an amount; it is never read as a percentage."""
    cell = row.cells.get("vat_rate", "")
    figure = find_figure(cell, form_context.language)
    if "%" in cell or figure is None or figure.value is None or figure.value <= HIGHEST_VAT:
        return {}
    return {
        "vat_rate": _(
            "{figure} is too high for a VAT rate. Write the rate, for example {example}; amounts of VAT aren't read.",
            figure=figure.value,
            example="25 %",
        )
    }


def _fixed_errors(line: Line, inputs: Inputs, form_context: FormContext) -> Mapping[str, Text]:
    """What may not be changed may stand in the table as it is, and not otherwise."""
    everything = all_fields(line, replace(form_context, sees_payout=True), details=True)
    return {
        field.key: _("{product} has the catalog's. Leave the cell empty.", product=line.name)
        for field in everything
        if field.key in inputs and not _says_the_same(field, inputs[field.key], line)
    }


def _says_the_same(field: Field, input: Input, line: Line) -> bool:
    try:
        value = field.value(input)
    except InputError:
        return False
    match value:
        case TypedPrice(amount, inclusive):
            return amount == line.unit_price and inclusive in {None, line.tax_inclusive}
        case Quantity(count, unit):
            return (count, unit) == (line.quantity, line.unit)
        case _:
            return (value or None) == (getattr(line, field.key) or None)


def _told(row: Row, key: str, error: Text, line: Line, form_context: FormContext) -> Text:
    if key == "unit_price" and not row.cells.get(key):
        return shaped("{error}", error=_without_price(row, line, form_context))
    labels = {field.key: field.label for field in all_fields(line, form_context, details=True)}
    return _("Row {row}, {column}: {error}", row=row.number, column=labels.get(key, shaped("")), error=error)


def _without_price(row: Row, line: Line, form_context: FormContext) -> Text:
    name = row.cells.get("name") or row.cells.get("external_id", "")
    labels = {field.key: field.label for field in all_fields(line, form_context, details=False)}
    error = _(
        "{name} isn't in the catalog, so it needs a price, for example {example}.",
        name=name,
        example=Money(129900, line.currency),
    )
    if near := nearest_name(name, form_context):
        error = shaped("{error} {near}", error=error, near=_("Did you mean “{product}”?", product=near))
    return _("Row {row}, {column}: {error}", row=row.number, column=labels["unit_price"], error=error)


def rates_of(read: list[ReadRow]) -> Iterator[Rate]:
    """The VAT rates that were assumed, each once."""
    assumed = {one.line.vat_rate for one in read if one.assumed_rate and one.line.vat_rate is not None}
    return (Rate(rate) for rate in sorted(assumed))
