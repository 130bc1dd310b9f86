"""The words an order is found by, folded: each whole, or by its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.clients import LONGEST_WORD, client_words, search_words
from flows.search import fold

LAST_DIGITS = 4
"""Of a phone: what people remember and read out."""

MOST_KEPT = 200
"""Words of one order: an offer of a hundred lines may have more external ids, and an order is written in time."""

_PIECE = re.compile(r"[^\W_]+")
_NOT_A_WORD = re.compile(r"[\W_]+")


def order_words(
    name: str = "",
    phone: str = "",
    email: str = "",
    street: str = "",
    city: str = "",
    external_ids: Iterable[str] = (),
) -> frozenset[str]:
    """Words of the client, of the street and the city, and the ids of what is sold; `phone` is E.164, or empty."""
    last_digits = {phone[-LAST_DIGITS:]} if len(phone) > LAST_DIGITS else set()
    texts = [street, city, *external_ids]
    words = client_words(name, phone, email) | last_digits
    for text in texts:
        if len(words) >= MOST_KEPT:
            break
        words |= _words(text)
    return frozenset(word[:LONGEST_WORD] for word in words if word)


def typed_words(text: str) -> Sequence[str]:
    """What an order's words must begin with, each with one of these; four digits are a phone's last ones, 0047 too."""
    return search_words(text, fewest_dialled=LAST_DIGITS + 1)


def _words(text: str) -> frozenset[str]:
    """Its pieces, and each word without the signs in it: `EVC-01` is found by `evc`, `01` and `evc01`."""
    folded = fold(text)
    joined = (_NOT_A_WORD.sub("", word) for word in folded.split())
    return frozenset([*_PIECE.findall(folded), *joined])
