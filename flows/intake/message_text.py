"""The plain text of a message as Slack sends it: links, mentions, emoji, escapes and marks of formatting undone."""

from __future__ import annotations

import re

from flows.readers.plain import bare

LONGEST_TEXT = 20_000
"""Characters that are read; a message in Slack has at most as many, most have a hundredth."""

# https://docs.slack.dev/messaging/formatting-message-text
_MENTION = re.compile(r"<[@#!](?P<id>[^<>|]{1,200})(?:\|(?P<name>[^<>|]{0,200}))?>")
_EMOJI = re.compile(r"(?<![\w:]):(?=[^:\s]*[a-z])[a-z0-9_+'-]{2,60}:(?!:)")
_QUOTE = re.compile(r"^(?:[ \t]*>)+[ \t]?", re.MULTILINE)
_OPENING = re.compile(r"(?<![\w*_~`])[*_~`]+(?=[^\s*_~`])")
_CLOSING = re.compile(r"(?<=[^\s*_~`])[*_~`]+(?![\w@*_~`])")
_BLANKS = re.compile(r"[^\S\t]+")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")


def message_text(text: str) -> str:
    """The text as people read it, of at most `LONGEST_TEXT` characters; line ends stay, at most one empty line."""
    without_mentions = _MENTION.sub(_name, text[:LONGEST_TEXT])
    lines = bare(_EMOJI.sub(" ", without_mentions)).splitlines()
    unquoted = _QUOTE.sub("", "\n".join(lines))
    unmarked = _CLOSING.sub("", _OPENING.sub("", unquoted))
    tidy = "\n".join(_BLANKS.sub(" ", line).strip() for line in unmarked.splitlines())
    return _MANY_EMPTY_LINES.sub("\n\n", tidy).strip()


def _name(mention: re.Match[str]) -> str:
    """The words that Slack gives for it; an id alone says nothing."""
    return f" {mention['name'] or ''} "
