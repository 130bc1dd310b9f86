"""A pasted text divided into rows and cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

DIVIDERS = ("\t", ";", "|")
"""What divides cells, the surest first. Never a comma, which most of our people write decimals with."""

_ALIGNED = re.compile(r" {2,}")


def split_rows(text: str, is_header: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """The rows of a text, each a list of cells.

    Cells are divided by tab, else by `;`, else by `|`; by comma or by several blanks only where a header so divided
    proves it; else each row is one cell.
    """
    divider = next((divider for divider in DIVIDERS if divider in text), None)
    match divider:
        case "|":
            return [line.strip().strip("|").split("|") for line in text.splitlines()]
        case str():
            return _quoted(text, divider)
    lines = text.splitlines()
    if any(is_header(line.split(",")) for line in lines):
        return _quoted(text, ",")
    aligned = [_ALIGNED.split(line.strip()) for line in lines]
    heads = next((cells for cells in aligned if is_header(cells)), None)
    return [[line] for line in lines] if heads is None else aligned


def is_divided(text: str) -> bool:
    """Whether any divider of cells is in it."""
    return any(divider in text for divider in DIVIDERS)


def _quoted(text: str, divider: str) -> list[list[str]]:
    """With quotation marks as spreadsheets put them around cells; where that can't be meant, unchanged."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True))
    except csv.Error:
        # A quotation mark that isn't one around a cell, as in 19" rack.
        return _unquoted(text, divider)
    swallowed = any(_swallows(cell, divider) for row in rows for cell in row)
    return _unquoted(text, divider) if swallowed else rows


def _swallows(cell: str, divider: str) -> bool:
    """A mark that was never closed takes what follows into its cell, up to the next mark somewhere below."""
    lines = cell.splitlines()
    return divider in cell and (divider == "\t" or len(lines) > 1)


def _unquoted(text: str, divider: str) -> list[list[str]]:
    rows = csv.reader(text.splitlines(), delimiter=divider, quoting=csv.QUOTE_NONE)
    return [[_without_marks(cell) for cell in row] for row in rows]


def _without_marks(cell: str) -> str:
    bare = cell.strip()
    around = len(bare) > 1 and bare.startswith('"') and bare.endswith('"')
    return bare[1:-1].replace('""', '"') if around else cell
