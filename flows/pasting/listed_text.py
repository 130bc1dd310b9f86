"""Lines written as people write them in a chat: `- 2 x EV Charger X`, `Montering: 2500 kr`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flows.readers import is_currency_word
from flows.readers.unit import PACKS, is_piece, is_unit, known_unit
from flows.search import fold

_BULLET = re.compile(r"^(?:[-–—•*·▪▫‣◦●○■□☐☑✓✔➢→>]|\[[ xX]?\])\s+")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_COUNT = r"\d{1,4}|\d{1,3}(?: \d{3})+"
_TIMES = "[x×*]"
_BEFORE = re.compile(
    rf"^(?P<count>{_COUNT})\s*(?P<word>{_TIMES}|[^\W\d_]+[23²³]?\.?)?(?:\s*(?P<times>{_TIMES}))?\s+(?P<name>\S.*)$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"^(?P<name>.*\S)\s*[\s,:;(–—-]\s*(?:(?P<times>{_TIMES})\s*)?(?P<count>{_COUNT})\s*(?P<word>{_TIMES}|[^\W\d_]+\.?)?\)?$",
    re.IGNORECASE,
)
_EACH = re.compile(r"^(?P<name>.*\S)\s+(?:à|á|@|(?<!\d\s)(?-i:a))\s+(?P<price>\D{0,5}\d.*)$", re.IGNORECASE)
_PRICED = re.compile(
    r"^(?P<name>.*[^\s\d:=–—-])\s*(?::|=|\s[–—-])\s*(?P<price>(?:[^\W\d]{1,4}\.?|[€$£])?\s*\d[\d., ]*"
    r"(?:\s*(?:,-|:-|[^\W\d_]{1,8}\.?|[€$£]))?(?:\s*(?:inkl|incl|eks|ekskl|exkl|excl)\.?.*)?)$",
    re.IGNORECASE,
)
_MONEY_AT_END = re.compile(
    r"^(?P<name>.*?[^\s\d,(])[\s,(]{1,3}(?P<price>(?:(?:[^\W\d_]{2,4}\.?|[€$£])\s*\d[\d., ]*(?:,-|:-)?"
    r"|\d[\d., ]*(?:,-|:-|\s*(?:[^\W\d_]{2,8}\.?|[€$£])))(?:\s*(?:inkl|incl|eks|ekskl|exkl|excl)\.?.*)?)\)?$",
    re.IGNORECASE,
)
_TIMES_AT_END = re.compile(r"^(.*\S)\s+[x×*]$")
_COUNTED = PACKS | {"h", "min", "d", "week", "month", "lump sum"}
"""Units that nothing is named by; a cable of `10 m` may be one."""
_MEASURED = frozenset({"m", "km", "cm", "m²", "m³", "l", "kg", "g", "t"})
_AROUND = " ,:;=–—-("
_GREETING = re.compile(
    r"(?:hei|heisann|hi|hello|hej|hallo|dear|kjaere|guten tag|god (?:dag|morgen|kveld)|mvh|hilsen|vh|regards|mfg|thanks"
    r"|thank you|takk|tack|danke|halsningar|(?:med )?(?:vennlig|venlig|beste) hilsen|(?:med )?vanliga? halsning(?:ar)?"
    r"|(?:best|kind) regards|mit freundlichen gru(?:ss|ß)en|viele gru(?:ss|ß)e)(?:[ ,!.]|$)"
)

IsProduct = Callable[[str], bool]


def is_greeting(text: str) -> bool:
    """Whether a row greets or thanks, as messages do around a list; such a row has no figure in it."""
    return _GREETING.match(fold(text)) is not None and not any(sign.isdecimal() for sign in text)


def without_bullet(text: str) -> str:
    """A text without the sign that lists put before it."""
    return _BULLET.sub("", text)


def is_numbered(texts: list[str]) -> bool:
    """Whether the rows are numbered from one: `1. …`, `2. …`; a number before a name may be its quantity else."""
    numbers = [re.match(r"^(\d{1,2})[.)]\s", text) for text in texts]
    return len(texts) > 1 and [number and int(number[1]) for number in numbers] == list(
        range(1, len(texts) + 1)
    )


def read_listed(text: str, is_product: IsProduct, *, numbered: bool = False) -> Mapping[str, str]:
    """The name, and the quantity and unit price where the text has them, as cells.

    A number alone before or after a name is a quantity only where the name is a product's then: `3 phase cable`.
    """
    bare = without_bullet(text)
    bare = _NUMBERED.sub("", bare) if numbered else bare
    if is_product(bare):
        return {"name": bare}
    if each := _EACH.match(bare):
        return _each(each["name"], each["price"], is_product)
    priced = _PRICED.match(bare) or _money_at_end(bare, is_product)
    if priced is None or not _is_money(priced["price"]):
        return _counted(bare, is_product)
    counted = _counted(priced["name"].rstrip(_AROUND), is_product, measured=_COUNTED | _MEASURED)
    if "quantity" in counted:
        return {**counted, "unit_price": "", "amount": priced["price"]}
    return {**counted, "unit_price": priced["price"]}


def _each(name: str, price: str, is_product: IsProduct) -> dict[str, str]:
    """`3 timer montering à 950` is three hours; `10 m kabel à 250` may be metres, or one cable that is so long."""
    counted = _counted(name, is_product, measured=_COUNTED)
    measured = counted if "quantity" in counted else _counted(name, is_product, measured=_MEASURED)
    if measured == counted:
        return {**counted, "unit_price": price}
    return {**measured, "unit_price": "", "each": price, "whole": name}


def _money_at_end(text: str, is_product: IsProduct) -> re.Match[str] | None:
    """An amount after the name, where a currency or its sign says that it is one: `Montering 2500 kr`."""
    found = _MONEY_AT_END.match(text)
    if found is None or (_TIMES_AT_END.match(found["name"]) and not is_product(found["name"])):
        return None
    first = re.search(r"[^\W\d_]+|[€$£]", found["price"])
    is_money = re.search(r"[,:]-", found["price"]) or (first and is_currency_word(first[0]))
    return found if is_money else None


def _counted(text: str, is_product: IsProduct, *, measured: frozenset[str] = frozenset()) -> dict[str, str]:
    """The name and how many; `measured` are the units that make a figure before the name its quantity."""
    if is_product(text):
        return {"name": text}
    for pattern in (_BEFORE, _AFTER):
        found = pattern.match(text)
        if found is None:
            continue
        name = found["name"].strip(_AROUND)
        word = found["word"] or found["times"] or ""
        if (word and is_piece(word)) or (not word and is_product(name)):
            return {"name": name, "quantity": found["count"]}
        if pattern is _BEFORE and found["times"] and is_unit(word):
            return {"name": name, "quantity": f"{found['count']} {word}"}
        if pattern is _AFTER and not word and (times := _TIMES_AT_END.match(name)):
            return {"name": times[1], "quantity": found["count"]}
        counts = is_unit(word) and known_unit(word) in measured
        if word and counts and not is_product(f"{word} {name}"):
            return {"name": name, "quantity": f"{found['count']} {word}"}
        if pattern is _BEFORE and word and is_product(f"{word} {name}"):
            return {"name": f"{word} {name}", "quantity": found["count"]}
    return {"name": text}


def _is_money(price: str) -> bool:
    """`Type: 2` is no price, `Montering: 2500` and `Montering: 50 kr` are."""
    if any(is_piece(word) or is_unit(word) for word in re.findall(r"[^\W\d_]+", price)):
        return False
    return bool(re.search(r"[^\W\d]|[€$£]|,-|\d{3}", price))
