"""What a pasted table's columns hold, recognised by its header row, or by its cells where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.pasting.heads import CURRENCY, OTHER_PRICE, UNIT, VAT_AMOUNT, Column, column_told_by

_FIGURE = re.compile(r"[^\w]*\d[\d\s.,]*\W*(kr|kroner)?\W*")
_LETTER = re.compile(r"[^\W\d_]|[$€£]")
_COUNT = re.compile(r"\d[\d ]*(?:[.,]0+)?\s*(?:[^\W\d_]+\.?|x)?", re.IGNORECASE)
FEWEST_HEADS = 2

PLAIN_ORDER = (Column("name"), Column("quantity"), Column("unit_price"), Column("vat_rate"))
"""Without a header."""


COUNT_FIRST = (Column("quantity"), Column("name"), Column("unit_price"))


def plain_columns(rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns where no header tells them: how many may stand before the name, unless that may be row numbers."""
    filled = [[cell for cell in cells if cell] for cells in rows]
    if not _begin_with_counts(filled):
        return PLAIN_ORDER
    return PLAIN_ORDER if are_numbered([cells[0] for cells in filled]) else COUNT_FIRST


def _begin_with_counts(rows: Sequence[Sequence[str]]) -> bool:
    return bool(rows) and all(
        1 < len(cells) <= len(COUNT_FIRST)
        and _COUNT.fullmatch(cells[0]) is not None
        and re.search(r"[^\W\d_]{2}", cells[1]) is not None
        for cells in rows
    )


def are_numbered(cells: Sequence[str]) -> bool:
    """Whether the cells count the rows: 1, 2, 3."""
    numbers = [cell.strip(" .") for cell in cells]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def columns_told_by(cells: Sequence[str], *, fewest: int | None = None) -> tuple[Column, ...] | None:
    """The columns if this row is a header, else None: it knows two heads, or all there are, and holds no figure."""
    heads = [cell for cell in cells if cell]
    if not heads or any(_FIGURE.fullmatch(cell) for cell in heads):
        return None
    columns = _one_rate(_one_price([column_told_by(cell) for cell in cells]))
    known = [column for column in columns if column.key]
    if len(known) < (min(FEWEST_HEADS, len(heads)) if fewest is None else fewest):
        return None
    return _with_names(tuple(_each_once(columns)))


def named_by_cells(columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns, with the names elsewhere if what the header calls so holds only numbers: `Line` counts them, too."""
    place = next((place for place, column in enumerate(columns) if column.key == "name"), None)
    if place is None or not _are_numbers(place, rows):
        return columns
    keys = [column.key for column in columns]
    others = [at for at, key in enumerate(keys) if key in {"", "description"} and _are_words(at, rows)]
    others.sort(key=lambda at: keys[at] != "description")
    if not others:
        return columns
    swapped = {place: "", others[0]: "name"}
    return tuple(replace(column, key=swapped.get(at, column.key)) for at, column in enumerate(columns))


def _are_numbers(place: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [cells[place] for cells in rows if place < len(cells) and cells[place]]
    return bool(cells) and all(cell.rstrip(".").isdecimal() for cell in cells)


def _are_words(place: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [cells[place] for cells in rows if place < len(cells) and cells[place]]
    return bool(cells) and all(re.search(r"[^\W\d_]{2}", cell) for cell in cells)


def _one_price(columns: list[Column]) -> list[Column]:
    """Of several prices the one that says whether VAT is in it; the other way round it is a check."""
    prices = [column for column in columns if column.key == "unit_price"]
    if len(prices) < 2:  # noqa: PLR2004 - more than one
        return columns
    chosen = next((column for column in prices if column.tax_inclusive is not None), prices[0])
    return [
        column if column not in prices or column is chosen else _beside(column, chosen) for column in columns
    ]


def _one_rate(columns: list[Column]) -> list[Column]:
    """Beside a column of percentages one that is only called VAT holds amounts."""
    if not any(column.key == "vat_rate" and column.unit for column in columns):
        return columns
    return [
        Column(VAT_AMOUNT, head=column.head, changes_price=True)
        if column.key == "vat_rate" and not column.unit
        else column
        for column in columns
    ]


def _beside(column: Column, chosen: Column) -> Column:
    if chosen.tax_inclusive is not None and column.tax_inclusive is not chosen.tax_inclusive:
        return replace(column, key=OTHER_PRICE, tax_inclusive=not chosen.tax_inclusive)
    return Column(head=column.head, changes_price=True)


def _each_once(columns: Sequence[Column]) -> Iterator[Column]:
    taken = {""}
    for column in columns:
        twice = column.key in taken and column.key
        yield Column(head=column.head, changes_price=column.key in _IN_THE_PRICE) if twice else column
        taken.add(column.key)


_IN_THE_PRICE = frozenset({"quantity", "unit_price", "vat_rate", "discount", CURRENCY, UNIT})


def _with_names(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Lines need names: the column “Description”, else in the first column we don't know."""
    keys = [column.key for column in columns]
    if "name" in keys:
        return columns
    unknown = (
        place
        for place, column in enumerate(columns)
        if column.head and not column.key and not column.changes_price and _LETTER.search(column.head)
    )
    place = keys.index("description") if "description" in keys else next(unknown, None)
    if place is None or ("external_id" in keys and "description" not in keys):
        return columns
    return (*columns[:place], replace(columns[place], key="name"), *columns[place + 1 :])
