"""The conversation: what Next, Back and Edit do to a draft. Nothing typed is ever dropped."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.draft import FORM_STEPS, Draft, Inputs, Step
from flows.form.field import Field, StepContext
from flows.form.form_context import FormContext
from flows.form.from_text import noted, unmark_changed
from flows.form.screen import Asked
from flows.i18n.texts import Text
from flows.screens import SCREENS

ACCEPTED = 64
_accepted: OrderedDict[str, tuple[Draft, FormContext]] = OrderedDict()
"""The latest drafts that `review` accepted, by id, with what their forms were filled from; neither ever changes."""


@dataclass(frozen=True)
class StepResult:
    """The draft after something the person did.

    What keeps it from going on: errors by field key of the draft's step, or a notice of what has no input there.
    """

    draft: Draft
    errors: Mapping[str, Text] = field(default_factory=dict)
    notice: Text | None = None

    @property
    def accepted(self) -> bool:
        """Nothing keeps it from going on."""
        return not self.errors and self.notice is None


def initial(draft: Draft, step: Step, form_context: FormContext) -> Inputs:
    """The inputs of a form step."""
    return _asked(draft, step, form_context).inputs


def _asked(draft: Draft, step: Step, form_context: FormContext) -> Asked:
    """A form step as the draft has it."""
    return SCREENS[step].asked(StepContext(draft, form_context, draft.inputs.get(step)))


def save(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> StepResult:
    """Keep the screen's inputs: as its section where they can be read, else as typed, with the errors."""
    screen, asked = SCREENS[step], _answered(draft, step, inputs, form_context)
    given = asked.context.inputs or {}
    known = {one.key: given[one.key] for one in asked.fields if one.key in given}
    draft = _with_aside(
        _unmarked(draft, step, given, form_context), step, frozenset(given) - known.keys(), asked
    )
    if draft is not asked.context.draft or len(known) < len(given):
        asked = screen.asked(StepContext(draft, form_context, known))
    values, errors = asked.read()
    if errors:
        return StepResult(draft.with_inputs(step, known), errors)
    accepted = screen.accept(draft.with_inputs(step, None), values)
    return StepResult(accepted, notice=screen.missing(accepted, form_context))


def typed(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> Draft:
    """The draft with a screen's inputs as they are, unread."""
    given = _answered(draft, step, inputs, form_context).context.inputs or {}
    return _unmarked(draft, step, given, form_context).with_inputs(step, given)


def _unmarked(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> Draft:
    if not draft.from_text.get(step):
        return draft
    return unmark_changed(draft, step, initial(draft, step, form_context), inputs)


def _answered(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> Asked:
    """The screen with its inputs, and those of details that it doesn't show as they were."""
    screen = SCREENS[step]
    asked = screen.asked(StepContext(draft, form_context, inputs))
    folded = {one.key for one in asked.fields if one.is_detail and one.key not in inputs}
    if not folded:
        return asked
    before = _asked(draft, step, form_context)
    kept = before.inputs_of(one for one in before.fields if one.key in folded)
    return screen.asked(StepContext(draft, form_context, {**kept, **inputs}))


def _with_aside(draft: Draft, step: Step, unasked: frozenset[str], asked: Asked) -> Draft:
    """The draft that keeps the input of what was asked and isn't any more."""
    if not unasked:
        return draft
    given, before = asked.context.inputs or {}, _asked(draft, step, asked.context.form_context)
    return draft.putting_aside(step, {one.key: given[one.key] for one in before.fields if one.key in unasked})


def shown_fields(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> tuple[Field, ...]:
    """What the screen asks at present: details once they are unfolded, or where they are filled in."""
    screen, context = SCREENS[step], StepContext(draft, form_context, inputs)
    fields = screen.fields(context)
    shown = (one for one in fields if not one.is_detail or step in draft.unfolded or inputs.get(one.key))
    return tuple(noted(screen.hinted(one, context), draft, step, inputs.get(one.key)) for one in shown)


def unfold(draft: Draft) -> Draft:
    """The draft with the details of its step shown."""
    return draft if draft.step in draft.unfolded else draft.with_(unfolded=(*draft.unfolded, draft.step))


def forward(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> StepResult:
    """Next: keep the screen and go on, or stay with what must be mended."""
    result = save(draft.with_(step=step), step, inputs, form_context)
    if result.accepted:
        return go_on(result.draft, form_context, after=step)
    context = StepContext(result.draft, form_context, result.draft.inputs.get(step))
    doubts = SCREENS[step].doubted(context)
    return replace(result, draft=result.draft.insisting(step, doubts)) if doubts else result


def go_on(draft: Draft, form_context: FormContext, after: Step | None = None) -> StepResult:
    """Where a draft goes on: to the next step that is asked `after` this one, else to the summary.

    Without `after` (sections were filled by other means) to the first step that still needs something. Steps with
    nothing to ask are passed, their sections made of the defaults. A draft that is edited from the summary goes back.
    """
    if draft.returning:
        return review(draft, form_context)
    for step in FORM_STEPS if after is None else FORM_STEPS[FORM_STEPS.index(after) + 1 :]:
        if is_asked(draft, step, form_context) and (after or draft.section(step) is None):
            return StepResult(draft.with_(step=step))
        result = save(draft, step, initial(draft, step, form_context), form_context)
        if not result.accepted:
            return StepResult(result.draft.with_(step=step), result.errors, result.notice)
        draft = result.draft
    return review(draft, form_context)


def is_asked(draft: Draft, step: Step, form_context: FormContext) -> bool:
    """Whether a form step has anything to ask; Edit on the summary reaches one that hasn't."""
    return SCREENS[step].is_relevant(draft, form_context)


def asked_steps(draft: Draft, form_context: FormContext) -> tuple[Step, ...]:
    """The form steps that Next and Back lead through, in order."""
    return tuple(step for step in FORM_STEPS if is_asked(draft, step, form_context))


def back(draft: Draft, step: Step, inputs: Inputs, form_context: FormContext) -> Draft:
    """Back: keep the screen's inputs and go to the previous step that is asked; the first step stays."""
    saved = save(draft, step, inputs, form_context).draft
    earlier = FORM_STEPS[: FORM_STEPS.index(step)]
    asked = [one for one in asked_steps(saved, form_context) if one in earlier]
    return saved.with_(step=asked[-1] if asked else step, returning=False)


def edit(draft: Draft, step: Step) -> Draft:
    """Edit from the summary: that step, whose Next returns to the summary."""
    return draft.with_(step=step, returning=True)


def review(draft: Draft, form_context: FormContext) -> StepResult:
    """Read every screen once more before the summary: a country or a catalog may have changed since.

    The draft is on the summary, or on the first step that must be mended. One that was accepted lately, from the very
    same catalog, is accepted again: Create follows the summary.
    """
    if _was_accepted(draft, form_context):
        return StepResult(draft)
    for step in FORM_STEPS:
        result = save(draft, step, initial(draft, step, form_context), form_context)
        if not result.accepted:
            return StepResult(result.draft.with_(step=step, returning=False), result.errors, result.notice)
        draft = result.draft
    summary = draft.with_(step=Step.SUMMARY, returning=False)
    _keep_accepted(summary, form_context)
    return StepResult(summary)


def _keep_accepted(draft: Draft, form_context: FormContext) -> None:
    _accepted[draft.id] = draft, form_context
    _accepted.move_to_end(draft.id)
    if len(_accepted) > ACCEPTED:
        _accepted.popitem(last=False)


def _was_accepted(draft: Draft, form_context: FormContext) -> bool:
    return _accepted.get(draft.id) == (draft, form_context)
