"""The conversation: what Next, Back and Edit do to a draft. Nothing typed is ever dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.draft import FORM_STEPS, Draft, Step, TypedScreen
from flows.field import Asking, Situation
from flows.screens import SCREENS
from flows.texts import Text


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
    known = {key: typed[key] for key in _keys(draft, step, typed, situation) if key in typed}
    values, errors = screen.read(Asking(draft, situation, known))
    if errors:
        return Turn(draft.typing(step, known), errors)
    accepted = screen.accept(draft.typing(step, None), values)
    return Turn(accepted, notice=screen.lacking(accepted, situation))


def forward(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> Turn:
    """Next: keep the screen and go on, or stay with what must be mended."""
    turn = save(draft.with_(step=step), step, typed, situation)
    if not turn.accepted:
        return turn
    following = Step.SUMMARY if turn.draft.returning else _after(step)
    if following is not Step.SUMMARY:
        return Turn(turn.draft.with_(step=following))
    return review(turn.draft, situation)


def back(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> Draft:
    """Back: keep whatever stands on the screen and go one step back."""
    saved = save(draft, step, typed, situation).draft
    return saved.with_(step=_before(step), returning=False)


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


def _keys(draft: Draft, step: Step, typed: TypedScreen, situation: Situation) -> tuple[str, ...]:
    return tuple(one.key for one in SCREENS[step].fields(Asking(draft, situation, typed)))


def _after(step: Step) -> Step:
    steps = list(Step)
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def _before(step: Step) -> Step:
    steps = list(Step)
    return steps[max(steps.index(step) - 1, 0)]
