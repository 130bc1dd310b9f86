"""Rich text: what people write in an editor with formatting, in the shape the editor gives it.

The shape is that of https://docs.slack.dev/reference/block-kit/blocks/rich-text-block: parts (sections, lists,
quotes, preformatted) of elements (text, link, emoji, mentions …). Lists are flat, one after the other, with an indent.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Json = Mapping[str, Any]
"""A piece of rich text."""

SECTION = "rich_text_section"
LIST = "rich_text_list"
QUOTE = "rich_text_quote"
PREFORMATTED = "rich_text_preformatted"

ORDERED = "ordered"

DEEPEST = 20
"""How deep words are looked for in what isn't documented."""


class RichText(BaseModel):
    """A formatted text: its parts, documented ones only, each with something in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: tuple[Mapping[str, JsonValue], ...] = Field(repr=False)

    def block(self) -> dict[str, Any]:
        """As the editor takes it."""
        return {"type": "rich_text", "elements": [dict(part) for part in self.elements]}


def as_rich_text(words: str) -> RichText:
    """Plain text as the editor takes it."""
    return RichText(elements=({"type": SECTION, "elements": [{"type": "text", "text": words}]},))


def is_formatted(text: RichText) -> bool:
    """Whether anything would be lost in plain text: a list, a quote, a style, a link behind words."""
    return any(
        part["type"] != SECTION or any(map(_is_formatted, elements_of(part))) for part in text.elements
    )


def elements_of(part: Json) -> Sequence[Json]:
    """The elements of a section, a quote or a preformatted part; the items (sections) of a list."""
    elements: Sequence[Json] = part["elements"]
    return elements


def _is_formatted(element: Json) -> bool:
    return bool(element.get("style")) or (element["type"] == "link" and bool(element.get("text")))


_WORDS = ("text", "fallback", "name", "title", "value", "url", "elements")
"""Where an element that isn't documented may have words, the best first."""


def words_within(piece: object, depth: int = DEEPEST) -> str:
    """The words in an element of whatever type, or in what is inside it; empty where there are none."""
    match piece:
        case str():
            return piece
        case list() if depth:
            return "".join(words_within(each, depth - 1) for each in piece)
        case dict() if depth:
            return next(_each_words(piece, depth - 1), "")
    return ""


def _each_words(piece: Json, depth: int) -> Iterator[str]:
    return (words for key in _WORDS if (words := words_within(piece.get(key), depth)))
