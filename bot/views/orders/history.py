"""What was done to an order, a line each: who, what and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.views.mrkdwn import moment, user
from flows.audit import AuditEntry, Deed
from flows.i18n.texts import Text, _, shaped

MOST_SHOWN = 20

HISTORY = frozenset(Deed) - {Deed.CHANGED, Deed.SEEN, Deed.DENIED}
"""What everybody reads who sees the order; the rest is for operators."""

DONE: Mapping[Deed, Text] = {
    Deed.OPENED: _("begun"),
    Deed.CHANGED: _("changed"),
    Deed.CONFIRMED: _("confirmed"),
    Deed.PUT_FORWARD: _("confirmed, and approval asked for"),
    Deed.APPROVED: _("approved"),
    Deed.SENT_BACK: _("sent back"),
    Deed.TAKEN_BACK: _("taken back"),
    Deed.DISCARDED: _("discarded"),
    Deed.CREATED: _("created in the order system"),
    Deed.REFUSED: _("refused by the order system"),
    Deed.STUCK: _("not settled: nobody can tell whether the order system has it"),
    Deed.DECIDED: _("decided about while it wasn't settled"),
    Deed.SEEN: _("opened in full"),
    Deed.EXPORTED: _("exported"),
    Deed.DENIED: _("refused to somebody without the right"),
}


def history_texts(entries: Sequence[AuditEntry], *, for_operators: bool) -> list[Text]:
    """The latest entries, the earliest of them first; `entries` begin with the latest."""
    shown = [entry for entry in entries if for_operators or entry.deed in HISTORY]
    return [_line(entry) for entry in reversed(shown[:MOST_SHOWN])]


def _line(entry: AuditEntry) -> Text:
    when, done = moment(entry.at), DONE[entry.deed]
    if entry.person is None:
        return shaped("{when} · {done}", when=when, done=done)
    return shaped("{when} · {done} · {user}", when=when, done=done, user=user(entry.person))
