"""Payloads that can't be Slack's are refused before a listener reads them, in words that repeat nothing of them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.filled_inputs import filled_inputs
from bot.slack.payloads import channel_of
from bot.slack.request_body import FORM, JSON, NotSlacks, read_payload
from bot.slack.shapes import check_shape, is_unread_event
from bot.views.ids import Action
from bot.views.not_opened import again_message
from flows.i18n.language import language

NAME = "Ola Nordmann"
VIEW: dict[str, Any] = {"id": "V1", "type": "modal", "callback_id": "screen.client", "blocks": []}


def press(action: str, **more: Any) -> dict[str, Any]:
    """An action that Slack tells of."""
    return {
        "type": "block_actions",
        "user": {"id": "U0KARI"},
        "team": {"id": "T0LOCAL"},
        "trigger_id": "1.2",
        "container": {"type": "message", "channel_id": "C1", "message_ts": "1.0"},
        "actions": [{"type": "button", "action_id": action, "block_id": "b"}],
        **more,
    }


def chosen(option: dict[str, Any]) -> dict[str, Any]:
    """The state of a view with that in a select."""
    return {"values": {"b": {"a": {"type": "static_select", "selected_option": option}}}}


MESSAGE = {"channel": {"id": "C1"}, "response_url": "https://hooks.slack.com/actions/T0/1/x"}


def test_a_press_is_read_where_it_can_stand() -> None:
    check_shape(press(Action.BACK, view=VIEW))
    check_shape(press(Action.LIST_PAGE, **MESSAGE))
    check_shape(press(Action.CONTINUE, view=VIEW))
    check_shape(press(Action.CONTINUE, **MESSAGE))


@pytest.mark.parametrize(
    "payload",
    [
        press(Action.BACK, **MESSAGE),
        press(f"{Action.LINE_QUANTITY}.2", **MESSAGE),
        press(Action.DISCOUNT, **MESSAGE),
        press(Action.LIST_SHARE, view=VIEW),
        press(Action.CONTINUE),
        press(Action.BACK, view={**VIEW, "state": {"values": {NAME: {"typed": NAME}}}}),
        press(Action.BACK, view=VIEW, user={"id": "U" * 1000}),
        press(Action.BACK, view={**VIEW, "blocks": [{"type": "input", "block_id": "b", "label": NAME}]}),
        press(Action.BACK, view={**VIEW, "state": chosen({"value": "a", "text": {"emoji": True}})}),
        {**press(Action.BACK, view=VIEW), "actions": [{"type": "button", "action_id": "back", "text": NAME}]},
        press(Action.LIST_PAGE, **{**MESSAGE, "response_url": f"no address {NAME}"}),
        {"type": NAME},
        {"type": ["block_actions"]},
        {"command": "/order", "text": NAME},
    ],
)
def test_anything_else_is_refused_without_repeating_it(payload: dict[str, Any]) -> None:
    with pytest.raises(NotSlacks) as refused:
        check_shape(payload)
    assert NAME not in str(refused.value)


def test_a_view_without_a_state_or_with_files_that_are_null_is_slacks() -> None:
    check_shape(press(Action.BACK, view={**VIEW, "state": None}))
    files = {"a": {"file": {"type": "file_input", "files": None}}}
    check_shape(press(Action.BACK, view={**VIEW, "state": {"values": files}}))


def test_events_that_nobody_asked_for_are_no_mistake() -> None:
    assert is_unread_event({"type": "event_callback", "event": {"type": "team_join", "user": {"id": "U1"}}})
    assert is_unread_event({"type": "app_rate_limited"})
    assert not is_unread_event({"type": "event_callback", "event": {"type": "app_home_opened"}})


def written(**more: object) -> dict[str, Any]:
    """What somebody writes to the bot."""
    said = {"type": "message", "channel_type": "im", "user": "U0KARI", "channel": "D1", "ts": "1.0"}
    return {"type": "event_callback", "team_id": "T0LOCAL", "event": {**said, **more}}


def test_what_is_written_to_the_bot_is_read() -> None:
    for message in (written(), written(subtype="file_share", files=[{"id": "F1"}], attachments=[{}])):
        assert not is_unread_event(message)
        check_shape(message)


@pytest.mark.parametrize(
    "odd",
    [
        {"type": ["message"]},
        {"subtype": ["file_share"]},
        {"subtype": {"a": NAME}},
        {"files": [{"id": "F1", "permalink": {"a": NAME}}]},
        {"files": NAME},
        {"attachments": [{"files": [{"id": "F1", "permalink": 7}]}]},
    ],
)
def test_a_message_that_is_not_slacks_is_refused(odd: dict[str, Any]) -> None:
    assert not is_unread_event(written(**odd))
    with pytest.raises(NotSlacks) as refused:
        check_shape(written(**odd))
    assert NAME not in str(refused.value)


def test_a_command_may_say_payload() -> None:
    """Bolt would take it for a form field of that name."""
    assert read_payload(b"command=%2Forder&text=payload", FORM) == {"command": "/order", "text": "payload"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1&a=2", FORM),
        (b"payload={}&payload={}", FORM),
        (b"payload=[]", FORM),
        (b'{"a": NaN}', JSON),
        (b'{"a":' * 100_000, JSON),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", JSON),
        (b"\xff", JSON),
        (b"", JSON),
        (b"{}", "text/plain"),
    ],
)
def test_a_body_that_can_be_read_in_two_ways_or_none_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(NotSlacks):
        read_payload(body, kind)


def test_what_no_database_keeps_is_replaced_and_the_rest_arrives_whole() -> None:
    assert read_payload(b'{"a": "x\\u0000y\\ud800z \\ud83d\\ude00"}', JSON) == {"a": "x�y�z 😀"}


@pytest.mark.parametrize("odd", ["C0EVTEAM", ["C0EVTEAM"], 7])
def test_a_channel_or_container_that_is_no_object_names_no_channel(odd: object) -> None:
    assert channel_of({"channel": odd, "container": odd}) is None


MORE = [
    "",
    "%",
    "%4",
    "%zz",
    "+",
    "%0D%0A",
    "=",
    "&token=1",
    "&payload=",
    " ",
    "\t",
    "\n",
    "æ",
    "%C3%28",
    "%00",
]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.sampled_from(MORE))
def test_a_payload_alone_is_read_as_any_form_is(text: str, more: str) -> None:
    """By another decoder, since payloads are long, and what Slack wouldn't send is read as urllib reads it."""
    payload = json.dumps({"text": text, "more": "here"}, ensure_ascii=False)
    for body in (f"payload={quote_plus(payload)}", f"payload={quote_plus(payload).replace('here', more)}"):
        assert read_or_refused(body) == as_urllib_has_it(body)
    assert read_payload(f"payload={quote_plus(payload)}".encode(), FORM)["text"] == text


def read_or_refused(form: str) -> object:
    """None where it is refused."""
    try:
        return read_payload(form.encode(), FORM)
    except NotSlacks:
        return None


def as_urllib_has_it(form: str) -> object:
    """None where it is no form, or its payload no JSON."""
    try:
        pairs = parse_qsl(form, keep_blank_values=True, errors="strict")
        return json.loads(dict(pairs)["payload"]) if len(dict(pairs)) == len(pairs) else None
    except ValueError:
        return None


@pytest.mark.parametrize(("levels", "is_read"), [(62, True), (64, False), (2000, False)])
def test_what_is_nested_too_deeply_is_refused(levels: int, *, is_read: bool) -> None:
    body = b'{"a":' * levels + b"1" + b"}" * levels
    if is_read:
        assert read_payload(body, JSON)
    else:
        with pytest.raises(NotSlacks):
            read_payload(body, JSON)


def test_a_message_of_nobody_we_can_name_is_refused() -> None:
    used_on = {
        "type": "message_action",
        "callback_id": "c",
        "trigger_id": "1.2",
        "user": {"id": "U0KARI"},
        **MESSAGE,
    }
    check_shape({**used_on, "message": {"ts": "1.0", "user": "U0SAM"}})
    with pytest.raises(NotSlacks):
        check_shape({**used_on, "message": {"ts": "1.0", "user": {"id": "U0SAM"}}})


def test_what_was_filled_in_is_repeated_though_its_words_are_missing() -> None:
    view = {"blocks": [{"type": "input", "block_id": "b"}], "state": chosen({"value": "25 A"})}
    assert filled_inputs(view) == {"b": ("", "25 A")}


def test_a_button_without_words_comes_again_as_the_one_that_opens_the_form() -> None:
    said = again_message({"type": "button", "action_id": Action.CONTINUE, "text": None}, language("en"))
    assert Action.BEGIN in str([block.to_dict() for block in said.blocks])
