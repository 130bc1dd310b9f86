"""What the catalog's tables have in common."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from flows.catalog.values import Name, broken_rule


class Table(BaseModel):
    """A table of the file: unknown keys are mistakes, blanks around text are dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


class OneOfTwoIds(Table):
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
                else "is given beside custom_id: keep exactly one of the two"
            )
        return value


def refuse_repeats(values: Sequence[object]) -> None:
    """Raises a broken rule for the first value that is listed twice."""
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise broken_rule(f'lists "{value}" twice: remove one of them')
        seen.add(value)
