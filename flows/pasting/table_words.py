"""Rows of a table that are no lines: sums, VAT, roundings and discounts, recognised by their words."""

from __future__ import annotations

import re
from enum import StrEnum

from flows.pasting.column_words import DISCOUNT
from flows.readers import is_currency_word
from flows.readers.vat_words import VAT, WITH, WITHOUT, includes_vat, vat_words
from flows.search import word_set

_SUM = word_set(
    "sum sums summa summe total totals totalt totale totalsum totalbelop totalbelopp subtotal delsum "
    "delsumma delsumme mellomsum mellemsum zwischensumme gesamt gesamtsumme gesamtbetrag gesamtpreis "
    "endsumme endbetrag rechnungsbetrag nettosum nettosumma nettosumme nettobelop nettobelopp nettobetrag "
    "nettototal bruttosum bruttosumma bruttosumme bruttobelop bruttobelopp bruttobetrag belop belopp "
    "belob betrag amount due pay betale betala zahlen zahlbetrag ialt ordresum ordretotal ordresumma "
    "varesum fakturasum tilbudssum offertsumma tilbudspris angebotssumme slutsumma sluttsum slutsum "
    "prissum grunnlag beregningsgrunnlag mvagrunnlag totalpris totalprice netto brutto net gross "
    "subtotalt samlet sammenlagt sammen tilsammen"
)
_ROUNDING = word_set(
    "oreavrunding avrunding avrundning oresavrundning oreafrunding afrunding rounding rundung oreavrunning"
)
_FILLERS = word_set(
    "a i alt at to att zu the of av af pa on herav heraf derav darav davon hereof thereof which grand "
    "order ordre excluded til og and und for all hele linjer lines rader row rows kr x amount belop "
    "belopp belob betrag utgaende gyldig lav hoy sats inn varav darav hvorav sales"
)
_FIGURE = re.compile(r"\d")


_SUM_FIRST = word_set(
    "sum sums summa summe total totals totalt subtotal delsum delsumma mellomsum zwischensumme gesamt gesamtsumme "
    "samlet sammenlagt totalsum nettosum bruttosum"
)


_SUM_AT_END = re.compile(r"\w{3,}(?:sum|summa|summe|total|totalt|betrag)")
_PAYABLE = word_set("betale betala zahlen payable due restbelop restbelopp restbelob saldo balance")


class Leftover(StrEnum):
    """The kinds of rows that are no lines: all are reported, sums are checked too."""

    SUM = "sum"
    NET = "net"
    GROSS = "gross"
    VAT = "vat"
    ROUNDING = "rounding"
    UNNAMED = "unnamed"
    TITLE = "title"
    HEADS = "heads"
    OTHER_HEADS = "other heads"
    DOUBTFUL = "doubtful"
    NOTE = "note"


SUMS = frozenset({Leftover.SUM, Leftover.NET, Leftover.GROSS, Leftover.VAT})
"""Those with an amount that our lines are held against."""


def leftover_called(label: str) -> Leftover | None:
    """What a row with this label is, if its words say nothing but that: `Sum eks. mva`, `MVA 25 %`, `Å betale`."""
    words = [word for word in vat_words(label) if not _FIGURE.search(word) and word not in {"%", "+"}]
    words = [word for word in words if word in _SUM | VAT | WITH | WITHOUT or not is_currency_word(word)]
    known = set(words)
    if not known or known - _SUM - _ROUNDING - _FILLERS - VAT - WITH - WITHOUT:
        return None
    if known & _ROUNDING:
        return Leftover.ROUNDING
    sums = known & _SUM
    if any("grunnlag" in word for word in sums):
        return Leftover.NET
    in_all = {"i", "alt"} <= known
    if known & VAT and not in_all and not sums - {"belop", "belopp", "belob", "betrag", "amount"}:
        return Leftover.VAT
    if not sums and not in_all:
        return None
    return {True: Leftover.GROSS, False: Leftover.NET, None: Leftover.SUM}[includes_vat(words)]


def may_be_leftover(label: str) -> bool:
    """Whether a row without a quantity may be a sum or VAT by one of its words: `Sum materiell`, `Moms på arbete`."""
    words = vat_words(label)
    known = set(words)
    return bool(words) and (
        words[0] in _SUM_FIRST or bool((VAT | _PAYABLE) & known) or any(map(_SUM_AT_END.fullmatch, words))
    )


def is_discount(label: str) -> bool:
    """Whether a row's name says nothing but that something is taken off: `Rabatt`, `- Rabatt 10 %`."""
    words = {word for word in vat_words(label) if not _FIGURE.search(word) and word not in {"%", "+"}}
    return bool(words & DISCOUNT) and not words - DISCOUNT - _FILLERS
