"""The Orders API of a run: seeded answers, a duplicate check with a slow window, and a record of what arrived."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.orders_answers import hang_up, problem
from sandbox.orders_api import LocalOrders
from sandbox.orders_faults import DuplicateCheck, PostFault
from tests.chaos.scenario import Scenario


@dataclass(frozen=True)
class Arrival:
    """A POST that arrived: what it met, and whether it was needless.

    Needless is one whose order exists already, or is being created by an earlier POST: only the API's duplicate check
    stands between it and a second order.
    """

    key: str
    attempt: int
    fault: PostFault | None
    needless: bool


class ChaoticOrders(LocalOrders):
    """`LocalOrders` that answers as the scenario says."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.faults.duplicate_check = DuplicateCheck.CHECK_THEN_INSERT
        self.faults.insert_delay = scenario.window
        self.faults.duplicate_ids = True
        self.arrivals: list[Arrival] = []
        self.duplicates = 0
        """POSTs that found their order there, and were told so."""
        self.list_faults = 0
        self._scenario = scenario
        self._attempts: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._list_chances = scenario.random("list")

    async def _post(self, request: web.Request) -> web.StreamResponse:
        try:
            body = await request.json()
        except ConnectionResetError:  # The bot was killed when it had sent half of it.
            return hang_up(request)
        key = str(body["idempotencyKey"])
        self.received.append(body)
        fault = self._arrived(key)
        self._under_way[key] += 1
        try:
            return await self._with_fault(fault, request, body) if fault else await self._take(body)
        finally:
            self._under_way[key] -= 1

    async def _take(self, body: Any) -> web.Response:
        self.duplicates += self._with_key(body["idempotencyKey"]) is not None
        return await super()._take(body)

    def _arrived(self, key: str) -> PostFault | None:
        self._attempts[key] += 1
        fault = self._scenario.answers(key, self._attempts[key])
        needless = self._with_key(key) is not None or self._under_way[key] > 0
        self.arrivals.append(Arrival(key, self._attempts[key], fault, needless))
        return fault

    async def _list(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self._scenario.list_delay)
        if self._list_chances.random() < self._scenario.list_faults:
            self.list_faults += 1
            return problem(503)
        return await super()._list(request)

    async def _stall(self) -> None:
        await asyncio.sleep(self._scenario.stall)
