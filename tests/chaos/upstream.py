"""The Orders API of a run: seeded answers, a duplicate check with a slow window, and a record of what arrived."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.orders_api.faults import CreatedStyle, DuplicateCheck, Envelope, Faults, ListDetail, PostFault
from sandbox.orders_api.responses import (
    REFUSALS,
    LocalOrder,
    endless_page,
    hang_up,
    order_list,
    problem,
    refusal,
)
from sandbox.orders_api.server import LocalOrders
from tests.chaos.periods import ListTrouble
from tests.chaos.scenario import Scenario

OTHERS = 5
"""Orders on a page of a list that never ends."""
ON_THE_WAY = 1.0
"""Seconds from permission, from which the limit counts, to a POST's arrival on a busy machine."""
DUPLICATE_STATUSES = (400, 409)
CREATED_STATUSES = (200, 201)
DUPLICATES_WITH_IDS = 0.5
STYLES = (CreatedStyle.VALUE, CreatedStyle.ID, CreatedStyle.WRAPPED, CreatedStyle.BARE_ID)


@dataclass(frozen=True)
class Arrival:
    """A POST that arrived: what it met, and whether it was needless.

    Needless is one whose order exists already, or is being created by an earlier POST: only the API's duplicate check
    stands between it and a second order. It isn't where it comes after the time for which a list is waited for.
    """

    at: float
    key: str
    attempt: int
    fault: PostFault | None
    needless: bool

    def __str__(self) -> str:
        met = self.fault.name.lower().replace("_", " ") if self.fault else "taken"
        return f"{self.at:7.2f} s  POST {self.attempt}: {met}{', needless' if self.needless else ''}"


class ChaoticOrders(LocalOrders):
    """`LocalOrders` that answers as the scenario says."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.faults.duplicate_check = DuplicateCheck.CHECK_THEN_INSERT
        self.faults.insert_delay = scenario.window
        self.arrivals: list[Arrival] = []
        self.duplicates = 0
        """POSTs that found their order there, and were told so."""
        self.list_faults = 0
        self._scenario = scenario
        self._began = time.monotonic()
        self._by_key: defaultdict[str, list[LocalOrder]] = defaultdict(list)
        self._by_number: dict[str, str] = {}
        self._last_at: defaultdict[str, float] = defaultdict(float)
        """By key: when its last POST arrived."""
        self._attempts: Counter[str] = Counter()
        self._under_way: Counter[str] = Counter()
        self._list_chances = scenario.random("list")

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._began

    def having(self, key: str) -> list[LocalOrder]:
        """The orders that exist with this key."""
        return self._by_key.get(key, [])

    def key_of(self, number: str) -> str | None:
        """The key of the order that people know by this number."""
        return self._by_number.get(number)

    def is_under_way(self, key: str) -> bool:
        """A POST with this key is being worked on."""
        return self._under_way[key] > 0

    def create(self, body: dict[str, Any], created_at: datetime | None = None) -> LocalOrder:
        """As every local Orders API does, and noted by key and number."""
        order = super().create(body, created_at)
        self._by_key[body["idempotencyKey"]].append(order)
        self._by_number[order.display_id] = body["idempotencyKey"]
        return order

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
        self.duplicates += bool(self.having(body["idempotencyKey"]))
        return await super()._take(body)

    def _habits(self, body: dict[str, Any]) -> Faults:
        chances = self._scenario.random("habits", body["idempotencyKey"])
        return replace(
            self.faults,
            created_status=chances.choice(CREATED_STATUSES),
            created_style=chances.choice(STYLES),
            duplicate_status=chances.choice(DUPLICATE_STATUSES),
            duplicate_ids=chances.random() < DUPLICATES_WITH_IDS,
        )

    def _arrived(self, key: str) -> PostFault | None:
        self._attempts[key] += 1
        refused = self._scenario.access(self.seconds)
        fault = refused or self._scenario.answers(key, self._attempts[key])
        # A list that can't tell isn't waited for longer than that: sent again then, it is no mistake.
        waited = self._scenario.lookup_limit - self._scenario.timeout - ON_THE_WAY
        is_early = self.seconds - self._last_at[key] < waited
        needless = self.is_under_way(key) or (bool(self.having(key)) and is_early)
        self._last_at[key] = self.seconds
        self.arrivals.append(Arrival(self.seconds, key, self._attempts[key], fault, needless))
        return fault

    async def _list(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self._scenario.list_delay)
        if self._list_chances.random() < self._scenario.list_faults:
            self.list_faults += 1
            return problem(503)
        refused, trouble = self._scenario.access(self.seconds), self._scenario.list_state(self.seconds)
        self.list_faults += bool(refused or trouble)
        if refused:
            return refusal(REFUSALS[refused], self.faults)
        return self._troubled(trouble, request) if trouble else await super()._list(request)

    def _troubled(self, trouble: ListTrouble, request: web.Request) -> web.Response:
        match trouble:
            case ListTrouble.SERVER_ERROR:
                return problem(500)
            case ListTrouble.NOT_FOUND:
                return problem(404)
            case ListTrouble.INCOMPLETE:
                older = [
                    order.listed(ListDetail.WHOLE, with_metadata=True)
                    for order in self.orders[: len(self.orders) // 2]
                ]
                shown = older if request.query.get("page", "0") == "0" else []
                return order_list(shown, len(self.orders) + 1, Envelope.VALUES)
            case ListTrouble.ENDLESS:
                return endless_page(OTHERS, Envelope.DATA)
            case ListTrouble.WITHOUT_KEYS:
                return self._page_without_keys(request)

    def _page_without_keys(self, request: web.Request) -> web.Response:
        faults, self.faults = self.faults, replace(self.faults, metadata_listed=False)
        try:
            return self._page(request)
        finally:
            self.faults = faults

    async def _stall(self) -> None:
        await asyncio.sleep(self._scenario.stall)
