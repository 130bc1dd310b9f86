"""What orders are called: as typed, else by the catalog's template; the form says it beforehand."""

from __future__ import annotations

from typing import Any

import pytest

from flows.catalog import Catalog
from flows.draft import Draft, Job, Step
from flows.form.dialog import initial, shown_fields, unfold
from flows.form.form_context import FormContext
from flows.names import order_name, short_name
from flows.sending.compiling import compile_order
from tests.support.drafts import ORIGIN, filled_to, form_context

FUSE = {"custom_id": "fuse", "label": "Fuse", "type": "number", "unit": "A"}
ROOMS = {"custom_id": "rooms", "label": "Rooms", "type": "choices", "options": ["Attic", "Hall"]}


def naming(general: str | None = None, own: str | None = None) -> FormContext:
    """A form context with these templates, for all and for the one workflow there is."""
    workflow = {"custom_id": "survey", "name": "Survey", "fields": [FUSE, ROOMS], "order_name": own}
    defaults = {} if general is None else {"order_name": general}
    return form_context("en", Catalog.model_validate({"workflows": [workflow], "defaults": defaults}))


def named(here: FormContext, **job: Any) -> str:
    draft = filled_to(Step.JOB).with_(job=Job(workflow="survey", **job))
    return order_name(draft, here.catalog.workflows[0], here.catalog)


def hint(here: FormContext, draft: Draft, **input: str) -> str:
    """What the job's screen says of the name."""
    shown = shown_fields(unfold(draft), Step.JOB, {**initial(draft, Step.JOB, here), **input}, here)
    text = next(field.hint for field in shown if field.key == "order_name")
    assert text is not None
    return here.language.say(text)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ola Nordmann", "Ola N."),
        ("Ola", "Ola"),
        ("A b C", "A C."),
        ("Nordmann, Ola", "Ola N."),
        ("Nordmann,Ola Kari", "Ola N."),
        ("Ola Nordmann (styreleder)", "Ola N."),
        ("(styreleder) Ola Nordmann", "Ola N."),
        ("Ola Nordmann, styreleder", "Ola N."),
        ("Nordmann, Ola [c/o Hansen]", "Ola N."),
        ("NORDMANN Ola", "Ola N."),
        ("Dr. Ola Nordmann", "Ola N."),
        ("von der Leyen, Ursula", "Ursula L."),
        ("Ola Nordmann / Kari Hansen", "Ola N."),
        ("Ola Nordmann 999 00 111", "Ola N."),
        ("Hr. Nordmann", "N."),
        ("Frau Dr. Müller", "M."),
        ("Familien Nordmann", "N."),
        ("Kontaktperson: Ola Nordmann", "Ola N."),
        ("Ola Nordmann c/o Hansen", "Ola N."),
        ("Ola Nordmann v/Kari Hansen", "Ola N."),
        ("Ola Nordmann jr.", "Ola N."),
        ("Nordmann Hansen, Ola", "N. H."),
        ("Ola Nordmann, daglig leder", "Ola N."),
        ("ola.nordmann", "ola n."),
        ("Ola_Nordmann", "Ola N."),
    ],
)
def test_a_short_name_is_the_first_and_an_initial_and_never_a_whole_surname(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("general", "own", "name"),
    [
        (None, None, "Survey – Ola N."),
        ("{contact}, {street}", None, "Ola N., Storgata 1"),
        ("{contact}", "{workflow} {postal_code} {city}", "Survey 0365 Oslo"),
        (None, "{workflow} – {fuse} – {rooms}", "Survey – 25 A – Attic, Hall"),
        (None, "No placeholder", "No placeholder"),
    ],
)
def test_a_name_follows_the_nearest_template(general: str | None, own: str | None, name: str) -> None:
    answers = {"fuse": "25", "rooms": "Attic, Hall"}
    assert named(naming(general, own), custom_fields=answers) == name


@pytest.mark.parametrize(
    ("own", "name"),
    [
        ("{workflow} – {fuse} – {contact}", "Survey – Ola N."),
        ("{workflow} – {fuse}", "Survey"),
        ("{fuse}, {workflow}", "Survey"),
        ("{workflow}, {fuse}, {rooms}, {city}", "Survey, Oslo"),
        ("{fuse}", "Survey"),
    ],
)
def test_what_was_not_answered_is_left_out_with_its_sign(own: str, name: str) -> None:
    assert named(naming(own=own)) == name


def test_a_typed_name_is_taken_as_it_is_and_a_long_one_is_cut() -> None:
    assert named(naming(), order_name="Mine") == "Mine"
    draft = filled_to(Step.JOB).with_(job=Job(workflow="survey"))
    assert draft.address is not None
    long = draft.with_(address=draft.address.model_copy(update={"street": "x" * 255}))
    here = naming(own="{workflow} {street}")
    assert len(order_name(long, here.catalog.workflows[0], here.catalog)) == 255


def test_the_name_that_is_sent_is_the_one_the_form_announced() -> None:
    here = naming(own="{workflow} – {fuse} – {contact}")
    draft = filled_to(Step.JOB)
    assert hint(here, draft) == "If empty: “Survey – … A – Ola N.”"
    said = hint(here, draft, workflow="survey", **{"field.fuse": "25"})
    assert said == "If empty: “Survey – 25 A – Ola N.”"
    job = Job(workflow="survey", custom_fields={"fuse": "25"})
    finished = filled_to(Step.SUMMARY).with_(job=job, lines=())
    assert compile_order(finished, here.catalog, ORIGIN).name == "Survey – 25 A – Ola N."


def test_while_no_job_is_chosen_no_name_is_announced() -> None:
    assert hint(form_context("en"), filled_to(Step.JOB)) == "If empty: named after the job"
