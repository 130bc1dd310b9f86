"""Units that people count and measure in, and the words they write for them in our languages."""

from __future__ import annotations

import re
import unicodedata

from flows.search import fold, word_set

_PIECES = word_set(
    "x stk stykk stykker styk styck stycken st stuck stueck pcs pc piece pieces ea each no units unit "
    "enheter enhet enheder enhed einheiten einheit"
)
_WORDS = {
    "m": "meter metre meters metres mtr lm lopemeter lopmeter lobende",
    "km": "kilometer kilometre kilometers kilometres",
    "cm": "centimeter centimetre centimeters centimetres zentimeter",
    "mm": "millimeter millimetre",
    "m²": "m2 kvm kvadratmeter sqm qm square_metres square_meters quadratmeter",
    "mm²": "mm2 kvmm kvadrat",
    "m³": "m3 kubikkmeter kubikmeter kubik cbm cubic_metres cubic_meters",
    "l": "liter litre liters litres ltr",
    "kg": "kilo kilogram kilogramm kilograms kilos",
    "g": "gram gramm grams",
    "t": "tonn tonne tonnes ton tons",
    "h": "time timer timar timme timmar tim hour hours hr hrs stunde stunden std",
    "min": "minutt minutter minut minuter minute minutes minuten",
    "d": "dag dager dagar dage day days tag tage",
    "A": "amp ampere amperes ampère amps",
    "V": "volt",
    "W": "watt",
    "kW": "kilowatt",
    "kWh": "kilowattime kilowattimer kilowatt_hours kilowattstunden kilowattimmar",
    "°C": "c grader grad celsius degrees degree",
    "%": "prosent procent percent prozent pct",
    "set": "sett sets satt",
    "pack": "pakke pakker pk pkt pakning pakninger packs package packages paket pakete packung packungen forp "
    "forpakning forpakninger forpackning forpackningar ve",
    "box": "eske esker kasse kasser boxes karton kartonger kartong kartons lada lador",
    "roll": "rull ruller rullar rolls rolle rollen",
    "pair": "par pairs paar",
}
_CANONICAL = {word.replace("_", " "): unit for unit, words in _WORDS.items() for word in words.split()}
PACKS = frozenset({"pack", "box", "roll", "set", "pair"})
"""Units that hold several; a price for one of them is another than a price for a piece."""


def _folded(unit: str) -> str:
    """People type m2 for m², and a for A."""
    return fold(unicodedata.normalize("NFKC", unit)).strip(" .()[]")


_BY_ITSELF = {_folded(unit): unit for unit in _WORDS}


def same_unit(word: str, unit: str) -> bool:
    """Whether a word stands for a unit: `kvm` for m², `liter` for l."""
    return known_unit(word, unit) == known_unit(unit, unit)


def known_unit(word: str, otherwise: str = "") -> str:
    """The unit a word stands for; what is no unit's stays itself, folded, or is what `otherwise` says.

    A `t` is a tonne here and an hour in Norwegian, so it is whatever is asked for.
    """
    folded = _folded(word)
    if folded == _folded(otherwise):
        return _BY_ITSELF.get(folded) or _CANONICAL.get(folded, folded)
    return _CANONICAL.get(folded) or _BY_ITSELF.get(folded, folded)


def fold_measures(text: str) -> str:
    """A text in which each number and its unit are one word, the unit as we know it: `20 ampere` is `20a`."""
    return _MEASURE.sub(_measure, fold(text).replace(",", ".") if _DECIMAL.search(text) else fold(text))


def _measure(found: re.Match[str]) -> str:
    return f"{found[1]}{_folded(known_unit(found[2]))}" if is_unit(found[2]) else found[0]


_MEASURE = re.compile(r"(\d) ?([^\W\d_]+[23]?)(?!\w)")
_DECIMAL = re.compile(r"\d,\d")


def is_piece(word: str) -> bool:
    """Whether a word only says that pieces are counted: `stk`, `pcs`, `x`, `×`."""
    return _folded(word) in _PIECES or _folded(word) in {"×", "*"}


def is_unit(word: str) -> bool:
    """Whether a word is a unit of measure or a pack that we know."""
    folded = _folded(word)
    return folded in _CANONICAL or folded in _BY_ITSELF
