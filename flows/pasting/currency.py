"""In which currencies a pasted table's prices are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycountry

from flows.i18n.language import Language
from flows.pasting.columns import CURRENCY
from flows.pasting.table import Table
from flows.readers import currency_words_of, is_currency_word

_WORDS = re.compile(r"[^\W\d_]+|[€$£]")
_MONEY = ("unit_price", "discount", "amount", "other_price")
_SIGNS = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR"}


def table_currencies(table: Table, usual: str, language: Language) -> frozenset[str]:
    """The ISO 4217 codes, or the words where those may mean several, of what prices are said to be in.

    A word that people use for the `usual` currency means that one: `kr` in an offer in Norwegian kroner.
    """
    known = currency_words_of(usual, language)
    return frozenset(usual if word.casefold() in known else _code(word) for word in _words(table))


def _words(table: Table) -> Iterator[str]:
    for column in table.columns:
        if column.key in _MONEY and column.unit not in {"", "%"}:
            yield column.unit
    for row in table.rows:
        cells = [cell for key, cell in row.cells.items() if key in {*_MONEY, CURRENCY}]
        for cell in cells:
            yield from (word for word in _WORDS.findall(cell) if is_currency_word(word))


def _code(word: str) -> str:
    code = _SIGNS.get(word.casefold(), word.upper())
    return code if pycountry.currencies.get(alpha_3=code) else word
