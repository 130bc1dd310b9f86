"""Whether what a message names is there already and to be mended, serviced or taken down: that is no new one."""

from __future__ import annotations

from flows.intake.finding.quantities import Tokens
from flows.search import word_set

_COMPLAINTS = word_set("felanmalan feilmelding fejlmelding storungsmeldung reklamasjon reklamation defekt")
"""Before it, also as a heading."""
_DONE_TO_IT = word_set(
    "service reparasjon reparation reparatur reparere reparera repareret reparieren repair repairing "
    "wartung vedlikehold "
    "underhall vedligeholdelse maintenance feil fejl fel feilen felet fehler fault demontering demontere "
    "fjerne fjernelse "
    "flytte flytting removal remove odelagt trasig kaputt kaputte broken defekte defekten"
)
"""Before it, in its clause."""
_SAID_OF_IT = word_set(
    "odelagt trasig trasiga kaputt broken defekt virker funker fungerer funkar fungerar streiker stoppet slutat sluttet"
)
"""Behind it, in its clause; one that works is as little a new one."""
_NEAR = 4
"""Words."""


def is_to_be_mended(tokens: Tokens, start: int, end: int) -> bool:
    """Whether that is said of what is at these words: service on the heat pump, a charger that is broken."""
    first = max((at for at in tokens.parted if at <= start), default=0)
    last = min((at for at in tokens.parted if at >= end), default=len(tokens.words))
    near = tokens.words[max(0, start - _NEAR) : start]
    before = tokens.words[max(first, start - _NEAR) : start]
    behind = tokens.words[start : min(last, end + _NEAR)]
    return bool(
        _COMPLAINTS.intersection(near) or _DONE_TO_IT.intersection(before) or _SAID_OF_IT.intersection(behind)
    )
