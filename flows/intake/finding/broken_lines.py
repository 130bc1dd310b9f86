"""Numbers that a line end breaks in two, and labels whose number is on the line below."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from flows.intake.finding.numbers import without_other_numbers

_BEGUN = re.compile(r"(?P<before>.*?)(?P<begun>(?<![\d+])[+(]{0,2}\d[\d ()/-]{0,20})$")
_REST = re.compile(r"(?P<rest>\d[\d ()-]{0,14}?)(?=$|[,;]|\.(?!\d)| \S+@)")
_INTERNATIONAL = ("+", "00", "(+", "(00")
_LONGEST_AFTER_A_WHOLE = 4
"""Digits, where what is above is a number, too; five are a postal code."""
_POSTAL_CODE = re.compile(r"\d{4,5}")
_NAMED = re.compile(r"(?:nr|nummer|number|no|id|cvr|konto|iban|fax|faks)\b[.:]{0,2}$", re.IGNORECASE)


def rejoined(
    lines: Sequence[str], is_phone: Callable[[str], bool], is_label: Callable[[str], bool]
) -> Iterator[tuple[str, bool]]:
    """The lines, with a number whole that goes on in the next; and whether it is sure that it does."""
    is_taken = False
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        if is_taken:
            is_taken = False
            continue
        joined, is_sure = _joined(line, below, is_phone, is_label)
        is_taken = joined is not None
        if joined is None or not is_sure:
            yield line, joined is None
        if joined is not None:
            yield joined, is_sure


def _joined(
    line: str, below: str, is_phone: Callable[[str], bool], is_label: Callable[[str], bool]
) -> tuple[str | None, bool]:
    """Both lines as one, where that makes a number; not sure where one of them has one, or is a postal code."""
    above, rest = _BEGUN.match(line), _REST.match(below)
    if above is None or rest is None:
        return None, True
    is_international = above["begun"].startswith(_INTERNATIONAL)
    begun = above["begun"].rstrip(" /-")
    if not (is_international or is_label(above["before"])) or not is_phone(f"{begun} {rest['rest']}"):
        return None, True
    is_whole = is_phone(begun)
    if is_whole and sum(map(str.isdecimal, rest["rest"])) > _LONGEST_AFTER_A_WHOLE:
        return None, True
    is_clear = is_international or not is_phone(rest["rest"])
    is_sure = not is_whole and is_clear and _POSTAL_CODE.fullmatch(rest["rest"]) is None
    return f"{above['before']}{begun} {below}", is_sure


def without_named_above(above: str, line: str) -> str:
    """Without other numbers (see `without_other_numbers`), nor one that the line above names: `CVR:`."""
    if not _NAMED.search(above):
        return without_other_numbers(line)
    return without_other_numbers(f"{above} {line}")[len(above) + 1 :]
