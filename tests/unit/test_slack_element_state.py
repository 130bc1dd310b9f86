"""The state of elements: the shape of `state.values`, and what survives when blocks change."""

from __future__ import annotations

import pytest

from sandbox.slack.delivery.client_checks import REQUIRED, complaints
from sandbox.slack.element_state import SLOTS, answer, carried_over, value_of
from sandbox.slack.views import Json, Surface, with_ids

EMPTY: dict[str, Json] = {
    "plain_text_input": {"value": None},
    "email_text_input": {"value": None},
    "url_text_input": {"value": None},
    "number_input": {"value": None},
    "rich_text_input": {"rich_text_value": None},
    "file_input": {"files": []},
    "datepicker": {"selected_date": None},
    "timepicker": {"selected_time": None},
    "datetimepicker": {"selected_date_time": None},
    "static_select": {"selected_option": None},
    "external_select": {"selected_option": None},
    "users_select": {"selected_user": None},
    "conversations_select": {"selected_conversation": None},
    "channels_select": {"selected_channel": None},
    "radio_buttons": {"selected_option": None},
    "checkboxes": {"selected_options": []},
    "multi_static_select": {"selected_options": []},
    "multi_external_select": {"selected_options": []},
    "multi_users_select": {"selected_users": []},
    "multi_conversations_select": {"selected_conversations": []},
    "multi_channels_select": {"selected_channels": []},
}


def asked(kind: str = "plain_text_input", block_id: str = "b", action_id: str = "a", **more: object) -> Json:
    label = {"type": "plain_text", "text": "Name"}
    element = {"type": kind, "action_id": action_id, **more}
    return {"type": "input", "block_id": block_id, "label": label, "element": element}


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value.upper()}, "value": value}


def test_every_kind_of_element_has_an_empty_state() -> None:
    """A file input's comes in several shapes, each of which means no files."""
    assert {kind: answer(kind, None) for kind in SLOTS if kind != "file_input"} == {
        kind: {"type": kind, **state} for kind, state in EMPTY.items() if kind != "file_input"
    }


def test_an_element_starts_from_its_initial_value() -> None:
    answers = carried_over([asked(initial_value="Ola")], {})
    assert answers == {"b": {"a": {"type": "plain_text_input", "value": "Ola"}}}


def test_what_was_typed_survives_under_the_same_ids_and_the_initial_value_is_ignored() -> None:
    input = {"b": {"a": answer("plain_text_input", "Kari")}}
    assert carried_over([asked(initial_value="Ola")], input) == input


def test_a_cleared_input_stays_cleared() -> None:
    cleared = {"b": {"a": answer("plain_text_input", None)}}
    assert carried_over([asked(initial_value="Ola")], cleared) == cleared


@pytest.mark.parametrize(("block_id", "action_id"), [("b~2", "a"), ("b", "a~2")])
def test_another_block_id_or_action_id_starts_again(block_id: str, action_id: str) -> None:
    input = {"b": {"a": answer("plain_text_input", "Kari")}}
    block = asked(block_id=block_id, action_id=action_id, initial_value="Ola")
    assert value_of(carried_over([block], input)[block_id][action_id]) == "Ola"


def test_another_kind_of_element_starts_again() -> None:
    input = {"b": {"a": answer("plain_text_input", "Kari")}}
    assert value_of(carried_over([asked("datepicker")], input)["b"]["a"]) is None


def test_a_choice_that_is_no_longer_offered_is_gone() -> None:
    chosen = {"b": {"a": answer("static_select", option("x"))}}
    assert carried_over([asked("static_select", options=[option("x")])], chosen) == chosen
    again = carried_over([asked("static_select", options=[option("y")])], chosen)
    assert value_of(again["b"]["a"]) is None


def test_ids_that_are_missing_are_made_up_and_differ() -> None:
    blocks = with_ids([{"type": "divider"}, {"type": "input", "element": {"type": "datepicker"}}])
    assert len({block["block_id"] for block in blocks}) == 2
    assert blocks[1]["element"]["action_id"]


@pytest.mark.parametrize(
    ("block", "value", "complaint"),
    [
        (asked(), None, REQUIRED),
        (asked("checkboxes", options=[option("x")]), None, REQUIRED),
        (asked() | {"optional": True}, None, None),
        (asked(), "Ola", None),
        (asked(min_length=3), "Ol", "Please write at least 3 characters."),
        (asked(max_length=3), "Olav", "Please write at most 3 characters."),
        (asked("email_text_input"), "ola", "Please enter a valid email address."),
        (asked("email_text_input"), "ola@example.no", None),
        (asked("url_text_input"), "example.com", "Please enter a valid URL."),
        (asked("number_input", is_decimal_allowed=True), "1,5", "Please enter a valid number."),
        (asked("number_input", is_decimal_allowed=False), "1.5", "Please enter a whole number."),
        (
            asked("number_input", is_decimal_allowed=True, min_value="2"),
            "1",
            "Please enter a number of at least 2.",
        ),
        (
            asked("number_input", is_decimal_allowed=True, max_value="2"),
            "3",
            "Please enter a number of at most 2.",
        ),
    ],
)
def test_slacks_client_refuses_to_submit_it(block: Json, value: object, complaint: str | None) -> None:
    answers = {"b": {"a": answer(block["element"]["type"], value)}}
    assert complaints(Surface([block], answers)).get("b") == complaint
