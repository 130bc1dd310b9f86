"""A workflow's own questions: which are asked, their values, and what is read, kept, sent and shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.views.form.summary import summary_view
from flows.catalog import Catalog
from flows.draft import Draft, Input, Job, Step
from flows.form.dialog import initial, review, save
from flows.form.field import Field, StepContext
from flows.form.form_context import FormContext
from flows.screens import SCREENS
from flows.sending.compiling import compile_order
from tests.support.drafts import ORIGIN, filled_to, form_context, order_of

HEATING = {"custom_id": "heating", "label": "Heating", "type": "choice", "options": ["Oil", "Wood", "None"]}
TANK = {"custom_id": "tank", "label": "Tank", "type": "yes_no", "shown_if": {"heating": ["Oil"]}}
SIZE = {
    "custom_id": "size",
    "label": "Tank size",
    "type": "number",
    "unit": "l",
    "minimum": 100,
    "maximum": "5000",
    "decimals": 0,
    "required": True,
    "shown_if": {"tank": True},
}
AREA = {"custom_id": "area", "label": "Area", "type": "number", "unit": "m²", "minimum": "0.5", "default": 40}
ROOMS = {
    "custom_id": "rooms",
    "label": "Rooms",
    "type": "choices",
    "options": ["Attic", "Cellar", "Stairs", "Hall"],
    "fewest": 2,
    "most": 3,
}
STAIRS = {
    "custom_id": "stairs",
    "label": "Steps",
    "type": "text",
    "shown_if": {"rooms": ["Stairs", "Attic"], "heating": ["Oil", "Wood"]},
}
DAY = {"custom_id": "day", "label": "Day", "type": "date"}


def context(*fields: dict[str, Any], tag: str = "en-GB") -> FormContext:
    """A form context whose first workflow asks these; the second shares the field for the area."""
    first = {"custom_id": "survey", "name": "Survey", "fields": list(fields), "lines_required": False}
    second = {"custom_id": "other", "name": "Other", "fields": [AREA]}
    return form_context(tag, Catalog.model_validate({"workflows": [first, second]}))


HERE = context(HEATING, TANK, SIZE)
ALL = context(HEATING, TANK, SIZE, AREA, ROOMS, STAIRS, DAY)


class Screen:
    """The job's screen as a person has it before them: every change redraws it, as in Slack."""

    def __init__(self, here: FormContext) -> None:
        self.here = here
        self.draft = filled_to(Step.JOB)

    def put(self, **inputs: Input) -> Screen:
        """Change inputs that are there, by the field's key, and let the screen be saved and drawn again."""
        assert inputs.keys() <= self.stands.keys(), "there is no such input"
        known = {"workflow": "workflow"}
        changed = {known.get(key, f"field.{key}"): value for key, value in inputs.items()}
        result = save(
            self.draft, Step.JOB, {**initial(self.draft, Step.JOB, self.here), **changed}, self.here
        )
        self.draft = result.draft
        self.errors = {
            key.removeprefix("field."): self.here.language.say(text) for key, text in result.errors.items()
        }
        return self

    @property
    def stands(self) -> dict[str, Input]:
        """The inputs' values, by the field's key."""
        shown = initial(self.draft, Step.JOB, self.here)
        own = ("workflow",)
        return {
            key.removeprefix("field."): value
            for key, value in shown.items()
            if key.startswith("field.") or key in own
        }

    @property
    def answers(self) -> dict[str, str | bool]:
        """What was accepted."""
        assert self.draft.job is not None
        return dict(self.draft.job.custom_fields)


def screen(here: FormContext = HERE) -> Screen:
    return Screen(here).put(workflow="survey")


def field(here: FormContext, key: str) -> Field:
    """A field of the survey, with nothing filled in."""
    fields = SCREENS[Step.JOB].fields(StepContext(Draft(id="7"), here, {"workflow": "survey"}))
    return next(one for one in fields if one.key == f"field.{key}")


def test_a_question_is_asked_with_the_answer_it_waits_for_and_so_is_what_depends_on_it() -> None:
    job = screen()
    assert list(job.stands) == ["workflow", "heating"]
    assert list(job.put(heating="Oil").stands) == ["workflow", "heating", "tank"]
    assert list(job.put(tank="yes").stands) == ["workflow", "heating", "tank", "size"]
    assert list(job.put(tank="no").stands) == ["workflow", "heating", "tank"]
    assert list(job.put(heating="Wood").stands) == ["workflow", "heating"]


def test_of_several_named_fields_each_must_be_answered_so_and_one_of_several_choices_is_enough() -> None:
    job = Screen(ALL).put(workflow="survey").put(heating="Wood")
    assert "stairs" not in job.stands
    assert "stairs" in job.put(rooms=("Cellar", "Stairs")).stands
    assert "stairs" not in job.put(heating="None").stands


def test_only_what_others_depend_on_draws_the_screen_anew() -> None:
    asked = SCREENS[Step.JOB].fields(StepContext(Draft(id="7"), ALL, {"workflow": "survey"}))
    assert {one.key for one in asked if one.updates} == {"workflow", "field.heating", "field.rooms"}


def test_what_is_not_asked_is_neither_required_nor_sent() -> None:
    job = screen().put(heating="Oil").put(tank="yes")
    assert set(job.errors) == {"size"}
    job.put(size="900")
    assert job.answers == {"heating": "Oil", "tank": True, "size": "900"}
    job.put(heating="Wood")
    assert not job.errors
    assert job.answers == {"heating": "Wood"}
    draft = review(job.draft.with_(lines=()), HERE).draft
    sent = compile_order(draft, HERE.catalog, ORIGIN).custom_fields
    assert [(one.custom_id, one.value) for one in sent] == [("heating", "Wood")]


@pytest.mark.parametrize("size", ["900", "far too much"])
def test_flipping_back_and_forth_loses_nothing_typed(size: str) -> None:
    job = screen().put(heating="Oil").put(tank="yes").put(size=size)
    shown = job.stands
    assert list(job.put(heating="Wood").stands) == ["workflow", "heating"]
    job.put(heating="Oil")
    assert job.stands == shown
    assert job.put(tank="no").put(heating="None").put(heating="Oil").put(tank="yes").stands == shown


def test_another_workflow_chosen_by_mistake_loses_nothing_typed() -> None:
    job = Screen(ALL).put(workflow="survey").put(heating="Oil", area="12.5").put(tank="no")
    shown = job.stands
    assert job.put(workflow="other").stands == {"workflow": "other", "area": "12.5"}
    assert job.put(workflow="survey").stands == shown


def test_what_was_put_aside_is_stored_with_the_draft() -> None:
    job = screen().put(heating="Oil").put(tank="yes").put(size="900").put(heating="Wood")
    job.draft = Draft.model_validate_json(job.draft.model_dump_json())
    assert job.put(heating="Oil").stands["size"] == "900"


def test_a_default_stands_there_at_first_and_an_emptied_field_stays_empty() -> None:
    job = Screen(ALL).put(workflow="survey")
    assert job.stands["area"] == "40"
    assert job.put(area=None).stands["area"] is None
    assert job.put(workflow="other").put(workflow="survey").stands["area"] is None
    assert "area" not in job.answers


@pytest.mark.parametrize(
    ("custom", "stands", "sent"),
    [
        ({"type": "text", "default": "Attic"}, "Attic", "Attic"),
        ({"type": "long_text", "default": "One\nTwo"}, "One\nTwo", "One\nTwo"),
        ({"type": "number", "default": "12.5"}, "12,5", "12.5"),
        ({"type": "choice", "options": ["A", "B"], "default": "B"}, "B", "B"),
        ({"type": "choices", "options": ["A", "B", "C"], "default": ["C", "A"]}, ("A", "C"), "A, C"),
        ({"type": "yes_no", "default": False}, "no", False),
        ({"type": "date", "default": "2026-12-01"}, "2026-12-01", "2026-12-01"),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_every_type_may_have_a_default(custom: dict[str, Any], stands: Input, sent: str | bool) -> None:
    job = screen(context({"custom_id": "x", "label": "X", **custom}, tag="nb"))
    assert job.stands["x"] == stands
    assert job.answers == {"x": sent}


@pytest.mark.parametrize(
    ("input", "sent"), [("900", "900"), ("900 l", "900"), ("900L", "900"), ("5,000", "5000")]
)
def test_a_number_may_be_typed_with_its_unit_and_is_sent_without(input: str, sent: str) -> None:
    job = screen().put(heating="Oil").put(tank="yes").put(size=input)
    assert (job.errors, job.answers["size"]) == ({}, sent)


@pytest.mark.parametrize(
    ("input", "words"),
    [
        ("99", "The number must be from 100 l to 5,000 l, not 99 l. Write for example 100."),
        ("5001", "The number must be from 100 l to 5,000 l, not 5,001 l. Write for example 100."),
        ("-900", "The number must be from 100 l to 5,000 l, not -900 l. Write for example 100."),
        ("900.5", "Write a whole number, for example 100."),
        ("900 m", "Write only a number, for example 100."),
    ],
)
def test_a_number_that_does_not_fit_is_told_the_range(input: str, words: str) -> None:
    assert screen().put(heating="Oil").put(tank="yes").put(size=input).errors == {"size": words}


@pytest.mark.parametrize(
    ("custom", "words"),
    [
        ({"minimum": 5}, "The number must be 5 or more, not 0. Write for example 12.5."),
        ({"maximum": -5}, "The number must be -5 or less, not 0. Write for example -5."),
    ],
)
def test_a_range_may_be_open(custom: dict[str, Any], words: str) -> None:
    job = screen(context({"custom_id": "x", "label": "X", "type": "number", **custom}))
    assert job.put(x="0").errors == {"x": words}


def test_a_number_with_too_many_decimals_is_told_how_many_it_may_have() -> None:
    job = screen(context({"custom_id": "x", "label": "X", "type": "number", "decimals": 1}))
    assert job.put(x="1.25").errors == {"x": "The number has 1 decimal at most here, for example 12.5."}


@pytest.mark.parametrize(
    ("key", "label", "hint"),
    [
        ("area", "Area (m²)", "0.5 m² or more"),
        ("rooms", "Rooms", "Choose 2–3"),
        ("day", "Day", "Pick the day in the calendar"),
    ],
)
def test_label_and_hint_say_the_unit_and_what_fits(key: str, label: str, hint: str) -> None:
    asked, say = field(ALL, key), ALL.language.say
    assert asked.hint is not None
    assert (say(asked.label), say(asked.hint)) == (label, hint)


def test_the_catalogs_own_hint_comes_first() -> None:
    here = context({**AREA, "hint": "Heated rooms only"})
    hint = field(here, "area").hint
    assert hint is not None
    assert here.language.say(hint) == "Heated rooms only · 0.5 m² or more"


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (("Attic",), "Choose 1 more: at least 2 are needed."),
        (("Attic", "Cellar", "Stairs", "Hall"), "4 are chosen and at most 3 fit. Take some away."),
    ],
)
def test_too_few_and_too_many_choices_are_told_how_many(chosen: tuple[str, ...], words: str) -> None:
    job = screen(ALL).put(rooms=chosen)
    assert job.errors == {"rooms": words}
    assert job.stands["rooms"] == chosen


def test_several_choices_are_sent_as_one_text_in_the_catalogs_order() -> None:
    job = screen(ALL).put(rooms=("Hall", "Attic"))
    assert job.answers["rooms"] == "Attic, Hall"
    assert job.stands["rooms"] == ("Attic", "Hall")


def test_the_summary_shows_answers_with_their_units() -> None:
    job = screen(ALL).put(area="1250.5", rooms=("Hall", "Attic"), day="2026-12-01")
    draft = job.draft.with_(lines=())
    shown = json.dumps(summary_view(order_of(draft), ALL, None).to_dict(), ensure_ascii=False)
    for line in ("Area: 1,250.5 m²", "Rooms: Attic, Hall", "Day: 1 December 2026"):
        assert line in shown


@pytest.mark.parametrize("gone", ["Gas", ("Attic", "Garage")])
def test_a_choice_put_aside_that_the_catalog_lost_is_not_put_back(gone: Input) -> None:
    key = "rooms" if isinstance(gone, tuple) else "heating"
    draft = filled_to(Step.JOB).with_(aside={"job": {f"field.{key}": gone}})
    job = Screen(ALL)
    job.draft = draft
    assert job.put(workflow="survey").stands[key] is None


def test_an_accepted_answer_to_a_question_the_catalog_stopped_asking_is_not_sent() -> None:
    """The catalog's file may be changed while a draft lies open."""
    answered = {"heating": "Wood", "tank": True, "size": "900"}
    job = Job(workflow="survey", custom_fields=answered)
    draft = filled_to(Step.SUMMARY).with_(lines=(), job=job)
    result = review(draft, HERE)
    assert result.accepted
    assert result.draft.job is not None
    assert result.draft.job.custom_fields == {"heating": "Wood"}
