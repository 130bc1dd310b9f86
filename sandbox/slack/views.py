"""Surfaces that hold blocks, and the values of their inputs: views, and what they share with messages."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.json_copy import json_copy

Json = dict[str, Any]
Answers = dict[str, dict[str, Json]]

TEAM = "T0LOCAL"
TEAM_DOMAIN = "local"
APP = "A0ORDERDESK"
BOT = "B0ORDERDESK"


@dataclass(frozen=True)
class Placed:
    """An interactive element and the block it is in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The block's id, as given or made up."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id, as given or made up."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """The element's type, such as `static_select`."""
        return str(self.element["type"])

    @property
    def is_input(self) -> bool:
        """Whether it is in an input block, so that it belongs to a submission."""
        return bool(self.block["type"] == "input")

    @property
    def dispatches(self) -> bool:
        """Whether using it sends block_actions at once: everything outside inputs, and inputs that ask for it."""
        return not self.is_input or bool(self.block.get("dispatch_action"))


def elements(blocks: list[Json]) -> Iterator[Placed]:
    """Every interactive element of the blocks, in reading order."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield Placed(block, element)


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy of the blocks in which every block and element has an id; Slack makes up the missing ones."""
    blocks = json_copy(blocks)
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        if block["type"] in {"section", "actions", "input"}:
            for element in (block.get("element"), block.get("accessory"), *block.get("elements", ())):
                if element and element["type"] != "image":
                    element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


@dataclass(eq=False)
class Surface:
    """Blocks, and their inputs' answers by block id and action id."""

    blocks: list[Json] = field(default_factory=list, repr=False)
    answers: Answers = field(default_factory=dict, repr=False)

    @property
    def elements(self) -> list[Placed]:
        """The interactive elements, in reading order."""
        return list(elements(self.blocks))

    @property
    def state(self) -> Json:
        """`{"values": {block_id: {action_id: answer}}}`, a copy."""
        return {"values": json_copy(self.answers)}


@dataclass(eq=False)
class View(Surface):
    """A modal or a home tab that one person sees.

    `errors` are by block id; `unanswered` counts submissions whose ack is still awaited.
    """

    id: str = ""
    person: str = ""
    device: str = ""
    definition: Json = field(default_factory=dict, repr=False)
    hash: str = ""
    root_view_id: str = ""
    previous_view_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict, repr=False)
    unanswered: int = 0

    @property
    def is_home(self) -> bool:
        """Whether this is a home tab rather than a modal."""
        return bool(self.definition["type"] == "home")

    @property
    def title(self) -> str:
        """The title as given; a home tab has none."""
        return str(self.definition.get("title", {}).get("text", ""))

    def as_json(self) -> Json:
        """The view as Slack's API and payloads show it: https://docs.slack.dev/reference/views."""
        given = self.definition
        return {
            "id": self.id,
            "team_id": TEAM,
            "type": given["type"],
            "blocks": json_copy(self.blocks),
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "external_id": given.get("external_id", ""),
            "state": self.state,
            "hash": self.hash,
            "title": given.get("title"),
            "submit": given.get("submit"),
            "close": given.get("close"),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "root_view_id": self.root_view_id,
            "previous_view_id": self.previous_view_id,
            "app_id": APP,
            "app_installed_team_id": TEAM,
            "bot_id": BOT,
        }
