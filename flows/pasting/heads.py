"""What one head of a pasted table says of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.pasting.column_words import (
    AMOUNT,
    BEFORE,
    CHANGES_PRICE,
    COST,
    DISCOUNT,
    FILLERS,
    IN_ALL,
    KEYS,
    PER,
    PRICE,
    PRICE_KINDS,
    SHARE,
)
from flows.readers import is_currency_word
from flows.readers.unit import CALENDAR, PACKS, is_piece, is_unit, known_unit
from flows.readers.vat_words import VAT, WITH, WITHOUT, includes_vat
from flows.search import fold

_SIGNS = re.compile(r"[^\w\s%$€£+]|_")
_LETTER = re.compile(r"[^\W\d_]|[$€£]")
_PRICE = re.compile(r"\w*(?:pris|preis|price)")
_DISCOUNT = re.compile(r"\w*(?:rabatt|rabat)(?:sats|satz|prosent|procent|prozent|belop|belopp|belob|betrag)?")
_SHARE = re.compile(r"(?!tim)\w+(?:sats|satz|prosent|procent|prozent)")
_HOURLY = re.compile(r"(?:time|tim|stunden)(?:sats|takst|taxa|satz)|hourly")
_LINE = frozenset({"line", "linje", "row", "rad", "zeile"})
RATE = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?(?=\s*%)")
"""A percentage among other words."""
_COMPOUND = re.compile(r"^(netto|brutto)(?=pris|preis|price|sum|belop|betrag)")

ROW_AMOUNT, VAT_AMOUNT, CURRENCY, UNIT, OTHER_PRICE = (
    "amount",
    "vat_amount",
    "currency",
    "unit",
    "other_price",
)
"""Keys of columns that are no field of a line: checked against it, or read together with another column."""
EITHER = "either"
"""Of a column of amounts whose head doesn't say whether they are for one or for the row."""
CHECKS = (ROW_AMOUNT, OTHER_PRICE)
"""Keys of columns that a line is only held against."""


@dataclass(frozen=True)
class Column:
    """One column: the key of the line's field, empty for one that means nothing to us.

    `unit` is in the header and is added to bare figures: `%`, or a currency. `tax_inclusive` where the header says.
    """

    key: str = ""
    unit: str = ""
    tax_inclusive: bool | None = None
    head: str = ""
    per: str = ""
    """For a price: what it is for, where that isn't a piece. For a discount: `row` or `piece`, where it says so."""
    changes_price: bool = False
    """Not read, although it would change what the payer pays."""

    @property
    def is_read(self) -> bool:
        """Whether its cells become part of a line."""
        return self.key not in {"", VAT_AMOUNT, *CHECKS}

    def in_full(self, cell: str) -> str:
        """A cell with the unit its header gives."""
        bare = self.unit and "%" not in cell and not _LETTER.search(cell)
        return f"{cell} {self.unit}" if bare else cell


def column_told_by(cell: str) -> Column:
    """What one head says of its column."""
    words = _SIGNS.sub(" ", fold(cell).replace("%", " % ")).split()
    unit = next((word.upper() for word in words if _is_currency(word)), "")
    share = (
        ("%" in cell and not RATE.search(cell))
        or bool(SHARE & set(words))
        or any(map(_SHARE.fullmatch, words))
    )
    plain = [word for word in words if not _is_currency(word) and word != "%" and word not in SHARE]
    column = _told(plain, unit, share=share)
    return replace(column, head=cell)


def _told(words: list[str], unit: str, *, share: bool) -> Column:
    said = VAT & set(words) or not {"m", "u"} & set(words)
    bare = [word for word in words if word not in VAT | WITH | WITHOUT | {"+"}] if said else words
    inclusive = _inclusive(words) if said else None
    if _is_discount(words):
        return _discount(words, unit, share=share)
    if unit and words and all(is_piece(word) or word in PER for word in words):
        return Column("unit_price", unit)
    figures = {word for word in bare if word.isdecimal()} if VAT & set(words) else set()
    if VAT & set(words) and not set(bare) - IN_ALL - FILLERS - figures and inclusive is None:
        return _vat(bare, unit, share=share and not figures)
    if (key := KEYS.get(" ".join(words))) and not (key == "unit_price" and share):
        rate = key == "vat_rate" and (share or "rate" in words)
        return Column(key, unit if key == "unit_price" else "%" if rate else "")
    if counted := _counted(words):
        return counted
    if price := _price([word for word in bare if word not in figures], unit, inclusive):
        return Column() if share else price
    if not bare and inclusive is not None:
        return Column(ROW_AMOUNT, unit, inclusive, per=EITHER)
    if bare and not set(bare) - AMOUNT - IN_ALL - FILLERS and set(bare) & (AMOUNT | IN_ALL - _LINE):
        return Column(ROW_AMOUNT, unit, inclusive)
    return Column(changes_price=bool(CHANGES_PRICE & set(words)))


def _is_discount(words: Sequence[str]) -> bool:
    """Price before discount is a price."""
    said = set(words)
    return any(_names_discount(word) for word in words) and not (PRICE & said and BEFORE & said)


def _names_discount(word: str) -> bool:
    return word in DISCOUNT or _DISCOUNT.fullmatch(word) is not None


def _inclusive(words: Sequence[str]) -> bool | None:
    """Nettopris says it in one word."""
    parts = [part for word in words for part in (word, *(_COMPOUND.findall(word)))]
    return includes_vat(parts)


def _discount(words: list[str], unit: str, *, share: bool) -> Column:
    if "reason" in words or KEYS.get(" ".join(words)) == "discount_source":
        return Column("discount_source")
    others = {word for word in words if not _names_discount(word)} - FILLERS - IN_ALL - PER
    if not all(is_piece(word) for word in others):
        return Column(changes_price=True)
    if share:
        return Column("discount", "%")
    each = any(is_piece(word) or word in PER for word in words)
    return Column("discount", unit, per="row" if IN_ALL & set(words) else "piece" if each else "")


def _vat(bare: list[str], unit: str, *, share: bool) -> Column:
    if not share and (unit or IN_ALL & set(bare) or any(word.isdecimal() for word in bare)):
        return Column(VAT_AMOUNT, changes_price=True)
    return Column("vat_rate", "%" if share else "")


def _counted(words: list[str]) -> Column | None:
    """As in “Timer”, “Antall meter” and “Qty (m)”: what is counted is in the head."""
    core = [word for word in words if not is_piece(word) and word not in FILLERS | PER]
    if len(core) == 1 and KEYS.get(core[0]) == "quantity":
        return Column("quantity")
    units = [word for word in words if is_unit(word) and known_unit(word) not in PACKS | CALENDAR]
    others = [word for word in words if word not in units and word not in PER]
    if len(units) != 1 or any(KEYS.get(word) != "quantity" for word in others):
        return None
    return Column("quantity", per=units[0])


def _price(bare: list[str], unit: str, inclusive: bool | None) -> Column | None:
    """As in “Price ex. VAT”, “Pris pr. stk” and “Pris/m”."""
    prices = [word for word in bare if word in PRICE or _PRICE.fullmatch(word) or _HOURLY.fullmatch(word)]
    dropped = FILLERS | PER | PRICE_KINDS | set(filter(_names_discount, bare))
    others = [word for word in bare if word not in prices and word not in dropped and not is_piece(word)]
    if any(map(_HOURLY.fullmatch, prices)) and not others:
        return Column("unit_price", unit, inclusive, per="h")
    if not prices or COST & set(bare):
        return None
    if set(prices) & AMOUNT or (others and not set(others) - IN_ALL):
        return Column(ROW_AMOUNT, unit, inclusive)
    if not others:
        return Column("unit_price", unit, inclusive)
    per = others[0]
    if len(others) == 1 and is_unit(per) and known_unit(per) not in PACKS:
        return Column("unit_price", unit, inclusive, per=per)
    return Column(changes_price=True)


def _is_currency(word: str) -> bool:
    known = word in KEYS or word in WITH | WITHOUT | VAT | FILLERS | IN_ALL | AMOUNT | PER | SHARE
    return not known and not is_piece(word) and not is_unit(word) and is_currency_word(word)
