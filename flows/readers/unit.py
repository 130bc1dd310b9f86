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
    "m": "meter metre meters metres mtr lm lpm lopemeter lopmeter lobemeter lobende laufmeter lfm",
    "km": "kilometer kilometre kilometers kilometres",
    "cm": "centimeter centimetre centimeters centimetres zentimeter",
    "mm": "millimeter millimetre",
    "m²": "m2 kvm kvadratmeter kvadratmetre sqm sq_m sq_metres sq_meters qm square_metres square_meters quadratmeter",
    "mm²": "mm2 kvmm kvadrat",
    "m³": "m3 kubikkmeter kubikmeter kubik cbm cubic_metres cubic_meters",
    "l": "liter litre liters litres ltr",
    "kg": "kilo kilogram kilogramm kilograms kilos",
    "g": "gram gramm grams",
    "t": "tonn tonne tonnes ton tons",
    "h": "time timer timar timme timmar tim hour hours hr hrs stunde stunden std",
    "min": "minutt minutter minut minuter minute minutes minuten",
    "d": "dag dager dagar dage day days tag tage",
    "week": "uke uker vecka veckor uge uger woche wochen weeks",
    "month": "mnd maned maneder manad manader monat monate months",
    "A": "amp ampere amperes ampère amps",
    "V": "volt",
    "W": "watt",
    "kW": "kilowatt",
    "kWh": "kilowattime kilowattimer kilowatt_hours kilowattstunden kilowattimmar",
    "°C": "c grader grad celsius degrees degree",
    "%": "prosent procent percent prozent pct",
    "set": "sett sets satt",
    "pack": "pck pkg pakke pakker pk pkt pakning pakninger packs package packages paket pakete packung packungen forp "
    "forpakning forpakninger forpackning forpackningar ve",
    "box": "eske esker boks bokser kasse kasser boxes karton kartonger kartong kartons lada lador aeske aesker "
    "schachtel kiste",
    "colli": "kolli kollo colly",
    "bag": "sekk sekker sack sackar pose poser pase pasar bags beutel",
    "bucket": "spann botte botter hink hinkar buckets eimer",
    "pallet": "pall paller pallar pallets palle palette paletten",
    "lump sum": "rs rund_sum rundsum pauschal psch",
    "roll": "rull ruller rullar rolls rolle rollen kveil kveiler",
    "pair": "par pairs paar",
}
_SHARED = {"h": ("t",)}
"""Short words that stand for another unit elsewhere: a tonne."""
_CANONICAL = {word.replace("_", " "): unit for unit, words in _WORDS.items() for word in words.split()}
PACKS = frozenset({"pack", "box", "colli", "bag", "bucket", "pallet", "roll", "set", "pair"})
"""Units that hold several; a price for one of them is another than a price for a piece."""
CALENDAR = frozenset({"week", "month"})
"""Units that head columns of dates more often than what is counted."""


def _folded(unit: str) -> str:
    """People type m2 for m², and a for A."""
    folded = fold(unicodedata.normalize("NFKC", unit.replace("^", "")))
    return " ".join(folded.replace(".", " ").split()).strip(" ()[]")


_BY_ITSELF = {_folded(unit): unit for unit in _WORDS}


def same_unit(word: str, unit: str) -> bool:
    """Whether a word stands for a unit: `kvm` for m², `liter` for l, and `t` for hours where those are asked for."""
    asked = known_unit(unit, unit)
    return known_unit(word, unit) == asked or _folded(word) in _SHARED.get(asked, ())


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
