"""Rich text as a Contentful rich-text document, nested JSON.

Which node may be inside which is checked in a test by `validateRichTextDocument` of npm's @contentful/rich-text-types.
Lists nest here: one with a deeper indent goes into the last item of the one before. A numbered list that begins at
another number than 1 begins at 1, as there is no place for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from flows.rich_text.model import LIST, ORDERED, PREFORMATTED, QUOTE, Json, RichText, elements_of
from flows.rich_text.plain import element_words, link_words

Node = dict[str, JsonValue]
Nodes = list[JsonValue]

MARKS = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strike": "strikethrough",
    "code": "code",
}
ADDRESSES = ("https://", "http://", "mailto:", "tel:")
"""What a hyperlink may lead to; any other address is written out as text."""


def document(text: RichText) -> Node:
    """The document: paragraphs, lists, block quotes; a line break begins a paragraph, code has the mark `code`."""
    blocks: Nodes = []
    open_lists: list[_OpenList] = []
    for part in text.elements:
        if part["type"] == LIST:
            _hang(part, blocks, open_lists)
        else:
            open_lists.clear()
            blocks.extend(_blocks(part))
    return _node("document", blocks)


class _OpenList:
    """A list that deeper ones hang below, and further items may follow in."""

    def __init__(self, part: Json) -> None:
        self.indent: int = part.get("indent", 0)
        self.style: str = part["style"]
        self.items: Nodes = []
        self.last: Nodes = []
        """The content of its last item."""

    def goes_on_with(self, part: Json) -> bool:
        """Whether the items of that list are further items of this one."""
        return self.style == part["style"] and (
            self.style != ORDERED or part.get("offset", 0) == len(self.items)
        )

    def add(self, part: Json) -> None:
        """Add the items."""
        for item in elements_of(part):
            self.last = _paragraphs(elements_of(item)) or [_paragraph([_text("")])]
            self.items.append(_node("list-item", self.last))


def _hang(part: Json, blocks: Nodes, open_lists: list[_OpenList]) -> None:
    """Put a list into the item it belongs below, into the list it goes on with, or beside."""
    opened = _OpenList(part)
    while open_lists and open_lists[-1].indent > opened.indent:
        open_lists.pop()
    if open_lists and open_lists[-1].indent == opened.indent:
        if open_lists[-1].goes_on_with(part):
            open_lists[-1].add(part)
            return
        open_lists.pop()
    siblings = open_lists[-1].last if open_lists else blocks
    siblings.append(_node("ordered-list" if opened.style == ORDERED else "unordered-list", opened.items))
    opened.add(part)
    open_lists.append(opened)


def _blocks(part: Json) -> Nodes:
    match part["type"]:
        case kind if kind == QUOTE:
            return [_node("blockquote", _paragraphs(elements_of(part)))]
        case kind if kind == PREFORMATTED:
            return _paragraphs(elements_of(part), "code", keep_empty=True)
        case _:
            return _paragraphs(elements_of(part))


def _paragraphs(elements: Sequence[Json], *marks: str, keep_empty: bool = False) -> Nodes:
    """A paragraph a line; empty lines only where they mean something."""
    lines: list[Nodes] = [[]]
    for element in elements:
        first, *others = _inlines(element, marks)
        lines[-1].extend(first)
        lines.extend(others)
    if keep_empty and not lines[-1]:
        lines.pop()
    return [_paragraph(line or [_text("")]) for line in lines if line or keep_empty]


def _inlines(element: Json, marks: Sequence[str]) -> list[Nodes]:
    """An element's nodes, line by line."""
    styled = [*marks, *(mark for style, mark in MARKS.items() if element.get("style", {}).get(style))]
    if element["type"] == "link" and element["url"].startswith(ADDRESSES):
        words = " ".join((element.get("text") or element["url"]).split("\n"))
        return [[_node("hyperlink", [_text(words, *styled)], uri=element["url"])]]
    words = link_words(element) if element["type"] == "link" else element_words(element)
    return [[_text(line, *styled)] if line else [] for line in words.split("\n")]


def _paragraph(inlines: Nodes) -> Node:
    return _node("paragraph", inlines)


def _node(kind: str, content: Nodes, **data: JsonValue) -> Node:
    return {"nodeType": kind, "data": data, "content": content}


def _text(words: str, *marks: str) -> Node:
    kinds: Nodes = [{"type": mark} for mark in dict.fromkeys(marks)]
    return {"nodeType": "text", "value": words, "marks": kinds, "data": {}}
