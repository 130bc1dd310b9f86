"""A reading laid into a new draft: as far as it goes, the form is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from flows.catalog import Product
from flows.clients import KnownClient, fill_in
from flows.draft import FORM_STEPS, Draft, Inputs, Line, Step
from flows.form.dialog import StepResult, go_on, initial, save
from flows.form.form_context import FormContext
from flows.form.from_text import PRODUCTS
from flows.i18n.texts import InputError
from flows.intake.reading import TextReading
from flows.intake.wanted_order import FoundLine
from flows.offer.lines import line_of_product, put_line
from flows.screens.job import DESCRIPTION, described
from flows.screens.line import read_line_typed
from flows.search import fold

FIELDS: Mapping[Step, tuple[str, ...]] = {
    Step.CLIENT: ("contact_person", "phone", "email"),
    Step.ADDRESS: ("street", "postal_code", "city", "country"),
    Step.JOB: ("workflow",),
    Step.OFFER: (PRODUCTS,),
}
"""What a reading can fill, by screen."""


def begin_with(
    draft: Draft, reading: TextReading, form_context: FormContext, known: KnownClient | None = None
) -> StepResult:
    """A new draft filled from a message, on the first screen that still needs something, else on the summary.

    What the message gave is marked, see `Draft.from_text`; what it has several of is offered. `known` is the client
    whose phone is in the message, whose data are better than what it says of them.
    """
    draft = _with_lines(draft, reading, form_context)
    steps = set(FORM_STEPS)
    if known is not None and _is_same(known, reading):
        draft, steps = fill_in(draft, known), steps - {Step.CLIENT, Step.ADDRESS}
        if not _gives_other_address(reading, known):
            draft = draft.marked_from_text(Step.CLIENT, ["phone"])
        else:
            draft, steps = draft.with_(address=None), steps | {Step.ADDRESS}
    for step in (step for step in FORM_STEPS if step in steps):
        draft = _filled(draft, step, reading, form_context)
    return go_on(draft, form_context)


def _is_same(known: KnownClient, reading: TextReading) -> bool:
    """Nothing in the message says that it is somebody else with that phone."""
    name, email = reading.values.get("contact_person"), reading.values.get("email")
    has_name = name is None or set(fold(name).split()) <= set(fold(known.client.contact_person).split())
    return has_name and (email is None or fold(email) == fold(known.client.email))


def _gives_other_address(reading: TextReading, known: KnownClient) -> bool:
    given = {key: reading.values[key] for key in ("street", "postal_code", "city") if key in reading.values}
    return bool(reading.candidates.keys() & {"street", "postal_code"}) or any(
        fold(value) != fold(str(getattr(known.address, key))) for key, value in given.items()
    )


def _with_lines(draft: Draft, reading: TextReading, form_context: FormContext) -> Draft:
    for found in reading.lines:
        product = form_context.catalog.product(found.product)
        if product is None:
            continue
        try:
            added = put_line(draft, _line(found, product, draft, form_context), form_context)
        except InputError:
            continue  # Priced in another currency than the first: an offer has one.
        draft = added.marked_from_text(Step.OFFER, [added.lines[-1].id])
    return draft


def _line(found: FoundLine, product: Product, draft: Draft, form_context: FormContext) -> Line:
    """At the message's price where this person may set it, and where our own reader takes it."""
    line = line_of_product(product, draft, form_context).model_copy(update={"quantity": found.quantity})
    if found.unit_price is None:
        return line
    priced, _errors = read_line_typed(line, form_context, {"unit_price": found.unit_price})
    return priced or line


def _filled(draft: Draft, step: Step, reading: TextReading, form_context: FormContext) -> Draft:
    found = {key: reading.values[key] for key in FIELDS[step] if key in reading.values}
    several = {key: reading.candidates[key] for key in FIELDS[step] if key in reading.candidates}
    given = {**found, DESCRIPTION: described(reading.description)} if step is Step.JOB else found
    draft = draft.marked_from_text(step, found)
    if several:
        draft = draft.with_(offered_by_text={**draft.offered_by_text, step: several})
    if step is not Step.OFFER and not (given or several):
        return draft
    saved = _saved(draft, step, given, form_context)
    return (
        saved
        if saved and not several and _is_said(step, found, form_context)
        else draft.with_inputs(step, given)
    )


def _saved(draft: Draft, step: Step, given: Inputs, form_context: FormContext) -> Draft | None:
    """The draft with the section made of what was found and of what is usual; None where that isn't enough."""
    # Inputs that a person would see are complete, so nothing that is marked has changed.
    result = save(
        draft.with_inputs(step, given), step, {**initial(draft, step, form_context), **given}, form_context
    )
    return result.draft if result.accepted else None


def _is_said(step: Step, found: Inputs, form_context: FormContext) -> bool:
    """A job that is only the person's usual one is asked about."""
    return step is not Step.JOB or bool(found) or len(form_context.catalog.workflows) == 1
