"""What is written into a view or a button and read back from it. Meanwhile it is in others' hands: never trusted."""

import functools
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from flows.caching import CACHE_SIZE

Known = TypeVar("Known", bound="CompactJson")


class CompactJson(BaseModel):
    """As JSON, without what is as it mostly is."""

    # Pydantic would keep thousands of the texts that it reads, and each order's id is another.
    model_config = ConfigDict(frozen=True, cache_strings="keys")

    def dump(self) -> str:
        """As it is put there."""
        return self.model_dump_json(exclude_defaults=True)

    @classmethod
    def load(cls, text: str) -> Self | None:
        """As it came back; None if it isn't ours, or an earlier version's."""
        return _loaded(cls, text)


@functools.lru_cache(maxsize=CACHE_SIZE)
def _loaded(kind: type[Known], text: str) -> Known | None:
    """A request asks for the same several times."""
    try:
        return kind.model_validate_json(text)
    except ValidationError:
        return None
