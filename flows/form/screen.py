"""What a screen of the dialog is: its fields, its initial values, and how its values become a section of the draft."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from flows.draft import Draft, Input, Inputs, Step
from flows.form.field import Field, StepContext, doubted, read_fields
from flows.form.form_context import FormContext
from flows.i18n.texts import Text

Values = Mapping[str, object]


def _nothing_missing(_draft: Draft, _form_context: FormContext) -> Text | None:
    return None


def _as_it_is(field: Field, _context: StepContext) -> Field:
    return field


def _always_relevant(_draft: Draft, _form_context: FormContext) -> bool:
    return True


AskFields = Callable[[StepContext], tuple[Field, ...]]
"""What a screen asks in a context."""


@dataclass(frozen=True, eq=False, repr=False)
class Screen:
    """One step of the form."""

    step: Step
    title: Text
    fields: AskFields
    initial_values: Callable[[StepContext], Values]
    """The section's values by field key; while there is none, what can be known beforehand."""
    accept: Callable[[Draft, Values], Draft]
    """The draft with the section made of these values."""
    missing: Callable[[Draft, FormContext], Text | None] = _nothing_missing
    """What is still missing that has no input of its own."""
    is_relevant: Callable[[Draft, FormContext], bool] = _always_relevant
    """Whether there is anything to ask: a screen with nothing to ask is skipped, and its section gets its defaults."""
    hinted: Callable[[Field, StepContext], Field] = _as_it_is
    """A field as it is shown: with a hint that would be too much work for all who only read it."""

    def asked(self, context: StepContext) -> Asked:
        """The screen as it is asked in this context."""
        return Asked(self, context)

    def initial(self, context: StepContext) -> Inputs:
        """The inputs: as typed, else as the draft has it, else the default."""
        return self.asked(context).inputs

    def read(self, context: StepContext) -> tuple[Values, Mapping[str, Text]]:
        """Values and errors by field key for the screen's inputs."""
        return self.asked(context).read()

    def doubted(self, context: StepContext) -> Mapping[str, str]:
        """The screen's doubted values, accepted only if they are submitted again."""
        asked = self.asked(context)
        return doubted(asked.fields, asked.inputs)


class Asked:
    """A screen in a context: what it asks and what is in its inputs, each found once."""

    def __init__(self, screen: Screen, context: StepContext) -> None:
        self.context = context
        self._screen = screen

    @functools.cached_property
    def fields(self) -> tuple[Field, ...]:
        """What it asks."""
        return self._screen.fields(self.context)

    @functools.cached_property
    def inputs(self) -> Inputs:
        """As typed, else as the draft has it, else the default, by field key."""
        return self.inputs_of(self.fields)

    def inputs_of(self, fields: Iterable[Field]) -> Inputs:
        """The inputs of some of its fields."""
        step, context, values = self._screen.step, self.context, self._screen.initial_values(self.context)
        return {field.key: initial(field, step, context, values) for field in fields}

    def read(self) -> tuple[Values, Mapping[str, Text]]:
        """Values and errors by field key."""
        insisted = self.context.draft.insisted.get(self._screen.step, {})
        return read_fields(self.fields, self.inputs, insisted)


def initial(field: Field, step: Step, context: StepContext, initial_values: Values) -> Input:
    """An input's value: as typed, else as it was when it was last asked, else the default."""
    if context.inputs is not None and field.key in context.inputs:
        return context.inputs[field.key]
    if context.inputs is None and (field.key in initial_values or context.draft.section(step) is not None):
        return field.input(initial_values.get(field.key))
    return field.possible(context.draft.aside.get(step, {}).get(field.key, field.default))
