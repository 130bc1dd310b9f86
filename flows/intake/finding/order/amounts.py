"""The price of one, where a line of a message says that it is that: `2 x EV Charger X à 9 500 kr`."""

from __future__ import annotations

import re

from flows.intake.words import any_of

_EACH = r"(?:(?<![^\W\d_])[àá@]|\b(?:per|pr)\b\.? ?(?:stk|st|styck|stück|unit|piece)\b\.?:?|\beach(?: at)?:?)"
_CURRENCY = any_of("kr nok sek dkk eur usd gbp [€$£]")
_AMOUNT = rf"(?:{_CURRENCY}\.? ?)?\d[\d .,]*(?<=\d)(?:,-|:-)?(?: ?{_CURRENCY}(?![^\W\d_])\.?)?"
_VAT = r"(?: ?(?:inkl|eks|ekskl|exkl|incl|excl)\.? ?(?:mva|moms|vat|mwst)\b\.?)?"
_PRICE = re.compile(rf"{_EACH} ?(?P<after>{_AMOUNT}{_VAT})", re.IGNORECASE)


def price_of_one(line: str) -> str | None:
    """The amount as it is typed into the price of a line; None where the line has none, or several."""
    found = {match["after"].strip() for match in _PRICE.finditer(line)}
    return found.pop() if len(found) == 1 else None
