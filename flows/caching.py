"""How many answers of a pure function are kept, and large values as keys of them.

A form reads the same few words again with every screen.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")

CACHE_SIZE = 256
"""Answers of a function."""


class ByIdentity(Generic[Value]):
    """A value as a key, equal to the very same value alone: for large ones, which nobody changes."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and self.value is other.value
