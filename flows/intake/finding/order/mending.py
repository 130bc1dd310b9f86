"""Whether what a message names is there already and to be mended, or only thought of: that is no new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.finding.order.quantities import Tokens
from flows.search import fold, word_set

_COMPLAINTS = word_set("felanmalan feilmelding fejlmelding storungsmeldung reklamasjon reklamation defekt")
"""Before it, also as a heading."""
_DONE_TO_IT = word_set(
    "service reparasjon reparation reparatur reparere reparera repareret reparieren repair repairing wartung "
    "vedlikehold underhall vedligeholdelse maintenance feil fejl fel feilen felet fehler fault demontering demontere "
    "fjerne fjernelse flytte flytting removal remove odelagt trasig kaputt kaputte broken defekte defekten"
)
"""Before it, in its clause."""
_SAID_OF_IT = word_set(
    "odelagt trasig trasiga kaputt broken defekt virker funker fungerer funkar fungerar streiker stoppet slutat "
    "sluttet"
)
"""Behind it, in its clause; one that works is as little a new one."""
_NEAR, _CLAUSE = 4, 8
"""Words."""
_UNSURE = word_set("maybe kanskje kanske maske vielleicht eventuelt eventuellt evtl perhaps")
_SOME_TIME = (
    "at some point",
    "later",
    "senere",
    "senare",
    "spater",
    "irgendwann",
    "pa sikt",
    "etter hvert",
    "pa lang sikt",
)
_COMPLAINT = re.compile(
    r"\b(?:fe[ij]lkode\w*|felkod\w*|fehlercode\w*|error code"
    r"|fe[ij]lsok\w*|felsok\w*|felanmalan|reklamas?jon|reklamation|larmar"
    r"|garanti(?:sak|saken|arende|arendet|fall|reparasjon|krav)?|warranty|gewahrleistung"
    r"|misforno\w*|missnoj\w*|utilfreds|unzufrieden|unhappy|disappoint\w*|skuffe\w*|complain\w*|klager? pa|beschwer\w*"
    r"|storung|fehlermeldung|feilmelding|fejlmelding|felmeddelande|ulyd|lekker|lacker|leckt|leaks|henger skjevt"
    r"|schaltet (?:\w+ ){0,3}ab"
    r"|(?:starter|lader|startar|laddar|svarer|startet|ladt|virkede) (?:ikke|inte|nicht)"
    r"|(?:slutat|sluttet|stopped|aufgehort)"
    r"|(?:virker|funker|fungerer) ikke|(?:funkar|fungerar) inte|doesn't work|not working|geht nicht mehr"
    r"|funktioniert nicht)\b"
)
_CORRECTED = re.compile(
    r"\b(?:nein|nei|nej|sorry|beklager|ursakta|undskyld|orsaka|rettelse|rattelse|korrektur|correction)\b,? ?"
    r"(?:\w+ ){0,2}?(?:ikke|ikkje|inte|nicht|not|doch|heller|hellre)? ?"
    r"(?:\d{1,3}|en|to|tva|tre|ein|zwei|drei|two|three|four|fire|fyra|vier)\b"
)
_CANCELLED = re.compile(
    r"\b(?:avlys(?:e|t|es)?|avbestill\w*|kanseller\w*|avboka\w*|aflys\w*|cancel(?:led|ed)?|stornier\w*)\b"
)
_NEW_WORK = re.compile(
    r"\b(?:befaring\w*|besiktning\w*|besigtigelse\w*|platsbesok\w*|survey|besichtigung|begehung|installasjon\w*|installation\w*"
    r"|installering|montering\w*|montage|einbau|uppsattning|opsaetning)\b"
)
_TO_INSTALL = re.compile(
    r"(?<!ingen )(?<!inte )(?<!ikke )(?<!uten )(?<!utan )(?<!uden )(?<!ohne )(?<!keine )(?<!no )(?<!without )"
    r"\b(?:(?:installasjon|installation|installering|einbau|opsaetning|uppsattning) (?:av|af|of|von|der|des)"
    r"|(?:skal|ska|vil|vill|soll|sollen|mochte|want|wants|should|must|to be)(?: \w+){0,7}"
    r" (?:installer|installier|monter)\w*"
    r"|(?:inkl\w*|incl\w*|mit|med|with|samt|und|og|och|and|einschliesslich|plus|pluss|for|fur|til|till|in|i) "
    r"(?:\w+ )?"
    r"(?:installation|installasjon|montering|montage|einbau|opsaetning|uppsattning)"
    r"|(?:monteres|installeres|monteras|installeras|opsaettes|installiert werden|fitted|installed))\b"
)
"""Before, or behind, a product that says by its name what the job is."""


def is_to_be_mended(tokens: Tokens, start: int, end: int) -> bool:
    """Whether that is said of what is at these words: service on the heat pump, a charger that is broken."""
    first = max((at for at in tokens.parted if at <= start), default=0)
    last = min((at for at in tokens.parted if at >= end), default=len(tokens.words))
    near = tokens.words[max(0, start - _NEAR) : start]
    before = tokens.words[max(first, start - _NEAR) : start]
    behind = tokens.words[start : min(last, end + _CLAUSE)]
    said_later = " ".join(tokens.words[end : end + _NEAR])
    if _UNSURE.intersection(before) or said_later.startswith(_SOME_TIME):
        return True
    return bool(
        _COMPLAINTS.intersection(near) or _DONE_TO_IT.intersection(before) or _SAID_OF_IT.intersection(behind)
    )


def complains(lines: Sequence[str]) -> bool:
    """Whether a message is about what doesn't work, and wishes nothing new, or calls an order off."""
    text = " ".join(fold(line) for line in lines)
    if _CANCELLED.search(text):
        return True
    return _COMPLAINT.search(text) is not None and _NEW_WORK.search(text) is None


def corrects(lines: Sequence[str]) -> bool:
    """Whether a message takes back how many: `Nein, nicht zwei, doch drei`."""
    return _CORRECTED.search(" ".join(fold(line) for line in lines)) is not None


def is_to_be_installed(tokens: Tokens) -> bool:
    """Whether a line wishes the product in it installed, whose name then says what the job is."""
    return _TO_INSTALL.search(" ".join(tokens.words)) is not None
