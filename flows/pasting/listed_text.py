"""Lines written as people write them in a chat: `- 2 x EV Charger X`, `Montering: 2500 kr`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from flows.readers.unit import is_piece, is_unit

_BULLET = re.compile(r"^(?:[-–—•*·▪▫‣◦●○■□☐☑✓✔➢→>]|\[[ xX]?\])\s+")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+")
_COUNT = r"\d{1,4}|\d{1,3}(?: \d{3})+"
_TIMES = "[x×*]"
_BEFORE = re.compile(
    rf"^(?P<count>{_COUNT})\s*(?P<word>{_TIMES}|[^\W\d_]+\.?)?\s+(?P<name>\S.*)$", re.IGNORECASE
)
_AFTER = re.compile(
    rf"^(?P<name>.*\S)\s*[\s,:;(–—-]\s*(?:(?P<times>{_TIMES})\s*)?(?P<count>{_COUNT})\s*(?P<word>{_TIMES}|[^\W\d_]+\.?)?\)?$",
    re.IGNORECASE,
)
_EACH = re.compile(r"^(?P<name>.*\S)\s+(?:à|á|a|@)\s+(?P<price>\D{0,5}\d.*)$", re.IGNORECASE)
_PRICED = re.compile(
    r"^(?P<name>.*[^\s\d:=–—-])\s*(?::|=|\s[–—-])\s*(?P<price>(?:[^\W\d]{1,4}\.?|[€$£])?\s*\d[\d., ]*"
    r"(?:\s*(?:,-|:-|[^\W\d_]{1,8}\.?|[€$£]))?(?:\s*(?:inkl|incl|eks|ekskl|exkl|excl)\.?.*)?)$",
    re.IGNORECASE,
)

IsProduct = Callable[[str], bool]


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
    price: dict[str, str] = {}
    if each := _EACH.match(bare):
        bare, price = each["name"], {"unit_price": each["price"]}
    elif priced := _PRICED.match(bare):
        counted = _counted(priced["name"], is_product)
        if "quantity" not in counted:
            return (
                {**counted, "unit_price": priced["price"]}
                if _is_money(priced["price"])
                else _counted(bare, is_product)
            )
        return {**counted, "unit_price": "", "amount": priced["price"]}
    return {**_counted(bare, is_product), **price}


def _counted(text: str, is_product: IsProduct) -> dict[str, str]:
    if is_product(text):
        return {"name": text}
    for pattern in (_BEFORE, _AFTER):
        found = pattern.match(text)
        if found is None:
            continue
        name, word = (
            found["name"].strip(" ,:;–—-("),
            found["word"] or ("x" if found.groupdict().get("times") else ""),
        )
        if (word and is_piece(word)) or (not word and is_product(name)):
            return {"name": name, "quantity": found["count"]}
        if pattern is _BEFORE and word and is_product(f"{word} {name}"):
            return {"name": f"{word} {name}", "quantity": found["count"]}
    return {"name": text}


def _is_money(price: str) -> bool:
    """`Type: 2` is no price, `Montering: 2500` and `Montering: 50 kr` are."""
    if any(is_piece(word) or is_unit(word) for word in re.findall(r"[^\W\d_]+", price)):
        return False
    return bool(re.search(r"[^\W\d]|[€$£]|,-|\d{3}", price))
