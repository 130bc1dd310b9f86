"""Roughly where countries lie: enough to notice a position that can't be in one."""

from __future__ import annotations

from decimal import Decimal

from flows.draft import Position

# South, north, west, east in degrees (WGS 84), rounded outwards; countries whose own islands lie far away have them in.
_BOXES = {
    "AT": (46, 50, 9, 18),
    "BE": (49, 52, 2, 7),
    "CH": (45, 48, 5, 11),
    "CZ": (48, 52, 12, 19),
    "DE": (47, 56, 5, 16),
    "DK": (54, 58, 7, 16),
    "EE": (57, 60, 21, 29),
    "ES": (27, 44, -19, 5),
    "FI": (59, 71, 19, 32),
    "FR": (41, 52, -6, 10),
    "GB": (49, 61, -9, 2),
    "IE": (51, 56, -11, -5),
    "IS": (63, 67, -25, -13),
    "IT": (35, 48, 6, 19),
    "LT": (53, 57, 20, 27),
    "LU": (49, 51, 5, 7),
    "LV": (55, 59, 20, 29),
    "NL": (50, 54, 3, 8),
    "NO": (57, 72, 4, 32),
    "PL": (48, 55, 14, 25),
    "PT": (29, 43, -32, -6),
    "SE": (55, 70, 10, 25),
    "SJ": (70, 81, -10, 34),
}


def may_be_in(position: Position, country: str) -> bool | None:
    """Whether a position may lie in an ISO 3166-1 country; None where we don't know where that is."""
    box = _BOXES.get(country)
    if box is None:
        return None
    south, north, west, east = box
    return south <= Decimal(position.latitude) <= north and west <= Decimal(position.longitude) <= east


def swapped(position: Position) -> Position:
    """The position with latitude and longitude the other way round."""
    return Position(latitude=position.longitude, longitude=position.latitude)
