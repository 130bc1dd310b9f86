"""Screens with nothing to ask are passed both ways, and where a draft goes on after its sections were filled."""

from __future__ import annotations

from typing import Any

import pytest

from bot.views.form.screens import draft_view
from flows.catalog import Catalog
from flows.draft import Draft, Step
from flows.form.dialog import asked_steps, back, edit, forward, go_on, initial
from flows.form.form_context import FormContext
from flows.screens.job import with_usual_job
from flows.sending.compiling import compile_order
from tests.support.catalogs import identity
from tests.support.drafts import EXAMPLE_ORDER, ORIGIN, filled_to, form_context, order_of

SURVEY = {"custom_id": "survey", "name": "Survey", "lines_required": False}
INSTALL = {"custom_id": "install", "name": "Installation"}
FIELD = {"custom_id": "fuse", "label": "Fuse", "type": "text"}
FJORD, VEST = ({"id": identity(name), "name": name} for name in ("Fjord", "Vest"))
ELECTRICIAN = {"slug": "electrician", "label": "Electrician"}
PRODUCT = {"id": identity("charger"), "name": "Charger"}
TAG = {"id": identity("rush"), "name": "Rush"}

CLIENT, ADDRESS, JOB, OFFER = Step.CLIENT, Step.ADDRESS, Step.JOB, Step.OFFER


def place(*workflows: dict[str, Any], **parts: Any) -> FormContext:
    """A form context with a catalog of these workflows and nothing else but what is given."""
    catalog = Catalog.model_validate({"workflows": list(workflows), **parts})
    return form_context("en", catalog)


HERE = place(SURVEY)


def next_(draft: Draft, here: FormContext = HERE) -> Draft:
    result = forward(draft, draft.step, EXAMPLE_ORDER[draft.step], here)
    assert result.accepted, result
    return result.draft


def where(draft: Draft, here: FormContext) -> str:
    """The line that says which step it is."""
    view = draft_view(order_of(draft), here, None).to_dict()
    return str(view["blocks"][0]["elements"][0]["text"])


def with_actor(listed: tuple[dict[str, str], ...], **more: Any) -> FormContext:
    """A survey that an electrician does, of these organizations."""
    return place({**SURVEY, "actors": [{**ELECTRICIAN, **more}]}, organizations=list(listed))


@pytest.mark.parametrize(
    ("here", "asked"),
    [
        (place(SURVEY), (CLIENT, ADDRESS)),
        (place(INSTALL), (CLIENT, ADDRESS, OFFER)),
        (place(SURVEY, products=[PRODUCT]), (CLIENT, ADDRESS, OFFER)),
        (place({**SURVEY, "fields": [FIELD]}), (CLIENT, ADDRESS, JOB)),
        (place(SURVEY, tags=[TAG]), (CLIENT, ADDRESS, JOB)),
        (place(SURVEY, {**SURVEY, "custom_id": "other"}), (CLIENT, ADDRESS, JOB)),
        (with_actor((FJORD, VEST), required=True), (CLIENT, ADDRESS, JOB)),
        (with_actor((FJORD, VEST), required=True, organizations=[VEST["id"]]), (CLIENT, ADDRESS)),
        (with_actor((FJORD,), required=True), (CLIENT, ADDRESS)),
        (with_actor((FJORD,)), (CLIENT, ADDRESS, JOB)),
        (with_actor(()), (CLIENT, ADDRESS)),
        (form_context(), (CLIENT, ADDRESS, JOB, OFFER)),
    ],
    ids=[
        "one job and no lines",
        "lines needed",
        "products",
        "a field",
        "tags",
        "two jobs",
        "two installers",
        "one of two installers",
        "the only installer",
        "an installer or none",
        "no installer",
        "the example",
    ],
)
def test_only_steps_with_something_to_ask_are_counted(here: FormContext, asked: tuple[Step, ...]) -> None:
    assert asked_steps(Draft(id="7"), here) == asked


def test_one_job_and_no_lines_give_two_screens_and_the_whole_order() -> None:
    draft = Draft(id="7")
    assert where(draft, HERE) == "Step 1 of 2 · Client"
    draft = next_(draft)
    assert where(draft, HERE).startswith("Step 2 of 2 · Address")
    draft = next_(draft)
    assert draft.step is Step.SUMMARY
    request = compile_order(draft, HERE.catalog, ORIGIN)
    assert (request.workflow_custom_id, request.name, request.offer) == ("survey", "Survey – Ola N.", None)


def test_back_passes_what_next_passed() -> None:
    here = place(INSTALL)
    draft = next_(next_(Draft(id="7"), here), here)
    assert draft.step is OFFER
    assert draft.job is not None
    assert where(draft, here).startswith("Step 3 of 3 · Offer")
    assert back(draft, OFFER, EXAMPLE_ORDER[OFFER], here).step is ADDRESS


@pytest.mark.parametrize(("step", "title"), [(JOB, "Job"), (OFFER, "Offer")])
def test_a_passed_screen_is_reached_by_edit_and_back_from_it_finds_one_that_is_asked(
    step: Step, title: str
) -> None:
    draft = edit(next_(next_(Draft(id="7"))), step)
    assert where(draft, HERE).startswith(f"{title} · ")
    assert forward(draft, step, {"workflow": "survey", "payer": "client"}, HERE).draft.step is Step.SUMMARY
    assert back(draft, step, {}, HERE).step is ADDRESS


def test_a_job_without_lines_takes_the_offer_from_the_count_once_it_is_chosen() -> None:
    here = place(SURVEY, INSTALL)
    draft = next_(next_(Draft(id="7"), here), here)
    assert where(draft, here).startswith("Step 3 of 4")
    assert where(draft.with_inputs(JOB, {"workflow": "survey"}), here).startswith("Step 3 of 3")
    assert forward(draft, JOB, {"workflow": "survey"}, here).draft.step is Step.SUMMARY
    assert forward(draft, JOB, {"workflow": "install"}, here).draft.step is OFFER


def test_a_draft_with_client_and_address_filled_goes_on_to_what_is_still_needed() -> None:
    known = filled_to(JOB)
    again = Draft(id="8", client=known.client, address=known.address)
    assert go_on(again, form_context()).draft.step is JOB
    assert go_on(again, place(INSTALL)).draft.step is OFFER
    assert go_on(again, HERE).draft.step is Step.SUMMARY
    assert go_on(again.with_(address=None), HERE).draft.step is ADDRESS
    assert go_on(again.with_(job=known.job, returning=True), form_context()).draft.step is JOB


def test_a_draft_goes_on_no_further_than_to_what_must_be_mended() -> None:
    summary = filled_to(Step.SUMMARY).with_(step=CLIENT)
    assert go_on(summary, form_context()).draft.step is Step.SUMMARY
    input = go_on(summary.with_inputs(ADDRESS, {**EXAMPLE_ORDER[ADDRESS], "city": ""}), form_context())
    assert (input.draft.step, set(input.errors)) == (ADDRESS, {"city"})
    bare = go_on(summary.with_(lines=()), form_context())
    assert bare.draft.step is OFFER
    assert bare.notice is not None


def test_a_passed_screen_that_must_be_mended_after_all_is_shown() -> None:
    """The job's only installer was filled in, and is gone from the catalog since."""
    filled = with_actor((FJORD,), required=True)
    draft = next_(next_(Draft(id="7"), filled), filled)
    assert draft.step is Step.SUMMARY
    later = with_actor((VEST,), required=True)
    result = forward(draft, ADDRESS, EXAMPLE_ORDER[ADDRESS], later)
    assert (result.draft.step, set(result.errors)) == (JOB, {"installer.electrician"})


def test_the_job_and_the_installers_of_the_last_order_stand_there_already_where_the_catalog_has_them() -> (
    None
):
    last = filled_to(Step.SUMMARY).job
    assert last
    draft = with_usual_job(Draft(id="8", step=JOB), last)
    inputs = initial(draft, JOB, form_context())
    assert {key: value for key, value in inputs.items() if value} == {
        "workflow": "ev-charger",
        "installer.electrician": "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11",
    }
    assert draft.is_empty
    assert initial(draft, JOB, place(SURVEY, INSTALL, tags=[TAG]))["workflow"] is None
    assert with_usual_job(Draft(id="8"), None) == Draft(id="8")
