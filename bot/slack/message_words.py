"""What a message says: its text, and what it quotes, forwards or brings in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAMED_FIRST = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")

MOST = 40_000
"""Characters of one message, more than Slack lets anybody write."""


def words_in(body: Mapping[str, Any]) -> str:
    """What somebody wrote after a command, to the bot, or in the message on which a shortcut is used; else nothing."""
    if "command" in body:
        return _text(body.get("text"))
    match body:
        case {"type": "event_callback", "event": {"type": "message" | "app_mention"} as event}:
            return _NAMED_FIRST.sub("", message_words(event))
        case {"type": "message_action", "message": dict() as message}:
            return message_words(message)
        case _:
            return ""


def message_words(message: Mapping[str, Any]) -> str:
    """Its text as Slack sends it, with what other messages and programs put beside it below.

    https://docs.slack.dev/reference/objects/message-object and, for attachments,
    https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments.
    """
    own = _text(message.get("text")) or "\n".join(_of_blocks(message.get("blocks")))
    quoted = [part for one in _dicts(message.get("attachments")) for part in _of_attachment(one)]
    mails = [part for one in _dicts(message.get("files")) if (part := _text(one.get("plain_text")))]
    return "\n\n".join(part for part in (own, *quoted, *mails) if part)[:MOST]


def _of_attachment(attachment: Mapping[str, Any]) -> Iterator[str]:
    """What was forwarded, or what a program has to say, in the places where it stands."""
    text = _text(attachment.get("text")) or "\n".join(_of_blocks(attachment.get("blocks")))
    yield from (part for part in (_text(attachment.get("pretext")), _text(attachment.get("title"))) if part)
    yield text or _text(attachment.get("fallback"))
    for field in _dicts(attachment.get("fields")):
        yield f"{_text(field.get('title'))}: {_text(field.get('value'))}"


def _of_blocks(blocks: object) -> Iterator[str]:
    """The texts of sections and headers; a rich text is in the message's text as well."""
    for block in _dicts(blocks):
        for part in (block.get("text"), *_dicts(block.get("fields"))):
            if isinstance(part, dict) and (text := _text(part.get("text"))):
                yield text


def _dicts(given: object) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _text(given: object) -> str:
    return given.strip() if isinstance(given, str) else ""
