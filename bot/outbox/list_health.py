"""Whether the list of orders tells what became of an order; no order's sending depends on it."""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock


class ListHealth:
    """Each process has its own, from its latest look-up; `failing_since` and `reason` are None while the list tells."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.failing_since: datetime | None = None
        self.reason: str | None = None

    def told(self) -> None:
        """A look-up found the order, or a complete list without it."""
        self.failing_since = self.reason = None

    def failed(self, reason: str) -> None:
        """A look-up could not tell; `reason` holds nothing of the order and may be shown to operators."""
        self.failing_since = self.failing_since or self._clock()
        self.reason = reason
