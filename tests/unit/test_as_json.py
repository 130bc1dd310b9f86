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
from bot.views.form.screens import draft_view
from bot.views.inputs import input_block, without_filetypes
from flows.draft import Input, Step
from flows.form.field import Field, Kind
from flows.form.field import Option as FieldOption
from flows.i18n.language import language
from flows.i18n.texts import _
from flows.order import Order, State
from tests.support.drafts import NOW, ORIGIN, filled_to, form_context

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


def asked(key: str, kind: Kind = Kind.LINE) -> Field:
    return Field(key, _("Phone"), kind, options=(FieldOption("a", _("One")),), filetypes=("jpg",))


@pytest.mark.parametrize(
    ("kind", "input"), [(Kind.LINE, None), (Kind.RICH_TEXT, ""), (Kind.CHOICE, "a"), (Kind.MANY, ("a",))]
)
def test_an_input_without_anybodys_words_is_drawn_once_for_all(kind: Kind, input: Input) -> None:
    question, english = asked("q", kind), language("en")
    first = input_block("job", question, input, english, saves_quietly=True)
    second = input_block("job", question, input, english, saves_quietly=True)
    assert as_json(first) is as_json(second)
    assert as_json(first) == first.to_dict()
    assert as_json(input_block("job", asked("q2", kind), input, english)) is not as_json(first)
    assert as_json(input_block("job", question, input, language("nb"))) is not as_json(first)


def test_what_a_person_typed_is_kept_nowhere() -> None:
    question, english = asked("q"), language("en")
    typed = [input_block("job", question, "Ola", english) for _time in range(2)]
    assert typed[0] is not typed[1]
    assert as_json(typed[0]) == as_json(typed[1]) == typed[0].to_dict()


def test_a_view_that_is_shown_without_its_file_types_leaves_them_to_the_next() -> None:
    files = input_block("job", asked("files", Kind.FILES), None, language("en"))
    view = View(type="modal", title="Job", blocks=[files])
    assert "filetypes" not in without_filetypes(view)["blocks"][0]["element"]
    assert as_json(view)["blocks"][0]["element"]["filetypes"] == ["jpg"]


def test_what_a_screen_says_of_itself_is_drawn_once_for_all() -> None:
    """Where one is in the form, and the buttons on its way."""
    here = form_context("en")
    orders = (Order(filled_to(Step.JOB, here).with_(id=one), ORIGIN, State.OPEN, NOW) for one in "78")
    first, second = (as_json(draft_view(order, here, "C0ORDERS"))["blocks"] for order in orders)
    assert first[0] is second[0]
    assert first[-1] is second[-1]
    assert first[-1]["block_id"] == "navigation"
