"""What a workflow of the catalog asks for, and who may be given its work."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from flows.catalog.values import ChannelId, Flag, Label, Name, broken_rule, wrong_value

FEWEST_OPTIONS = 2
MOST_OPTIONS = 100
"""Slack's limit for a select."""


class FieldType(StrEnum):
    """How a custom field is asked for; `yes_no` is sent as a bare boolean, the others as text."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"


class Table(BaseModel):
    """A table of the file: unknown keys are mistakes, blanks around text are dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class _OneOfTwoIds(Table):
    """A table the Orders API knows by a custom id or by a UUID, never both."""

    custom_id: Name | None = Field(default=None, examples=['custom_id = "ev-charger"'])
    id: UUID | None = Field(
        default=None, validate_default=True, examples=['id = "8b1f6a34-27d5-4c39-9d0c-5f7c1f9f2a10"']
    )

    @property
    def key(self) -> str:
        """What the table is known by: its custom id, else its UUID."""
        return self.custom_id or str(self.id)

    @field_validator("id")
    @classmethod
    def _exactly_one(cls, value: UUID | None, info: ValidationInfo) -> UUID | None:
        if "custom_id" in info.data and (value is None) == (info.data["custom_id"] is None):
            raise broken_rule(
                "needs an id: add either custom_id or id, as the web app shows it"
                if value is None
                else "stands beside custom_id: keep exactly one of the two"
            )
        return value


class CustomField(_OneOfTwoIds):
    """A workflow's own question; `options` are there for a choice and only then."""

    label: Label = Field(examples=['label = "Main fuse"'])
    type: FieldType = Field(examples=['type = "choice"'])
    options: tuple[Name, ...] = Field(
        default=(), validate_default=True, examples=['options = ["25 A", "35 A"]']
    )
    required: Flag = Field(default=False, examples=["required = true"])
    hint: Label | None = Field(default=None, examples=['hint = "Printed on the fuse box door"'])

    @field_validator("options")
    @classmethod
    def _only_for_a_choice(cls, options: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        kind = info.data.get("type")
        if kind == FieldType.CHOICE and not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
            raise wrong_value(
                f"must list from {FEWEST_OPTIONS} to {MOST_OPTIONS} options, not {len(options)}"
            )
        if kind not in {FieldType.CHOICE, None} and options:
            raise broken_rule(
                f'is only for a choice: remove it, or write type = "choice" instead of "{kind}"'
            )
        refuse_repeats(options)
        return options


class Actor(Table):
    """Who does a part of the work; `organizations` None means that any of the catalog's may be picked."""

    slug: Name = Field(examples=['slug = "electrician"'])
    label: Label = Field(examples=['label = "Electrician"'])
    organizations: tuple[UUID, ...] | None = Field(
        default=None, examples=['organizations = ["3f0c9a52-8a9e-4d53-9f9b-0f6d0c3a7b11"]']
    )
    required: Flag = Field(default=False, examples=["required = true"])

    @field_validator("organizations")
    @classmethod
    def _somebody_once(cls, ids: tuple[UUID, ...] | None) -> tuple[UUID, ...] | None:
        if ids == ():
            raise broken_rule("is empty, so nobody could be picked: list ids, or remove the key to offer all")
        refuse_repeats(ids or ())
        return ids


class Workflow(_OneOfTwoIds):
    """A kind of job; `channel` None means the default one, `lines_required` that its offer can't be empty."""

    name: Name = Field(examples=['name = "EV charger installation"'])
    channel: ChannelId | None = Field(default=None, examples=['channel = "C0EVTEAM"'])
    lines_required: Flag = Field(default=True, examples=["lines_required = false"])
    fields: tuple[CustomField, ...] = Field(default=(), examples=["[[workflows.fields]]"])
    actors: tuple[Actor, ...] = Field(default=(), examples=["[[workflows.actors]]"])


def refuse_repeats(values: Sequence[object]) -> None:
    """Raises the mistake for a list that says something twice."""
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise broken_rule(f'lists "{value}" twice: remove one of them')
        seen.add(value)
