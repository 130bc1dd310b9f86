"""Mail that a machine answers or sends by itself: nobody in it is a client."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.intake.finding.speakers import speaks_for_itself, speaks_of_a_client
from flows.intake.words import Label, any_of, labelled

_LONGEST_HEAD = 300
"""Characters in which an answer says that it is automatic."""
_FILLED_IN = frozenset(
    {Label.NAME, Label.FIRST_NAME, Label.LAST_NAME, Label.PHONE, Label.EMAIL, Label.STREET}
)
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
    """Whether a mail says so of itself: that its sender is away, or why one gets it.

    A web form's mail may say that, too, below what a client filled in.
    """
    if _ABSENT.search(text[:_LONGEST_HEAD]):
        return True
    return _TO_MANY.search(text) is not None and not _is_of_a_client(text.splitlines())


def _is_of_a_client(lines: Sequence[str]) -> bool:
    fields = {found[0] for line in lines if (found := labelled(line))} & _FILLED_IN
    return len(fields) > 1 or speaks_for_itself(lines) or speaks_of_a_client(lines)
