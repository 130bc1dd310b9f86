"""Clients who have ordered before, and what tells two addresses apart."""

from __future__ import annotations

import re

from flows.draft import Address
from flows.search import fold

_NOT_A_WORD = re.compile(r"[\W_]+")
_LETTER_OF_A_HOUSE = re.compile(r"(?<=\d) (?=[^\W\d]\b)")


def place_of(address: Address) -> str:
    """Where the address is, folded."""
    return folded_place(address.street, address.postal_code, address.country)


def folded_place(street: str, postal_code: str, country: str) -> str:
    """An address as compared with others: `Storgata 1 B` and `storgata 1b,` with one postal code are one place."""
    words = _NOT_A_WORD.sub(" ", fold(street)).strip()
    code = _NOT_A_WORD.sub("", fold(postal_code))
    return "|".join([_LETTER_OF_A_HOUSE.sub("", words), code, country])
