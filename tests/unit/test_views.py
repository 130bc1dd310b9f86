"""Drafts as modals: inputs that come back as they were drawn, errors that have an input, and nothing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views.form.line import line_view
from bot.views.ids import field_key
from flows.catalog import Catalog
from flows.draft import FORM_STEPS, Draft, Inputs, Step
from flows.form.dialog import edit, forward, save, unfold
from flows.form.field import StepContext
from flows.i18n.texts import _, verbatim
from flows.offer.lines import edit_line, keep_line
from flows.screens import SCREENS
from tests.support.catalogs import BIG
from tests.support.drafts import EXAMPLE, EXAMPLE_ORDER, filled_to, form_context, order_of
from tests.support.strategies.drafts import Filled, finished
from tests.support.strategies.texts import any_text
from tests.support.views import HERE, as_sent, blocks_of, drawn, seen_in, words_in


@settings(deadline=None, max_examples=12)
@given(finished())
def test_an_untouched_screen_comes_back_as_the_draft_has_it(filled: Filled) -> None:
    for step in FORM_STEPS:
        at_step = filled.draft.with_(step=step)
        input = seen_in(drawn(at_step, filled.form_context)).inputs
        assert save(at_step, step, input, filled.form_context).draft == at_step


@settings(deadline=None, max_examples=10)
@given(finished())
def test_an_untouched_line_comes_back_as_it_is(filled: Filled) -> None:
    for line in filled.draft.lines:
        opened = edit_line(filled.draft, line.id)
        input = seen_in(as_sent(line_view(order_of(opened), filled.form_context))).inputs
        kept, errors = keep_line(opened, input, filled.form_context)
        assert errors == {}
        assert kept.lines == filled.draft.lines


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.sampled_from(["contact_person", "phone", "email"]), any_text))
def test_what_could_not_be_accepted_stands_in_its_input(inputs: Inputs) -> None:
    result = forward(Draft(id="7"), Step.CLIENT, inputs, HERE)
    assert result.errors or result.draft.step is Step.ADDRESS
    if result.errors:
        shown = seen_in(drawn(result.draft, errors=result.errors)).inputs
        assert {key: value for key, value in shown.items() if value} == {k: v for k, v in inputs.items() if v}


@settings(deadline=None, max_examples=8)
@given(finished())
def test_each_field_has_one_input_and_each_error_has_one_too(filled: Filled) -> None:
    here = filled.form_context
    for step in FORM_STEPS:
        at_step = filled.draft.with_(step=step)
        seen = seen_in(drawn(at_step.with_(unfolded=FORM_STEPS), here))
        keys = [field.key for field in SCREENS[step].fields(StepContext(at_step, here, seen.inputs))]
        assert sorted(seen.blocks) == sorted(keys)
        errors = save(at_step, step, dict.fromkeys(seen.inputs), here).errors
        assert errors.keys() <= seen.blocks.keys()


def test_labels_come_from_the_fields_and_only_what_is_not_needed_is_optional() -> None:
    inputs = blocks_of(drawn(filled_to(Step.ADDRESS)), "input")
    assert [(block["label"]["text"], block.get("optional", False)) for block in inputs] == [
        ("Street and number", False),
        ("Postal code", False),
        ("City", False),
        ("Country", False),
    ]


@pytest.mark.parametrize("step", FORM_STEPS)
def test_every_screen_says_which_step_it_is_and_how_to_go_back(step: Step) -> None:
    view = drawn(filled_to(step))
    where = view["blocks"][0]["elements"][0]["text"]
    assert where.startswith(f"Step {FORM_STEPS.index(step) + 1} of 4 · ")
    buttons = [element for block in blocks_of(view, "actions") for element in block["elements"]]
    assert ("back" in [button["action_id"] for button in buttons]) is (step is not Step.CLIENT)
    assert view["submit"]["text"] == "Next"


@pytest.mark.parametrize("step", FORM_STEPS)
def test_a_screen_edited_from_the_summary_is_done_and_has_no_way_back(step: Step) -> None:
    view = drawn(edit(filled_to(Step.SUMMARY), step))
    assert view["submit"]["text"] == "Done"
    buttons = [element["action_id"] for block in blocks_of(view, "actions") for element in block["elements"]]
    assert "back" not in buttons


def test_errors_and_the_notice_stand_on_top_with_their_fields_names() -> None:
    draft = filled_to(Step.CLIENT)
    view = drawn(
        draft, errors={"phone": _("Write the city, for example Oslo.")}, notice=verbatim("Mind the gap.")
    )
    assert words_in(view) == "⚠️ Mind the gap.\n⚠️ Phone: Write the city, for example Oslo."


def test_few_choices_are_shown_at_once_many_are_searched() -> None:
    kinds = {
        field_key(block["block_id"]): block["element"]["type"]
        for block in blocks_of(
            drawn(
                filled_to(Step.JOB)
                .with_(unfolded=(Step.JOB,))
                .with_inputs(Step.JOB, {"workflow": "ev-charger", "field.main-fuse": "25 A"})
            ),
            "input",
        )
    }
    assert kinds["field.main-fuse"] == "radio_buttons"
    assert kinds["field.has-own-parking"] == "radio_buttons"
    assert kinds["tags"] == "multi_static_select"
    kinds = {
        field_key(block["block_id"]): block["element"]["type"]
        for block in blocks_of(
            drawn(Draft(id="7", step=Step.JOB, unfolded=(Step.JOB,)), form_context("en", BIG)), "input"
        )
    }
    assert kinds["workflow"] == "external_select"
    assert kinds["tags"] == "multi_external_select"


def test_choosing_a_country_or_a_job_draws_the_screen_anew() -> None:
    for step, key in ((Step.ADDRESS, "country"), (Step.JOB, "workflow")):
        redrawing = [
            field_key(block["block_id"])
            for block in blocks_of(drawn(filled_to(step)), "input")
            if block["element"]["action_id"] == "chosen"
        ]
        assert redrawing == [key]


def test_another_jobs_questions_have_other_inputs() -> None:
    """Slack keeps the value of an input of the same id, whatever it is drawn with."""
    first, second = (
        seen_in(
            drawn(
                Draft(id="7", step=Step.JOB, unfolded=(Step.JOB,)).with_inputs(Step.JOB, {"workflow": key}),
                form_context("en", two_jobs()),
            )
        )
        for key in ("one", "two")
    )
    assert first.blocks["field.fuse"] != second.blocks["field.fuse"]
    assert first.blocks["order_name"] == second.blocks["order_name"]


def two_jobs() -> Catalog:
    question = {"custom_id": "fuse", "label": "Fuse", "type": "text"}
    return Catalog.model_validate(
        {"workflows": [{"custom_id": key, "name": key, "fields": [question]} for key in ("one", "two")]}
    )


def test_details_wait_behind_a_button_unless_they_are_filled_in() -> None:
    folded = drawn(Draft(id="7", step=Step.ADDRESS))
    assert "More details" in str(folded)
    assert "workplace" not in seen_in(folded).blocks
    unfolded = drawn(unfold(Draft(id="7", step=Step.ADDRESS)))
    assert "More details" not in str(unfolded)
    assert "workplace" in seen_in(unfolded).blocks
    filled = save(
        filled_to(Step.ADDRESS), Step.ADDRESS, {**EXAMPLE_ORDER[Step.ADDRESS], "workplace": "Garage"}, HERE
    ).draft
    assert seen_in(drawn(filled)).inputs["workplace"] == "Garage"


def test_a_detail_that_is_not_shown_keeps_its_value() -> None:
    filled = save(
        filled_to(Step.ADDRESS), Step.ADDRESS, {**EXAMPLE_ORDER[Step.ADDRESS], "workplace": "Garage"}, HERE
    ).draft
    again = save(filled, Step.ADDRESS, {**EXAMPLE_ORDER[Step.ADDRESS], "street": "Storgata 2"}, HERE).draft
    assert again.address
    assert (again.address.street, again.address.workplace) == ("Storgata 2", "Garage")


def test_what_is_required_is_asked_first_with_the_questions_that_belong_to_it() -> None:
    fields = [
        {"custom_id": "roof", "label": "Roof", "type": "text"},
        {
            "custom_id": "heat",
            "label": "Heat",
            "type": "choice",
            "options": ["Oil", "Wood"],
            "required": True,
        },
        {"custom_id": "tank", "label": "Tank", "type": "text", "shown_if": {"heat": "Oil"}},
    ]
    catalog = Catalog.model_validate({"workflows": [{"custom_id": "a", "name": "A", "fields": fields}]})
    draft = Draft(id="7", step=Step.JOB).with_inputs(Step.JOB, {"workflow": "a", "field.heat": "Oil"})
    shown = seen_in(drawn(draft, form_context("en", catalog))).blocks
    assert [key for key in shown if key.startswith("field.")] == ["field.heat", "field.tank", "field.roof"]


def test_a_screen_begins_where_one_types_first_and_selects_say_what_to_do_in_the_persons_language() -> None:
    for step, key in ((Step.CLIENT, "contact_person"), (Step.ADDRESS, "street")):
        focused = [
            field_key(block["block_id"])
            for block in blocks_of(drawn(Draft(id="7", step=step)), "input")
            if block["element"].get("focus_on_load")
        ]
        assert focused == [key]
    selects = [
        block["element"]
        for step in FORM_STEPS
        for catalog in (BIG, EXAMPLE)
        for block in blocks_of(
            drawn(Draft(id="7", step=step, unfolded=FORM_STEPS), form_context("nb", catalog)), "input"
        )
        if "select" in block["element"]["type"]
    ]
    assert {element["placeholder"]["text"] for element in selects} == {"Velg …", "Søk …"}


def test_whoever_was_picked_is_on_top_of_the_screens_that_follow() -> None:
    picked = filled_to(Step.SUMMARY).with_(is_known=True)
    for step in (Step.ADDRESS, Step.JOB, Step.OFFER):
        assert "*Ola Nordmann* · Storgata 1, Oslo" in words_in(drawn(picked.with_(step=step)))
    assert "Ola Nordmann" not in words_in(drawn(picked.with_(step=Step.CLIENT)))
    assert "*Ola Nordmann*" not in words_in(drawn(filled_to(Step.JOB)))


def test_every_input_but_files_is_saved_while_it_is_typed_unless_that_is_switched_off() -> None:
    draft = Draft(id="7", step=Step.JOB, unfolded=FORM_STEPS)
    for on in (True, False):
        here = replace(HERE, saves_quietly=on)
        told = [
            block["element"].get("dispatch_action_config")
            for block in blocks_of(drawn(draft, here), "input")
            if block["element"]["type"] in {"plain_text_input", "rich_text_input"}
        ]
        assert told
        assert set(map(str, told)) == {str({"trigger_actions_on": ["on_character_entered"]} if on else None)}
