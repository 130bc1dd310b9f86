"""A table as it is pasted from a spreadsheet or a mail: its rows, and what their cells are."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.columns import PLAIN_ORDER, Column, columns_told_by
from flows.readers.plain import tidy

DIVIDERS = ("\t", ";", "|")
"""What divides cells, the surest first. Never a comma, which most of our people write decimals with."""

_RULE = re.compile(r":?-+:?")


@dataclass(frozen=True)
class Row:
    """A row by its 1-based number in what was pasted: its cells by key, empty ones left out.

    `unread` are cells beyond the last column there is.
    """

    number: int
    cells: Mapping[str, str]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The rows below the header, the columns, and the heads of columns that mean nothing to us."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    left_out: tuple[str, ...] = ()


def read_table(pasted: str) -> Table:
    """The table in a text; cells are divided by tab, else by `;`, else by `|`, else each row is one cell."""
    # Slack escapes three characters on the way, and the `;` of `&amp;` would divide cells.
    rows = [(number, cells) for number, cells in _numbered(html.unescape(pasted)) if any(cells)]
    told = columns_told_by(rows[0][1]) if rows else None
    below = [(number, cells) for number, cells in (rows if told is None else rows[1:]) if not _is_rule(cells)]
    columns = PLAIN_ORDER if told is None else told
    left_out = () if told is None else _left_out(columns, rows[0][1])
    return Table(tuple(_row(number, cells, columns) for number, cells in below), columns, left_out)


def _left_out(columns: Sequence[Column], heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(head for column, head in zip(columns, heads, strict=False) if head and not column.key)


def _row(number: int, cells: Sequence[str], columns: Sequence[Column]) -> Row:
    known = zip(columns, cells, strict=False)
    return Row(
        number,
        {column.key: column.in_full(cell) for column, cell in known if cell and column.key},
        tuple(cell for cell in cells[len(columns) :] if cell),
    )


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(_split(text), start=1):
        yield number, [tidy(cell) for cell in cells]


def _split(text: str) -> list[list[str]]:
    divider = next((divider for divider in DIVIDERS if divider in text), None)
    match divider:
        case None:
            return [[line] for line in text.splitlines()]
        case "|":
            return [line.strip().strip("|").split("|") for line in text.splitlines()]
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True))
    except csv.Error:
        # A quotation mark that isn't one around a cell, as in 19" rack.
        return list(csv.reader(text.splitlines(), delimiter=divider, quoting=csv.QUOTE_NONE))


def _is_rule(cells: Sequence[str]) -> bool:
    """The row of dashes below the header in mails and notes."""
    return all(_RULE.fullmatch(cell) for cell in cells if cell)
