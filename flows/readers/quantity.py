"""How many of something: whole numbers."""

from __future__ import annotations

import re

from flows.readers.plain import one_form, tidy
from flows.texts import Mistake, _

MOST_QUANTITY = 9999


def read_quantity(typed: str) -> int:
    """A whole number from 1 to 9999; raises Mistake."""
    text = one_form(tidy(typed)).rstrip(".")
    if re.fullmatch(r"[0-9]+[.,][0-9]+", text):
        raise Mistake(_("Only whole numbers can be ordered, for example {example}.", example="2"))
    if not re.fullmatch(r"-?[0-9]+", text):
        raise Mistake(_("Write only the number, without words or units, for example {example}.", example="2"))
    quantity = int(text) if len(text) <= len(str(MOST_QUANTITY)) else MOST_QUANTITY + 1
    if not 1 <= quantity <= MOST_QUANTITY:
        raise Mistake(
            _(
                "Write a whole number from 1 to {most}, for example {example}.",
                most=MOST_QUANTITY,
                example="2",
            )
        )
    return quantity
