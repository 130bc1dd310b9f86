"""Each of Slack's limits: at its bound it passes, one beyond it is refused, and the pointer says where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.limits import Refusal, options_refusals, refusals

Json = dict[str, Any]


def plain(text: str = "x") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Json:
    return {"type": "mrkdwn", "text": text}


def option(value: object = "v", text: str = "Choice", **more: object) -> Json:
    return {"text": plain(text), "value": str(value), **more}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


def modal(*blocks: Json, **more: object) -> Json:
    return {"type": "modal", "title": plain(), "submit": plain("Next"), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: object) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


def message(*blocks: Json, **more: object) -> Json:
    return {"text": "x", "blocks": list(blocks), **more}


def element(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "a", **more}


def asked(kind: str, **more: object) -> Json:
    return modal({"type": "input", "label": plain(), "element": element(kind, **more)})


def button(**more: object) -> Json:
    return element("button", text=plain("Go"), **more)


def actions(*elements: Json) -> Json:
    return modal({"type": "actions", "elements": list(elements)})


def section(**more: object) -> Json:
    return modal({"type": "section", **more})


def input_block(**more: object) -> Json:
    return modal({"type": "input", "label": plain(), "element": element("plain_text_input"), **more})


def confirm(**more: object) -> Json:
    dialog = {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No"), **more}
    return actions(button(confirm=dialog))


DIVIDER = {"type": "divider"}
CHOICE_KINDS = ("static_select", "multi_static_select")

# (what is limited, the bound, a payload of that size)
BOUNDS: list[tuple[str, int, Callable[[int], Json]]] = [
    ("title", 24, lambda n: modal(title=plain("x" * n))),
    ("submit", 24, lambda n: modal(submit=plain("x" * n))),
    ("close", 24, lambda n: modal(close=plain("x" * n))),
    ("callback_id", 255, lambda n: modal(callback_id="x" * n)),
    ("external_id", 255, lambda n: modal(external_id="x" * n)),
    ("private_metadata", 3000, lambda n: modal(private_metadata="x" * n)),
    ("blocks of a modal", 100, lambda n: modal(*[DIVIDER] * n)),
    ("blocks of a home tab", 100, lambda n: home(*[DIVIDER] * n)),
    ("blocks of a message", 50, lambda n: message(*[DIVIDER] * n)),
    ("text of a message", 40_000, lambda n: message(text="x" * n)),
    ("block_id", 255, lambda n: modal({"type": "divider", "block_id": "x" * n})),
    ("section text", 3000, lambda n: section(text=mrkdwn("x" * n))),
    ("section fields", 10, lambda n: section(fields=[mrkdwn()] * n)),
    ("section field", 2000, lambda n: section(fields=[mrkdwn("x" * n)])),
    ("header", 150, lambda n: modal({"type": "header", "text": plain("x" * n)})),
    ("alert", 200, lambda n: modal({"type": "alert", "text": plain("x" * n)})),
    ("markdown", 12_000, lambda n: message({"type": "markdown", "text": "x" * n})),
    (
        "actions' elements",
        25,
        lambda n: actions(*[{**button(), "action_id": f"a{number}"} for number in range(n)]),
    ),
    ("context elements", 10, lambda n: modal({"type": "context", "elements": [mrkdwn()] * n})),
    ("label", 2000, lambda n: input_block(label=plain("x" * n))),
    ("hint", 2000, lambda n: input_block(hint=plain("x" * n))),
    (
        "image alt",
        2000,
        lambda n: modal({"type": "image", "image_url": "https://example.com/a", "alt_text": "x" * n}),
    ),
    (
        "image URL",
        3000,
        lambda n: modal(
            {"type": "image", "image_url": "https://example.com/".ljust(n, "x"), "alt_text": "x"}
        ),
    ),
    ("action_id", 255, lambda n: actions({**button(), "action_id": "x" * n})),
    ("button text", 75, lambda n: actions(button() | {"text": plain("x" * n)})),
    ("button value", 2000, lambda n: actions(button(value="x" * n))),
    ("button URL", 3000, lambda n: actions(button(url="https://example.com/".ljust(n, "x")))),
    ("accessibility label", 75, lambda n: actions(button(accessibility_label="x" * n))),
    ("placeholder", 150, lambda n: asked("plain_text_input", placeholder=plain("x" * n))),
    ("max_length", 3000, lambda n: asked("plain_text_input", max_length=n)),
    ("initial_value", 3000, lambda n: asked("plain_text_input", initial_value="x" * n)),
    (
        "initial_value within max_length",
        5,
        lambda n: asked("plain_text_input", max_length=5, initial_value="x" * n),
    ),
    ("min_length within max_length", 5, lambda n: asked("plain_text_input", max_length=5, min_length=n)),
    *(
        (f"options of {kind}", 100, lambda n, kind=kind: asked(kind, options=options(n)))
        for kind in CHOICE_KINDS
    ),
    (
        "option groups",
        100,
        lambda n: asked(
            "static_select",
            option_groups=[{"label": plain(), "options": [option(number)]} for number in range(n)],
        ),
    ),
    (
        "option group label",
        75,
        lambda n: asked("static_select", option_groups=[{"label": plain("x" * n), "options": options(1)}]),
    ),
    ("radio buttons", 10, lambda n: asked("radio_buttons", options=options(n))),
    ("checkboxes", 10, lambda n: asked("checkboxes", options=options(n))),
    ("overflow options", 5, lambda n: actions(element("overflow", options=options(n)))),
    ("option text", 75, lambda n: asked("static_select", options=[option(text="x" * n)])),
    ("option value", 75, lambda n: asked("static_select", options=[option("x" * n)])),
    (
        "option description",
        75,
        lambda n: asked("static_select", options=[option(description=plain("x" * n))]),
    ),
    ("max_files", 10, lambda n: asked("file_input", max_files=n)),
    ("confirm title", 100, lambda n: confirm(title=plain("x" * n))),
    ("confirm text", 300, lambda n: confirm(text=plain("x" * n))),
    ("confirm button", 30, lambda n: confirm(confirm=plain("x" * n))),
    ("deny button", 30, lambda n: confirm(deny=plain("x" * n))),
]


@pytest.mark.parametrize(("bound", "payload"), [row[1:] for row in BOUNDS], ids=[row[0] for row in BOUNDS])
def test_at_its_bound_it_passes_and_one_beyond_is_refused(bound: int, payload: Callable[[int], Json]) -> None:
    assert refusals(payload(bound)) == []
    assert len(refusals(payload(bound + 1))) == 1


# (what is wrong, the payload, where)
WRONG: list[tuple[str, Json, str]] = [
    ("an unknown block", modal({"type": "banner"}), "/view/blocks/0/type"),
    ("a block that is no object", modal(*["x"]), "/view/blocks/0"),  # type: ignore[arg-type]
    ("an unknown element", asked("slider"), "/view/blocks/0/element/type"),
    ("a field Slack doesn't know", section(text=plain(), colour="red"), "/view/blocks/0"),
    ("no title", {"type": "modal", "blocks": []}, "/view"),
    ("an empty title", modal(title=plain("")), "/view/title/text"),
    ("a title in mrkdwn", modal(title=mrkdwn()), "/view/title/type"),
    ("an input without submit", input_block() | {"submit": None}, "/view"),
    ("a section without words", section(), "/view/blocks/0"),
    ("an empty section", section(text=mrkdwn("")), "/view/blocks/0/text/text"),
    ("a header in mrkdwn", modal({"type": "header", "text": mrkdwn()}), "/view/blocks/0/text/type"),
    ("a label in mrkdwn", input_block(label=mrkdwn()), "/view/blocks/0/label/type"),
    ("a button in mrkdwn", actions(button() | {"text": mrkdwn()}), "/view/blocks/0/elements/0/text/type"),
    ("a button's odd style", actions(button(style="red")), "/view/blocks/0/elements/0/style"),
    (
        "a select's option in mrkdwn",
        asked("static_select", options=[option() | {"text": mrkdwn()}]),
        "/view/blocks/0/element/options/0/text/type",
    ),
    ("no options", asked("static_select", options=[]), "/view/blocks/0/element/options"),
    ("neither options nor groups", asked("static_select"), "/view/blocks/0/element"),
    (
        "the same value twice",
        asked("static_select", options=[option("v"), option("v", "Other")]),
        "/view/blocks/0/element",
    ),
    (
        "the same value in two groups",
        asked("static_select", option_groups=[{"label": plain(), "options": options(1)}] * 2),
        "/view/blocks/0/element",
    ),
    (
        "an initial option that isn't offered",
        asked("static_select", options=options(2), initial_option=option("9")),
        "/view/blocks/0/element/initial_option",
    ),
    (
        "an initial option with other words",
        asked("radio_buttons", options=options(2), initial_option=option("1", "Other")),
        "/view/blocks/0/element/initial_option",
    ),
    (
        "an initial checkbox that isn't offered",
        asked("checkboxes", options=options(2), initial_options=[option("9")]),
        "/view/blocks/0/element/initial_options",
    ),
    ("no elements", actions(), "/view/blocks/0/elements"),
    ("two elements with one action_id", actions(button(), button()), "/view/blocks/0"),
    (
        "two blocks with one block_id",
        modal({"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}),
        "/view/blocks",
    ),
    (
        "two elements in focus",
        modal(
            *(
                {
                    "type": "input",
                    "label": plain(),
                    "element": element("plain_text_input", focus_on_load=True),
                }
                for _ in range(2)
            )
        ),
        "/view/blocks",
    ),
    ("a number input that doesn't say about decimals", asked("number_input"), "/view/blocks/0/element"),
    (
        "a number as a number",
        asked("number_input", is_decimal_allowed=True, min_value=1),
        "/view/blocks/0/element/min_value",
    ),
    (
        "a decimal where none is allowed",
        asked("number_input", is_decimal_allowed=False, initial_value="1.5"),
        "/view/blocks/0/element/initial_value",
    ),
    (
        "a smallest above the greatest",
        asked("number_input", is_decimal_allowed=False, min_value="3", max_value="2"),
        "/view/blocks/0/element/min_value",
    ),
    (
        "words for a number",
        asked("number_input", is_decimal_allowed=True, initial_value="two"),
        "/view/blocks/0/element/initial_value",
    ),
    (
        "a date in another form",
        asked("datepicker", initial_date="24.12.2026"),
        "/view/blocks/0/element/initial_date",
    ),
    ("a URL without a scheme", actions(button(url="example.com")), "/view/blocks/0/elements/0/url"),
    ("a text input among actions", actions(element("plain_text_input")), "/view/blocks/0/elements/0/type"),
    ("a button in an input", asked("button", text=plain()), "/view/blocks/0/element/type"),
    (
        "a menu of several among actions",
        actions(element("multi_users_select")),
        "/view/blocks/0/elements/0/type",
    ),
    (
        "a button in a context",
        modal({"type": "context", "elements": [button()]}),
        "/view/blocks/0/elements/0/type",
    ),
    (
        "a file input in a home tab",
        home({"type": "input", "label": plain(), "element": element("file_input")}),
        "/view/blocks/0/element/type",
    ),
    ("a title on a home tab", home(title=plain()), "/view"),
    ("markdown in a modal", modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
    ("a table in a modal", modal({"type": "table", "rows": [[{}]]}), "/view/blocks/0/type"),
    ("an alert in a message", message({"type": "alert", "text": plain()}), "/blocks/0/type"),
    (
        "an image from two places",
        modal(
            {"type": "image", "image_url": "https://example.com", "slack_file": {"id": "F1"}, "alt_text": "x"}
        ),
        "/view/blocks/0",
    ),
    (
        "an unknown leaf of rich text",
        modal(
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "hum"}]}]}
        ),
        "/view/blocks/0/elements/0/elements/0/type",
    ),
    ("a table with a bare cell", message({"type": "table", "rows": [["x"]]}), "/blocks/0/rows/0/0"),
    ("blocks that are no list", modal() | {"blocks": {}}, "/view/blocks"),
    ("a text that is no object", modal(title="New order"), "/view/title"),
    ("a text without a type", modal(title={"text": "x"}), "/view/title"),
    ("a type that is no word", modal(title={"type": [], "text": "x"}), "/view/title/type"),
    (
        "a confirmation that is no object",
        actions(button(confirm="Sure?")),
        "/view/blocks/0/elements/0/confirm",
    ),
    ("a count in words", asked("file_input", max_files="3"), "/view/blocks/0/element/max_files"),
    ("a count that is a flag", asked("file_input", max_files=True), "/view/blocks/0/element/max_files"),
    ("a flag in words", input_block(optional="yes"), "/view/blocks/0/optional"),
    ("metadata that is no text", modal(private_metadata={}), "/view/private_metadata"),
]


@pytest.mark.parametrize(("payload", "pointer"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_slack_forbids_is_refused_where_it_stands(payload: Json, pointer: str) -> None:
    assert [refusal.pointer for refusal in refusals(payload)] == [pointer]


SOUND_ELEMENTS: list[Json] = [
    element("plain_text_input", multiline=True, min_length=1, max_length=20, initial_value="abc"),
    element("email_text_input", initial_value="ola@example.no"),
    element("url_text_input"),
    element("number_input", is_decimal_allowed=True, min_value="-1.5", initial_value="0", max_value="9"),
    element("datepicker", initial_date="2026-12-24"),
    element("timepicker", initial_time="23:59"),
    element("datetimepicker", initial_date_time=1_800_000_000),
    element("static_select", options=options(2), initial_option=option(1)),
    element("external_select", min_query_length=0, initial_option=option(1)),
    element("users_select", initial_user="U0KARI"),
    element("conversations_select", default_to_current_conversation=True, filter={"include": ["im"]}),
    element("channels_select", initial_channel="C0ORDERS"),
    element("multi_static_select", options=options(2), initial_options=options(2), max_selected_items=2),
    element("multi_external_select"),
    element("multi_users_select"),
    element("multi_conversations_select"),
    element("multi_channels_select"),
    element("radio_buttons", options=options(2), initial_option=option(1)),
    element("checkboxes", options=[{"text": mrkdwn("*Yes*"), "value": "1", "description": mrkdwn()}]),
    element("rich_text_input", focus_on_load=True),
    element("file_input", filetypes=["jpg"], max_files=3),
]


@pytest.mark.parametrize("sound", SOUND_ELEMENTS, ids=[each["type"] for each in SOUND_ELEMENTS])
def test_each_kind_of_input_passes_in_a_modal(sound: Json) -> None:
    assert refusals(modal({"type": "input", "label": plain(), "element": sound})) == []


def test_a_view_over_250_kb_is_too_large() -> None:
    huge = modal(*({"type": "section", "text": plain("é" * 3000)} for _ in range(50)))
    assert [refusal.message for refusal in refusals(huge)] == ["must be smaller than 250 kB"]


def test_several_faults_are_all_named() -> None:
    faulty = modal({"type": "header", "text": plain("x" * 151)}, {"type": "banner"}, title=plain("x" * 25))
    assert [refusal.pointer for refusal in refusals(faulty)] == [
        "/view/title/text",
        "/view/blocks/0/text/text",
        "/view/blocks/1/type",
    ]


def test_a_refusal_reads_as_slack_writes_it() -> None:
    refusal = Refusal("/view/title/text", "must be less than 25 characters")
    assert str(refusal) == "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"


def test_a_hundred_suggestions_pass_and_one_more_is_refused() -> None:
    assert options_refusals({"options": options(100)}) == []
    assert options_refusals({"options": []}) == []
    assert len(options_refusals({"options": options(101)})) == 1
    assert len(options_refusals({"options": [option("v"), option("v")]})) == 1
    assert len(options_refusals({})) == 1
