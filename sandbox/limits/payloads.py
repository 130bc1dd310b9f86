"""Limits of whole views, messages and lists of options."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sandbox.limits.blocks import blocks_on
from sandbox.limits.elements import IDENTIFIER
from sandbox.limits.rules import Json, Refusal, Rule, Shape, boolean, by_type, exactly_one, items, string
from sandbox.limits.texts import different_values, option, option_group, plain

VIEW_BYTES = 250_000
VIEW_BLOCKS = 100
MESSAGE_BLOCKS = 50
MESSAGE_TEXT = 40_000


def _submit_with_input(value: Json, pointer: str) -> Iterator[Refusal]:
    if not value.get("submit") and any(block["type"] == "input" for block in value["blocks"]):
        yield Refusal(pointer, "missing required field: submit (the view has an input block)")


_NAMED: dict[str, Rule] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_MODAL = Shape(
    {"type": IDENTIFIER, "title": plain(24), "blocks": blocks_on("modal", VIEW_BLOCKS)},
    {
        **_NAMED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
    (_submit_with_input,),
)
_HOME = Shape({"type": IDENTIFIER, "blocks": blocks_on("home", VIEW_BLOCKS)}, _NAMED)
_view = by_type({"modal": _MODAL, "home": _HOME})
_message_blocks = blocks_on("message", MESSAGE_BLOCKS)
_OPTIONS = Shape(
    {},
    {"options": items(option("plain_text"), 100), "option_groups": items(option_group(), 100)},
    (exactly_one("options", "option_groups"), different_values),
)


def refusals(payload: Json) -> list[Refusal]:
    """What Slack would refuse of a view (`type` modal or home) or of a message (`text`, `blocks`).

    Pointers start at `/view` for a view and at the message itself for a message.
    """
    if payload.get("type") in {"modal", "home"}:
        return view_refusals(payload)
    found = list(string(MESSAGE_TEXT)(payload["text"], "/text")) if payload.get("text") is not None else []
    if payload.get("blocks") is not None:
        found += _message_blocks(payload["blocks"], "/blocks")
    return found


def view_refusals(view: object) -> list[Refusal]:
    """What Slack would refuse of a view; an unknown `type` too."""
    if is_too_large(view):
        return [Refusal("/view", f"must be smaller than {VIEW_BYTES // 1000} kB")]
    return list(_view(view, "/view"))


def is_too_large(view: object) -> bool:
    """Whether the view as JSON is over 250 kB."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def options_refusals(answer: object) -> list[Refusal]:
    """What Slack would refuse of the answer to block_suggestion."""
    return list(_OPTIONS(answer, ""))
