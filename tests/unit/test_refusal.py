"""Which of our fields the Orders API's words are about, however a validation library spells its names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.draft import Job, Line, Step
from flows.form.form_context import FormContext
from flows.form.refusal import refusals
from flows.i18n.language import language
from flows.order import Order
from tests.support.drafts import EXAMPLE, NOW
from tests.support.examples import confirmed_order

FJORD_ELEKTRO = "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"
HERE = FormContext(EXAMPLE, language("en-GB"), "NO", sees_payout=True)
LINES = (
    Line(id="1", name="Survey", unit_price=125_000, currency="NOK", vat_rate=2500),
    Line(id="4", name="Cable", unit_price=100, currency="NOK", vat_rate=2500),
)
JOB = Job(
    workflow="ev-charger", custom_fields={"main-fuse": "25 A"}, installers={"electrician": FJORD_ELEKTRO}
)
UNKNOWN = ("None", None, None)


def refused(words: str) -> Order:
    """An order of two lines, with what the API says against it."""
    return replace(confirmed_order(NOW, job=JOB, lines=LINES), refusal=words)


def read(order: Order) -> list[tuple[str, Step | None, str | None]]:
    """Label, step and line of each sentence."""
    return [
        (HERE.language.say(one.label) if one.label else "None", one.step, one.line)
        for one in refusals(order, HERE)
    ]


@pytest.mark.parametrize(
    ("words", "label", "step", "line"),
    [
        ("phoneNumber must be a mobile number", "Phone", Step.CLIENT, None),
        ("Property phoneNumber is required", "Phone", Step.CLIENT, None),
        ('"address" is required', "Street and number", Step.ADDRESS, None),
        ("the postal_code is wrong", "Postal code", Step.ADDRESS, None),
        ("Validation failed: email must be an email", "E-mail", Step.CLIENT, None),
        ("name must be shorter", "Order name", Step.JOB, None),
        ("customFields[0].value should not be empty", "Main fuse", Step.JOB, None),
        ("customFields[7].value should not be empty", "Job", Step.JOB, None),
        ("actorAssignments.0.organizationId must be a UUID", "Electrician", Step.JOB, None),
        ("offer.lines[1].vatRate must be a number string", "Cable · VAT rate (%)", Step.OFFER, "4"),
        ("body/offer/lines/0/quantity must be <= 10", "Survey · Quantity", Step.OFFER, "1"),
        ("#/offer/lines/1 is odd", "Cable", Step.OFFER, "4"),
        ("lines.0.vatRate: expected a string", "Survey · VAT rate (%)", Step.OFFER, "1"),
        ("vatRate must be a number string", "VAT rate (%)", Step.OFFER, None),
        ("offer.lines[9].vatRate is wrong", "VAT rate (%)", Step.OFFER, None),
        ("offer must not be empty", "Offer", Step.OFFER, None),
    ],
)
def test_a_field_is_found_however_it_is_named(words: str, label: str, step: Step, line: str | None) -> None:
    assert read(refused(words)) == [(label, step, line)]


@pytest.mark.parametrize(
    "words",
    ["quota exceeded in this city", "unknown workflow", "idempotencyKey must be a UUID", "user.email is odd"],
)
def test_what_names_no_field_of_ours_is_left_as_it_is(words: str) -> None:
    assert read(refused(words)) == [UNKNOWN]
    assert [one.sentence for one in refusals(refused(words), HERE)] == [words]


def test_each_sentence_is_read_by_itself() -> None:
    assert [label for label, *_rest in read(refused("email is wrong; city is wrong; no luck"))] == [
        "E-mail",
        "City",
        "None",
    ]
    assert read(refused("")) == []


def test_a_line_that_moved_is_still_found_and_one_that_changed_is_not() -> None:
    order = refused("offer.lines[1].vatRate is wrong")
    moved = replace(order, draft=order.draft.with_(lines=LINES[1:]))
    assert read(moved) == [("Cable · VAT rate (%)", Step.OFFER, "4")]
    changed = LINES[1].model_copy(update={"vat_rate": 0})
    assert read(replace(order, draft=order.draft.with_(lines=(LINES[0], changed)))) == [
        ("VAT rate (%)", Step.OFFER, None)
    ]
