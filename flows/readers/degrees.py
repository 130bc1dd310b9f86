"""A latitude and a longitude as people write them: decimals, or minutes and seconds, with signs or letters."""

from __future__ import annotations

import re
from decimal import Decimal

_MINUTE = "['\N{PRIME}\N{RIGHT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}]"
_SECOND = f'(?:["\N{DOUBLE PRIME}\N{RIGHT DOUBLE QUOTATION MARK}]|{_MINUTE}{_MINUTE})'
_NUMBER = r"(?:[.,]\d+)?"

# In English, Norwegian, Danish and Swedish. O is left out: east in German, west in French.
_LETTER = "[NSEØÖWV]"
_EAST_WEST = frozenset("EØÖWV")
_NEGATIVE = frozenset("SWV")


def _angle(name: str) -> str:
    return (
        rf"(?:(?P<{name}_before>{_LETTER})\s*)?(?P<{name}>[+-]?\d{{1,3}}{_NUMBER})\s*[°º]?\s*"
        rf"(?:(?P<{name}_minutes>\d{{1,2}}{_NUMBER})\s*{_MINUTE}(?!{_MINUTE})\s*"
        rf"(?:(?P<{name}_seconds>\d{{1,2}}{_NUMBER})\s*{_SECOND}\s*)?)?"
        rf"(?P<{name}_after>{_LETTER})?"
    )


_PAIR = re.compile(
    rf"\(?\s*{_angle('first')}(?P<between>\s*[;,/]\s*|\s+|(?<=[^\d.,])){_angle('second')}\s*\)?",
    re.IGNORECASE,
)


def read_degrees(text: str) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude in degrees, of any size; None where the text isn't such a pair, or could be another."""
    pair = _PAIR.fullmatch(text)
    if pair is None or not _is_sure(pair):
        return None
    first, second = _degrees(pair, "first"), _degrees(pair, "second")
    if first is None or second is None:
        return None
    letters = _letter(pair, "first"), _letter(pair, "second")
    if all(letters) and (letters[0] in _EAST_WEST) == (letters[1] in _EAST_WEST):
        return None
    turned = letters[0] in _EAST_WEST or (letters[1] != "" and letters[1] not in _EAST_WEST)
    return (second, first) if turned else (first, second)


def _is_sure(pair: re.Match[str]) -> bool:
    """`59,91` is one number, nobody knows where `59,91,10` is divided, and `22 33` may be anything."""
    if pair["first_after"] or pair["first_minutes"] or pair["second_before"]:
        return True
    first, second = (re.sub(r"[\d+-]", "", pair[name]) for name in ("first", "second"))
    match pair["between"]:
        case ",":
            return first == second != ""
        case between:
            return between.strip() != "" or first + second != ""


def _degrees(pair: re.Match[str], name: str) -> Decimal | None:
    degrees, minutes, seconds = (_number(pair[name + part]) for part in ("", "_minutes", "_seconds"))
    if max(minutes, seconds) >= 60:  # noqa: PLR2004 - minutes in a degree
        return None
    size = abs(degrees) + minutes / 60 + seconds / 3600
    negative = pair[name].startswith("-") != (_letter(pair, name) in _NEGATIVE)
    return -size if negative else size


def _letter(pair: re.Match[str], name: str) -> str:
    return (pair[f"{name}_before"] or pair[f"{name}_after"] or "").upper()


def _number(text: str | None) -> Decimal:
    return Decimal(text.replace(",", ".")) if text else Decimal()
