"""What a person reads about a pasted table besides its lines: what was assumed, left out and not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.form.form_context import FormContext
from flows.i18n.texts import Money, Text, _
from flows.pasting.cells import Habits
from flows.pasting.checks import amount_agrees, is_sum_of, sum_remarks
from flows.pasting.column_words import COST, HARMLESS
from flows.pasting.heads import UNIT, VAT_AMOUNT, Column
from flows.pasting.rows import ReadRow, nearest_name, rates_of
from flows.pasting.table import LeftOut, Table
from flows.pasting.table_words import Leftover, may_be_leftover
from flows.readers.unit import is_piece, is_unit
from flows.readers.vat_words import vat_words
from flows.search import compared

MOST_NAMES = 10
LONGEST_WORDS = 60


def remarks_on(
    table: Table, read: Sequence[ReadRow], habits: Habits, form_context: FormContext
) -> tuple[Text, ...]:
    """What was left out and assumed, each a sentence."""
    return (
        *(
            _left_out(left)
            for left in table.rows_left_out
            if left.why not in {Leftover.UNNAMED, Leftover.DOUBTFUL} or is_sum_of(left, read, form_context)
        ),
        *_own_lines(read, form_context),
        *_vat_noted(read, habits),
        *_vat_assumed(table, read),
        *_not_read(table),
    )


def serious_remarks_on(
    table: Table, read: Sequence[ReadRow], form_context: FormContext, usual: str, *, complete: bool
) -> tuple[Text, ...]:
    """What may make the payer's price another than the table's; sums say nothing before all rows are read."""
    currencies = {one.line.currency for one in read} if complete else {usual}
    return (
        *(
            _("The table's prices are in {currency}, so the offer will be in {currency}.", currency=currency)
            for currency in sorted(currencies - {usual})
        ),
        *(_column_left_out(column) for column in table.columns if _may_matter(column, table)),
        *_placed(read),
        *_unknown_units(read),
        *(sum_remarks(table, read, form_context) if complete else ()),
        *_contradicted_names(read),
        *_like_a_sum(read),
    )


def unclear_columns(table: Table, read: Sequence[ReadRow], form_context: FormContext) -> list[Text]:
    """Where an amount of discount may be for each or for all of a row, the head or the row's amount must say which."""
    unclear = [
        column
        for column in table.columns
        if column.key == "discount" and column.unit != "%" and not column.per
    ]
    several = [
        one
        for one in read
        if one.line.quantity > 1
        and one.line.discount
        and not one.by_rate
        and not amount_agrees(one, form_context)
    ]
    if not unclear or not several:
        return []
    return [
        _(
            "Is the discount under “{head}” for one or for the whole row? "
            "Write “{each}” or “{row}” above the column.",
            head=unclear[0].head,
            each=_("Discount per unit"),
            row=_("Discount in all"),
        )
    ]


def _left_out(left: LeftOut) -> Text:
    words = left.words if len(left.words) <= LONGEST_WORDS else left.words[: LONGEST_WORDS - 1].rstrip() + "…"
    match left.why:
        case Leftover.TITLE:
            return _(
                "Row {row} “{words}” is above the headings and was left out.", row=left.number, words=words
            )
        case Leftover.HEADS:
            return _("Row {row} repeats the headings and was left out.", row=left.number)
        case Leftover.OTHER_HEADS:
            return _("Row {row} has other headings, and the rows below are read by those.", row=left.number)
        case Leftover.NOTE:
            return _(
                "Row {row} “{words}” has neither quantity nor price and was left out as a title or note.",
                row=left.number,
                words=words,
            )
        case Leftover.ROUNDING:
            return _("Row {row} “{words}” is a rounding and was left out.", row=left.number, words=words)
        case Leftover.VAT:
            return _(
                "Row {row} “{words}” is an amount of VAT and was left out.", row=left.number, words=words
            )
        case _:
            return _("Row {row} “{words}” is a sum and was left out.", row=left.number, words=words)


def _own_lines(read: Sequence[ReadRow], form_context: FormContext) -> Iterator[Text]:
    names = [one.line.name for one in read if one.line.product is None]
    if names:
        shown = " · ".join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])
        yield _("Not in the catalog, and added as lines of our own: {names}", names=shown)
    for name in names[:MOST_NAMES]:
        if near := nearest_name(name, form_context):
            yield _("“{name}”: did you mean “{product}”?", name=name, product=near)


def _vat_noted(read: Sequence[ReadRow], habits: Habits) -> Iterator[Text]:
    """What was taken from outside the lines."""
    if all(one.line.product for one in read):
        return
    if habits.vat_rate is not None:
        yield _("VAT is {rate}, as “{words}” says.", rate=habits.vat_rate, words=habits.vat_words)
    if habits.by_sums and habits.tax_inclusive:
        yield _("Prices taken incl. VAT: only so the table's own sums are right.")
    elif habits.by_sums:
        yield _("Prices taken excl. VAT: only so the table's own sums are right.")


def _vat_assumed(table: Table, read: Sequence[ReadRow]) -> Iterator[Text]:
    inclusive = any(one.assumed_inclusive for one in read)
    for rate in rates_of(list(read)):
        if table.has("vat_rate") and table.has_header:
            rows = ", ".join(
                str(one.row.number)
                for one in read
                if one.assumed_rate and one.line.vat_rate == rate.hundredths
            )
            yield _("No VAT in row {rows}: {rate} VAT (assumed)", rows=rows, rate=rate)
        elif inclusive:
            yield _("No VAT column: prices taken incl. {rate} VAT (assumed)", rate=rate)
        else:
            yield _("No VAT column: {rate} VAT (assumed)", rate=rate)
    if inclusive and (
        (table.has("vat_rate") and table.has_header) or not any(one.assumed_rate for one in read)
    ):
        yield _("Prices taken incl. VAT (assumed)")


def _not_read(table: Table) -> Iterator[Text]:
    heads = [
        column.head
        for column in table.columns
        if column.head and not column.key and not _may_matter(column, table)
    ]
    if heads:
        yield _("Not read: {columns}", columns=", ".join(heads))


def _may_matter(column: Column, table: Table) -> bool:
    """Whether a column that isn't read holds what may change the price: by its head, or by its cells."""
    cells = [cell for row in table.rows if (cell := row.other_cells.get(column.head))]
    cells = [cell for cell in cells if _SAYS_NOTHING.fullmatch(cell) is None and not _DAY.fullmatch(cell)]
    if column.key not in {"", VAT_AMOUNT} or not cells:
        return False
    figures = any(sign.isdecimal() for cell in cells for sign in cell)
    harmless = bool((HARMLESS | COST) & set(vat_words(column.head))) or not _NAMED.search(column.head)
    return column.changes_price or (figures and not harmless and all(map(_FIGURE.search, cells)))


_SAYS_NOTHING = re.compile(r"[-–—]|0+(?:[.,]0+)?|\D*\b0,-")
_FIGURE = re.compile(r"\d")
_DAY = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}\.?")
_NAMED = re.compile(r"\w")


def _placed(read: Sequence[ReadRow]) -> Iterator[Text]:
    for one in read:
        if one.unplaced:
            placed, typed = (Money(amount, one.line.currency) for amount in one.unplaced)
            yield _(
                "Row {row}: {placed} of {typed} is taken off; each unit takes whole hundredths.",
                row=one.row.number,
                placed=placed,
                typed=typed,
            )


def _unknown_units(read: Sequence[ReadRow]) -> Iterator[Text]:
    """A price for something that we don't know the size of."""
    for one in read:
        unit = one.row.cells.get(UNIT, "")
        if unit and not is_piece(unit) and not is_unit(unit):
            yield _("Row {row}: the unit “{unit}” isn't known and isn't sent.", row=one.row.number, unit=unit)


def _like_a_sum(read: Sequence[ReadRow]) -> Iterator[Text]:
    """A row that costs what all rows above it cost may be their sum under another name."""
    above = 0
    for place, one in enumerate(read):
        price = one.line.unit_price or 0
        several = place > 1 or any(other.line.quantity > 1 for other in read[:place])
        uncounted = several and "quantity" not in one.row.cells
        named = place > 0 and one.line.quantity == 1 and may_be_leftover(one.line.name)
        if (uncounted or named) and price and price == above:
            yield _(
                "Row {row} “{name}” costs what the rows above add up to. If it is their sum, leave it out.",
                row=one.row.number,
                name=one.line.name,
            )
        above += price * one.line.quantity


def _column_left_out(column: Column) -> Text:
    if column.key:
        return _(
            "The column “{head}” holds amounts of VAT and isn't read; VAT is a rate here.", head=column.head
        )
    return _("The column “{head}” isn't read, and it may change the price.", head=column.head)


def _contradicted_names(read: Sequence[ReadRow]) -> Iterator[Text]:
    """The number is one product's and the name is another's."""
    for one in read:
        name = one.row.cells.get("name", "")
        known = {
            compared(text) for text in (one.line.name, one.line.external_id or "", one.line.product or "")
        }
        if one.line.product and "external_id" in one.row.cells and name and compared(name) not in known:
            yield _(
                "Row {row}: {id} is “{product}” in the catalog, and the table says “{name}”.",
                row=one.row.number,
                id=one.row.cells["external_id"],
                product=one.line.name,
                name=name,
            )
