"""A kind of job, and who may be given its work."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field, field_validator

from flows.catalog.custom_field import CustomField
from flows.catalog.tables import OneOfTwoIds, Table, refuse_repeats
from flows.catalog.values import Aliases, ChannelId, Flag, Label, Name, broken_rule


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


class Workflow(OneOfTwoIds):
    """A kind of job; `lines_required` means that its offer can't be empty.

    `channel` and `order_name` None mean the default ones.
    """

    name: Name = Field(examples=['name = "EV charger installation"'])
    aliases: Aliases = Field(default=(), examples=['aliases = ["Elbillader", "Laddbox"]'])
    channel: ChannelId | None = Field(default=None, examples=['channel = "C0EVTEAM"'])
    order_name: Label | None = Field(default=None, examples=['order_name = "{workflow}, {street}"'])
    lines_required: Flag = Field(default=True, examples=["lines_required = false"])
    fields: tuple[CustomField, ...] = Field(default=(), examples=["[[workflows.fields]]"])
    actors: tuple[Actor, ...] = Field(default=(), examples=["[[workflows.actors]]"])
