"""A table's own sums, held against what its lines add up to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.draft import Line
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError, Money, Text, _
from flows.offer.totals import line_total
from flows.pasting.heads import EITHER, OTHER_PRICE, ROW_AMOUNT
from flows.pasting.rows import ReadRow
from flows.pasting.table import LeftOut, Table
from flows.pasting.table_words import SUMS, Leftover
from flows.readers import read_amount


def sum_remarks(table: Table, read: Sequence[ReadRow], form_context: FormContext) -> Iterator[Text]:
    """Where a sum in the table isn't ours."""
    for one in read:
        yield from _row_remarks(one, form_context)
    begun = 0
    for left in table.rows_left_out:
        if left.why not in SUMS:
            continue
        known = [one.line for one in read[: left.lines_above]]
        if known and (remark := _wrong_sum(left, known, known[begun:], form_context)):
            yield remark
        begun = left.lines_above


def is_sum_of(left: LeftOut, read: Sequence[ReadRow], form_context: FormContext) -> bool:
    """Whether an unnamed row's figure is what the lines above it add up to."""
    lines = [one.line for one in read[: left.lines_above]]
    figures = set(_amounts(left.figures, lines, form_context))
    # The sum may be one of the latest rows only.
    return any(figures & _possible(Leftover.SUM, lines[begin:]) for begin in range(len(lines)))


def amount_agrees(one: ReadRow, form_context: FormContext) -> bool:
    """Whether the row says what it amounts to, and it is what we get."""
    return ROW_AMOUNT in one.row.cells and not list(_row_remarks(one, form_context))


def _row_remarks(one: ReadRow, form_context: FormContext) -> Iterator[Text]:
    total, line = line_total(one.line), one.line
    if total is None:
        return
    columns = {column.key: column for column in one.row.columns}
    for key in (ROW_AMOUNT, OTHER_PRICE):
        cell = one.row.cells.get(key)
        amounts = _amounts([cell] if cell else [], [line], form_context)
        if not amounts:
            continue
        inclusive = columns[key].tax_inclusive if key in columns else None
        unit = line.model_copy(update={"quantity": 1, "discount": None}) if key == OTHER_PRICE else line
        kind = {True: Leftover.GROSS, False: Leftover.NET, None: Leftover.SUM}[inclusive]
        possible = _possible(kind, [unit])
        if key == ROW_AMOUNT and columns[key].per == EITHER:
            possible |= _possible(kind, [line.model_copy(update={"quantity": 1})])
        if amounts[0] not in possible:
            yield _(
                "Row {row}: the table says {table}, we get {ours}.",
                row=one.row.number,
                table=Money(amounts[0], line.currency),
                ours=Money(_ours(kind, [unit]), line.currency),
            )


def _wrong_sum(
    left: LeftOut, lines: list[Line], latest: list[Line], form_context: FormContext
) -> Text | None:
    figures = _amounts(left.figures, lines, form_context)
    possible = _possible(left.why, lines) | _possible(left.why, latest or lines)
    if not figures or not possible or set(figures) & possible:
        return None
    return _(
        "Row {row}: the table says {table}, we get {ours}.",
        row=left.number,
        table=Money(figures[-1], lines[0].currency),
        ours=Money(_ours(left.why, lines), lines[0].currency),
    )


def _possible(kind: Leftover, lines: Sequence[Line]) -> set[int]:
    """The sums that a row of this kind may say; none where a price isn't known."""
    totals = [line_total(line) for line in lines]
    if any(total is None for total in totals):
        return set()
    known = [total for total in totals if total is not None]
    net, vat, gross = (
        sum(amounts) for amounts in zip(*((one.net, one.vat, one.gross) for one in known), strict=True)
    )
    match kind:
        case Leftover.NET:
            return {net}
        case Leftover.GROSS:
            return {gross}
        case Leftover.VAT:
            return {
                vat,
                *(
                    sum(t.vat for t, li in zip(known, lines, strict=True) if li.vat_rate == rate)
                    for rate in {li.vat_rate for li in lines}
                ),
            }
        case _:
            return {net, gross, sum(_as_priced(line) for line in lines)}


def _as_priced(line: Line) -> int:
    return ((line.unit_price or 0) - (line.discount or 0)) * line.quantity


def _ours(kind: Leftover, lines: Sequence[Line]) -> int:
    known = [total for line in lines if (total := line_total(line)) is not None]
    match kind:
        case Leftover.NET:
            return sum(one.net for one in known)
        case Leftover.VAT:
            return sum(one.vat for one in known)
        case Leftover.GROSS:
            return sum(one.gross for one in known)
        case _:
            return sum(_as_priced(line) for line in lines)


def _amounts(written: Sequence[str], lines: Sequence[Line], form_context: FormContext) -> list[int]:
    read = []
    for text in written:
        try:
            read.append(read_amount(text, form_context.language, lines[0].currency))
        except (InputError, IndexError):
            continue
    return read
