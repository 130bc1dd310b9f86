"""The conversation: what Next, Back and Edit do to a draft. Nothing typed is ever dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.draft import FORM_STEPS, Draft, Step, TypedScreen
from flows.form.field import Asking, Situation
from flows.i18n.texts import Text
from flows.screens import SCREENS


@dataclass(frozen=True)
class Turn:
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


def standing(draft: Draft, step: Step, situation: Situation) -> TypedScreen:
    """What stands in the inputs of a form step."""
    return SCREENS[step].standing(Asking(draft, situation, draft.typed.get(step)))


def save(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> Turn:
    """Keep what stands on the screen: as its section where it can be read, else as typed, with the errors."""
    screen = SCREENS[step]
    asked = _keys(draft, step, typed, situation)
    known = {key: typed[key] for key in asked if key in typed}
    before = _keys(draft, step, draft.typed.get(step), situation)
    draft = draft.putting_aside(
        step, {key: typed[key] for key in before if key in typed and key not in asked}
    )
    values, errors = screen.read(Asking(draft, situation, known))
    if errors:
        return Turn(draft.typing(step, known), errors)
    accepted = screen.accept(draft.typing(step, None), values)
    return Turn(accepted, notice=screen.lacking(accepted, situation))


def forward(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> Turn:
    """Next: keep the screen and go on, or stay with what must be mended."""
    turn = save(draft.with_(step=step), step, typed, situation)
    return go_on(turn.draft, situation, after=step) if turn.accepted else turn


def go_on(draft: Draft, situation: Situation, after: Step | None = None) -> Turn:
    """Where a draft goes on: to the next step that is asked `after` this one, else to the summary.

    Without `after` (sections were filled by other means) to the first step that still needs something. Steps with
    nothing to ask are passed, their sections made of the defaults. A draft that is edited from the summary goes back.
    """
    if draft.returning:
        return review(draft, situation)
    for step in FORM_STEPS if after is None else FORM_STEPS[FORM_STEPS.index(after) + 1 :]:
        if is_asked(draft, step, situation) and (after or draft.section(step) is None):
            return Turn(draft.with_(step=step))
        turn = save(draft, step, standing(draft, step, situation), situation)
        if not turn.accepted:
            return Turn(turn.draft.with_(step=step), turn.errors, turn.notice)
        draft = turn.draft
    return review(draft, situation)


def is_asked(draft: Draft, step: Step, situation: Situation) -> bool:
    """Whether a form step has anything to ask; Edit on the summary reaches one that hasn't."""
    return SCREENS[step].asks(draft, situation)


def asked_steps(draft: Draft, situation: Situation) -> tuple[Step, ...]:
    """The form steps that Next and Back lead through, in order."""
    return tuple(step for step in FORM_STEPS if is_asked(draft, step, situation))


def back(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> Draft:
    """Back: keep whatever stands on the screen and go to the step before that is asked; the first stays."""
    saved = save(draft, step, typed, situation).draft
    earlier = FORM_STEPS[: FORM_STEPS.index(step)]
    asked = [one for one in asked_steps(saved, situation) if one in earlier]
    return saved.with_(step=asked[-1] if asked else step, returning=False)


def edit(draft: Draft, step: Step) -> Draft:
    """Edit from the summary: that step, whose Next returns to the summary."""
    return draft.with_(step=step, returning=True)


def review(draft: Draft, situation: Situation) -> Turn:
    """Read every screen once more before the summary: a country or a catalog may have changed since.

    The draft stands on the summary, or on the first step that must be mended.
    """
    for step in FORM_STEPS:
        turn = save(draft, step, standing(draft, step, situation), situation)
        if not turn.accepted:
            return Turn(turn.draft.with_(step=step, returning=False), turn.errors, turn.notice)
        draft = turn.draft
    return Turn(draft.with_(step=Step.SUMMARY, returning=False))


def _keys(draft: Draft, step: Step, typed: TypedScreen | None, situation: Situation) -> tuple[str, ...]:
    return tuple(one.key for one in SCREENS[step].fields(Asking(draft, situation, typed)))
