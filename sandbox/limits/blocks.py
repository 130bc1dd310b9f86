"""Limits of Slack's blocks, as a table, and where each is allowed.

Source: https://docs.slack.dev/reference/block-kit/blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox.limits.elements import ELEMENTS, IDENTIFIER, SLACK_FILE
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.rules import (
    Json,
    Refusal,
    Rule,
    Shape,
    boolean,
    by_type,
    exactly_one,
    items,
    mapping,
    one_of,
    string,
    unique,
    url,
)
from sandbox.limits.texts import plain, text

EVERYWHERE = frozenset({"modal", "home", "message"})
MENUS = frozenset(f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels"))
MULTI_MENUS = frozenset(f"multi_{menu}" for menu in MENUS)
PICKERS = frozenset({"checkboxes", "datepicker", "radio_buttons", "timepicker"})
PRESSED = frozenset({"button", "overflow", "workflow_button"})
TYPED = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)

IN_SECTION = MENUS | MULTI_MENUS | PICKERS | PRESSED | {"image"}
IN_ACTIONS = MENUS | PICKERS | PRESSED | {"datetimepicker"}
IN_INPUT = MENUS | MULTI_MENUS | PICKERS | TYPED | {"datetimepicker", "file_input"}
ELEMENT_SURFACES = {
    "file_input": frozenset({"modal"}),
    "workflow_button": frozenset({"message"}),
}


def _elements(kinds: frozenset[str]) -> Rule:
    return by_type({kind: ELEMENTS[kind] for kind in kinds})


def _text_or_fields(value: Json, pointer: str) -> Iterator[Refusal]:
    if value.get("text") is None and not value.get("fields"):
        yield Refusal(pointer, "missing required field: text or fields")


def _element_on_surface(surface: str) -> Rule:
    def rule(value: Json, pointer: str) -> Iterator[Refusal]:
        inside = [("element", value.get("element")), ("accessory", value.get("accessory"))]
        inside += [(f"elements/{index}", each) for index, each in enumerate(value.get("elements", ()))]
        for place, each in inside:
            if each and surface not in ELEMENT_SURFACES.get(each["type"], EVERYWHERE):
                yield Refusal(f"{pointer}/{place}/type", f"unsupported type: {each['type']}")

    return rule


_unique_actions = unique(
    lambda block: [each["action_id"] for each in block["elements"] if "action_id" in each], "action_id"
)
_CONTEXT_TEXT = {"plain_text": text(3000), "mrkdwn": text(3000)}


@dataclass(frozen=True)
class Block:
    """A block's own fields and the surfaces it may be on."""

    shape: Shape
    surfaces: frozenset[str] = EVERYWHERE

    def on(self, surface: str) -> Rule:
        """The rule on that surface."""
        if surface not in self.surfaces:
            return _unsupported
        return Shape(
            self.shape.required, self.shape.optional, (*self.shape.checks, _element_on_surface(surface))
        )


def _unsupported(value: Json, pointer: str) -> Iterator[Refusal]:
    yield Refusal(f"{pointer}/type", f"unsupported type: {value['type']}")


def _block(required: dict[str, Rule], optional: dict[str, Rule] | None = None, *checks: Rule) -> Shape:
    return Shape({"type": IDENTIFIER, **required}, {"block_id": IDENTIFIER, **(optional or {})}, checks)


BLOCKS: dict[str, Block] = {
    "section": Block(
        _block(
            {},
            {
                "text": text(3000),
                "fields": items(text(2000), 10, 1),
                "accessory": _elements(IN_SECTION),
                "expand": boolean,
            },
            _text_or_fields,
        )
    ),
    "divider": Block(_block({})),
    "header": Block(_block({"text": plain(150)})),
    "alert": Block(
        _block({"text": text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}),
        frozenset({"modal"}),
    ),
    "image": Block(
        _block(
            {"alt_text": string(2000, 1)},
            {"title": plain(2000), "image_url": url(), "slack_file": SLACK_FILE},
            exactly_one("image_url", "slack_file"),
        )
    ),
    "context": Block(
        _block({"elements": items(by_type({"image": ELEMENTS["image"], **_CONTEXT_TEXT}), 10, 1)})
    ),
    "actions": Block(_block({"elements": items(_elements(IN_ACTIONS), 25, 1)}, {}, _unique_actions)),
    "input": Block(
        _block(
            {"label": plain(2000), "element": _elements(IN_INPUT)},
            {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
        )
    ),
    "rich_text": Block(RICH_TEXT),
    "markdown": Block(_block({"text": string(12_000, 1)}), frozenset({"message"})),
    "table": Block(
        _block(
            {"rows": items(items(mapping, 20, 1), 100, 1)},
            {"column_settings": items(mapping, 20)},
        ),
        frozenset({"message"}),
    ),
    "video": Block(
        _block(
            {
                "alt_text": string(2000, 1),
                "title": plain(199),
                "thumbnail_url": url(),
                "video_url": url(),
            },
            {
                "author_name": string(49),
                "description": plain(199),
                "provider_icon_url": url(),
                "provider_name": string(100),
                "title_url": url(),
            },
        )
    ),
}


def blocks_on(surface: str, most: int) -> Rule:
    """The rule for a surface's list of blocks: each sound by itself, no two with one id, one focus."""
    each = by_type({kind: block.on(surface) for kind, block in BLOCKS.items()})
    listed = items(each, most)

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        wrong = list(listed(value, pointer))
        yield from wrong
        if isinstance(value, list) and not wrong:
            for check in _ACROSS:
                yield from check({"blocks": value}, pointer)

    return rule


def _focused(value: Json) -> list[object]:
    inside = [
        element
        for block in value["blocks"]
        for element in (block.get("element"), block.get("accessory"), *block.get("elements", ()))
    ]
    return [True for element in inside if element and element.get("focus_on_load")]


_ACROSS: tuple[Callable[[Json, str], Iterator[Refusal]], ...] = (
    unique(
        lambda value: [block["block_id"] for block in value["blocks"] if block.get("block_id")], "block_id"
    ),
    unique(_focused, "focus_on_load"),
)
