"""Lines pasted as a table: all of them are read before any is added, and errors name their row."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal

from flows.draft import Draft, Offer
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Rate, Text, _
from flows.offer.currencies import offer_currency
from flows.offer.lines import put_line
from flows.pasting.cells import Habits
from flows.pasting.checks import is_sum_of, sum_remarks
from flows.pasting.columns import are_numbered
from flows.pasting.currency import noted_currency, table_currencies
from flows.pasting.heads import RATE, VAT_AMOUNT, Column
from flows.pasting.pasted import SCREEN, Pasted, pasted_text, table_field
from flows.pasting.remarks import remarks_on, serious_remarks_on, unclear_columns
from flows.pasting.rows import ReadRow, RowMistakes, is_product, read_row
from flows.pasting.table import Table, read_table
from flows.pasting.table_words import Leftover
from flows.readers import decimal_sign_shown, supported_currency
from flows.readers.vat_words import VAT, includes_vat, vat_words


def read_pasted(draft: Draft, form_context: FormContext) -> Pasted:
    """The lines in what is pasted. Nothing is added where anything must be mended."""
    table = read_table(pasted_text(draft), lambda name: is_product(name, form_context))
    if not table.rows:
        return Pasted(
            draft, errors=(table_field().missing,), remarks=remarks_on(table, (), Habits({}), form_context)
        )
    base, habits, unclear = _settled(draft, table, form_context)
    habits, read, after, errors = _read_as_summed(table, habits, base, form_context)
    if not table.has_header and are_numbered([row.cells.get("name", "") for row in table.rows]):
        errors = [_count_or_number()]
    errors = [*unclear, *unclear_columns(table, read, form_context), *errors]
    errors += _doubtful_rows(table, read, form_context) if not errors else []
    remarks = remarks_on(table, read, habits, form_context)
    serious = serious_remarks_on(
        table, read, form_context, offer_currency(draft, form_context), complete=not errors
    )
    if errors:
        return Pasted(draft, (), tuple(errors), table.left_out, remarks, serious)
    lines = tuple(one.line for one in read)
    return Pasted(after.with_inputs(SCREEN, None), lines, (), table.left_out, remarks, serious)


def _count_or_number() -> Text:
    return _(
        "Is the first column how many, or the number of the row? Add a header row, for example {example}.",
        example=_("Name; Quantity; Price; VAT; Discount"),
    )


def _doubtful_rows(table: Table, read: Sequence[ReadRow], form_context: FormContext) -> list[Text]:
    """Rows that are left out as sums only if they are what the rows above them add up to."""
    no_sums = [left for left in table.rows_left_out if not is_sum_of(left, read, form_context)]
    return [
        *(
            _("Row {row} has no name. Write what the line is for, for example Cable, 10 m.", row=left.number)
            for left in no_sums
            if left.why is Leftover.UNNAMED
        ),
        *(
            _(
                "Row {row}: is “{words}” a sum? Leave the row out then; if it is a line, write its quantity.",
                row=left.number,
                words=left.words,
            )
            for left in no_sums
            if left.why is Leftover.DOUBTFUL
        ),
    ]


def _settled(draft: Draft, table: Table, form_context: FormContext) -> tuple[Draft, Habits, list[Text]]:
    """The draft in the table's currency, what holds for all rows, and what must be asked about them all."""
    usual = offer_currency(draft, form_context)
    try:
        noted = noted_currency(table, usual, form_context.language)
    except InputError as error:
        return draft, _habits(table), [error.text]
    currencies = table_currencies(table, usual, form_context.language) or {noted} - {""}
    base = _in_currency(draft, currencies, usual, form_context)
    return base, replace(_habits(table), currency="" if noted == usual else noted), []


def _read_as_summed(
    table: Table, habits: Habits, base: Draft, form_context: FormContext
) -> tuple[Habits, list[ReadRow], Draft, list[Text]]:
    """The rows as `_read_rows` gives them; with VAT the other way where only so the table's own sums are right."""
    read, after, errors = _read_rows(table, habits, base, form_context)
    assumed = not errors and any(one.assumed_inclusive for one in read)
    if not assumed or not list(sum_remarks(table, read, form_context)):
        return habits, read, after, errors
    if list(sum_remarks(table, [_with_vat_otherwise(one) for one in read], form_context)):
        return habits, read, after, errors
    inclusive = next(one.line.tax_inclusive for one in read if one.assumed_inclusive)
    otherwise = replace(habits, tax_inclusive=not inclusive, by_sums=True)
    return otherwise, *_read_rows(table, otherwise, base, form_context)


def _with_vat_otherwise(one: ReadRow) -> ReadRow:
    if not one.assumed_inclusive:
        return one
    turned = one.line.model_copy(update={"tax_inclusive": not one.line.tax_inclusive})
    return replace(one, line=turned)


def _read_rows(
    table: Table, habits: Habits, base: Draft, form_context: FormContext
) -> tuple[list[ReadRow], Draft, list[Text]]:
    """The rows that can be read, the draft with their lines, and what is wrong with the others."""
    after = base
    read: list[ReadRow] = []
    errors: list[Text] = []
    for row in table.rows:
        try:
            one = read_row(row, habits, base, form_context)
            after = put_line(after, one.line, form_context)
            read.append(one)
        except RowMistakes as wrong:
            errors += wrong.texts
        except InputError as error:
            errors.append(_("Row {row}: {error}", row=row.number, error=error.text))
    return read, after, errors


def _in_currency(draft: Draft, currencies: AbstractSet[str], usual: str, form_context: FormContext) -> Draft:
    """The draft in the table's currency, where it has just one and nothing on the offer has another."""
    if (
        draft.lines
        or len(currencies) != 1
        or currencies == {usual}
        or not supported_currency(next(iter(currencies)))
    ):
        return draft
    offer = draft.offer or Offer(payer=form_context.catalog.defaults.payer)
    return draft.with_(offer=offer.model_copy(update={"currency": next(iter(currencies))}))


def _habits(table: Table) -> Habits:
    signs = {
        key: sign
        for key in ("unit_price", "quantity", "discount", "vat_rate")
        if (sign := _sign([row.cells[key] for row in table.rows if key in row.cells]))
    }
    rate, words = _noted_rate(table)
    return Habits(signs, _noted_inclusive(table), rate, words)


def _noted_rate(table: Table) -> tuple[Rate | None, str]:
    """The rate of VAT that a table without a column for it names just once or always the same, and where."""
    said = [(rate, column.head) for column in table.columns for rate in _rates_in(column)]
    said += [
        (rate, left.words) for left in table.rows_left_out if left.why is Leftover.VAT for rate in left.rates
    ]
    rates = {Decimal(rate.replace(",", ".")) for rate, _words in said}
    if len(rates) != 1 or table.has("vat_rate"):
        return None, ""
    return Rate(int(rates.pop().scaleb(2))), said[0][1]


def _rates_in(column: Column) -> list[str]:
    speaks_of_vat = column.key in {"unit_price", VAT_AMOUNT} and VAT & set(vat_words(column.head))
    return RATE.findall(column.head) if speaks_of_vat else []


def _sign(cells: Sequence[str]) -> str | None:
    """The decimal sign that the column's own cells show; None where they show none, or two."""
    shown = {sign for cell in cells if (sign := decimal_sign_shown(cell))}
    return next(iter(shown)) if len(shown) == 1 else None


def _noted_inclusive(table: Table) -> bool | None:
    """What titles and notes say of all prices: `Alle priser er eks. mva`."""
    notes = [
        vat_words(left.words) for left in table.rows_left_out if left.why in {Leftover.TITLE, Leftover.NOTE}
    ]
    inclusive = {
        includes_vat(words)
        for words in notes
        if VAT & set(words) and any(word.startswith(("pris", "price", "preis")) for word in words)
    }
    return next(iter(inclusive)) if len(inclusive) == 1 else None
