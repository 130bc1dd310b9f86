"""What a web form sends, however it lays it out: its fields as `Label: value`, one on a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.intake.words import Label, labelled

_FIELDS = frozenset(
    {
        Label.NAME,
        Label.FIRST_NAME,
        Label.LAST_NAME,
        Label.PHONE,
        Label.EMAIL,
        Label.STREET,
        Label.HOUSE_NUMBER,
        Label.POSTAL_CODE,
        Label.CITY,
    }
)
_FEWEST_FIELDS = 2
"""Of a client's that make a table, or lines, a form's."""
_SHORTEST_LABEL = 2
"""Letters, where no colon says that it is one."""
_LABEL_AND_VALUE = 2
"""Rows of a table that is read across, or cells of one that is read down."""
_DELIMITERS = "|\t;,"
_RULE = re.compile(r"[\s|:+=-]+")
_PICTURE = re.compile(
    r"(?=[\U0001F4CD\U0001F3E0\U0001F3E1\U0001F4DE\U0001F4F1\u260E\U0001F4F2\U0001F4E7\u2709\U0001F464\U0001F449])"
)
"""A pin, a house, a phone, a letter, a head or a hand: what people put before a field instead of its name."""

_COLON = re.compile(r":(?!\S*//)")
_WORD = re.compile(r"\S+")
_MOST_WORDS = 3
_LONGEST_LABEL = 40
_LONGEST_LINE = 2000
_LONGEST_TABLE = 40
"""Lines; a form has fewer fields."""
_DASH = re.compile(r"^\s*([^–—-]{2,30}?)\s+[–—-]\s+(\S.*)$")

Row = list[str]


def with_fields_labelled(lines: Sequence[str]) -> Sequence[str]:
    """The lines of a message, with tables, labels above their values and pictures before them as labelled lines."""
    parted = [part for line in lines for part in _parted(line) if part.strip() or not line.strip()]
    return _labels_alone([line for block in _blocks(parted) for line in _of_table(block)])


def _parted(line: str) -> Sequence[str]:
    """One field on a line: `Navn: Ola Nordmann Telefon: 999 00 111 Adresse: Storgata 1`."""
    if _PICTURE.search(line):
        return _PICTURE.split(line)
    starts = [
        start
        for found in _COLON.finditer(line[:_LONGEST_LINE])
        if (start := _label_before(line, found.start())) is not None
    ]
    if len(starts) <= _FEWEST_FIELDS:
        return [line]
    return [line[start:end] for start, end in pairwise([0, *(start for start in starts if start), len(line)])]


def _label_before(line: str, colon: int) -> int | None:
    """Where the longest label before a colon begins."""
    words = list(_WORD.finditer(line, max(0, colon - _LONGEST_LABEL), colon))[-_MOST_WORDS:]
    return next((word.start() for word in words if _label(line[word.start() : colon]) in _FIELDS), None)


def _blocks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Lines that may be one table together, and those between them."""
    block: list[str] = []
    for line in lines:
        if block and bool(line.strip()) != bool(block[-1].strip()):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _of_table(block: Sequence[str]) -> Sequence[str]:
    dashed = [found.groups() if (found := _DASH.match(line)) else None for line in block]
    if _is_form([pair[0] for pair in dashed if pair]):
        return [
            f"{pair[0]}: {pair[1]}" if pair and _label(pair[0]) else line
            for pair, line in zip(dashed, block, strict=True)
        ]
    for at in range(len(block) - 1):
        for delimiter in _DELIMITERS:
            if not _may_begin(block, at, delimiter):
                continue
            table = block[at : at + _LONGEST_TABLE]
            rows = _rows(table, delimiter)
            if fields := _across(rows, delimiter) or _down(rows, delimiter):
                return [
                    *block[:at],
                    *(f"{name}: {value}" for name, value in fields if name),
                    *block[at + _length(table, delimiter) :],
                ]
    return block


def _may_begin(block: Sequence[str], at: int, delimiter: str) -> bool:
    """Whether a table may begin at a line: below one that is none of it, or with a label."""
    if delimiter not in block[at]:
        return False
    is_first = at == 0 or delimiter not in block[at - 1]
    return is_first or any(_label(cell) in _FIELDS for cell in block[at][:_LONGEST_LINE].split(delimiter))


def _length(block: Sequence[str], delimiter: str) -> int:
    return next(
        (at for at, line in enumerate(block) if delimiter not in line and not _RULE.fullmatch(line)),
        len(block),
    )


def _rows(block: Sequence[str], delimiter: str) -> Sequence[Row]:
    lines = [line for line in block[: _length(block, delimiter)] if not _RULE.fullmatch(line)]
    tidy = [line.strip().removeprefix("|").removesuffix("|") if delimiter == "|" else line for line in lines]
    return [
        [cell.strip() for cell in row] for row in csv.reader(tidy, delimiter=delimiter, skipinitialspace=True)
    ]


def _across(rows: Sequence[Row], delimiter: str) -> Sequence[tuple[str, str]]:
    """Of a row of labels above one of values; with more of those, several people are in it."""
    if len(rows) != _LABEL_AND_VALUE or len(rows[0]) != len(rows[1]) or not _is_form(rows[0]):
        return ()
    if delimiter == "," and not all(_label(cell) for cell in rows[0]):
        return ()
    return list(zip(*rows, strict=True))


def _down(rows: Sequence[Row], delimiter: str) -> Sequence[tuple[str, str]]:
    """Of labels beside their values."""
    is_pairs = delimiter in "|\t" and all(len(row) == _LABEL_AND_VALUE for row in rows)
    return (
        [(name.rstrip(" :"), value) for name, value in rows]
        if is_pairs and _is_form([row[0] for row in rows])
        else ()
    )


def _is_form(names: Sequence[str]) -> bool:
    return len({label for name in names if (label := _label(name)) in _FIELDS}) >= _FEWEST_FIELDS


def _label(text: str) -> Label | None:
    """What a text is the label of, with or without its colon."""
    name = text.strip(" *:")
    found = labelled(f"{name}:") if len(name) >= _SHORTEST_LABEL else None
    return found[0] if found and not found[1] else None


def _labels_alone(lines: Sequence[str]) -> Sequence[str]:
    """Labels without a colon, each on the line above its value, or with an empty line between."""
    places = [at for at, line in enumerate(lines) if _is_alone(line)]
    if not _is_form([lines[at] for at in places]):
        return lines
    gap = (
        2 if all(not line.strip() for line in (lines[at + 1] for at in places if at + 1 < len(lines))) else 1
    )
    joined = list(lines)
    for at in places:
        value = joined[at + gap] if at + gap < len(joined) and at + gap not in places else ""
        joined[at] = f"{joined[at].strip(' *:')}: {value.strip()}"
        if value:
            joined[at + gap] = ""
    return joined


def _is_alone(line: str) -> bool:
    label = _label(line)
    return label in _FIELDS or (label in {Label.BILLING, Label.SITE} and " " not in line.strip())
