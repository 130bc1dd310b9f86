"""In which currencies a pasted table's prices are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycountry

from flows.i18n.language import Language
from flows.i18n.texts import InputError, _, shaped
from flows.pasting.heads import CURRENCY
from flows.pasting.table import LeftOut, Table
from flows.pasting.table_words import SUMS
from flows.readers import currencies, currency_words_of, is_currency_word

_WORDS = re.compile(r"[^\W\d_]+|[€$£]")
MOST_USUAL = 8
_MONEY = ("unit_price", "discount", "amount", "other_price")
_UNMISTAKABLE = frozenset(currencies()[:MOST_USUAL])
"""Written in capitals; `ALL` is a currency, too."""
_SIGNS = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR"}


def table_currencies(table: Table, usual: str, language: Language) -> frozenset[str]:
    """The ISO 4217 codes, or the words where those may mean several, of what prices are said to be in.

    A word that people use for the `usual` currency means that one: `kr` in an offer in Norwegian kroner.
    """
    known = currency_words_of(usual, language)
    return frozenset(usual if word.casefold() in known else _code(word) for word in _words(table))


def noted_currencies(table: Table, usual: str, language: Language) -> frozenset[str]:
    """The currencies that only sums, titles and notes name: `Sum 200 EUR`, `Alle priser i EUR`."""
    known = currency_words_of(usual, language)
    words = [word for left in table.rows_left_out for word in _noted(left)]
    return frozenset(usual if word.casefold() in known else _code(word) for word in words)


def noted_currency(table: Table, usual: str, language: Language) -> str:
    """The currency of prices that don't say it themselves. Raises InputError where several may be meant."""
    noted = noted_currencies(table, usual, language)
    if not noted or table_currencies(table, usual, language):
        return ""
    if len(noted) > 1:
        raise InputError(
            _(
                "The table names {currencies}. Write above its prices which they are in, for example “{head}”.",
                currencies=", ".join(sorted(noted)),
                head=shaped("{price} ({currency})", price=_("Price"), currency=min(noted)),
            )
        )
    return next(iter(noted))


def _noted(left: LeftOut) -> Iterator[str]:
    """A sum's figures have their currency beside them; of other words only those that are nothing else count."""
    for figure in left.figures if left.why in SUMS else ():
        yield from (word for word in _WORDS.findall(figure) if is_currency_word(word))
    for word in _WORDS.findall(left.words):
        if word in _UNMISTAKABLE or word.casefold() in _SIGNS:
            yield word


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
