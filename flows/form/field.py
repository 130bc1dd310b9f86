"""A field: its key, texts and kind, how its input is read, and how its value is shown."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from flows.draft import Draft, Input, Inputs
from flows.form.form_context import FormContext
from flows.i18n.texts import Doubt, InputError, Parameter, Text, _, shaped


class Kind(StrEnum):
    """What sort of input a field is asked for with."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    RICH_TEXT = "rich text"
    CHOICE = "choice"
    MANY = "many"
    CHECKBOX = "checkbox"
    DAY = "day"
    FILES = "files"


CHECKED = "yes"
"""The value of a ticked checkbox; an unticked one has none."""


class Option(NamedTuple):
    """One of the values a person may choose. `value` is at most 75 characters, unique within its field."""

    value: str
    label: Text


@dataclass(frozen=True, eq=False)
class Field:
    """A question on a screen, the same only as itself: one that depends on little is made once for all who are asked.

    `read` takes the input's value (for MANY: one chosen value, and `gather` all that were read) and gives the
    value, or raises `InputError`.
    `show` is its inverse: what to put in the input for a value. `absent` is the value of an input left empty.
    """

    key: str
    label: Text
    kind: Kind
    read: Callable[[str], object] = str
    gather: Callable[[tuple[object, ...]], object] = tuple
    show: Callable[[Any], Input] = str
    required: bool = True
    may_stay_empty: bool = False
    """Shown as one that needn't be filled in, although reading it may still say that it must."""
    missing: Text = field(default_factory=lambda: _("Please fill this in; it is needed for the order."))
    absent: object = None
    default: Input = None
    """The input's value when it is first asked."""
    hint: Text | None = None
    takes_focus: bool = False
    """Where the screen begins, while it is empty."""
    options: tuple[Option, ...] = ()
    filetypes: tuple[str, ...] = ()
    """For FILES: the extensions that may be chosen."""
    most: int | None = None
    """For FILES: how many may be chosen."""
    is_detail: bool = False
    """Asked behind “More details”, unless it is filled in."""
    few: bool = False
    """Its options are all shown, although it needn't be answered."""
    updates: bool = False
    """The rest of the screen depends on it: it is drawn again when this changes."""
    rotation: str = ""
    """Set where the input must lose its value."""
    fills: tuple[str, ...] = ()
    """What it fills of the order that is sent, by paths as in docs/order-fields.md.

    One path alone gets the value as its section has it, unless `flows.sending.compiling` makes something else of it.
    """
    summary: Callable[[Any], Parameter] | None = None
    """How the summary shows its value, after the label; None where the section's first lines show it."""

    def value(self, input: Input) -> object:
        """The value that the input gives; raises InputError."""
        if not input or (isinstance(input, str) and not input.strip()):
            if self.required:
                raise InputError(self.missing)
            return self.absent
        if self.kind is Kind.FILES:
            return input
        if self.kind is Kind.MANY:
            several = input if isinstance(input, tuple) else (input,)
            return self.gather(tuple(self.read(self._one_of_options(one)) for one in several))
        return self.read(self._one_of_options(input if isinstance(input, str) else input[0]))

    def input(self, value: object) -> Input:
        """What to put in the input so that reading it gives the value."""
        if value is None or value == self.absent:
            return None
        if self.kind is Kind.MANY and isinstance(value, tuple):
            return tuple(str(self.show(one)) for one in value)
        return self.show(value)

    def on_summary(self, value: object) -> Text | None:
        """Its line on the summary; None where there is nothing to show."""
        if self.summary is None or value is None or value == self.absent:
            return None
        return shaped("{label}: {value}", label=self.label, value=self.summary(value))

    def possible(self, input: Input) -> Input:
        """The value kept from before, or the default, if the input can still take it."""
        if self.kind not in {Kind.CHOICE, Kind.MANY}:
            return input
        several = input if isinstance(input, tuple) else (input,)
        return input if all(self.option(one) for one in several) else None

    def option(self, value: Input) -> Option | None:
        """The option with that value."""
        return self._option_of.get(value) if isinstance(value, str) else None

    @functools.cached_property
    def _option_of(self) -> Mapping[str, Option]:
        return {option.value: option for option in self.options}

    def _one_of_options(self, input: str) -> str:
        if self.kind in {Kind.CHOICE, Kind.MANY} and self.option(input) is None:
            raise InputError(_("That choice is no longer offered. Please choose again."))
        return input


class StepContext(NamedTuple):
    """A screen being asked: the draft so far and the screen's inputs (None: as the draft has them)."""

    draft: Draft
    form_context: FormContext
    inputs: Inputs | None = None

    @property
    def country(self) -> str:
        """The country of the address, or the default while it isn't known."""
        return self.draft.address.country if self.draft.address else self.form_context.country


NOTHING_INSISTED: Mapping[str, str] = {}


def read_fields(
    fields: tuple[Field, ...], inputs: Inputs, insisted: Mapping[str, str] = NOTHING_INSISTED
) -> tuple[Mapping[str, object], Mapping[str, Text]]:
    """Values and errors by field key for a screen's inputs; keys that are no field's are ignored.

    A doubted value is accepted if it is in `insisted`, by field key.
    """
    values: dict[str, object] = {}
    errors: dict[str, Text] = {}
    for one in fields:
        try:
            values[one.key] = one.value(inputs.get(one.key))
        except Doubt as doubt:
            if insisted.get(one.key) == doubt.value:
                values[one.key] = doubt.value
            else:
                errors[one.key] = doubt.question
        except InputError as error:
            errors[one.key] = error.text
    return values, errors


def doubted(fields: tuple[Field, ...], inputs: Inputs) -> Mapping[str, str]:
    """The doubted values of a screen, by field key; each is accepted if it is submitted again."""
    found: dict[str, str] = {}
    for one in fields:
        try:
            one.value(inputs.get(one.key))
        except Doubt as doubt:
            found[one.key] = doubt.value
        except InputError:
            continue
    return found


def checkbox(key: str, label: Text, *, fills: tuple[str, ...] = ()) -> Field:
    """A checkbox, False unless it is ticked."""
    return Field(
        key,
        label,
        Kind.CHECKBOX,
        read=lambda input: input == CHECKED,
        show=lambda value: CHECKED if value else None,
        required=False,
        absent=False,
        fills=fills,
    )
