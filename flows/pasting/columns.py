"""What a pasted table's columns hold, recognised by the words in its header row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.pasting.column_words import (
    AMOUNT,
    CHANGES_PRICE,
    COST,
    DISCOUNT,
    FILLERS,
    IN_ALL,
    KEYS,
    PER,
    PRICE,
    SHARE,
)
from flows.readers import is_currency_word
from flows.readers.unit import PACKS, is_piece, is_unit, known_unit
from flows.readers.vat_words import VAT, WITH, WITHOUT, includes_vat
from flows.search import fold

_SIGNS = re.compile(r"[^\w\s%$€£+]|_")
_FIGURE = re.compile(r"[^\w]*\d[\d\s.,]*\W*(kr|kroner)?\W*")
_LETTER = re.compile(r"[^\W\d_]|[$€£]")
_PRICE = re.compile(r"\w*(?:pris|preis|price)")
_COMPOUND = re.compile(r"^(netto|brutto)(?=pris|preis|price|sum|belop|betrag)")
FEWEST_HEADS = 2

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


PLAIN_ORDER = (Column("name"), Column("quantity"), Column("unit_price"), Column("vat_rate"))
"""Without a header."""


def columns_told_by(cells: Sequence[str], *, fewest: int | None = None) -> tuple[Column, ...] | None:
    """The columns if this row is a header, else None: it knows two heads, or all there are, and holds no figure."""
    heads = [cell for cell in cells if cell]
    if not heads or any(_FIGURE.fullmatch(cell) for cell in heads):
        return None
    columns = _one_price([column_told_by(cell) for cell in cells])
    known = [column for column in columns if column.key]
    if len(known) < (min(FEWEST_HEADS, len(heads)) if fewest is None else fewest):
        return None
    return _with_names(tuple(_each_once(columns)))


def named_by_cells(columns: tuple[Column, ...], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns, with the names elsewhere if what the header calls so holds only numbers: `Line` counts them, too."""
    place = next((place for place, column in enumerate(columns) if column.key == "name"), None)
    if place is None or not _are_numbers(place, rows):
        return columns
    keys = [column.key for column in columns]
    others = [at for at, key in enumerate(keys) if key in {"", "description"} and _are_words(at, rows)]
    others.sort(key=lambda at: keys[at] != "description")
    if not others:
        return columns
    swapped = {place: "", others[0]: "name"}
    return tuple(replace(column, key=swapped.get(at, column.key)) for at, column in enumerate(columns))


def _are_numbers(place: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [cells[place] for cells in rows if place < len(cells) and cells[place]]
    return bool(cells) and all(cell.rstrip(".").isdecimal() for cell in cells)


def _are_words(place: int, rows: Sequence[Sequence[str]]) -> bool:
    cells = [cells[place] for cells in rows if place < len(cells) and cells[place]]
    return bool(cells) and all(re.search(r"[^\W\d_]{2}", cell) for cell in cells)


def column_told_by(cell: str) -> Column:
    """What one head says of its column."""
    words = _SIGNS.sub(" ", fold(cell)).split()
    unit = next((word.upper() for word in words if _is_currency(word)), "")
    share = "%" in cell or bool(SHARE & set(words))
    plain = [word for word in words if not _is_currency(word) and word != "%" and word not in SHARE]
    column = _told(plain, unit, share=share)
    return replace(column, head=cell)


def _told(words: list[str], unit: str, *, share: bool) -> Column:
    said = VAT & set(words) or not {"m", "u"} & set(words)
    bare = [word for word in words if word not in VAT | WITH | WITHOUT | {"+"}] if said else words
    inclusive = _inclusive(words) if said else None
    if DISCOUNT & set(words):
        return _discount(words, unit, share=share)
    figures = {word for word in bare if word.isdecimal()}
    if VAT & set(words) and not set(bare) - IN_ALL - FILLERS - figures and inclusive is None:
        return _vat(bare, unit, share=share and not figures)
    if (key := KEYS.get(" ".join(words))) and not (key == "unit_price" and share):
        return Column(key, unit if key == "unit_price" else "")
    if counted := _counted(words):
        return counted
    if price := _price(bare, unit, inclusive):
        return Column() if share else price
    if not bare and inclusive is not None:
        return Column(ROW_AMOUNT, unit, inclusive, per=EITHER)
    if bare and not set(bare) - AMOUNT - IN_ALL - FILLERS and set(bare) & (AMOUNT | IN_ALL):
        return Column(ROW_AMOUNT, unit, inclusive)
    return Column(changes_price=bool(CHANGES_PRICE & set(words)))


def _inclusive(words: Sequence[str]) -> bool | None:
    """Nettopris says it in one word."""
    parts = [part for word in words for part in (word, *(_COMPOUND.findall(word)))]
    return includes_vat(parts)


def _discount(words: list[str], unit: str, *, share: bool) -> Column:
    if "reason" in words or KEYS.get(" ".join(words)) == "discount_source":
        return Column("discount_source")
    others = set(words) - DISCOUNT - FILLERS - IN_ALL - PER
    if not all(is_piece(word) for word in others):
        return Column(changes_price=True)
    if share:
        return Column("discount", "%")
    each = any(is_piece(word) or word in PER for word in words)
    return Column("discount", unit, per="row" if IN_ALL & set(words) else "piece" if each else "")


def _vat(bare: list[str], unit: str, *, share: bool) -> Column:
    if not share and (unit or IN_ALL & set(bare) or any(word.isdecimal() for word in bare)):
        return Column(VAT_AMOUNT, changes_price=True)
    return Column("vat_rate")


def _counted(words: list[str]) -> Column | None:
    """As in “Timer”, “Antall meter” and “Qty (m)”: what is counted is in the head."""
    units = [word for word in words if is_unit(word) and known_unit(word) not in PACKS]
    others = [word for word in words if word not in units and word not in PER]
    if len(units) != 1 or any(KEYS.get(word) != "quantity" for word in others):
        return None
    return Column("quantity", per=units[0])


def _price(bare: list[str], unit: str, inclusive: bool | None) -> Column | None:
    """As in “Price ex. VAT”, “Pris pr. stk” and “Pris/m”."""
    prices = [word for word in bare if word in PRICE or _PRICE.fullmatch(word)]
    others = [
        word for word in bare if word not in prices and word not in FILLERS | PER and not is_piece(word)
    ]
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


def _one_price(columns: list[Column]) -> list[Column]:
    """Of several prices the one that says whether VAT is in it; the other way round it is a check."""
    prices = [column for column in columns if column.key == "unit_price"]
    if len(prices) < 2:  # noqa: PLR2004 - more than one
        return columns
    chosen = next((column for column in prices if column.tax_inclusive is not None), prices[0])
    return [
        column if column not in prices or column is chosen else _beside(column, chosen) for column in columns
    ]


def _beside(column: Column, chosen: Column) -> Column:
    if chosen.tax_inclusive is not None and column.tax_inclusive is not chosen.tax_inclusive:
        return replace(column, key=OTHER_PRICE, tax_inclusive=not chosen.tax_inclusive)
    return Column(head=column.head, changes_price=True)


def _each_once(columns: Sequence[Column]) -> Iterator[Column]:
    taken = {""}
    for column in columns:
        twice = column.key in taken and column.key
        yield Column(head=column.head, changes_price=column.key in _IN_THE_PRICE) if twice else column
        taken.add(column.key)


_IN_THE_PRICE = frozenset({"quantity", "unit_price", "vat_rate", "discount", CURRENCY, UNIT})


def _with_names(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Lines need names: the column “Description”, else in the first column we don't know."""
    keys = [column.key for column in columns]
    if "name" in keys:
        return columns
    unknown = (
        place
        for place, column in enumerate(columns)
        if column.head and not column.key and not column.changes_price and _LETTER.search(column.head)
    )
    place = keys.index("description") if "description" in keys else next(unknown, None)
    if place is None or ("external_id" in keys and "description" not in keys):
        return columns
    return (*columns[:place], replace(columns[place], key="name"), *columns[place + 1 :])


def _is_currency(word: str) -> bool:
    known = word in KEYS or word in WITH | WITHOUT | VAT | FILLERS | IN_ALL | AMOUNT | PER | SHARE
    return not known and not is_piece(word) and not is_unit(word) and is_currency_word(word)
