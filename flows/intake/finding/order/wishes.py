"""Whether a sentence wants what it names: not one that asks about it, or tells of what is there already."""

from __future__ import annotations

import re

from flows.intake.finding.order.quantities import Count, Tokens
from flows.intake.words import any_of

_FEW = 3
"""Words beside a product, in what is one entry of a list."""
_WANTS = re.compile(
    any_of(
        r"vil vill ville onsk\w* trenger behov\w* bestill\w* bestall\w* \w*bestell\w* order\w* ordre\w* kjope kopa "
        r"kobe kaufen? nehm\w* nimmt tar ta tager tage take tas bestem\w* decide\w* entschied\w* besluttet buy "
        r"wants? needs? like skal ska skall soll\w* mocht\w* lever\w* liefer\w* send\w* install\w* \w*monter\w* "
        r"montage einbau\w* opsaet\w* opsat produkt\w* product\w* artikel\w* varer? vara vare utstyr equipment "
        r"items? modell? replace\w* erstatt\w* ersetz\w* bytt?e?s? gjerne helst garna gern\w* preferably valgt\w* "
        r"velger valt chosen? beslut\w* avtalt inkl\w* incl\w* plus pluss og och und and samt"
    ).join((r"\b", r"\b"))
)
"""Before a product, in its sentence."""
_BOUGHT = any_of("kjopt kopt kobt bought gekauft purchased skaffet skaffat fatt fikk fick fik got had hadde")
_PUT_UP = any_of(
    "monterte installerte leverte monterade installerade levererade monterede installerede leverede installed fitted "
    "supplied eingebaut(?:e[nr]?)? installierte[nr]? gelieferte[nr]? montierte[nr]? verbaute[nr]? innkjopte inkopta"
)
_THERE_BEFORE = re.compile(rf"\b(?:{_BOUGHT}|{_PUT_UP})(?: \w+){{0,2}} ?$")
"""Right before what is named."""
_THERE_BEHIND = re.compile(
    r"\b"
    + any_of(
        "fra_for fran_forr sedan_tidigare i_forvejen redan already allerede bereits schon i_fjor i_fjol ifjol "
        r"last_year sidste_ar forra_aret letztes_jahr selv_(?:kjopt|kobt)\w* "
        "(?:kjopt|kobt|kopt|bought|gekauft)_(?:selv|sjalv|himself|herself|themselves) som_dere som_ni which_you "
        r"die_sie hjemme_(?:fra|for) gekauft kjopt_i kopt_(?:i|19|20)\w*"
    )
    + r"\b"
)
_ONLY_SPOKEN_OF = re.compile(
    r"\b"
    + any_of(
        r"tidligere tidigare forrige forra previous\w* earlier fruher\w* bisherige\w* vorherige\w* "
        r"sist(?:e)?_(?:ordre|gang) spor(?:r|te|s)? fragar? fragade fragt?e? asks? asked_(?!for) wonder\w* lurer "
        "undrar know_(?:if|whether) (?:vet|ved|wissen)_(?:om|ob) tilbod tilbudt erbjod erbjudit offered angeboten "
        r"anbefal\w* rekommender\w* recommend\w* empf[aeio]\w* foresl\w* suggest\w* mellom mellan mellem between "
        r"zwischen entweder either enten antingen schwankt vergleich\w* compar\w* sammenlign\w* jamfor\w* "
        r"annuller\w* prisuppgift\w* usikker osaker unsicher unsure not_sure vurderer overvag\w* overvejer "
        r"consider\w* uberleg\w* passer_(?:til|med|sammen) passar_(?:till|med|ihop) kompatib\w* compatib\w* "
        "works?_with fungerer_med funkar_med kan_brukes kan_anvandas can_be_used pris_pa priset_pa price_of "
        r"preis_(?:fur|von) koster kostar kostet costs? kosten rabatt\w* kampanje\w*"
    )
    + r"\b"
)
"""Before a product in its clause, or behind it."""
_OR_ANOTHER = re.compile(r"^(?:eller|or|oder|vs|versus|kontra|gegen)\b")
_OR_BEFORE = re.compile(r"\b(?:eller|or|oder|vs|versus|kontra)(?: \w+){0,2}$")


def is_ordered(tokens: Tokens, start: int, end: int, count: Count) -> bool:
    """Whether a product is ordered: counted, said to be wanted, or one entry of a list."""
    before, behind, is_asked = _around(tokens, start, end)
    if _is_there(tokens, start) or _OR_ANOTHER.match(behind) or _OR_BEFORE.search(before):
        return False
    if _ONLY_SPOKEN_OF.search(before) or _ONLY_SPOKEN_OF.search(behind):
        return False
    if count.is_said:
        return True
    return not is_asked and (
        _WANTS.search(before) is not None or _is_an_entry(tokens, start, end) or _is_to_be_put_up(behind)
    )


_COSTS = re.compile(
    r"\b(?:koster|kostar|kostet|kosten|costs?|how much|hvor mye|hvor meget|hur mycket|wieviel)\b"
)


def is_wanted(tokens: Tokens, start: int) -> bool:
    """Whether what is named isn't there already, nor only asked for what it costs."""
    before, behind, is_asked = _around(tokens, start, start + 1)
    if is_asked and _COSTS.search(f"{before} {behind}"):
        return False
    return not _is_there(tokens, start)


def _around(tokens: Tokens, start: int, end: int) -> tuple[str, str, bool]:
    first, last = tokens.sentence(start, end)
    return " ".join(tokens.words[first:start]), " ".join(tokens.words[end:last]), last in tokens.asked


def _is_there(tokens: Tokens, start: int) -> bool:
    """Of a window that may be longer than the name, what is said behind begins in it."""
    before, behind, _is_asked = _around(tokens, start, start + 1)
    return _THERE_BEFORE.search(before) is not None or _THERE_BEHIND.search(behind) is not None


def _is_an_entry(tokens: Tokens, start: int, end: int) -> bool:
    """Whether little else is between the signs around it."""
    first = max((at for at in tokens.parted if at <= start), default=0)
    last = min((at for at in tokens.parted if at >= end), default=len(tokens.words))
    return (last - first) - (end - start) <= _FEW


def _is_to_be_put_up(behind: str) -> bool:
    return (
        re.match(
            r"(?:i stedet|istedenfor|istallet|instead|statt|anstelle)\b"
            r"|(?:\w+ ){0,4}(?:install|monter|opsaet|opsat|einbau|lever|liefer|bestill|bestall|bestell|order)",
            behind,
        )
        is not None
    )
