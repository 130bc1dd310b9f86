"""What the product search is asked and what it answers: products, and how many of them."""

from __future__ import annotations

import re

from flows.catalog import Catalog
from flows.readers import MOST_QUANTITY
from flows.readers.unit import is_piece, is_unit

LONGEST_VALUE = 75
"""What a select takes as an option's value."""

_SIGN = "*"
_COUNTED = re.compile(r"^\s*(\d{1,4})\s*([x×*]|[^\W\d_]+\.?)?\s+(\S.*)$", re.IGNORECASE)


def quantity_and_words(input: str) -> tuple[int, str]:
    """The quantity that a search begins with and what it searches for: `3 kabel`, `3 x kabel`, `3 stk kabel`."""
    found = _COUNTED.match(input)
    if found is None or not 1 <= int(found[1]) <= MOST_QUANTITY:
        return 1, input
    word = found[2] or ""
    if not word or is_piece(word):
        return int(found[1]), found[3]
    measured = is_unit(word) or not input.strip()[len(found[1])].isspace()
    return (1, input) if measured else (int(found[1]), f"{word} {found[3]}")


def with_quantity(key: str, quantity: int) -> str:
    """An option's value for so many of a product or bundle; a key too long for that stands for one."""
    value = f"{quantity}{_SIGN}{key}"
    return value if len(value) <= LONGEST_VALUE else key


def chosen_product(value: str, catalog: Catalog) -> tuple[str, int]:
    """The key of the product or bundle that was picked, and how many."""
    number, sign, key = value.partition(_SIGN)
    known = catalog.product(value) is not None or not sign or not number.isdecimal()
    return (value, 1) if known else (key, max(int(number), 1))
