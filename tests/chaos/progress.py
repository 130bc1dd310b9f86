"""How far a run has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.scenario import Scenario


@dataclass
class Progress:
    """How far a run has come: kills and presses wait for each other, so that neither is over before the other."""

    scenario: Scenario
    kills: int = 0
    pressed: int = 0
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def killing_is_over(self) -> bool:
        """As many kills as wanted have happened."""
        return self.kills >= self.scenario.kills

    @property
    def is_half_over(self) -> bool:
        """Half of the kills have happened."""
        return self.kills * 2 >= self.scenario.kills > 0

    async def killed(self) -> None:
        """One more bot was killed."""
        async with self.changed:
            self.kills += 1
            self.changed.notify_all()

    async def acked(self) -> None:
        """One more press of Create was acked."""
        async with self.changed:
            self.pressed += 1
            self.changed.notify_all()

    async def may_press(self, number: int) -> None:
        """Wait until the kills have come far enough for the order of that number, from 0."""
        await self._until(lambda: self.kills * self.scenario.orders >= number * self.scenario.kills)

    async def may_kill(self) -> None:
        """Wait until the presses have come far enough for one more kill."""
        ahead = self.scenario.orders
        await self._until(
            lambda: (
                self.killing_is_over
                or self.kills * self.scenario.orders <= self.pressed * self.scenario.kills + ahead
            )
        )

    async def _until(self, reached: Callable[[], bool]) -> None:
        async with self.changed:
            await self.changed.wait_for(reached)
