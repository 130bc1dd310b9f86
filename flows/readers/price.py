"""A price as people write it: an amount, and often whether VAT is in it."""

import re
from typing import NamedTuple

from flows.i18n.language import Language
from flows.readers.money import read_amount, show_amount_input
from flows.readers.plain import one_form, tidy
from flows.readers.unit import is_piece
from flows.readers.vat_words import VAT, WITH, WITHOUT, includes_vat, vat_words
from flows.search import word_set

_SIDES = re.compile(r"^(?P<before>\D*)(?P<figure>\d.*?\d|\d)(?P<after>\D*)$")
_PER_PIECE = re.compile(r"(?:\s*/\s*|\s+(?:pr|per|pro|à|á)\.?\s*)([^\W\d_]+)\.?$", re.IGNORECASE)
_SAID_ALONE = (WITH | WITHOUT) - word_set(
    "m u med med with mit uten utan uden without ohne plus pluss zzgl zuzuglich"
)
"""Words that speak of VAT also where it isn't named: `1250 inkl`."""


class TypedPrice(NamedTuple):
    """Hundredths of the currency, and whether VAT is in them where the words beside the amount say so."""

    amount: int
    tax_inclusive: bool | None = None


def read_price(input: str, language: Language, currency: str) -> TypedPrice:
    """The price from `1250`, `1250 kr/stk`, `1250 eks mva`, `kr 10 000 inkl. mva`. Raises InputError."""
    text = _for_one(one_form(tidy(input)))
    sides = _SIDES.match(text)
    if sides is None:
        return TypedPrice(read_amount(text, language, currency))
    before, said_before = _without_vat_words(sides["before"])
    after, said_after = _without_vat_words(sides["after"])
    inclusive = includes_vat([*said_before, *said_after])
    if inclusive is None:
        return TypedPrice(read_amount(text, language, currency))
    return TypedPrice(read_amount(f"{before}{sides['figure']}{after}", language, currency), inclusive)


def _for_one(text: str) -> str:
    """Without what says that it is the price of one: `1250 kr/stk`."""
    found = _PER_PIECE.search(text)
    return text[: found.start()] if found and is_piece(found[1]) else text


def show_price_input(price: TypedPrice | int, language: Language) -> str:
    """Writes a price so that reading it gives the same amount; VAT has a box of its own."""
    return show_amount_input(price.amount if isinstance(price, TypedPrice) else price, language)


def _without_vat_words(side: str) -> tuple[str, list[str]]:
    """A side of the amount without what it says of VAT, and those words; unchanged where it says nothing of VAT."""
    words = vat_words(side)
    if not (VAT | _SAID_ALONE) & set(words):
        return side, []
    known = [word for word in words if word in VAT | WITH | WITHOUT | {"+"}]
    kept = [word for word in re.split(r"[\s/()]+", side) if not set(vat_words(word)) & set(known)]
    return f" {' '.join(kept)} ", known
