"""Whether this process can do its work, as /readyz tells it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.app import OrderDesk
from storage import StoreUnavailable

FRESH = timedelta(seconds=1)
"""How long an answer counts: anybody may ask, and each answer writes to the database."""

MOST_SECONDS = 3.0


class Readiness:
    """Looks once, however many ask at the same time."""

    def __init__(self, service: OrderDesk) -> None:
        self._service = service
        self._looking = asyncio.Lock()
        self._looked: datetime | None = None
        self._found: Sequence[str] = ()

    async def problems(self) -> Sequence[str]:
        """What is in the way, in words for who runs the service; nothing when it is ready."""
        async with self._looking:
            now = self._service.clock()
            if self._looked is None or not timedelta() <= now - self._looked < FRESH:
                self._found = await self._look()
                self._looked = self._service.clock()
        return self._found

    async def _look(self) -> Sequence[str]:
        stopped = [
            f"{name} has stopped" for name, poller in self._service.pollers.items() if not poller.is_running
        ]
        database, _asked = await asyncio.gather(self._database(), self._service.token.refresh())
        refusal = self._service.token.refusal
        refused = [f"Slack refuses the bot's token: {refusal}"] if refusal else []
        return [*stopped, *database, *refused]

    async def _database(self) -> Sequence[str]:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                await self._service.store.check()
        except (StoreUnavailable, TimeoutError):
            return ["the database can't be written"]
        return []
