"""Words that say whether a price includes VAT, in English, Norwegian, Swedish, Danish and German."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.search import fold, word_set

VAT = word_set("vat tax gst mva moms merverdiavgift mwst ust mehrwertsteuer umsatzsteuer")
WITHOUT = word_set(
    "ex excl excluding exclusive eks ekskl eksl ekskluderet eksklusiv eksklusive exkl exklusive uten utan "
    "u uden without ohne zzgl zuzuglich plus pluss net netto"
)
WITH = word_set(
    "inc incl including inclusive ink inkl inklusiv inklusive inkludert inkluderet inklusivt inkluderat "
    "med m with mit gross brutto"
)

_WORD = re.compile(r"[^\W\d_]+|[+%]|\d+(?:[.,]\d+)?")


def vat_words(text: str) -> list[str]:
    """A text's words as they are compared; signs but `+` and `%` are no words."""
    return _WORD.findall(fold(text))


def includes_vat(words: Iterable[str]) -> bool | None:
    """Whether words such as `inkl mva` or `+ mva` say that VAT is in the price; None where they don't or say both."""
    said = set(words)
    without, with_ = bool((WITHOUT | {"+"}) & said), bool(WITH & said)
    return with_ if without != with_ else None
