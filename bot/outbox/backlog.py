"""Orders that stand in line to be sent: telling gives way to them for a while."""

from __future__ import annotations

import asyncio
from contextlib import suppress

GIVES_WAY_SECONDS = 5.0
"""From when they began to stand in line: an order upstream is worth more than a message, but is waited for, too."""


class Backlog:
    """Whether more orders are due in this process than can be under way."""

    def __init__(self) -> None:
        self._is_over = asyncio.Event()
        self._is_over.set()
        self._until = 0.0

    @property
    def is_there(self) -> bool:
        """Orders stand in line."""
        return not self._is_over.is_set()

    def begin(self) -> None:
        """Orders stand in line, from now on or still."""
        if not self.is_there:
            self._is_over.clear()
            self._until = asyncio.get_running_loop().time() + GIVES_WAY_SECONDS

    def end(self) -> None:
        """None does."""
        self._is_over.set()

    async def give_way(self) -> None:
        """Wait until none stands in line, as long as that is new."""
        if self.is_there:
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._until):
                    await self._is_over.wait()
