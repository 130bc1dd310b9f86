"""The value of an interactive element, in the shape of Slack's `state.values`.

Shapes: https://docs.slack.dev/reference/views (state) and each element's own page.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from sandbox.slack.views import Answers, Json, Placed, elements


@dataclass(frozen=True)
class Slot:
    """Where an element's answer is in its state, what it starts from and what it is when empty."""

    key: str
    initial: str
    several: bool = False

    @property
    def empty(self) -> list[Any] | None:
        """The answer of an element nobody has touched."""
        return [] if self.several else None


SLOTS = {
    "plain_text_input": Slot("value", "initial_value"),
    "email_text_input": Slot("value", "initial_value"),
    "url_text_input": Slot("value", "initial_value"),
    "number_input": Slot("value", "initial_value"),
    "rich_text_input": Slot("rich_text_value", "initial_value"),
    "file_input": Slot("files", "", several=True),
    "datepicker": Slot("selected_date", "initial_date"),
    "timepicker": Slot("selected_time", "initial_time"),
    "datetimepicker": Slot("selected_date_time", "initial_date_time"),
    "static_select": Slot("selected_option", "initial_option"),
    "external_select": Slot("selected_option", "initial_option"),
    "users_select": Slot("selected_user", "initial_user"),
    "conversations_select": Slot("selected_conversation", "initial_conversation"),
    "channels_select": Slot("selected_channel", "initial_channel"),
    "radio_buttons": Slot("selected_option", "initial_option"),
    "checkboxes": Slot("selected_options", "initial_options", several=True),
    "multi_static_select": Slot("selected_options", "initial_options", several=True),
    "multi_external_select": Slot("selected_options", "initial_options", several=True),
    "multi_users_select": Slot("selected_users", "initial_users", several=True),
    "multi_conversations_select": Slot("selected_conversations", "initial_conversations", several=True),
    "multi_channels_select": Slot("selected_channels", "initial_channels", several=True),
}


UNTOUCHED_FILES: tuple[Json, ...] = ({}, {"files": None}, {"files": []})
"""The state of a file input that nobody has touched: Slack's types allow all three."""

_next_untouched = itertools.cycle(UNTOUCHED_FILES)


def answer(kind: str, value: object) -> Json:
    """The state of an element of that type holding `value`; None empties it.

    An empty file input has each of its shapes in turn.
    """
    slot = SLOTS[kind]
    if kind == "file_input" and not value:
        return {"type": kind, **next(_next_untouched)}
    return {"type": kind, slot.key: slot.empty if value is None else value}


def value_of(state: Json) -> Any:  # noqa: ANN401 - text, an option or a list, as the element has it
    """The value in an element's state: None or an empty list if there is none."""
    slot = SLOTS[state["type"]]
    return state.get(slot.key) or slot.empty if slot.several else state[slot.key]


def options_of(element: Json) -> list[Json]:
    """The element's own options, those in groups too; external ones have none."""
    grouped = [option for group in element.get("option_groups", ()) for option in group["options"]]
    return [*element.get("options", ()), *grouped]


def carried_over(blocks: list[Json], before: Answers) -> Answers:
    """The answers of new blocks: those with the same block id and action id are kept, the rest begin empty.

    Source: https://docs.slack.dev/reference/methods/views.update (preserving input entry).
    """
    answers: Answers = {}
    for placed in elements(blocks):
        if placed.kind in SLOTS:
            old = before.get(placed.block_id, {}).get(placed.action_id)
            kept = old if old and old["type"] == placed.kind and _still_offered(placed, old) else None
            answers.setdefault(placed.block_id, {})[placed.action_id] = kept or _initial(placed)
    return answers


def _initial(placed: Placed) -> Json:
    return answer(placed.kind, placed.element.get(SLOTS[placed.kind].initial))


def _still_offered(placed: Placed, state: Json) -> bool:
    options = options_of(placed.element)
    if not options:
        return True
    held = value_of(state)
    chosen = held if isinstance(held, list) else [held] if held else []
    return {option["value"] for option in chosen} <= {option["value"] for option in options}
