"""What the sentence before an address says of it: the invoice's, a former one, the one of the work."""

from __future__ import annotations

import re

from flows.intake.words import any_of, last_sentence
from flows.search import fold

_ASIDE = re.compile(
    any_of(
        r"faktura\w* invoic\w* billing billed rechnung\w* regning\w* "
        r"(?:flyttet|flytter|flytta[rtd]?)(?:_[\w/.]+){0,4}_(?:fra|fran) mov(?:ed|es|ing|e)(?:_[\w/.]+){0,4}_from "
        r"(?:umgezogen|ziehe?n?|zieht)(?:_[\w/.]+){0,4}_(?:von|aus) "
        "(?:ikke|inte|nicht|no)_(?:laengere|lenger|langre|mehr|longer) "
        r"(?:hemma|hjemme|zuhause|at_home)_(?:bor|wohn\w*|lives?) vorher fruher ehemals previously formerly forut "
        r"tidigare (?:selbst|selv|sjalva?|ourselves|himself|herself|myself)_(?:bor|wohn\w*|lives?) "
        r"(?:bor|wohn\w*|lives?)(?:_\w+)?_(?:selv|sjalva?|selbst|ourselves|himself|herself|myself) "
        r"(?:tidligere|gamle?|forrige|previous|old|former|tidigare|gamla|alten?|bisherigen?)_(?:hjemme)?add?ress\w* "
        "tidligere(?:_(?:i|pa))?$ bodde bott boede lived_(?:in|at) wohnten?"
    ).join((r"\b", r"\b"))
)
"""Before an address where nothing is installed: the invoice's, one that was moved from."""
_NOW = re.compile(
    any_of(
        "bor lives? live wohn(?:t|e|en) (?:na|nu|now|jetzt) nye?_adresse? new_address neue_adresse "
        r"(?:installa[st]ions|monterings|anleggs|leverings|montage)add?ress\w* monteres monteras installeres "
        "installeras"
    ).join((r"\b", r"\b"))
)
"""Behind those words, the address is the client's again."""
_NOT = re.compile(r"\b(?:ikke|ikkje|inte|not|nicht|kein\w*|eller|or|oder)\b")
_OF_THE_WORK = re.compile(
    any_of(
        r"skal_(?:sta|installeres|monteres|settes_opp|opsaettes)(?:_\w+){0,3} "
        r"ska_(?:sta|installeras|monteras|sitta)(?:_\w+){0,3} "
        "(?:installeres|monteres|installeras|monteras)_(?:i|pa|hos) installation installasjon montering montage "
        "montasje einbau to_be_installed_(?:at|in) installation_(?:at|in|pa|i) "
        "(?:flyttet|flytter|flyttat|flyttar|moved|moving|umgezogen|zieht)_(?:till?|to|nach) "
        r"(?:na|nu|now|jetzt|numera)_(?:bor|wohn\w*|lives?)(?:_(?!ikke|inte|not|nicht)\w+){0,2}"
    ).join((r"\b", r"\W*$"))
)
"""Right before the address where the work is done."""
_LONGEST_AFTER = 100
_OF_THE_LAST = re.compile(r"^[\w .]{0,40}\([^()]*\)")
"""`2609 Lillehammer (gammel adresse), …`: said of the address before."""
_FORMER = re.compile(
    r"[^.!?]*\b"
    + any_of(
        r"(?:gammel|gamle|gammal|gamla|old|former|previous|forrige|alte|ehemalige|bisherige)(?:_\w+)?_?add?ress\w* "
        r"(?:alte|fruhere|ehemalige|bisherige)_anschrift (?:tidligere|tidigare|fruhere)(?:_\w+)?_add?ress\w* bodde "
        "bott boede lived wohnten "
        "(?:men|but|aber|dit|dort)_(?:dit_|dort_|there_)?(?:ska_vi|skal_vi)?_?(?:inte|ikke|not|nicht)"
    )
)
_THERE = re.compile(
    r"[^.!?\d]*[.!,–-]\s*(?:og |och |and |und )?(?:dort|der|dar|there|dit)\b[^.!?]*"
    + any_of(
        "install monter einbau lader ladd lade(?:boks|stander|station|stasjon|stolpe|saule) wallbox [vw]armepump "
        "heat_pump charger"
    )
)


def said_before(text: str, street: str | None, *, is_first: bool) -> str:
    """What the sentence says before the address in it, folded; `is_first`: whether none is before it in its line."""
    before = text.rpartition(street)[0] if street and street in text else text
    return fold(last_sentence(before if is_first else _OF_THE_LAST.sub("", before))).strip()


def is_former(after: str) -> bool:
    """Whether what follows an address says that it is a former one."""
    return _FORMER.match(fold(re.split(r"(?<=\w{3})[.;!?]\s|\d", after)[0])) is not None


def is_where_they_wish_it(after: str) -> bool:
    """Whether what follows an address says that it is to be installed there."""
    return _THERE.match(fold(after[:_LONGEST_AFTER])) is not None


def is_aside(said: str) -> bool:
    """Whether nothing is installed at the address that follows."""
    asides, now = ([found.end() for found in pattern.finditer(said)] for pattern in (_ASIDE, _NOW))
    return bool(asides) and not (now and now[-1] > asides[-1])


def is_of_the_work(said: str) -> bool:
    """Whether the address that follows is where the work is done, before any other in the message."""
    return _OF_THE_WORK.search(said) is not None and _NOT.search(said) is None
