"""What is being typed, kept unread: whoever types may be in the middle of a word."""

from __future__ import annotations

from flows.draft import FORM_STEPS, Draft, Inputs, Step
from flows.form.dialog import typed
from flows.form.form_context import FormContext
from flows.offer import whole_discount
from flows.offer.lines import line_in_hand, type_line
from flows.pasting import pasted
from flows.screens import line


def keep_typed(
    draft: Draft, screen: str, line_id: str | None, inputs: Inputs, form_context: FormContext
) -> Draft:
    """The draft with a screen's inputs as they are; unchanged where that screen isn't open any more.

    `line_id` is the line in the editor, where that is the screen.
    """
    if screen in FORM_STEPS and screen == draft.step:
        return typed(draft, Step(screen), inputs, form_context)
    if draft.step is not Step.OFFER:
        return draft
    if screen == line.SCREEN and draft.line_in_hand and draft.line_in_hand.line == line_id:
        return type_line(draft, _changed(draft, inputs, form_context))
    if screen in {pasted.SCREEN, whole_discount.SCREEN}:
        return draft.with_inputs(screen, inputs)
    return draft


def _changed(draft: Draft, inputs: Inputs, form_context: FormContext) -> Inputs:
    """Only what isn't as the line has it, which may change in the list while the editor is closed."""
    before = line.line_initial(line_in_hand(draft, form_context), form_context, {})
    begun = draft.inputs.get(line.SCREEN, {})
    return {key: value for key, value in inputs.items() if key in begun or value != before.get(key)}
