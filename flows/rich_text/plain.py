"""Rich text as plain text: for the summary, and for the Orders API unless a setting asks for formatting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from flows.rich_text.model import LIST, ORDERED, QUOTE, Json, RichText, elements_of, words_within

INDENT = "    "


def plain_text(text: str | RichText) -> str:
    """The words: lists with “• ” and “1. ”, quotes with “> ”, links as “words (address)”.

    Mentions are given by their ids unless `flows.rich_text.mentions.with_names` has written them out.
    """
    if isinstance(text, str):
        return text
    parts = [_part(part).removesuffix("\n") for part in text.elements]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()


def _part(part: Json) -> str:
    match part["type"]:
        case kind if kind == LIST:
            return "\n".join(_items(part))
        case kind if kind == QUOTE:
            return "\n".join(f"> {line}".rstrip() for line in _line(part).removesuffix("\n").split("\n"))
        case _:
            return _line(part)


def _items(part: Json) -> Sequence[str]:
    margin, first = INDENT * part.get("indent", 0), part.get("offset", 0) + 1
    return [
        margin + _item(f"{number}. " if part["style"] == ORDERED else "• ", _line(item), margin)
        for number, item in enumerate(elements_of(part), first)
    ]


def _item(sign: str, words: str, margin: str) -> str:
    """An item whose further lines are indented below its first."""
    return sign + words.removesuffix("\n").replace("\n", "\n" + margin + " " * len(sign))


def _line(part: Json) -> str:
    return "".join(_words(element) for element in elements_of(part))


def _words(element: Json) -> str:
    return link_words(element) if element["type"] == "link" else element_words(element)


def link_words(link: Json) -> str:
    """`words (address)`, or the address alone where the words don't add to it."""
    address: str = link["url"]
    bare = re.sub(r"^(mailto:|tel:|https?://)", "", address)
    shown = bare if address.startswith(("mailto:", "tel:")) else address
    words: str = link.get("text") or shown
    return words if words.strip("/") in {address.strip("/"), bare.strip("/")} else f"{words} ({shown})"


def element_words(element: Json) -> str:
    """What an element says, without its style and without the address of a link."""
    match element:
        case {"type": "emoji", "name": name}:
            return emoji(element.get("unicode")) or f":{name}:"
        case {"type": "user", "user_id": of} | {"type": "usergroup", "usergroup_id": of}:
            return f"@{of}"
        case {"type": "channel", "channel_id": of}:
            return f"#{of}"
        case {"type": "team", "team_id": of}:
            return str(of)
        case {"type": "broadcast", "range": of}:
            return f"@{of}"
        case {"type": "date", "timestamp": seconds}:
            when = moment(seconds)
            return element.get("fallback") or (f"{when:%Y-%m-%d %H:%M} UTC" if when else str(seconds))
    return words_within(element)


def emoji(code_points: str | None) -> str:
    """The characters of `1f44b-1f3fb`; empty where they aren't given."""
    try:
        characters = "".join(chr(int(point, 16)) for point in code_points.split("-")) if code_points else ""
        characters.encode()
    except (ValueError, OverflowError):
        return ""
    return characters


def moment(seconds: int) -> datetime | None:
    """The time so many seconds after 1970; None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
