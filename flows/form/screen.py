"""What a screen of the dialog is: its fields, its initial values, and how its values become a section of the draft."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows.draft import Draft, Input, Inputs, Step
from flows.form.field import Field, StepContext, doubted, read_fields
from flows.form.form_context import FormContext
from flows.i18n.texts import Text

Values = Mapping[str, object]


def _nothing_missing(_draft: Draft, _form_context: FormContext) -> Text | None:
    return None


def _always_relevant(_draft: Draft, _form_context: FormContext) -> bool:
    return True


AskFields = Callable[[StepContext], tuple[Field, ...]]
"""What a screen asks in a context."""

REMEMBERED = 16
"""A request asks for the fields of a few contexts, each several times."""


class _Asked:
    """A context as a key: the very draft and form's context, which never change, and equal inputs."""

    def __init__(self, context: StepContext) -> None:
        self.context = context

    def __hash__(self) -> int:
        return hash((id(self.context.draft), id(self.context.form_context)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Asked):
            return NotImplemented
        ours, theirs = self.context, other.context
        is_same = ours.draft is theirs.draft and ours.form_context is theirs.form_context
        return is_same and ours.inputs == theirs.inputs


def remembered(ask: AskFields) -> AskFields:
    """The same, made once for each of the latest contexts."""

    @functools.lru_cache(maxsize=REMEMBERED)
    def of(asked: _Asked) -> tuple[Field, ...]:
        return ask(asked.context)

    return lambda context: of(_Asked(context))


@dataclass(frozen=True)
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

    def initial(self, context: StepContext) -> Inputs:
        """The inputs: as typed, else as the draft has it, else the default."""
        return self._initial(self.fields(context), context)

    def read(self, context: StepContext) -> tuple[Values, Mapping[str, Text]]:
        """Values and errors by field key for the screen's inputs."""
        insisted, fields = context.draft.insisted.get(self.step, {}), self.fields(context)
        return read_fields(fields, self._initial(fields, context), insisted)

    def doubted(self, context: StepContext) -> Mapping[str, str]:
        """The screen's doubted values, accepted only if they are submitted again."""
        fields = self.fields(context)
        return doubted(fields, self._initial(fields, context))

    def _initial(self, fields: tuple[Field, ...], context: StepContext) -> Inputs:
        initial_values = self.initial_values(context)
        return {field.key: initial(field, self.step, context, initial_values) for field in fields}


def initial(field: Field, step: Step, context: StepContext, initial_values: Values) -> Input:
    """An input's value: as typed, else as it was when it was last asked, else the default."""
    if context.inputs is not None and field.key in context.inputs:
        return context.inputs[field.key]
    if context.inputs is None and (field.key in initial_values or context.draft.section(step) is not None):
        return field.input(initial_values.get(field.key))
    return field.possible(context.draft.aside.get(step, {}).get(field.key, field.default))
