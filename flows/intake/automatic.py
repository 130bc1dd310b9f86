"""Mail that a machine answers or sends by itself: nobody in it is a client."""

from __future__ import annotations

import re

from flows.intake.words import any_of

_LONGEST_HEAD = 300
"""Characters in which an answer says that it is automatic."""
_ABSENT = re.compile(
    any_of(
        "automati(?:c|sk|sche|skt)_(?:reply|svar|antwort|besked) auto-?(?:reply|svar) out_of_office "
        "abwesenheits(?:notiz|assistent|meldung)\\w* frånvaromeddelande\\w* fravær(?:smelding|sassistent|sbesked)\\w*"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)
_TO_MANY = re.compile(
    any_of(
        "you_(?:are_)?receiv\\w*_this du_mottar_denne du_får_det(?:ta|te) du_modtager_denne sie_erhalten_diese "
        "unsubscribe avregistrer\\w* avprenumerera abmelden abbestellen afmeld meld_deg_av"
    ).join((r"\b", r"\b")),
    re.IGNORECASE,
)


def is_automatic(text: str) -> bool:
    """Whether a mail says so of itself: that its sender is away, or why one gets it."""
    return _ABSENT.search(text[:_LONGEST_HEAD]) is not None or _TO_MANY.search(text) is not None
