"""The editor's value: a rich_text block as JSON text; plain text where it was typed without one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from flows.i18n.texts import InputError, _
from flows.readers.invisible import visible
from flows.readers.plain import bare, fitting, read_paragraph
from flows.rich_text.model import (
    LIST,
    ORDERED,
    PREFORMATTED,
    SECTION,
    Json,
    RichText,
    as_rich_text,
    elements_of,
    words_within,
)
from flows.rich_text.plain import element_words, plain_text

LARGEST = 60_000
"""Characters of JSON; a whole view may have 250,000."""

DEEPEST_INDENT = 8
LATEST = 10**10
"""Seconds since 1970, which is in the year 2286."""
LARGEST_OFFSET = 9_999

STYLES = ("bold", "italic", "strike", "underline", "code")

_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "link": ("url", "text", "unsafe"),
    "emoji": ("name", "unicode"),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "team": ("team_id",),
    "broadcast": ("range",),
    "date": ("timestamp", "format", "url", "fallback"),
    "color": ("value",),
}
"""Every documented element and its fields, the first of which it must have."""

_TYPES: Mapping[str, type] = {"timestamp": int, "unsafe": bool}
"""Of fields that aren't texts."""

_ID = re.compile(r"\S{1,30}")
_FORMS: Mapping[str, re.Pattern[str]] = {
    "text": re.compile(r"[\s\S]*"),
    "url": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S{1,2000}"),
    "name": re.compile(r"\S{1,100}"),
    "unicode": re.compile(r"[0-9a-fA-F-]{1,100}"),
    "user_id": _ID,
    "usergroup_id": _ID,
    "channel_id": _ID,
    "team_id": _ID,
    "range": re.compile("here|channel|everyone"),
    "format": re.compile(r".{1,100}"),
    "fallback": re.compile(r"[\s\S]{1,3000}"),
    "value": re.compile(r"#[0-9a-fA-F]{6}"),
}
"""What Slack takes in them: it refuses a whole view for one that is otherwise."""

_PREFORMATTED = frozenset({"text", "link"})
"""What a preformatted part may hold."""


def read_rich_text(input: str, *, longest: int = 3000) -> str | RichText | None:
    """The formatted text, plain text where it has no formatting, None where nothing is written.

    Raises InputError where its plain text has more than `longest` characters, or there is too much formatting to keep.
    """
    block = _block(input)
    if block is None:
        return read_paragraph(input, longest=longest)
    text = _settled(block)
    words = plain_text(text)
    if not words:
        return None
    if _is_plain(text):
        return read_paragraph(words, longest=longest)
    fitting(words, longest)
    if len(show_rich_text(text)) > LARGEST:
        raise InputError(
            _(
                "There is more formatting here than fits. Take some away, for example where single letters are bold."
            )
        )
    return text


def show_rich_text(text: str | RichText) -> str:
    """The editor's value for a text, as JSON text."""
    return _dumped((text if isinstance(text, RichText) else as_rich_text(text)).block())


def typed_rich_text(block: object) -> str | None:
    """What the editor holds, as JSON text; None where nothing is written."""
    if not isinstance(block, dict):
        return None
    text = _settled(block)
    return _dumped(text.block()) if plain_text(text) else None


def editor_block(input: str | None) -> dict[str, Any] | None:
    """What to put into the editor for what was typed, here or in a plain input; None for nothing.

    Where there is more formatting than a view takes, its words alone.
    """
    if not input:
        return None
    block = _block(input)
    text = as_rich_text(input) if block is None else _settled(block)
    if len(show_rich_text(text)) > LARGEST:
        text = as_rich_text(plain_text(text))
    return text.block() if text.elements else None


def _dumped(block: Json) -> str:
    return json.dumps(block, ensure_ascii=False, separators=(",", ":"))


def _block(input: str) -> Json | None:
    """The block in a JSON text; None for plain text."""
    try:
        block = json.loads(input)
    except (ValueError, RecursionError):
        return None
    match block:
        case {"type": "rich_text", "elements": list()}:
            return dict(block)
    return None


def _is_plain(text: RichText) -> bool:
    return all(
        part["type"] == SECTION
        and all(element["type"] == "text" and "style" not in element for element in elements_of(part))
        for part in text.elements
    )


def _settled(block: Json) -> RichText:
    """Documented parts and elements only, as the editor takes them again; others become the words in them."""
    parts = block.get("elements")
    found = parts if isinstance(parts, list) else [_text(words_within(parts))]
    return RichText(elements=tuple(part for each in found if (part := _part(each))))


def _part(part: object) -> dict[str, Any] | None:
    if not isinstance(part, dict):
        return _part_of(SECTION, part)
    match part:
        case {"type": "rich_text_list", "elements": list(items)}:
            kept = [item for each in items if (item := _part_of(SECTION, each))]
            style = {"style": ORDERED if part.get("style") == ORDERED else "bullet"}
            numbers = _numbers(part, indent=DEEPEST_INDENT, offset=LARGEST_OFFSET, border=1)
            return {"type": LIST, **style, **numbers, "elements": kept} if kept else None
        case {"type": ("rich_text_quote" | "rich_text_preformatted") as kind, "elements": list()}:
            made = _part_of(kind, part)
            return {**made, **_numbers(part, border=1)} if made else None
        case _:
            return _part_of(SECTION, part)


def _part_of(kind: str, part: object) -> dict[str, Any] | None:
    """A part of that type, None where there is nothing in it."""
    within = part.get("elements") if isinstance(part, dict) else None
    found = within if isinstance(within, list) else [_text(words_within(part))]
    elements = _merged(_in_code(_element(each)) if kind == PREFORMATTED else _element(each) for each in found)
    return {"type": kind, "elements": elements} if elements else None


def _numbers(part: Json, **largest: int) -> dict[str, int]:
    found = {name: part.get(name) for name in largest}
    return {
        name: min(max(number, 0), largest[name])
        for name, number in found.items()
        if type(number) is int  # True and False are no numbers to Slack.
    }


def _element(element: object) -> dict[str, Any]:
    """As the editor takes it; what it wouldn't take becomes the words in it."""
    if not isinstance(element, dict):
        return _text(words_within(element))
    kind = element.get("type")
    names = _ELEMENTS.get(str(kind), ())
    fields = {name: kept for name in names if (kept := _field(name, element.get(name))) is not None}
    if not names or names[0] not in fields:
        return _text(words_within(element))
    if kind == "date" and not ("format" in fields and 0 <= element["timestamp"] <= LATEST):
        return _text(element_words({"type": kind, **fields}))
    styles = element.get("style")
    style = {name: True for name in STYLES if isinstance(styles, dict) and styles.get(name)}
    return {"type": kind, **fields, **({"style": style} if style else {})}


def _field(name: str, value: object) -> str | int | bool | None:
    """What may be in a field; None where something else does."""
    if type(value) is not _TYPES.get(name, str):
        return None
    match value:
        case str():
            kept = bare(value) if name == "text" else visible(value)
            return kept if _FORMS[name].fullmatch(kept) else None
        case int():
            return value
    return None


def _in_code(element: dict[str, Any]) -> dict[str, Any]:
    return element if element["type"] in _PREFORMATTED else _text(element_words(element))


def _text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": bare(words)}


def _merged(elements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring texts of one style as one; empty ones gone."""
    merged: list[dict[str, Any]] = []
    for element in elements:
        if element.get("text") == "" and element["type"] == "text":
            continue
        if merged and {**element, "text": ""} == {**merged[-1], "text": ""} and element["type"] == "text":
            merged[-1] = {**element, "text": merged[-1]["text"] + element["text"]}
        else:
            merged.append(element)
    return merged
