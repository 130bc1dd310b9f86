"""A new order from an earlier one: the client, or all of it at today's prices."""

from __future__ import annotations

from flows.draft import Draft, Job, Line, Step
from flows.form.dialog import StepResult, forward, initial
from flows.i18n.language import language
from flows.order import Order, State
from flows.repeating import for_same_client, repeated
from tests.support.drafts import CHARGER, NOW, ORIGIN, filled_to, form_context

HERE = form_context("en")


def an_earlier_order(**changes: object) -> Order:
    """The example order, created."""
    draft = filled_to(Step.SUMMARY, HERE).with_(**changes)
    return Order(draft, ORIGIN, State.CREATED, NOW, confirmed_at=NOW)


def said(result: StepResult) -> str:
    return language("en").say(result.notice) if result.notice else ""


def test_a_new_order_for_the_same_client_goes_on_at_the_job() -> None:
    earlier = an_earlier_order()
    result = for_same_client(Draft(id="8"), earlier, HERE)
    assert result.draft.step is Step.JOB
    assert result.draft.client
    assert earlier.draft.client
    assert result.draft.client.phone == earlier.draft.client.phone
    assert result.draft.address == earlier.draft.address
    assert (result.draft.job, result.draft.lines, result.draft.id) == (None, (), "8")


def test_a_repeated_order_is_the_same_but_for_who_does_it_and_needs_nothing_typed_again() -> None:
    earlier = an_earlier_order()
    result = repeated(Draft(id="8"), earlier, HERE)
    assert (result.draft.step, said(result)) == (Step.JOB, "")
    inputs = dict(initial(result.draft, Step.JOB, HERE))
    assert inputs["field.main-fuse"] == "25 A"
    assert not any(key.startswith("installer.") for key in result.draft.inputs[Step.JOB])
    inputs["installer.electrician"] = "3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"
    offer = forward(result.draft, Step.JOB, inputs, HERE)
    assert offer.draft.step is Step.OFFER
    summary = forward(offer.draft, Step.OFFER, initial(offer.draft, Step.OFFER, HERE), HERE).draft
    assert summary.step is Step.SUMMARY
    assert summary.job == earlier.draft.job
    assert summary.lines == earlier.draft.lines


def test_prices_are_todays_and_what_changed_is_said() -> None:
    """Set by hand or by an older catalog: what one costs today is what the catalog says."""
    (line,) = an_earlier_order().draft.lines
    dearer = line.model_copy(update={"unit_price": 900_000, "discount": 10_000, "discount_source": "spring"})
    result = repeated(Draft(id="8"), an_earlier_order(lines=(dearer,)), HERE)
    (today,) = result.draft.lines
    assert (today.unit_price, today.discount) == (CHARGER.unit_price, None)
    assert (
        "Prices are today's: EV Charger X 9,000.00\N{NO-BREAK SPACE}NOK → 10,000.00\N{NO-BREAK SPACE}NOK."
        in said(result)
    )
    assert "Discounts weren't taken along" in said(result)


def test_what_the_catalog_has_no_more_is_left_out_and_said() -> None:
    (line,) = an_earlier_order().draft.lines
    gone = line.model_copy(update={"product": "gone"})
    earlier = an_earlier_order(lines=(gone,), job=Job(workflow="gone"))
    result = repeated(Draft(id="8"), earlier, HERE)
    assert result.draft.lines == ()
    assert said(result) == "Left out, since the catalog has them no more: EV Charger X."
    assert not result.draft.inputs.get(Step.JOB)


def test_a_free_line_stays_as_it_was_without_its_discount_and_unpaid() -> None:
    free = Line(
        id="9",
        name="Digging",
        quantity=3,
        unit_price=5000,
        currency="NOK",
        vat_rate=2500,
        discount=100,
        paid=True,
    )
    earlier = an_earlier_order(lines=(free,), job=Job(workflow="ev-charger"))
    (line,) = repeated(Draft(id="8"), earlier, HERE).draft.lines
    assert line == free.model_copy(update={"id": "1", "discount": None, "paid": False})
