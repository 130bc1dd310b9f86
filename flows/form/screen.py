"""What a screen of the dialog is: its fields, how its section shows, and how its values are taken up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.draft import Draft, Step, Typed, TypedScreen
from flows.form.field import Asking, Field, Situation, read_fields
from flows.i18n.texts import Text

Values = Mapping[str, object]


def _nothing_lacks(_draft: Draft, _situation: Situation) -> Text | None:
    return None


def _always_asks(_draft: Draft, _situation: Situation) -> bool:
    return True


@dataclass(frozen=True)
class Screen:
    """One step of the form."""

    step: Step
    title: Text
    fields: Callable[[Asking], tuple[Field, ...]]
    shown: Callable[[Asking], Values]
    """The section's values by field key; while there is none, what can be known beforehand."""
    accept: Callable[[Draft, Values], Draft]
    """The draft with the section made of these values."""
    lacking: Callable[[Draft, Situation], Text | None] = _nothing_lacks
    """What is still missing that has no input of its own."""
    asks: Callable[[Draft, Situation], bool] = _always_asks
    """Whether there is anything to ask: a screen with nothing to ask is skipped, and its section gets its defaults."""

    def standing(self, asking: Asking) -> TypedScreen:
        """What stands in the inputs: as typed, else as the draft has it, else the default."""
        shown = self.shown(asking)
        return {field.key: stands_in(field, self.step, asking, shown) for field in self.fields(asking)}

    def read(self, asking: Asking) -> tuple[Values, Mapping[str, Text]]:
        """Values and errors by field key for what stands on the screen."""
        return read_fields(self.fields(asking), self.standing(asking))


def stands_in(field: Field, step: Step, asking: Asking, shown: Values) -> Typed:
    """What stands in an input: as typed, else as it was when it was last asked, else the default."""
    if asking.typed is not None and field.key in asking.typed:
        return asking.typed[field.key]
    if asking.typed is None and (field.key in shown or asking.draft.section(step) is not None):
        return field.input(shown.get(field.key))
    return field.possible(asking.draft.aside.get(step, {}).get(field.key, field.default))


def as_is(value: str) -> str:
    """The reader and shower of fields whose value is what stands in the input."""
    return value
