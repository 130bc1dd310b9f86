"""The four screens: what they show they read back, what they refuse stays on them, and errors stand at their fields."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.draft import FORM_STEPS, Address, Draft, Input, Inputs, Job, Step
from flows.form.dialog import back, forward, initial, review, save
from flows.form.field import Field, Kind, StepContext
from flows.form.form_context import FileRules, FormContext
from flows.i18n.language import language
from flows.readers import example_phone, postal_code_example
from flows.screens import SCREENS
from tests.support.catalogs import BIG, CATALOGS
from tests.support.drafts import EXAMPLE, changed_catalog, form_context
from tests.support.strategies.drafts import COUNTRIES, LANGUAGES, Filled, finished
from tests.support.strategies.screens import phone_in
from tests.support.strategies.texts import any_text

EMPTY = Draft(id="7")
CLIENT: Inputs = {"contact_person": "Ola Nordmann", "phone": "999 00 111", "email": "ola@example.no"}
ADDRESS: Inputs = {"country": "NO", "street": "Storgata 1", "postal_code": "0365", "city": "Oslo"}
JOB: Inputs = {"workflow": "ev-charger", "field.main-fuse": "25 A"}


def fields(draft: Draft, step: Step, here: FormContext, inputs: Inputs | None = None) -> tuple[Field, ...]:
    return SCREENS[step].fields(StepContext(draft, here, inputs))


def refused(step: Step, inputs: Inputs, here: FormContext | None = None) -> dict[str, str]:
    """What is said in English, by field."""
    result = save(EMPTY, step, inputs, here or form_context("en"))
    return {key: language("en").say(text) for key, text in result.errors.items()}


@st.composite
def any_screen(draw: st.DrawFn, draft: Draft, step: Step, here: FormContext) -> Inputs:
    """Anything Slack might send for the screen: typed texts, and choices that are offered or forged."""
    inputs: dict[str, Input] = {}
    for _round in range(2):  # The second asks what the first one's choices brought up.
        for field in fields(draft, step, here, inputs or None):
            if field.key not in inputs:
                inputs[field.key] = draw(any_input(field))
    return inputs


def any_input(field: Field) -> st.SearchStrategy[Input]:
    values = [option.value for option in field.options]
    if field.kind is Kind.MANY:
        return st.none() | st.lists(st.sampled_from([*values, "forged"]), max_size=4, unique=True).map(tuple)
    if values:
        return st.none() | st.sampled_from([*values[:3], *values[-3:], "forged", ""])
    return st.none() | any_text


@st.composite
def begun(draw: st.DrawFn) -> tuple[str, str, int]:
    """Whose form it is: language, country, and which catalog."""
    return (
        draw(st.sampled_from(LANGUAGES)),
        draw(st.sampled_from(COUNTRIES)),
        draw(st.integers(0, len(CATALOGS) - 1)),
    )


def form_context_of(begun: tuple[str, str, int]) -> FormContext:
    tag, country, catalog = begun
    return form_context(tag, CATALOGS[catalog], country)


@settings(deadline=None, max_examples=8)
@given(finished())
def test_what_a_screen_shows_it_reads_back_as_the_same(filled: Filled) -> None:
    for step in FORM_STEPS:
        shown = initial(filled.draft, step, filled.form_context)
        result = save(filled.draft, step, shown, filled.form_context)
        assert result.accepted
        assert result.draft == filled.draft


@settings(deadline=None, max_examples=8)
@given(finished())
def test_review_of_a_finished_draft_changes_nothing(filled: Filled) -> None:
    result = review(filled.draft, filled.form_context)
    assert result.accepted
    assert result.draft == filled.draft
    assert result.draft.step is Step.SUMMARY


@settings(deadline=None, max_examples=8)
@given(finished(), st.sampled_from(LANGUAGES))
def test_another_language_changes_how_a_draft_is_shown_and_nothing_in_it(filled: Filled, tag: str) -> None:
    here = filled.form_context
    other = form_context(tag, here.catalog, here.country)
    assert review(filled.draft, other).draft == filled.draft


@settings(deadline=None, max_examples=60)
@given(begun(), st.sampled_from(FORM_STEPS), st.data())
def test_saving_loses_nothing_typed(begun: tuple[str, str, int], step: Step, data: st.DataObject) -> None:
    """Either it is all still as typed, or each field holds the value that was read from it."""
    here = form_context_of(begun)
    draft = EMPTY.with_(step=step)
    inputs = data.draw(any_screen(draft, step, here))
    asked = fields(draft, step, here, inputs)
    result = save(draft, step, inputs, here)
    stands = initial(result.draft, step, here)
    if result.errors:
        assert {key: value for key, value in stands.items() if value} == {
            field.key: inputs[field.key] for field in asked if inputs.get(field.key)
        }
    else:
        for field in asked:
            assert field.value(stands[field.key]) == field.value(inputs[field.key])


@settings(deadline=None, max_examples=40)
@given(begun(), st.sampled_from(FORM_STEPS), st.data())
def test_going_back_and_forward_loses_nothing_typed(
    begun: tuple[str, str, int], step: Step, data: st.DataObject
) -> None:
    here = form_context_of(begun)
    draft = EMPTY.with_(step=step)
    input = data.draw(any_screen(draft, step, here))
    before = save(draft, step, input, here).draft
    gone_back = back(draft, step, input, here)
    assert initial(gone_back, step, here) == initial(before, step, here)
    other = data.draw(any_screen(gone_back, gone_back.step, here))
    again = forward(gone_back, gone_back.step, other, here).draft
    if gone_back.step is not step and again.address == gone_back.address:
        assert initial(again, step, here) == initial(before, step, here)


@settings(deadline=None, max_examples=60)
@given(begun(), st.sampled_from(FORM_STEPS), st.data())
def test_errors_name_fields_that_are_on_the_screen(
    begun: tuple[str, str, int], step: Step, data: st.DataObject
) -> None:
    here = form_context_of(begun)
    input = data.draw(any_screen(EMPTY, step, here))
    result = save(EMPTY, step, input, here)
    shown = initial(result.draft, step, here)
    assert result.errors.keys() <= {field.key for field in fields(result.draft, step, here, shown)}
    for text in result.errors.values():
        assert len(here.language.say(text)) > 10


@settings(deadline=None, max_examples=8)
@given(finished(), st.sampled_from(FORM_STEPS))
def test_keys_that_are_no_fields_are_ignored(filled: Filled, step: Step) -> None:
    shown = initial(filled.draft, step, filled.form_context)
    forged: Inputs = {
        "id": "8",
        "step": "summary",
        "lines": ("1",),
        "field.unknown": "x",
        "add": "x",
        "phone_country": "SE",
    }
    assert save(filled.draft, step, {**forged, **shown}, filled.form_context).draft == filled.draft
    broken = save(filled.draft, step, {**forged, "contact_person": " "}, filled.form_context).draft
    assert not forged.keys() & broken.inputs.get(step, {}).keys()


@pytest.mark.parametrize(
    ("step", "inputs"),
    [
        (Step.ADDRESS, {**ADDRESS, "country": "XX"}),
        (Step.ADDRESS, {**ADDRESS, "country": "no"}),
        (Step.JOB, {**JOB, "workflow": "forged"}),
        (Step.JOB, {**JOB, "field.main-fuse": "26 A"}),
        (Step.JOB, {**JOB, "field.has-own-parking": "true"}),
        (Step.JOB, {**JOB, "installer.electrician": "3f0c9a52-0000-4d53-9f9b-0f6d0c3a7b11"}),
        (Step.JOB, {**JOB, "tags": (str(EXAMPLE.tags[0].id), "forged")}),
        (Step.OFFER, {"payer": "nobody"}),
    ],
)
def test_a_choice_that_was_not_offered_is_refused_at_its_field(step: Step, inputs: Inputs) -> None:
    valid = {**ADDRESS, **JOB}
    (forged,) = [key for key, value in inputs.items() if valid.get(key) != value]
    assert refused(step, inputs)[forged] == "That choice is no longer offered. Please choose again."


@pytest.mark.parametrize("step", FORM_STEPS)
def test_an_empty_screen_names_what_is_needed_and_how_it_looks(step: Step) -> None:
    expected = {
        Step.CLIENT: {
            "contact_person": "Write the client's name, for example Ola Nordmann.",
            "phone": f"Write the client's phone number, for example {example_phone('NO')}.",
            "email": "Write the client's e-mail address, for example ola@example.com.",
        },
        Step.ADDRESS: {
            "country": "Choose the country of the address.",
            "street": "Write the street and number, for example Storgata 1.",
            "postal_code": f"Write the postal code, for example {postal_code_example('NO')}.",
            "city": "Write the city, for example Oslo.",
        },
        Step.JOB: {"workflow": "Choose what is to be done."},
        Step.OFFER: {"payer": "Choose who pays."},
    }
    assert refused(step, {}) == expected[step]


def test_the_words_of_an_error_are_the_persons_own_language() -> None:
    result = save(EMPTY, Step.JOB, {}, form_context("nb"))
    assert language("nb").say(result.errors["workflow"]) == "Velg hva som skal gjøres."


def test_a_job_asks_what_its_workflow_asks_and_who_does_it() -> None:
    here = form_context()
    keys = [field.key for field in fields(EMPTY, Step.JOB, here)]
    assert keys == ["workflow", "tags", "order_name", "description"]
    keys = [field.key for field in fields(EMPTY, Step.JOB, here, JOB)]
    assert keys == [
        "workflow",
        "field.main-fuse",
        "field.has-own-parking",
        "installer.electrician",
        "tags",
        "order_name",
        "description",
    ]


@pytest.mark.parametrize("step", FORM_STEPS)
def test_who_is_asked_the_same_is_asked_by_the_same_fields(step: Step) -> None:
    """They are made once: what depends on the draft is made for each that differs."""
    here = form_context(files=FileRules(("jpg",), 10, uploads=False))
    inputs = JOB if step is Step.JOB else None
    first, second = (fields(Draft(id=one), step, here, inputs) for one in "78")
    assert len(first) == len(second) > 0
    assert all(one is other for one, other in zip(first, second, strict=True))


def test_only_the_installers_an_actor_lists_are_offered_and_all_where_it_lists_none() -> None:
    everybody = changed_catalog(organizations=(*EXAMPLE.organizations, *BIG.organizations))
    (electrician,) = [
        field
        for field in fields(EMPTY, Step.JOB, form_context(catalog=everybody), JOB)
        if field.key.startswith("installer.")
    ]
    assert [option.value for option in electrician.options] == [str(EXAMPLE.organizations[0].id)]
    (first, *_others) = [
        field
        for field in fields(EMPTY, Step.JOB, form_context(catalog=BIG), {"workflow": "everything"})
        if field.key.startswith("installer.")
    ]
    assert len(first.options) == len(BIG.organizations)


def test_questions_forget_their_input_when_another_workflow_asks_them() -> None:
    first, second = CATALOGS[1].workflows[0], CATALOGS[1].workflows[1]
    here = form_context(catalog=CATALOGS[1])
    rotations = {
        field.rotation
        for workflow in (first, second)
        for field in fields(EMPTY, Step.JOB, here, {"workflow": workflow.key})
        if field.key.startswith(("field.", "installer."))
    }
    assert rotations == {first.key}


def test_the_only_workflow_is_chosen_beforehand() -> None:
    only = changed_catalog(workflows=EXAMPLE.workflows[:1])
    here = form_context(catalog=only)
    assert initial(EMPTY, Step.JOB, here)["workflow"] == "ev-charger"
    assert "field.main-fuse" in initial(EMPTY, Step.JOB, here)
    assert initial(EMPTY, Step.JOB, form_context())["workflow"] is None


def test_a_yes_or_no_left_alone_is_no_answer_and_no_is_one() -> None:
    here = form_context()
    assert save(EMPTY, Step.JOB, JOB, here).draft.job == Job(
        workflow="ev-charger", custom_fields={"main-fuse": "25 A"}
    )
    said_no = save(EMPTY, Step.JOB, {**JOB, "field.has-own-parking": "no"}, here).draft
    assert said_no.job is not None
    assert said_no.job.custom_fields["has-own-parking"] is False
    assert initial(said_no, Step.JOB, here)["field.has-own-parking"] == "no"


def test_the_country_is_the_default_one_until_another_is_chosen() -> None:
    assert initial(EMPTY, Step.ADDRESS, form_context(country="SE"))["country"] == "SE"
    draft = EMPTY.with_(address=Address(country="DE", street="x", postal_code="10115", city="Berlin"))
    assert initial(draft, Step.ADDRESS, form_context(country="SE"))["country"] == "DE"


def test_the_postal_code_is_read_as_the_chosen_country_writes_it() -> None:
    swedish = {**ADDRESS, "country": "SE", "postal_code": "11122"}
    saved = save(EMPTY, Step.ADDRESS, swedish, form_context()).draft
    assert saved.address is not None
    assert saved.address.postal_code == "111 22"
    said = refused(Step.ADDRESS, {**swedish, "country": "NO"})["postal_code"]
    assert said.startswith("The postal code in Norway has 4 digits, for example ")


@pytest.mark.parametrize(("country", "area"), [("HK", "Kowloon"), ("IE", None), ("AE", "Dubai")])
def test_no_postal_code_is_asked_for_where_an_address_needs_none(country: str, area: str | None) -> None:
    input = {**ADDRESS, "country": country, "postal_code": None, "area": area}
    saved = save(EMPTY, Step.ADDRESS, input, form_context()).draft
    assert saved.address is not None
    assert saved.address.postal_code == ""
    assert initial(saved, Step.ADDRESS, form_context())["postal_code"] is None


class OfNorth:
    """Knows the postal codes of Norway that begin with 0, 5 or 7."""

    credit = None

    def covers(self, country: str) -> bool:
        return country == "NO"

    def cities(self, country: str, postal_code: str) -> tuple[str, ...]:
        by_digit = {"0": ("Oslo",), "5": ("Bergen",), "7": ("Trondheim", "Heimdal")}
        return by_digit.get(postal_code[:1], ()) if country == "NO" else ()


NORTH = replace(form_context("en"), places=OfNorth())


def test_a_city_left_empty_is_the_postal_codes_and_follows_it() -> None:
    saved = save(EMPTY, Step.ADDRESS, {**ADDRESS, "city": None}, NORTH).draft
    assert saved.address is not None
    assert (saved.address.city, saved.address.city_found) == ("Oslo", True)
    shown = initial(saved, Step.ADDRESS, NORTH)
    assert shown["city"] is None, "so that another postal code gives another city"
    moved = save(saved, Step.ADDRESS, {**shown, "postal_code": "5003"}, NORTH).draft
    assert moved.address is not None
    assert moved.address.city == "Bergen"
    input = save(moved, Step.ADDRESS, {**shown, "city": "Bærum"}, NORTH).draft.address
    assert input is not None
    assert (input.city, input.city_found) == ("Bærum", False)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("7010", "Several places have that postal code. Write which it is: Trondheim, Heimdal."),
        ("9999", "Write the city, for example Oslo."),
        ("999", "Write the city, for example Oslo."),
    ],
)
def test_a_city_that_the_postal_code_does_not_settle_is_asked_for(code: str, said: str) -> None:
    assert refused(Step.ADDRESS, {**ADDRESS, "postal_code": code, "city": None}, NORTH)["city"] == said


def test_only_where_postal_codes_are_known_the_city_may_be_left_empty() -> None:
    def city(country: str, code: str) -> tuple[bool, str | None]:
        input = {"country": country, "postal_code": code}
        asked = next(field for field in fields(EMPTY, Step.ADDRESS, NORTH, input) if field.key == "city")
        return asked.may_stay_empty, NORTH.language.say(asked.hint) if asked.hint else None

    assert city("NO", "") == (True, "If empty: taken from the postal code")
    assert city("NO", "0365") == (True, "If empty: Oslo, from the postal code")
    assert city("FR", "75001") == (False, None)


def test_a_city_found_is_asked_for_once_its_list_is_gone() -> None:
    saved = save(EMPTY, Step.ADDRESS, {**ADDRESS, "city": None}, NORTH).draft
    without = review(saved, form_context("en"))
    assert (
        "city"
        in save(saved, Step.ADDRESS, initial(saved, Step.ADDRESS, form_context()), form_context()).errors
    )
    assert without.draft.step is Step.CLIENT


def test_a_phone_stays_as_typed_and_is_stored_as_e164() -> None:
    saved = save(EMPTY, Step.CLIENT, CLIENT, form_context()).draft
    assert saved.client is not None
    assert (saved.client.phone, saved.client.phone_country) == ("+4799900111", "NO")
    assert initial(saved, Step.CLIENT, form_context())["phone"] == "999 00 111"


@pytest.mark.parametrize("country", ["NO", "SE", "DE", "GB", "US", "SJ"])
def test_a_phone_typed_at_home_is_read_in_the_address_country(country: str) -> None:
    address = Address(country=country, street="x", postal_code="x", city="x")
    input = {**CLIENT, "phone": phone_in(country)}
    saved = save(EMPTY.with_(address=address), Step.CLIENT, input, form_context(country="FR")).draft
    assert saved.client is not None
    assert saved.client.phone_country == country
