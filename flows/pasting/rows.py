"""One row of a pasted table as a line of the offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from flows.catalog import Product
from flows.draft import Draft, Input, Inputs, Line
from flows.form.field import Field
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Money, Rate, Text, _, shaped
from flows.offer.lines import blank_line, line_of_product
from flows.pasting.cells import Habits, says_inclusive, spread_over_units, typed_cells, vat_errors
from flows.pasting.heads import ROW_AMOUNT
from flows.pasting.table import Row
from flows.pasting.table_words import is_discount
from flows.readers import (
    Quantity,
    TypedPrice,
)
from flows.readers.percent import is_percentage
from flows.screens.line import all_fields, is_relevant, read_line_typed
from flows.search import compared, is_near


class RowMistakes(Exception):
    """What is wrong with a row, each a whole sentence that names the row."""

    def __init__(self, texts: tuple[Text, ...]) -> None:
        super().__init__(len(texts))
        self.texts = texts


@dataclass(frozen=True)
class ReadRow:
    """A row and the line made of it; what was assumed of its VAT."""

    row: Row
    line: Line
    assumed_rate: bool = False
    assumed_inclusive: bool = False
    by_rate: bool = False
    """The discount is a percentage, which is the same for one and for all."""
    unplaced: tuple[int, int] | None = None
    """Of a discount for the whole row, what is placed on its units and what was typed."""


def product_of(cells: Mapping[str, str], form_context: FormContext) -> Product | None:
    """The product whose id, external id or name is in the row, however it is written. Raises InputError."""
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
    """The line in a row. Raises RowMistakes, or InputError where the row as a whole can't be read."""
    _refuse_what_is_no_line(row)
    product = product_of(row.cells, form_context)
    line = line_of_product(product, draft, form_context) if product else blank_line(draft, form_context)
    inputs, errors = typed_cells(row, habits, product, form_context)
    fixed = {key: inputs.pop(key) for key in list(inputs) if not is_relevant(line, key, form_context)}
    unplaced = spread_over_units(row, inputs, line, form_context)
    read, wrong = read_line_typed(line, form_context, inputs)
    errors = {
        **wrong,
        **_fixed_errors(line, fixed, form_context),
        **errors,
        **vat_errors(row, line, read, form_context),
    }
    if read is None or errors:
        raise RowMistakes(tuple(_told(row, key, text, line, form_context) for key, text in errors.items()))
    free = product is None
    said = says_inclusive(row, habits)
    by_rate = is_percentage(str(inputs.get("discount") or ""))
    return ReadRow(
        row,
        read,
        free and "vat_rate" not in row.cells and "vat_rate" not in inputs,
        free and said is None,
        by_rate=by_rate,
        unplaced=unplaced,
    )


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
    if "whole" in row.cells:
        raise InputError(
            _(
                "Is it {quantity} of “{name}”, or one “{whole}”? Write {write_first} or {write_second}.",
                quantity=row.cells["quantity"],
                name=name,
                whole=row.cells["whole"],
                write_first=f"{row.cells['quantity']} x {name} à {row.cells['each']}",
                write_second=f"1 x {row.cells['whole']} à {row.cells['each']}",
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


def _fixed_errors(line: Line, inputs: Inputs, form_context: FormContext) -> Mapping[str, Text]:
    """A value that may not be changed is accepted only if it is the catalog's."""
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
    if (
        key == "unit_price"
        and not row.cells.get(key)
        and (row.has_column(key) or ROW_AMOUNT not in row.cells)
    ):
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
