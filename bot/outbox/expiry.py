"""Gives up drafts that nobody has touched for long, so that they don't pile up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import log
from flows.order import State
from storage import Conflict, Store

BETWEEN = timedelta(hours=1)
MOST_AT_ONCE = 100

logger = log(__name__)


class Expiry:
    """Looks once an hour; any number of processes may share a store."""

    def __init__(self, store: Store, age: timedelta, clock: Clock) -> None:
        self._store = store
        self._age = age
        self._clock = clock
        self._next: datetime | None = None

    async def poll(self) -> int:
        """Give up what is too old; gives how many drafts that were."""
        now = self._clock()
        if not self._age or (self._next is not None and now < self._next):
            return 0
        found = await self._store.untouched(now - self._age, MOST_AT_ONCE)
        for order in found:
            with suppress(Conflict):  # The person has come back to it.
                await self._store.update(order, replace(order, state=State.EXPIRED, updated_at=now))
        if found:
            logger.info("drafts given up", drafts=len(found))
        if len(found) < MOST_AT_ONCE:
            self._next = now + BETWEEN
        return len(found)
