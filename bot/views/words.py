"""Words as Slack takes them: plain where it can be, escaped where it is marked up, cut where it has a limit."""

from __future__ import annotations

import html
from datetime import datetime

from slack_sdk.models.blocks import (
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from flows.language import Language
from flows.texts import Markup, Text

LONGEST_SECTION = 3000
LONGEST_OPTION = 75
LONGEST_BUTTON = 75
LONGEST_LABEL = 2000
LONGEST_TITLE = 24
ELLIPSIS = "…"

Blocks = SectionBlock | ContextBlock | DividerBlock


def cut(words: str, longest: int) -> str:
    """The words, or as many as fit with an ellipsis."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + ELLIPSIS


def escape(words: str) -> str:
    """Slack's three control characters made harmless: a client named `<!channel>` pings nobody.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return html.escape(words, quote=False)


def plain(language: Language, text: Text, longest: int) -> PlainTextObject:
    """A plain_text object."""
    return PlainTextObject(text=cut(language.say(text), longest), emoji=False)


def marked(language: Language, *texts: Text) -> str:
    """Marked-up lines, each text escaped, as many as fit a section."""
    lines: list[str] = []
    left = LONGEST_SECTION
    for text in texts:
        if left <= 0:
            break
        line = language.say(text, escape)
        if len(line) > left:
            # Cutting could split an entity or a mention, so an overlong line is cut unescaped and escaped again.
            line = escape(cut(language.say(text), max(left // 6, 1)))
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(lines)


def section(
    language: Language, *texts: Text, accessory: object = None, block_id: str | None = None
) -> SectionBlock:
    """A section of marked-up lines."""
    return SectionBlock(
        text=MarkdownTextObject(text=marked(language, *texts), verbatim=True),
        accessory=accessory,  # type: ignore[arg-type] # any interactive element
        block_id=block_id,
    )


def context(language: Language, *texts: Text) -> ContextBlock:
    """A line of small print."""
    return ContextBlock(elements=[MarkdownTextObject(text=marked(language, *texts), verbatim=True)])


def user(user_id: str) -> Markup:
    """A mention by id."""
    return Markup(f"<@{user_id}>")


def channel(channel_id: str) -> Markup:
    """A channel by id; Slack shows its name."""
    return Markup(f"<#{channel_id}>")


def moment(when: datetime, style: str = "{date_short_pretty} {time}") -> Markup:
    """A time that each reader sees in their own zone.

    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return Markup(f"<!date^{int(when.timestamp())}^{style}|{when:%Y-%m-%d %H:%M} UTC>")
