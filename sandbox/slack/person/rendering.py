"""Blocks as a person reads them, line by line: markup taken off, ids named, blanks made plain."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from sandbox.slack.element_state import SLOTS, value_of
from sandbox.slack.views import Json, Surface

Names = Mapping[str, str]

_EMOJI = re.compile(r":([a-z0-9_+'-]+):")
_DATE = re.compile(r"<!date\^[^<>|]*\|([^<>]*)>")
_FIRST_KEPT = 0xE000
"""Private-use characters from this one on replace text that is no markup any more."""
_KEPT = re.compile("[\ue000-\uf8ff]")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
_ANGLED = re.compile(r"<([^<>]+)>")
_EMPHASIS = (
    re.compile(r"```([^`]+)```"),
    *(
        re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^\n{mark}]+?)(?<=\S){mark}(?!\w)")
        for mark in (r"\*", "_", "~", "`", "＊", "＿", "｀")
    ),
)


def mrkdwn(source: str, names: Names) -> str:
    """Slack's markup as it reads: `*bold*` is bold, `<@U1>` is @kari, `:zap:` is an emoji, `&amp;` is &.

    Text in angle brackets takes no part in the markup around it, and a date's fallback is shown unchanged.
    """
    kept: list[str] = []

    def keep(words: str) -> str:
        kept.append(words)
        return chr(_FIRST_KEPT + len(kept) - 1)

    text = _DATE.sub(lambda found: keep(found[1]), _KEPT.sub("", source))
    text = _ANGLED.sub(lambda found: keep(html.unescape(_angled(found[1], names))), text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    text = html.unescape(_EMOJI.sub(_emoji, text))
    return _KEPT.sub(lambda found: kept[ord(found[0]) - _FIRST_KEPT], text).translate(_BLANKS)


def _emoji(found: re.Match[str]) -> str:
    """A picture, in words that nobody types."""
    return f"(emoji {found[1]})"


def readable(text: Json | str | None, names: Names) -> str:
    """A text object as it reads; nothing is an empty text."""
    if not text:
        return ""
    if isinstance(text, str):
        return mrkdwn(text, names)
    words = str(text["text"])
    if text["type"] == "mrkdwn":
        return mrkdwn(words, names)
    return (words if text.get("emoji") is False else _EMOJI.sub(_emoji, words)).translate(_BLANKS)


def readable_lines(surface: Surface, names: Names) -> list[str]:
    """Everything readable on a surface, in reading order; inputs as label, value and hint."""
    lines = [line for block in surface.blocks for line in block_lines(block, surface, names)]
    return [part for line in lines for part in line.split("\n")]


def block_lines(block: Json, surface: Surface, names: Names) -> Iterator[str]:
    """One block's lines; a block type without words gives none."""
    write = _WRITERS.get(block["type"])
    if write is not None:
        yield from (line for line in write(block, surface, names) if line)


def shown_value(surface: Surface, block: Json, element: Json, names: Names) -> str:
    """An element's value, as a person reads it."""
    state = surface.answers.get(block["block_id"], {}).get(element.get("action_id", ""))
    held = value_of(state) if state else None
    return ", ".join(_shown(each, names) for each in (held if isinstance(held, list) else [held]) if each)


def rich_text(element: Json, names: Names) -> str:
    """A rich_text block or one of its parts as plain words; lists a line each."""
    match element["type"]:
        case "rich_text":
            return "\n".join(rich_text(part, names) for part in element["elements"])
        case "rich_text_list":
            return "\n".join(f"• {rich_text(part, names)}" for part in element["elements"])
        case "rich_text_section" | "rich_text_quote" | "rich_text_preformatted":
            return "".join(rich_text(part, names) for part in element["elements"]).translate(_BLANKS)
        case "emoji":
            return f":{element['name']}:"
        case "user" | "channel" | "usergroup":
            identifier = element[f"{element['type']}_id"]
            return names.get(identifier, f"@{identifier}")
        case "broadcast":
            return f"@{element['range']}"
        case _:
            return str(element.get("text") or element.get("fallback") or element.get("url") or "")


def _angled(inside: str, names: Names) -> str:
    head, _, label = inside.partition("|")
    match head[:1]:
        case "@" | "#":
            return label or names.get(head[1:], head)
        case "!" if head.startswith("!subteam^"):
            return label or names.get(head.removeprefix("!subteam^"), head)
        case "!":
            return label or f"@{head[1:]}"
    return label or head.removeprefix("mailto:").removeprefix("tel:")


def _shown(value: Json | str | int, names: Names) -> str:
    if not isinstance(value, dict):
        return names.get(str(value), str(value)).translate(_BLANKS)
    if value.get("type") == "rich_text":
        return rich_text(value, names)
    return readable(value["text"], names) if "text" in value else str(value.get("name", value["id"]))


def _element(block: Json, element: Json, surface: Surface, names: Names) -> str:
    match element["type"]:
        case "button" | "workflow_button":
            return f"[{readable(element['text'], names)}]"
        case "overflow":
            return "[⋯ " + " | ".join(readable(option["text"], names) for option in element["options"]) + "]"
        case "image":
            return f"({element['alt_text']})"
        case kind if kind in SLOTS:
            inside = shown_value(surface, block, element, names) or readable(
                element.get("placeholder"), names
            )
            return f"[{inside} ▾]"
    return readable(element, names)


def _section(block: Json, surface: Surface, names: Names) -> Iterator[str]:
    yield readable(block.get("text"), names)
    yield from (readable(each, names) for each in block.get("fields", ()))
    if "accessory" in block:
        yield _element(block, block["accessory"], surface, names)


def _input(block: Json, surface: Surface, names: Names) -> Iterator[str]:
    element = block["element"]
    yield readable(block["label"], names)
    if element["type"] in {"radio_buttons", "checkboxes"}:
        yield from _choices(block, surface, names)
    else:
        yield shown_value(surface, block, element, names)
    yield readable(block.get("hint"), names)


def _choices(block: Json, surface: Surface, names: Names) -> Iterator[str]:
    held = value_of(surface.answers[block["block_id"]][block["element"]["action_id"]])
    chosen = {option["value"] for option in (held if isinstance(held, list) else [held] if held else [])}
    for option in block["element"]["options"]:
        yield ("(x) " if option["value"] in chosen else "( ) ") + readable(option["text"], names)


def _row(block: Json, surface: Surface, names: Names) -> Iterator[str]:
    yield " ".join(_element(block, element, surface, names) for element in block["elements"])


def _text(block: Json, _surface: Surface, names: Names) -> Iterator[str]:
    yield readable(block["text"], names)


def _image(block: Json, _surface: Surface, names: Names) -> Iterator[str]:
    yield readable(block.get("title"), names)
    yield f"({block['alt_text']})"


def _rich_text(block: Json, _surface: Surface, names: Names) -> Iterator[str]:
    yield rich_text(block, names)


def _table(block: Json, _surface: Surface, names: Names) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(rich_text(cell, names) for cell in row)


_WRITERS: dict[str, Callable[[Json, Surface, Names], Iterator[str]]] = {
    "actions": _row,
    "alert": _text,
    "context": _row,
    "header": _text,
    "image": _image,
    "input": _input,
    "markdown": _text,
    "rich_text": _rich_text,
    "section": _section,
    "table": _table,
    "video": _image,
}
