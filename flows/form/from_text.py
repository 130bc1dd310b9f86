"""What a message gave: marked on the screens and on the summary until a person changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.draft import FORM_STEPS, Draft, Input, Inputs, Step
from flows.form.field import Field, StepContext
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _, listed, shaped, verbatim
from flows.screens import SCREENS

PRODUCTS = "product"
"""Where the catalog's products stand among what a message has several of, which are no field of a screen."""


def unmark_changed(draft: Draft, step: Step, before: Inputs, inputs: Inputs) -> Draft:
    """The draft in which what a person has changed on a screen is theirs."""
    changed = {key for key, value in inputs.items() if (value or None) != (before.get(key) or None)}
    return draft.unmarked(step, changed)


def noted(field: Field, draft: Draft, step: Step, input: Input) -> Field:
    """The field with a hint that its value is a message's, or what the message has to choose from."""
    if input and field.key in draft.from_text.get(step, ()):
        return _hinted(field, _("From the message, check"))
    several = offered(draft, step, field.key)
    if several and not input:
        names = (option.label if (option := field.option(one)) else verbatim(one) for one in several)
        return _hinted(field, _("In the message: {several}", several=listed(names)))
    return field


def _hinted(field: Field, note: Text) -> Field:
    return replace(field, hint=shaped("{note} · {hint}", note=note, hint=field.hint) if field.hint else note)


def notes_of_text(draft: Draft, form_context: FormContext) -> tuple[Text, ...]:
    """What the summary says of it: one text, or none."""
    given = tuple(_labels(draft, form_context))
    return (_("From the message, check: {given}", given=listed(given)),) if given else ()


def _labels(draft: Draft, form_context: FormContext) -> Iterator[Text]:
    for step in FORM_STEPS:
        marked = draft.from_text.get(step, ())
        if not marked:
            continue
        context = StepContext(draft, form_context, draft.inputs.get(step))
        yield from (field.label for field in SCREENS[step].fields(context) if field.key in marked)
        if step is Step.OFFER:
            yield from (
                shaped("{quantity} × {name}", quantity=line.quantity, name=verbatim(line.name))
                for line in draft.lines
                if line.id in marked
            )


def offered(draft: Draft, step: Step, key: str) -> tuple[str, ...]:
    """What a message has several of, among which a person chooses, by the values of that field."""
    return draft.offered_by_text.get(step, {}).get(key, ())


def without_offered(draft: Draft, step: Step, key: str, chosen: str | None = None) -> Draft:
    """The draft in which that value isn't offered any more, or none of them."""
    several = offered(draft, step, key)
    left = tuple(one for one in several if chosen is not None and one != chosen)
    if left == several:
        return draft
    of_step = {**draft.offered_by_text.get(step, {}), key: left}
    return draft.with_(offered_by_text={**draft.offered_by_text, step: of_step})
