"""The conversation: next, back, edit and return, and what leads back to a screen when the world has changed."""

from __future__ import annotations

from typing import Any

import pytest

from flows.catalog import Catalog
from flows.draft import FORM_STEPS, Draft, Job, Step
from flows.form.dialog import StepResult, back, edit, forward, initial, review, save
from flows.form.field import StepContext
from flows.form.form_context import FormContext
from flows.form.remarks import remarks
from flows.i18n.language import language
from flows.offer.lines import add_product
from flows.screens.address import ADDRESS
from tests.support.catalogs import BIG
from tests.support.drafts import (
    CABLE,
    CHARGER,
    EXAMPLE,
    EXAMPLE_ORDER,
    changed_catalog,
    filled_to,
    form_context,
)

HERE = form_context()


def next_(draft: Draft, here: FormContext = HERE, **input: Any) -> StepResult:
    """Next, on a screen filled in as the example's but for what is given."""
    return forward(draft, draft.step, {**EXAMPLE_ORDER[draft.step], **input}, here)


def said(result: StepResult) -> dict[str, str]:
    """Errors in English, by field; the notice under no key."""
    notice = {"": result.notice} if result.notice else {}
    return {key: language("en").say(text) for key, text in {**result.errors, **notice}.items()}


def without(**parts: Any) -> FormContext:
    """The form context with these parts of the catalog changed."""
    return form_context(catalog=changed_catalog(**parts))


def test_next_leads_through_the_four_screens_to_the_summary() -> None:
    seen, draft = [], Draft(id="7", lines=filled_to(Step.OFFER).lines)
    while draft.step is not Step.SUMMARY:
        seen.append(draft.step)
        draft = next_(draft).draft
    assert tuple(seen) == FORM_STEPS


def test_next_stays_on_a_screen_that_must_be_mended() -> None:
    result = next_(filled_to(Step.ADDRESS), postal_code="03650")
    assert result.draft.step is Step.ADDRESS
    assert set(result.errors) == {"postal_code"}
    assert result.draft.address is None
    mended = next_(result.draft)
    assert mended.draft.step is Step.JOB
    assert mended.draft.inputs == {}


@pytest.mark.parametrize(
    ("step", "before"),
    [
        (Step.CLIENT, Step.CLIENT),
        (Step.ADDRESS, Step.CLIENT),
        (Step.JOB, Step.ADDRESS),
        (Step.OFFER, Step.JOB),
    ],
)
def test_back_leads_one_step_back_and_keeps_what_stands_there(step: Step, before: Step) -> None:
    draft = back(filled_to(step), step, EXAMPLE_ORDER[step], HERE)
    assert draft.step is before
    forth = draft
    while forth.step is not step:
        forth = next_(forth).draft
    shown = initial(forth, step, HERE)
    assert {key: shown[key] for key in EXAMPLE_ORDER[step]} == EXAMPLE_ORDER[step]


def test_back_keeps_what_cannot_be_accepted_and_the_section_that_was() -> None:
    draft = next_(filled_to(Step.ADDRESS)).draft
    draft = back(draft, Step.JOB, {}, HERE)
    draft = back(
        draft, Step.ADDRESS, {**EXAMPLE_ORDER[Step.ADDRESS], "city": "", "street": "Lillegata 2"}, HERE
    )
    assert draft.address is not None
    assert draft.address.city == "Oslo"
    shown = initial(draft, Step.ADDRESS, HERE)
    assert (shown["city"], shown["street"]) == ("", "Lillegata 2")


@pytest.mark.parametrize("step", FORM_STEPS)
def test_edit_from_the_summary_returns_to_the_summary(step: Step) -> None:
    summary = filled_to(Step.SUMMARY)
    draft = edit(summary, step)
    assert draft.step is step
    result = next_(draft)
    assert result.draft == summary
    assert not result.draft.returning


def test_edit_stays_until_it_is_mended_and_still_returns() -> None:
    draft = edit(filled_to(Step.SUMMARY), Step.CLIENT)
    result = next_(draft, email="ola")
    assert (result.draft.step, set(result.errors)) == (Step.CLIENT, {"email"})
    result = next_(result.draft, email="kari@example.no")
    assert result.draft.step is Step.SUMMARY
    assert result.draft.client is not None
    assert result.draft.client.email == "kari@example.no"


def test_back_out_of_an_edit_walks_through_the_screens_again() -> None:
    draft = back(edit(filled_to(Step.SUMMARY), Step.JOB), Step.JOB, EXAMPLE_ORDER[Step.JOB], HERE)
    assert draft.step is Step.ADDRESS
    assert next_(draft).draft.step is Step.JOB


def test_what_was_typed_and_left_elsewhere_keeps_from_the_summary() -> None:
    """An error on another screen leads there, not to the summary."""
    draft = edit(filled_to(Step.SUMMARY), Step.OFFER).with_inputs(Step.JOB, {"workflow": "ev-charger"})
    result = next_(draft)
    assert (result.draft.step, set(result.errors)) == (Step.JOB, {"field.main-fuse"})
    assert next_(next_(result.draft).draft).draft.step is Step.SUMMARY


@pytest.mark.parametrize(("country", "postal_code"), [("DK", "1050"), ("DE", "10115"), ("SE", "111 22")])
def test_a_phone_stays_the_number_it_was_accepted_as(country: str, postal_code: str) -> None:
    """999 00 111 is Norwegian and Danish, and none in Germany; nobody is thrown back to the client for it."""
    draft = edit(filled_to(Step.SUMMARY), Step.ADDRESS)
    result = next_(draft, country=country, postal_code=postal_code, city="x")
    assert result.draft.step is Step.SUMMARY
    assert result.draft.client == filled_to(Step.SUMMARY).client
    remark = remarks(result.draft)[0]
    assert (
        language("en")
        .say(remark.text)
        .startswith("+47 99 90 01 11 is a number in Norway, and the address is in")
    )


def test_a_phone_that_is_typed_again_is_read_in_the_address_country() -> None:
    draft = edit(filled_to(Step.SUMMARY), Step.ADDRESS)
    abroad = next_(draft, country="DK", postal_code="1050", city="København").draft
    result = forward(
        edit(abroad, Step.CLIENT), Step.CLIENT, {**EXAMPLE_ORDER[Step.CLIENT], "phone": "99 90 01 11"}, HERE
    )
    assert result.draft.client is not None
    assert (result.draft.client.phone, result.draft.client.phone_country) == ("+4599900111", "DK")


def test_a_phone_with_its_country_code_is_the_same_everywhere() -> None:
    draft = next_(edit(filled_to(Step.SUMMARY), Step.CLIENT), phone="+47 999 00 111").draft
    result = next_(edit(draft, Step.ADDRESS), country="DE", postal_code="10115", city="Berlin")
    assert result.draft.step is Step.SUMMARY
    assert result.draft.client is not None
    assert (result.draft.client.phone, result.draft.client.phone_country) == ("+4799900111", None)


@pytest.mark.parametrize("phone", ["79 02 34 56", "999 00 111"])
def test_svalbard_has_norways_numbers(phone: str) -> None:
    draft = edit(next_(edit(filled_to(Step.SUMMARY), Step.CLIENT), phone=phone).draft, Step.ADDRESS)
    result = next_(draft, country="SJ", postal_code="9170", city="Longyearbyen")
    assert result.draft.step is Step.SUMMARY
    assert result.draft.client is not None
    assert result.draft.client.phone == f"+47{phone.replace(' ', '')}"
    assert result.draft.client.phone_country == "NO"


GONE = "That choice is no longer offered. Please choose again."
OTHER_QUESTION = EXAMPLE.workflows[0].fields[0].model_copy(update={"options": ("16 A", "80 A")})


@pytest.mark.parametrize(
    ("changed", "step", "errors"),
    [
        ({"workflows": EXAMPLE.workflows[1:]}, Step.JOB, {"workflow": GONE}),
        (
            {"workflows": (EXAMPLE.workflows[0].model_copy(update={"fields": (OTHER_QUESTION,)}),)},
            Step.JOB,
            {"field.main-fuse": GONE},
        ),
        ({"organizations": ()}, Step.JOB, {"installer.electrician": GONE}),
        ({"tags": BIG.tags}, Step.JOB, {"tags": GONE}),
        (
            {"products": EXAMPLE.products[1:]},
            Step.OFFER,
            {"": "EV Charger X is no longer in the catalog. Remove its line."},
        ),
    ],
    ids=["workflow", "option", "installer", "tag", "product"],
)
def test_what_the_catalog_no_longer_has_leads_back_to_its_screen(
    changed: dict[str, Any], step: Step, errors: dict[str, str]
) -> None:
    finished, later = filled_to(Step.SUMMARY), without(**changed)
    result = review(finished, later)
    assert not result.accepted
    assert result.draft.step is step
    assert said(result) == errors
    if result.errors:
        assert result.draft.job == finished.job, "what was accepted isn't thrown away"


def test_a_product_of_our_own_that_left_the_catalog_stays_on_the_offer() -> None:
    """Its line is sent in full, so nothing is missing."""
    draft = add_product(filled_to(Step.SUMMARY), CABLE, HERE)
    assert review(draft, without(products=EXAMPLE.products[:1])).draft == draft


@pytest.mark.parametrize("kind", ["text", "long_text", "number", "yes_no", "date"])
@pytest.mark.parametrize("answer", ["25 A", "true", "NaN", "Infinity", True])
def test_an_answer_to_what_was_once_another_question_is_asked_for_again(
    kind: str, answer: str | bool
) -> None:
    """The catalog's file may be changed while a draft lies open."""
    draft = filled_to(Step.SUMMARY).with_(job=Job(workflow="ev-charger", custom_fields={"main-fuse": answer}))
    table = {"custom_id": "main-fuse", "label": "Main fuse", "type": kind, "required": True}
    workflow = {"custom_id": "ev-charger", "name": "EV charger", "fields": [table]}
    catalog = Catalog.model_validate({"workflows": [workflow], "products": [{"id": CHARGER.id, "name": "X"}]})
    result = review(draft, form_context(catalog=catalog))
    if kind in {"number", "date"} or (kind == "yes_no" and answer is not True):
        assert set(result.errors) == {"field.main-fuse"}
    else:
        assert result.accepted


def test_a_new_question_that_must_be_answered_leads_back_to_the_job() -> None:
    asked = EXAMPLE.workflows[0].fields[0].model_copy(update={"custom_id": "second-fuse"})
    workflow = EXAMPLE.workflows[0].model_copy(update={"fields": (*EXAMPLE.workflows[0].fields, asked)})
    result = review(filled_to(Step.SUMMARY), without(workflows=(workflow,)))
    assert (result.draft.step, set(result.errors)) == (Step.JOB, {"field.second-fuse"})


def test_an_offer_without_lines_is_refused_with_what_to_do() -> None:
    result = next_(filled_to(Step.OFFER).with_(lines=()))
    assert result.draft.step is Step.OFFER
    assert said(result) == {"": "This job needs at least one line. Search the catalog, or press “Free line”."}


def test_an_offer_without_lines_is_taken_where_the_workflow_says_so() -> None:
    workflow = EXAMPLE.workflows[0].model_copy(update={"lines_required": False})
    result = next_(
        filled_to(Step.OFFER).with_(lines=()), without(workflows=(workflow, *EXAMPLE.workflows[1:]))
    )
    assert result.draft.step is Step.SUMMARY


def test_lines_are_needed_again_when_the_workflow_is_changed_to_one_that_needs_them() -> None:
    free = EXAMPLE.workflows[1].model_copy(update={"lines_required": False})
    here = without(workflows=(EXAMPLE.workflows[0], free))
    draft = next_(filled_to(Step.JOB, here), here, workflow=free.key).draft
    draft = next_(draft.with_(lines=()), here).draft
    assert draft.step is Step.SUMMARY
    result = next_(edit(draft, Step.JOB), here)
    assert result.draft.step is Step.OFFER
    assert result.notice is not None


def test_a_draft_with_nothing_in_it_is_empty_and_one_with_a_word_is_not() -> None:
    assert Draft(id="7").is_empty
    assert save(Draft(id="7"), Step.CLIENT, {"contact_person": None, "phone": ""}, HERE).draft.is_empty
    assert not save(Draft(id="7"), Step.CLIENT, {"contact_person": "Ola"}, HERE).draft.is_empty
    assert not add_product(Draft(id="7"), CABLE, HERE).is_empty


@pytest.mark.parametrize("step", Step)
def test_a_draft_is_the_same_after_it_was_stored(step: Step) -> None:
    draft = filled_to(step).with_inputs(Step.JOB, {"workflow": None, "tags": ("a", "b"), "order_name": "x"})
    assert Draft.model_validate_json(draft.model_dump_json()) == draft


def test_saving_the_same_twice_changes_nothing() -> None:
    """Slack may deliver an action and a submission of the same screen."""
    for step in FORM_STEPS:
        once = save(filled_to(step), step, EXAMPLE_ORDER[step], HERE).draft
        assert save(once, step, EXAMPLE_ORDER[step], HERE).draft == once


def test_the_fields_are_the_very_same_ones_where_the_same_is_asked() -> None:
    """Every request asks for them several times."""
    context = StepContext(Draft(id="1"), form_context())
    first = ADDRESS.fields(context)
    changed = StepContext(context.draft.with_(returning=True), context.form_context)
    assert ADDRESS.fields(changed) == first
    typed = StepContext(context.draft, context.form_context, {"country": "SE"})
    assert ADDRESS.fields(typed) != first


def test_what_the_summary_showed_is_read_again_only_where_the_catalog_or_the_person_has_changed() -> None:
    shown = review(filled_to(Step.SUMMARY), HERE)
    assert shown.accepted
    assert review(Draft.model_validate_json(shown.draft.model_dump_json()), HERE) == shown
    gone = form_context(catalog=changed_catalog(workflows=()))
    assert not review(shown.draft, gone).accepted
