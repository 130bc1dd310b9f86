"""A kind of job, and who may be given its work."""

from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from flows.catalog.custom_field import CustomField
from flows.catalog.tables import OneOfTwoIds, Table, refuse_repeats
from flows.catalog.values import Aliases, ChannelId, Flag, Label, Name, broken_rule

MOST_PHOTOS = 6
"""A screen of the form asks for all of them."""


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

    `channel` and `order_name` None mean the default ones. Its `photos` are asked for by name: on the screen where they
    are required, else until they are there, and the order waits for them.
    """

    name: Name = Field(examples=['name = "EV charger installation"'])
    aliases: Aliases = Field(default=(), examples=['aliases = ["Elbillader", "Laddbox"]'])
    channel: ChannelId | None = Field(default=None, examples=['channel = "C0EVTEAM"'])
    order_name: Label | None = Field(default=None, examples=['order_name = "{workflow}, {street}"'])
    lines_required: Flag = Field(default=True, examples=["lines_required = false"])
    photos: tuple[Name, ...] = Field(default=(), examples=['photos = ["Fuse box", "Parking space"]'])
    photos_required: Flag = Field(default=False, examples=["photos_required = true"])
    fields: tuple[CustomField, ...] = Field(default=(), examples=["[[workflows.fields]]"])
    actors: tuple[Actor, ...] = Field(default=(), examples=["[[workflows.actors]]"])

    @field_validator("photos")
    @classmethod
    def _few_photos_once(cls, photos: tuple[str, ...]) -> tuple[str, ...]:
        if len(photos) > MOST_PHOTOS:
            raise broken_rule(f"lists {len(photos)} photos: keep {MOST_PHOTOS} at most, each is a question")
        refuse_repeats(photos)
        return photos

    @field_validator("photos_required")
    @classmethod
    def _of_photos(cls, required: bool, info: ValidationInfo) -> bool:
        if required and not info.data.get("photos", required):
            raise broken_rule("is only for photos: list them too, or remove it")
        return required
