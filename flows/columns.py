"""What a pasted table's columns hold, told by the words in its first row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.readers import is_currency_word
from flows.search import fold

# What heads a column in English, Norwegian, Swedish, Danish and German, as `fold` leaves it.
HEADS = {
    "name": "name product item article line navn produkt vare varenavn artikkel linje tekst post benevnelse "
    "betegnelse namn artikel benamning vara bezeichnung produktname",
    "external_id": "external_id id sku external_number item_no item_number article_no article_number product_id "
    "product_no varenr varenummer vare_nr artikkelnr artikkelnummer produktnr produktnummer ekstern_id artikelnr "
    "artikelnummer art_nr artnr externt_id externe_id",
    "quantity": "quantity qty count pcs number antall antal ant stk st mengde menge anzahl stuck",
    "unit_price": "price unit_price price_each each pris enhetspris stykkpris stk_pris a_pris styckpris stykpris "
    "enhedspris preis einzelpreis stuckpreis",
    "vat_rate": "vat vat_rate tax tax_rate mva mva_sats moms momssats mwst ust",
    "discount": "discount unit_discount rabatt rabat nachlass",
    "discount_source": "reason campaign kampanje kampanj kampagne arsak grunn",
    "description": "description details beskrivelse detaljer beskrivning beschreibung merknad note",
}
_KEYS = {head.replace("_", " "): key for key, heads in HEADS.items() for head in heads.split()}
_PRICE_HEADS = {
    "vat": HEADS["vat_rate"],
    "without": "ex excl excluding eks ekskl exkl uten utan uden without ohne zzgl net netto",
    "with": "inc incl including ink inkl inkludert inklusive med with mit gross brutto",
}
_VAT, _WITHOUT, _WITH = (frozenset(words.split()) for words in _PRICE_HEADS.values())

_SIGNS = re.compile(r"[^\w\s]|_")
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,]*\W*(kr|kroner)?\W*")
_LETTER = re.compile(r"[^\W\d_]|[$€£]")
FEWEST_HEADS = 2


@dataclass(frozen=True)
class Column:
    """One column: the key of the line's field, empty for one that means nothing to us.

    `unit` stands in the header and is added to bare figures: `%`, or a currency. `tax_inclusive` where the header says.
    """

    key: str = ""
    unit: str = ""
    tax_inclusive: bool | None = None

    def in_full(self, cell: str) -> str:
        """A cell with the unit its header gives."""
        bare = self.unit and "%" not in cell and not _LETTER.search(cell)
        return f"{cell} {self.unit}" if bare else cell


PLAIN_ORDER = (Column("name"), Column("quantity"), Column("unit_price"), Column("vat_rate"))
"""Without a header."""


def columns_told_by(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns if this row is a header, else None: it knows two heads, or all there are, and holds no figure."""
    columns = tuple(_columns(cells))
    known = [column for column in columns if column.key]
    heads = [cell for cell in cells if cell]
    if len(known) < min(FEWEST_HEADS, len(heads)) or any(_FIGURE.fullmatch(cell) for cell in heads):
        return None
    return _with_names(columns, cells)


def _columns(cells: Sequence[str]) -> Iterator[Column]:
    taken = {""}
    for cell in cells:
        column = _column(cell)
        yield Column() if column.key in taken else column
        taken.add(column.key)


def _with_names(columns: tuple[Column, ...], cells: Sequence[str]) -> tuple[Column, ...]:
    """Lines need names: what stands under “Description”, else in the first column we don't know."""
    keys = [column.key for column in columns]
    if "name" in keys or "external_id" in keys:
        return columns
    unknown = [place for place, cell in enumerate(cells) if cell and not keys[place]]
    place = keys.index("description") if "description" in keys else next(iter(unknown), None)
    if place is None:
        return columns
    return (*columns[:place], Column("name"), *columns[place + 1 :])


def _column(cell: str) -> Column:
    words = _SIGNS.sub(" ", fold(cell)).split()
    unit = next((word.upper() for word in words if _is_unit(word)), "%" if "%" in cell else "")
    plain = [word for word in words if not _is_unit(word)]
    key = _KEYS.get(" ".join(plain), "")
    if key == "discount" or (key == "unit_price" and unit != "%"):
        return Column(key, unit)
    return Column(key) if key else _price_with_or_without_vat(plain, unit)


def _price_with_or_without_vat(words: Sequence[str], unit: str) -> Column:
    """As in “Price ex. VAT”."""
    without, with_ = _WITHOUT & set(words), _WITH & set(words)
    rest = " ".join(word for word in words if word not in _VAT | _WITHOUT | _WITH)
    if _KEYS.get(rest) != "unit_price" or bool(without) == bool(with_):
        return Column()
    return Column("unit_price", "" if unit == "%" else unit, tax_inclusive=bool(with_))


def _is_unit(word: str) -> bool:
    return word not in _KEYS and word not in _WITH | _WITHOUT and is_currency_word(word)
