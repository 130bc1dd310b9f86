"""A table as it is pasted from a spreadsheet or a mail: its rows, their cells, and the rows that are no lines."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.pasting.columns import PLAIN_ORDER, columns_told_by, named_by_cells, plain_columns
from flows.pasting.heads import RATE, VAT_AMOUNT, Column
from flows.pasting.listed_text import is_greeting, is_numbered, read_listed, without_bullet
from flows.pasting.split import is_divided, split_rows
from flows.pasting.table_words import Leftover, leftover_called, may_be_leftover
from flows.readers import is_currency_word
from flows.readers.plain import tidy
from flows.readers.unit import is_piece

_RULE = re.compile(r"[:=]?[-=_]+:?")
_WORD = re.compile(r"[^\W\d_]+")
_FIGURE_AT_END = re.compile(r"\d[\d., ]*$|\d[\d., ]*(?= ?[^\d%]{1,8}$)")
FEWEST_CELLS_OF_A_TABLE = 3
"""Where rows without a header have so many, one with a single cell is a heading or a note."""


@dataclass(frozen=True)
class Row:
    """A row by its 1-based number in what was pasted: its cells by key, empty ones left out.

    `unread` are cells beyond the last column there is, `columns` the columns they are in.
    """

    number: int
    cells: Mapping[str, str]
    unread: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    other_cells: Mapping[str, str] = field(default_factory=dict)
    """The cells of columns that aren't read, by their heads."""

    def has_column(self, key: str) -> bool:
        """Whether a column of its part of the table holds that."""
        return any(column.key == key for column in self.columns)


@dataclass(frozen=True)
class LeftOut:
    """A row that is no line: its text, its figures, and how many lines are above it."""

    number: int
    words: str
    why: Leftover
    figures: tuple[str, ...] = ()
    lines_above: int = 0
    rates: tuple[str, ...] = ()
    """The percentages in it."""


@dataclass(frozen=True)
class Table:
    """The rows that are lines, all columns there are, and the rows that are no lines."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    has_header: bool = False
    rows_left_out: tuple[LeftOut, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """The heads of columns that nothing is read from."""
        return tuple(column.head for column in self.columns if column.head and not column.is_read)

    def has(self, key: str) -> bool:
        """Whether a column holds that."""
        return any(column.key == key for column in self.columns)


Cells = tuple[int, list[str]]
IsProduct = Callable[[str], bool]


def read_table(pasted: str, is_product: IsProduct = lambda _name: False) -> Table:
    """The table in a text: its header is the first row that reads as one, wherever it is.

    `is_product` says whether a name is the catalog's: such a row is a line whatever else its words say.
    """
    # Slack escapes three characters on the way, and the `;` of `&amp;` would divide cells.
    text = html.unescape(pasted)
    rows = [(number, cells) for number, cells in _numbered(text) if any(cells)]
    first = next((place for place in range(len(rows)) if _header(rows, place)), None)
    plain = plain_columns([cells for _number, cells in rows]) if first is None else PLAIN_ORDER
    reading = _Reading(is_product, listed=_is_list(text, rows), wide=_is_wide(rows), columns=plain)
    for number, cells in rows[:first] if first is not None else ():
        reading.leave_out(number, cells, Leftover.TITLE)
    for place, (number, cells) in enumerate(rows[first or 0 :], start=first or 0):
        if columns := _header(rows, place):
            reading.begin(number, cells, named_by_cells(columns, _below(rows, place)))
        else:
            reading.take(number, cells)
    return reading.table()


def _header(rows: Sequence[Cells], place: int) -> tuple[Column, ...] | None:
    """One head is enough above a list, else two: a title may be called “Products”."""
    alone = place == 0 and all(len([cell for cell in cells if cell]) == 1 for _number, cells in rows)
    return columns_told_by(rows[place][1], fewest=1 if alone else 2)


def _below(rows: Sequence[Cells], place: int) -> list[list[str]]:
    """The cells of the lines below a header; sums and notes say nothing of its columns."""
    below = [cells for _number, cells in rows[place + 1 :]]
    return [cells for cells in below if len([cell for cell in cells if cell]) >= FEWEST_CELLS_OF_A_TABLE]


def _is_list(text: str, rows: Sequence[Cells]) -> bool:
    return not is_divided(text) and all(len(cells) == 1 for _number, cells in rows)


def _is_wide(rows: Sequence[Cells]) -> bool:
    return any(len([cell for cell in cells if cell]) >= FEWEST_CELLS_OF_A_TABLE for _number, cells in rows)


@dataclass
class _Reading:
    """The table as far as it is read."""

    is_product: IsProduct
    listed: bool
    wide: bool
    columns: tuple[Column, ...]
    headers: list[tuple[Column, ...]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def begin(self, number: int, cells: Sequence[str], columns: tuple[Column, ...]) -> None:
        """A header: the rows after it belong to it."""
        if self.headers:
            self.leave_out(number, cells, Leftover.HEADS if columns == self.columns else Leftover.OTHER_HEADS)
        self.headers.append(columns)
        self.columns = columns

    def take(self, number: int, cells: Sequence[str]) -> None:
        """A row below the header: a line, or a row that is left out and reported."""
        if _is_rule(cells):
            return
        if why := self._leftover(cells):
            self.leave_out(number, cells, why)
        else:
            self.rows.append(_row(number, cells, self.columns))

    def leave_out(self, number: int, cells: Sequence[str], why: Leftover) -> None:
        """Keep in mind what is left out, for the person to see."""
        filled = [cell for cell in cells if cell]
        label = (
            filled
            if why in {Leftover.TITLE, Leftover.NOTE, Leftover.HEADS, Leftover.OTHER_HEADS}
            else [cell for cell in filled if not _is_figure(cell)]
        )
        words = " ".join(label or filled)
        figures = tuple(self._figures(cells))
        rates = tuple(RATE.findall(" ".join(filled)))
        self.left_out.append(LeftOut(number, words, why, figures, len(self.rows), rates))

    def table(self) -> Table:
        """All that was read."""
        rows = (
            self._as_listed()
            if self.listed or all(set(row.cells) <= {"name"} for row in self.rows)
            else self.rows
        )
        columns = [column for header in self.headers for column in header]
        return Table(
            tuple(rows),
            tuple(dict.fromkeys(columns)) or self.columns,
            bool(self.headers),
            tuple(self.left_out),
        )

    def _as_listed(self) -> list[Row]:
        names = [row.cells.get("name", "") for row in self.rows]
        numbered = is_numbered(names)
        return [
            Row(
                row.number,
                read_listed(row.cells["name"], self.is_product, numbered=numbered),
                columns=row.columns,
            )
            if "name" in row.cells and not row.unread
            else row
            for row in self.rows
        ]

    def _leftover(self, cells: Sequence[str]) -> Leftover | None:
        filled = [cell for cell in cells if cell]
        words = [cell for cell in filled if not _is_figure(cell)]
        if len(words) == 1 and not self.is_product(words[0]) and (why := leftover_called(words[0])):
            return why
        if not words and len(filled) == 1 and self.wide:
            return Leftover.UNNAMED
        if len(words) == 1 and self._is_doubtful(words[0], cells):
            return Leftover.DOUBTFUL
        if self.listed and self._is_talk(filled[0]):
            return Leftover.NOTE
        return Leftover.NOTE if self._is_note(cells) else None

    def _is_talk(self, text: str) -> bool:
        """What is written around a list: `Please add:`, `Hi!`, `Regards`."""
        return (text.endswith(":") or is_greeting(text)) and not self.is_product(text)

    def _is_doubtful(self, label: str, cells: Sequence[str]) -> bool:
        """A sum of some rows has no quantity of its own; a line may have left it out."""
        counted = any(
            cell and column.key == "quantity" for column, cell in zip(self.columns, cells, strict=False)
        )
        priced = len([cell for cell in cells if cell]) > 1
        return priced and not counted and not self.is_product(label) and may_be_leftover(label)

    def _is_note(self, cells: Sequence[str]) -> bool:
        """One text alone, where the lines of this table have prices, is a heading or a note."""
        filled = [place for place, cell in enumerate(cells) if cell]
        priced = self.wide and any(column.key == "unit_price" for column in self.columns)
        if len(filled) != 1 or not priced or self.is_product(cells[filled[0]]):
            return False
        column = self.columns[filled[0]] if filled[0] < len(self.columns) else Column()
        return column.key in {"name", "description", "external_id", ""} and bool(
            _WORD.search(cells[filled[0]])
        )

    def _figures(self, cells: Sequence[str]) -> Iterator[str]:
        """A sum row's amounts; how many there are of something, and percentages, are none."""
        keys = [column.key for column in self.columns] + [""] * len(cells)
        for key, cell in zip(keys, cells, strict=False):
            if key not in {"quantity", "vat_rate"} and _is_figure(cell) and "%" not in cell:
                yield cell
        words = [cell for cell in cells if cell and not _is_figure(cell)]
        if len(words) == 1 and (found := _FIGURE_AT_END.search(words[0])):
            yield found[0].strip(" .,")


def _row(number: int, cells: Sequence[str], columns: tuple[Column, ...]) -> Row:
    known = {
        column.key: _cell(column, cell)
        for column, cell in zip(columns, cells, strict=False)
        if cell and column.key
    }
    others = {
        column.head: cell
        for column, cell in zip(columns, cells, strict=False)
        if cell and column.key in {"", VAT_AMOUNT}
    }
    return Row(number, known, tuple(cell for cell in cells[len(columns) :] if cell), columns, others)


def _cell(column: Column, cell: str) -> str:
    return without_bullet(cell) if column.key == "name" else cell


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(split_rows(text, _is_header), start=1):
        yield number, [tidy(cell) for cell in cells]


def _is_header(cells: Sequence[str]) -> bool:
    return columns_told_by([tidy(cell) for cell in cells], fewest=2) is not None


def _is_figure(cell: str) -> bool:
    """A number, with a currency or a word for pieces at most."""
    words = _WORD.findall(cell)
    return bool(re.search(r"\d", cell)) and all(is_currency_word(word) or is_piece(word) for word in words)


def _is_rule(cells: Sequence[str]) -> bool:
    """The row of dashes below the header in mails and notes."""
    return all(_RULE.fullmatch(cell) for cell in cells if cell)
