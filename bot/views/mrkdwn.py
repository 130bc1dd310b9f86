"""Words as Slack takes them: plain where it can be, escaped where it is marked up, cut where it has a limit."""

from __future__ import annotations

import functools
import html
import re
import string
from bisect import bisect
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.as_json import drawn_once
from flows.i18n.language import Language
from flows.i18n.texts import Markup, Text, _, listed, shaped

LONGEST_SECTION = 3000
MOST_NAMED = 5
LONGEST_OPTION = 75
LONGEST_BUTTON = 75
LONGEST_LABEL = 2000
LONGEST_TITLE = 24
LONGEST_ALT_TEXT = 2000
ELLIPSIS = "…"


def cut(words: str, longest: int) -> str:
    """The words, or as many as fit with an ellipsis."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + ELLIPSIS


def escape(words: str) -> str:
    """Words to be shown as they were typed: a client named `<!channel>` pings nobody, and `*Ola*` has his asterisks.

    Slack escapes its three control characters (https://docs.slack.dev/messaging/formatting-message-text#escaping) and
    has no escape for marks and emoji names; docs/decisions/0018-marks-as-typed.md says what is done with them.
    """
    return _MARKS.sub(_as_typed, html.escape(words, quote=False))


_MARKS = re.compile(r"[*_~`＊＿｀]+|:(?=[^\s:]+:)")
_ALPHANUMERIC = frozenset(string.ascii_letters + string.digits)
_LOOK_ALIKES = str.maketrans(
    {"|": "¦", "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", "＊": "∗", "＿": "ˍ", "｀": "ˋ"}
)


def _as_typed(found: re.Match[str]) -> str:
    """The marks as the fallback of a date that is none: Slack shows a fallback unchanged."""
    marks, before, after = found[0], found.string[: found.start()][-1:], found.string[found.end() :][:1]
    is_in_a_word = set(marks) == {"_"} and {before, after} <= _ALPHANUMERIC
    return marks if is_in_a_word else f"<!date^00000000^{{_}}|{marks}>"


def plain(language: Language, text: Text, longest: int) -> PlainTextObject:
    """A plain_text object, which nobody changes: one for all of a constant text."""
    if text.parameters:
        return PlainTextObject(text=cut(language.say(text), longest), emoji=False)
    return _constant(language, text.source, longest)


@functools.cache
def _constant(language: Language, source: str, longest: int) -> PlainTextObject:
    """A screen has two dozen of them."""
    return drawn_once(PlainTextObject(text=cut(language.say(Text(source)), longest), emoji=False))


def marked(language: Language, *texts: Text, longest: int = LONGEST_SECTION) -> str:
    """Marked-up lines, each text escaped, as many as fit."""
    lines: list[str] = []
    left = longest
    for text in texts:
        if left <= 0:
            break
        line = _fitting(language, text, left)
        lines.append(line)
        left -= len(line) + 1
    return "\n".join(lines)


def _fitting(language: Language, text: Text, longest: int) -> str:
    """A marked-up line of at most so many characters, which must be one at least."""
    line = language.say(text, escape)
    if len(line) <= longest:
        return line
    # Cutting could split an entity or a mention, so an overlong line is cut unescaped and escaped again.
    words = language.say(text)
    length = bisect(range(longest + 1), longest, 1, key=lambda most: len(escape(cut(words, most))))
    while len(line := escape(cut(words, length))) > longest:
        length -= 1
    return line


def sections(language: Language, *texts: Text, accessory: object = None) -> list[SectionBlock]:
    """As many sections as it takes to show all the lines; the first has the accessory."""
    shown: list[list[str]] = []
    left = 0
    for text in texts:
        line = _fitting(language, text, LONGEST_SECTION)
        length = len(line) + len("\n")
        if not shown or length > left:
            shown.append([])
            left = LONGEST_SECTION + len("\n")
        shown[-1].append(line)
        left -= length
    return [
        _section("\n".join(lines), None if place else accessory, None) for place, lines in enumerate(shown)
    ]


def section(
    language: Language, *texts: Text, accessory: object = None, block_id: str | None = None
) -> SectionBlock:
    """A section of marked-up lines."""
    return _section(marked(language, *texts), accessory, block_id)


def _section(marked_up: str, accessory: object, block_id: str | None) -> SectionBlock:
    return SectionBlock(
        text=MarkdownTextObject(text=marked_up, verbatim=True),
        accessory=accessory,  # type: ignore[arg-type] # any interactive element
        block_id=block_id,
    )


def context(language: Language, *texts: Text) -> ContextBlock:
    """A line of small print."""
    return ContextBlock(elements=[MarkdownTextObject(text=marked(language, *texts), verbatim=True)])


def user(user_id: str) -> Markup:
    """A mention by id."""
    return Markup(f"<@{user_id}>")


def mentions(user_ids: Sequence[str]) -> Text:
    """Several people by id, as many as one reads: `@lena, @sam…`."""
    people = listed(shaped("{user}", user=user(one)) for one in user_ids[:MOST_NAMED])
    return shaped("{people}…", people=people) if user_ids[MOST_NAMED:] else people


def channel(channel_id: str) -> Markup:
    """A channel by id; Slack shows its name."""
    return Markup(f"<#{channel_id}>")


def link(url: str, words: str) -> Markup:
    """Words that lead to an address.

    https://docs.slack.dev/messaging/formatting-message-text#linking-urls
    """
    # The first bar parts the two, and what a second one does isn't documented; nor can words in a link be escaped.
    address = html.escape(url, quote=False).replace("|", "%7C")
    shown = html.escape(words.translate(_LOOK_ALIKES), quote=False)
    return Markup(f"<{address}|{shown}>")


def moment(when: datetime) -> Text:
    """A time that each reader sees in their own zone.

    Slack writes "today" in the language that it has for the reader, which is never Norwegian: translations into what
    Slack doesn't speak use its tokens of figures alone.
    https://docs.slack.dev/messaging/formatting-message-text#date-formatting
    """
    return _(
        "<!date^{seconds}^{{date_short_pretty}} {{time}}|{utc}>",
        seconds=Markup(str(int(when.timestamp()))),
        utc=Markup(f"{when:%Y-%m-%d %H:%M} UTC"),
    )
