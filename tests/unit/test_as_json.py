"""Views as JSON: slack_sdk's own checks run, each of them. `test_views_limits` compares the rest with slack_sdk's."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    HeaderBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    RichTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.views.as_json import as_json

EMPTY_RICH_TEXT = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}


def field(element: JsonObject) -> InputBlock:
    return InputBlock(block_id="b", label="Phone", element=element)  # type: ignore[arg-type] # any input element


def option(value: str = "v", description: str | None = None) -> Option:
    return Option(text="One", value=value, description=description)


@pytest.mark.parametrize(
    "broken",
    [
        View(type="modal", title="t" * 25, blocks=[HeaderBlock(text="h")]),
        View(type="modal", title="t", blocks=[]),
        View(type="modal", title="t", blocks=[HeaderBlock(text="h")] * 101),
        View(type="modal", title="t", blocks=[HeaderBlock(text="h" * 151)]),
        View(type="modal", title="t", blocks=[SectionBlock(text="s" * 3001)]),
        ActionsBlock(elements=[ButtonElement(text="b" * 76, action_id="a")]),
        field(StaticSelectElement(action_id="a", options=[option()] * 101)),
        field(StaticSelectElement(action_id="a", options=[option("v" * 151)])),
        field(PlainTextInputElement(action_id="a" * 256)),
    ],
)
def test_what_slack_sdk_refuses_is_refused(broken: JsonObject) -> None:
    with pytest.raises(SlackObjectFormationError) as theirs:
        broken.to_dict()
    with pytest.raises(SlackObjectFormationError) as ours:
        as_json(broken)
    assert str(ours.value) == str(theirs.value)


@pytest.mark.parametrize(
    "model",
    [
        field(
            StaticSelectElement(action_id="a", options=[option(description="Why")], initial_option=option())
        ),
        field(RichTextInputElement(action_id="a", initial_value=EMPTY_RICH_TEXT)),
        field(PlainTextInputElement(action_id="a", initial_value="", multiline=False)),
    ],
)
def test_it_is_what_slack_sdk_draws(model: JsonObject) -> None:
    assert as_json(model) == model.to_dict()
