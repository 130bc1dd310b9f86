"""Limits of Slack's block elements, as a table. Source: https://docs.slack.dev/reference/block-kit/block-elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.rules import (
    Json,
    Refusal,
    Rule,
    Shape,
    boolean,
    exactly_one,
    integer,
    items,
    mapping,
    one_of,
    string,
    url,
)
from sandbox.limits.texts import (
    CONFIRM,
    different_values,
    initial_among_options,
    option,
    option_group,
    plain,
)

IDENTIFIER = string(255, 1)
DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date in the form YYYY-MM-DD")
TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d", "a time in the form HH:mm")
SLACK_ID = string(30, 1)
MOST_CHOSEN = integer(1, 100)
DISPATCH = Shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2, 1)})
CONVERSATION_FILTER = Shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
SLACK_FILE = Shape({}, {"id": SLACK_ID, "url": url()}, (exactly_one("id", "url"),))


def initial_fits(value: Json, pointer: str) -> Iterator[Refusal]:
    """A text input's lengths must agree with each other and with the text it starts with."""
    shortest, longest = value.get("min_length") or 0, value.get("max_length") or 3000
    if shortest > longest:
        yield Refusal(f"{pointer}/min_length", "must not be greater than max_length")
    words = value.get("initial_value")
    if words is not None and len(words) > longest:
        yield Refusal(f"{pointer}/initial_value", f"must be less than {longest + 1} characters")


def numbers_fit(value: Json, pointer: str) -> Iterator[Refusal]:
    """A number input's strings must be numbers, whole ones unless decimals are allowed, in the right order."""
    numbers: dict[str, Decimal] = {}
    for name in ("min_value", "initial_value", "max_value"):
        if value.get(name) is not None:
            try:
                numbers[name] = Decimal(value[name])
            except InvalidOperation:
                yield Refusal(f"{pointer}/{name}", "must be a number")
    for name, number in numbers.items():
        if not value["is_decimal_allowed"] and number % 1:
            yield Refusal(f"{pointer}/{name}", "must be an integer when is_decimal_allowed is false")
    for (lower, low), (higher, high) in zip(
        list(numbers.items())[:-1], list(numbers.items())[1:], strict=True
    ):
        if low > high:
            yield Refusal(f"{pointer}/{lower}", f"must not be greater than {higher}")


def element(
    required: Mapping[str, Rule] | None = None, optional: Mapping[str, Rule] | None = None, *checks: Rule
) -> Shape:
    """An interactive element: besides its own fields it has a type, an action_id and a focus."""
    own: dict[str, Rule] = {"action_id": IDENTIFIER, "focus_on_load": boolean}
    return Shape({"type": IDENTIFIER, **(required or {})}, {**own, **(optional or {})}, checks)


def text_input(
    required: Mapping[str, Rule] | None = None, **optional: Rule
) -> tuple[dict[str, Rule], dict[str, Rule]]:
    """What all inputs one types into have in common."""
    shared: dict[str, Rule] = {
        "placeholder": plain(150),
        "initial_value": string(3000),
        "dispatch_action_config": DISPATCH,
    }
    return dict(required or {}), {**shared, **optional}


MENU: dict[str, Rule] = {"placeholder": plain(150), "confirm": CONFIRM}
STATIC: dict[str, Rule] = {
    "options": items(option("plain_text"), 100, 1),
    "option_groups": items(option_group(), 100, 1),
}
STATIC_CHECKS = (exactly_one("options", "option_groups"), different_values, initial_among_options)
EXTERNAL: dict[str, Rule] = {"min_query_length": integer(0, 100)}
CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": CONVERSATION_FILTER}
ONE: dict[str, Rule] = {"response_url_enabled": boolean}
SEVERAL: dict[str, Rule] = {"max_selected_items": MOST_CHOSEN}


def several(rule: Rule) -> Rule:
    """What a menu of several starts with."""
    return items(rule, 100, 1)


ELEMENTS: dict[str, Rule] = {
    "button": Shape(
        {"type": IDENTIFIER, "text": plain(75)},
        {
            "action_id": IDENTIFIER,
            "value": string(2000),
            "url": url(),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "workflow_button": Shape(
        {"type": IDENTIFIER, "text": plain(75), "workflow": mapping},
        {
            "action_id": IDENTIFIER,
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "overflow": Shape(
        {"type": IDENTIFIER, "options": items(option("plain_text", with_url=True), 5, 1)},
        {"action_id": IDENTIFIER, "confirm": CONFIRM},
        (different_values,),
    ),
    "image": Shape(
        {"type": IDENTIFIER, "alt_text": string(2000, 1)},
        {"image_url": url(), "slack_file": SLACK_FILE},
        (exactly_one("image_url", "slack_file"),),
    ),
    "plain_text_input": element(
        *text_input(multiline=boolean, min_length=integer(0, 3000), max_length=integer(1, 3000)), initial_fits
    ),
    "email_text_input": element(*text_input()),
    "url_text_input": element(*text_input()),
    "number_input": element(
        *text_input({"is_decimal_allowed": boolean}, min_value=string(100), max_value=string(100)),
        numbers_fit,
    ),
    "rich_text_input": element({}, {**text_input()[1], "initial_value": RICH_TEXT}),
    "file_input": Shape(
        {"type": IDENTIFIER},
        {
            "action_id": IDENTIFIER,
            "filetypes": items(string(20, 1), 100, 1),
            "max_files": integer(1, 10),
        },
    ),
    "datepicker": element({}, {**MENU, "initial_date": DATE}),
    "timepicker": element({}, {**MENU, "initial_time": TIME, "timezone": string(50, 1)}),
    "datetimepicker": element({}, {"confirm": CONFIRM, "initial_date_time": integer(10**9, 10**10 - 1)}),
    "static_select": element({}, {**MENU, **STATIC, "initial_option": option("plain_text")}, *STATIC_CHECKS),
    "external_select": element({}, {**MENU, **EXTERNAL, "initial_option": option("plain_text")}),
    "users_select": element({}, {**MENU, "initial_user": SLACK_ID}),
    "conversations_select": element({}, {**MENU, **CONVERSATIONS, **ONE, "initial_conversation": SLACK_ID}),
    "channels_select": element({}, {**MENU, **ONE, "initial_channel": SLACK_ID}),
    "multi_static_select": element(
        {}, {**MENU, **STATIC, **SEVERAL, "initial_options": several(option("plain_text"))}, *STATIC_CHECKS
    ),
    "multi_external_select": element(
        {}, {**MENU, **EXTERNAL, **SEVERAL, "initial_options": several(option("plain_text"))}
    ),
    "multi_users_select": element({}, {**MENU, **SEVERAL, "initial_users": several(SLACK_ID)}),
    "multi_conversations_select": element(
        {}, {**MENU, **CONVERSATIONS, **SEVERAL, "initial_conversations": several(SLACK_ID)}
    ),
    "multi_channels_select": element({}, {**MENU, **SEVERAL, "initial_channels": several(SLACK_ID)}),
    "radio_buttons": element(
        {"options": items(option(), 10, 1)},
        {"confirm": CONFIRM, "initial_option": option()},
        different_values,
        initial_among_options,
    ),
    "checkboxes": element(
        {"options": items(option(), 10, 1)},
        {"confirm": CONFIRM, "initial_options": items(option(), 10, 1)},
        different_values,
        initial_among_options,
    ),
}
