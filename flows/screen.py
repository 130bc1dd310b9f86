"""What a screen of the dialog is: its fields, how its section shows, and how its values are taken up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.draft import Draft, Step, TypedScreen
from flows.field import Asking, Field, Situation, read_fields
from flows.texts import Text

Values = Mapping[str, object]


def _nothing_lacks(_draft: Draft, _situation: Situation) -> Text | None:
    return None


@dataclass(frozen=True)
class Screen:
    """One step of the form."""

    step: Step
    title: Text
    fields: Callable[[Asking], tuple[Field, ...]]
    shown: Callable[[Asking], Values]
    """The section's values by field key, or sensible defaults while there is none."""
    accept: Callable[[Draft, Values], Draft]
    """The draft with the section made of these values."""
    lacking: Callable[[Draft, Situation], Text | None] = _nothing_lacks
    """What is still missing that has no input of its own."""

    def standing(self, asking: Asking) -> TypedScreen:
        """What stands in the inputs: as typed, else as the draft has it."""
        if asking.typed is not None:
            return asking.typed
        values = self.shown(asking)
        return {field.key: field.input(values.get(field.key)) for field in self.fields(asking)}

    def read(self, asking: Asking) -> tuple[Values, Mapping[str, Text]]:
        """Values and errors by field key for what stands on the screen."""
        return read_fields(self.fields(asking), self.standing(asking))


def as_is(value: str) -> str:
    """The reader and shower of fields whose value is what stands in the input."""
    return value
