"""Clocks that a test moves."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.app import Runner

IDLE = 0.1
"""Seconds between two polls of a test's bot that has nothing to do; a clock that moves wakes it."""

MOMENT = 0.03
"""Seconds after which a test looks again at what it waits for."""


class TestClock:
    """Wall time that a test can move ahead."""

    __test__ = False

    def __init__(self) -> None:
        self.ahead = timedelta()
        self.pollers: Mapping[str, Runner] = {}
        """Those of the bot that goes by this clock."""

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        self.ahead += timedelta(seconds=seconds)
        self.wake()

    def wake(self) -> None:
        """Have the bot see what is due by now."""
        for poller in self.pollers.values():
            poller.wake()


class StillClock(TestClock):
    """Time that passes only when the test says so, and that tells when the bot's loops look at it."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        self._began = datetime.now(UTC).replace(microsecond=0)
        self._looked = asyncio.Event()
        self._looks: Counter[str] = Counter()

    def __call__(self) -> datetime:
        task = asyncio.current_task()
        self._looks[task.get_name() if task else ""] += 1
        self._looked.set()
        return self._began + self.ahead

    async def look(self) -> None:
        """Wait until somebody looks, at most for a moment: what a test waits for may come between two looks."""
        self._looked.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(MOMENT):
                await self._looked.wait()

    async def ticks(self, loop: str) -> None:
        """Wait until a tick of that loop, begun after now, has ended: each begins with a look."""
        until = self._looks[loop] + 2
        while self._looks[loop] < until:
            self.wake()
            await self.look()
