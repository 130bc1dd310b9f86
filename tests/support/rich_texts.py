"""Rich texts to test with: the pieces Slack documents, and as many random ones as a test asks for."""

from __future__ import annotations

from random import Random
from typing import Any

Json = dict[str, Any]

STYLES = ("bold", "italic", "strike", "code", "underline")
WORDS = ("Fuse box", " in the cellar", "\n", "<!channel> & <b>", "Blåbærsyltetøy\nog kaffe", "⚡", "x" * 60)

LEAVES: tuple[Json, ...] = (
    {"type": "link", "url": "https://example.com/a?b=1&c=2"},
    {"type": "link", "url": "https://example.com", "text": "The\nhouse"},
    {"type": "link", "url": "mailto:ola@example.com", "text": "ola@example.com"},
    {"type": "link", "url": "tel:+4799900111", "text": "999 00 111", "unsafe": False},
    {"type": "link", "url": "slack://open", "text": "Slack"},
    {"type": "emoji", "name": "zap", "unicode": "26a1"},
    {"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fd", "skin_tone": 4},
    {"type": "emoji", "name": "our_logo"},
    {"type": "user", "user_id": "U0KARI"},
    {"type": "usergroup", "usergroup_id": "S0FITTERS"},
    {"type": "channel", "channel_id": "C0ORDERS"},
    {"type": "team", "team_id": "T0LOCAL"},
    {"type": "broadcast", "range": "here"},
    {"type": "date", "timestamp": 1_767_225_600, "format": "{date_short}", "fallback": "1 January"},
    {"type": "date", "timestamp": 1_767_225_600, "format": "{date_short}"},
    {"type": "color", "value": "#405765"},
    {"type": "canvas", "file_id": "F1", "title": "Drawing of the house"},
    {"type": "work_object_mention", "elements": [{"type": "text", "text": "Ticket 7"}]},
    {"type": "something_new"},
)


def words(text: str, *styles: str) -> Json:
    """A text element."""
    return {"type": "text", "text": text, **({"style": dict.fromkeys(styles, True)} if styles else {})}


def section(*elements: Json | str, kind: str = "rich_text_section", **more: Any) -> Json:
    """A section, a quote or a preformatted part."""
    return {
        "type": kind,
        "elements": [words(each) if isinstance(each, str) else each for each in elements],
        **more,
    }


def listed(*items: Json | str, style: str = "bullet", **more: Any) -> Json:
    """A list of items."""
    inside = [section(item) if isinstance(item, str) else item for item in items]
    return {"type": "rich_text_list", "style": style, "elements": inside, **more}


def block(*parts: Json) -> Json:
    """A rich text, as the input gives it."""
    return {"type": "rich_text", "elements": list(parts)}


def random_block(random: Random) -> Json:
    """Any parts in any sequence, often as nobody would write them."""
    return block(*(_part(random) for _count in range(random.randint(1, 4))))


def _part(random: Random) -> Json:
    elements = [_leaf(random) for _count in range(random.randint(0, 5))]
    match random.randint(0, 5):
        case 0 | 1:
            return section(*elements)
        case 2:
            return section(*elements, kind="rich_text_quote", border=random.randint(0, 1))
        case 3:
            return section(*elements, kind="rich_text_preformatted", language="python")
        case 4 if random.random() < 0.2:
            return {"type": "rich_text_new", "elements": elements}
        case _:
            items = [section(*(_leaf(random) for _ in range(random.randint(0, 3)))) for _count in range(3)]
            numbers = {"indent": random.randint(0, 8), "offset": random.choice([0, 0, 1, 3])}
            return listed(*items, style=random.choice(["bullet", "ordered"]), **numbers)


def _leaf(random: Random) -> Json:
    styles = random.sample(STYLES, random.choice([0, 0, 1, 2, 5]))
    if random.random() < 0.5:
        return words(random.choice(WORDS), *styles)
    leaf = random.choice(LEAVES)
    return {**leaf, "style": {**dict.fromkeys(styles, True), "highlight": True}} if styles else leaf
