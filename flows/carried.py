"""What is written into a view or a button and read back from it. Meanwhile it is in others' hands: never trusted."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError


class Carried(BaseModel):
    """As JSON, without what is as it mostly is."""

    model_config = ConfigDict(frozen=True)

    def dump(self) -> str:
        """As it is put there."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def load(cls, text: str) -> Self | None:
        """As it came back; None if it isn't ours, or an earlier version's."""
        try:
            return cls.model_validate_json(text)
        except ValidationError:
            return None
