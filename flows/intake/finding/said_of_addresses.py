"""What the sentence before an address says of it: the invoice's, a former one, the one of the work."""

from __future__ import annotations

import re

from flows.intake.words import any_of
from flows.search import fold

_ASIDE = re.compile(
    any_of(
        "faktura\\w* invoic\\w* billing billed rechnung\\w* regning\\w* "
        "(?:flyttet|flytter|flytta[rtd]?)_(?:fra|fran) mov(?:ed|es|ing)_from (?:umgezogen|ziehe?n?|zieht)_(?:von|aus) "
        "(?:tidligere|gamle?|forrige|previous|old|former|tidigare|gamla|alten?|bisherigen?)_(?:hjemme)?add?ress\\w* "
        "bodde bott boede lived_(?:in|at) wohnten?"
    ).join((r"\b", r"\b"))
)
"""Before an address where nothing is installed: the invoice's, one that was moved from."""
_NOW = re.compile(
    any_of(
        "bor lives? live wohn(?:t|e|en) (?:na|nu|now|jetzt) nye?_adresse? new_address neue_adresse "
        "(?:installa[st]ions|monterings|anleggs|leverings|montage)add?ress\\w* monteres monteras "
        "installeres installeras"
    ).join((r"\b", r"\b"))
)
"""Behind those words, the address is the client's again."""
_NOT = re.compile(r"\b(?:ikke|ikkje|inte|not|nicht|kein\w*|eller|or|oder)\b")
_OF_THE_WORK = re.compile(
    any_of(
        "skal_(?:sta|installeres|monteres|settes_opp|opsaettes)(?:_\\w+){0,3} "
        "ska_(?:sta|installeras|monteras|sitta)(?:_\\w+){0,3} "
        "(?:installeres|monteres|installeras|monteras)_(?:i|pa|hos) "
        "to_be_installed_(?:at|in) installation_(?:at|in|pa|i) "
        "(?:flyttet|flytter|flyttat|flyttar|moved|moving|umgezogen|zieht)_(?:till?|to|nach)"
    ).join((r"\b", r"\W*$"))
)
"""Right before the address where the work is done."""


def said_before(text: str, street: str | None) -> str:
    """What the sentence says before the address in it, folded."""
    before = text.rpartition(street)[0] if street and street in text else text
    return fold(re.split(r"(?<=\w{3})[.;!?]\s", before)[-1]).strip()


def is_aside(said: str) -> bool:
    """Whether nothing is installed at the address that follows."""
    asides, now = ([found.end() for found in pattern.finditer(said)] for pattern in (_ASIDE, _NOW))
    return bool(asides) and not (now and now[-1] > asides[-1])


def is_of_the_work(said: str) -> bool:
    """Whether the address that follows is where the work is done, before any other in the message."""
    return _OF_THE_WORK.search(said) is not None and _NOT.search(said) is None
