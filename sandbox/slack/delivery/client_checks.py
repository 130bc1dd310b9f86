"""What Slack's own client refuses to submit: it shows the reason at the input and sends nothing.

Source: https://docs.slack.dev/reference/block-kit/blocks/input-block and the elements' pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from sandbox.slack.element_state import carried_over, value_of
from sandbox.slack.views import Json, Placed, Surface

REQUIRED = "Please complete this required field."
NOT_RESUBMITTED = "This text can't be submitted as it is."
_EDITABLE = frozenset({"text", "link", "emoji"})


def complaints(surface: Surface) -> dict[str, str]:
    """The client's complaints by block id; empty if the form may be sent."""
    found: dict[str, str] = {}
    for placed in surface.elements:
        if placed.is_input:
            value = value_of(surface.answers[placed.block_id][placed.action_id])
            for complaint in _complaints(placed, value):
                found.setdefault(placed.block_id, complaint)
    return found


def _complaints(placed: Placed, value: object) -> Iterator[str]:
    if not value:
        if not placed.block.get("optional"):
            yield REQUIRED
        return
    if placed.kind == "rich_text_input" and value == placed.element.get("initial_value"):
        yield from _untouched_complaints(value)
    if isinstance(value, str):
        yield from _text_complaints(placed.kind, placed.element, value)


def _untouched_complaints(value: object) -> Iterator[str]:
    """The client's editor can't send back mentions, dates and the like that an app put into it."""
    if not _leaf_kinds(value) <= _EDITABLE:
        yield NOT_RESUBMITTED


def _leaf_kinds(part: object) -> set[str]:
    """The types of a rich text's elements that hold no others."""
    if not isinstance(part, dict):
        return set()
    if "elements" not in part:
        return {str(part["type"])}
    return {kind for inside in part["elements"] for kind in _leaf_kinds(inside)}


def is_changed(surface: Surface) -> bool:
    """Whether a person has changed an input of the form, so that the client asks before it closes it."""
    fresh = carried_over(surface.blocks, {})
    return any(
        value_of(surface.answers[placed.block_id][placed.action_id])
        != value_of(fresh[placed.block_id][placed.action_id])
        for placed in surface.elements
        if placed.is_input
    )


def _text_complaints(kind: str, element: Json, value: str) -> Iterator[str]:
    shortest, longest = element.get("min_length") or 0, element.get("max_length") or 3000
    if len(value) < shortest:
        yield f"Please write at least {shortest} characters."
    if len(value) > longest:
        yield f"Please write at most {longest} characters."
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        yield "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"[a-z][a-z0-9+.-]*://\S+", value, re.IGNORECASE):
        yield "Please enter a valid URL."
    if kind == "number_input":
        yield from _number_complaints(element, value)


def _number_complaints(element: Json, value: str) -> Iterator[str]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        yield "Please enter a valid number."
        return
    if not element["is_decimal_allowed"] and number % 1:
        yield "Please enter a whole number."
    if element.get("min_value") is not None and number < Decimal(element["min_value"]):
        yield f"Please enter a number of at least {element['min_value']}."
    if element.get("max_value") is not None and number > Decimal(element["max_value"]):
        yield f"Please enter a number of at most {element['max_value']}."
