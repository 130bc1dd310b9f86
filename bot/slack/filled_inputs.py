"""What a person has filled in on a view, in the view's own words: for what we don't know any more by its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.rich_text.model import words_within


def filled_inputs(view: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    """Label and value of each input with something in it, by block id, in the view's order.

    https://docs.slack.dev/reference/views#state
    """
    values = (view.get("state") or {}).get("values") or {}
    found = {}
    for block in view["blocks"]:
        words = [one for element in values.get(block["block_id"], {}).values() for one in _words(element)]
        if block["type"] == "input" and words:
            found[block["block_id"]] = (_text(block.get("label")), ", ".join(words))
    return found


def _text(said: Mapping[str, str] | None) -> str:
    return said["text"] if said else ""


def _words(element: Mapping[str, Any]) -> Iterator[str]:
    """Of one input: what was typed, or the names of what was chosen."""
    if block := element.get("rich_text_value"):
        yield "\n".join(words_within(part) for part in block["elements"])
    for option in (element.get("selected_option"), *(element.get("selected_options") or ())):
        if option:
            yield _text(option.get("text")) or str(option["value"])
    for file in element.get("files") or ():
        yield str(file.get("name") or "")
    yield from (str(typed) for key in ("value", "selected_date") if (typed := element.get(key)))
    if chosen := element.get("selected_user"):
        yield f"<@{chosen}>"
