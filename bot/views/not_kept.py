"""The message that gives back what somebody wrote, where it could not be kept."""

from __future__ import annotations

from bot.views.orders.cards import Message, message
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, verbatim

LONGEST_PIECE = 600
"""Characters: three thousand fit into a section, and escaping makes five of one."""


def not_kept_message(words: str, language: Language, reference: str) -> Message:
    """Why nothing came of it, what to do, and all the words, to be copied; the reference is in the log."""
    text = _(
        "⚠️ This could not be saved right now, so nothing was begun with it. Wait a moment, then send it again. "
        "Reference: {reference}.",
        reference=reference,
    )
    return message(language, [text, _("You wrote:"), *_pieces(words)])


def _pieces(words: str) -> list[Text]:
    return [verbatim(piece) for line in words.splitlines() for piece in _parts(line)]


def _parts(line: str) -> list[str]:
    starts = range(0, max(len(line), 1), LONGEST_PIECE)
    return [line[start : start + LONGEST_PIECE] for start in starts]
