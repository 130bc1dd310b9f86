"""Sends confirmed orders, each exactly once. The order's row is the outbox; nothing is only in memory.

Permission to POST is a compare-and-set that commits `sent_at` first. An order whose outcome isn't known is not sent
again before the quiet period is over and the list of orders has been searched for its key.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

from bot.desk import Clock
from bot.logs import log
from flows.order import (
    Exists,
    Invalid,
    NotNow,
    Order,
    Outcome,
    Pace,
    State,
    Unknown,
    after_id_search,
    after_look_up,
    after_post,
    claimed,
    look_up_failed,
)
from orders import (
    Duplicate,
    Forbidden,
    InvalidOrder,
    Misconfigured,
    OrdersClient,
    OrdersError,
    RateLimited,
    RefusedAfterUnknown,
    Unauthorised,
    Unreachable,
)
from storage import Conflict, Store

AT_ONCE = 8
"""Orders under way at the same time."""

WAIT_FOR_OPERATOR = timedelta(minutes=1)
"""Between attempts while a person must mend the token or the address."""

logger = log(__name__)


class Dispatcher:
    """One per process; any number of processes may share a store."""

    def __init__(self, store: Store, orders: OrdersClient, pace: Pace, clock: Clock) -> None:
        self._store = store
        self._orders = orders
        self._pace = pace
        self._clock = clock

    async def tick(self) -> int:
        """Do what is due; gives how many orders there were something to do for."""
        due = await self._store.due(self._clock(), AT_ONCE)
        await asyncio.gather(*(self._handle(order) for order in due))
        return len(due)

    async def _handle(self, order: Order) -> None:
        with suppress(Conflict):  # Another process, or another tick, was faster: it does the work.
            match order.state:
                case State.CONFIRMED:
                    await self._send(order)
                case State.SENDING:
                    await self._settle(order)
                case State.CREATED:
                    await self._search_id(order)

    async def _send(self, order: Order) -> None:
        mine = await self._store.put(order, claimed(order, self._clock(), self._pace))
        outcome = await self._post(mine)
        logger.info("order sent", order=order.id, attempt=mine.attempts, outcome=type(outcome).__name__)
        moved = after_post(mine, outcome, self._clock(), self._pace)
        await self._store.put(mine, moved.order, moved.occasions)

    async def _post(self, order: Order) -> Outcome:
        try:
            created = await self._orders.create_order(order.body or "", after_unknown=order.uncertain)
        except OrdersError as error:
            logger.warning("order not created", order=order.id, reason=str(error))
            return outcome_of(error)
        return Exists(created.id, created.display_id, created.client_url)

    async def _settle(self, order: Order) -> None:
        """The quiet period after a POST of unknown outcome is over: look before anything else."""
        try:
            look_up = await self._orders.find_order(order.id, since=order.confirmed_at)
        except OrdersError as error:
            logger.warning("look-up failed", order=order.id, reason=str(error))
            await self._store.put(order, look_up_failed(order, self._clock(), self._pace))
            return
        found = look_up.order
        exists = Exists(found.id, found.display_id) if found else None
        moved = after_look_up(order, exists, self._clock(), self._pace)
        if moved is None:
            await self._send(order)
        else:
            await self._store.put(order, moved.order, moved.occasions)

    async def _search_id(self, order: Order) -> None:
        try:
            look_up = await self._orders.find_order(order.id, since=order.confirmed_at)
        except OrdersError:
            found = None
        else:
            found = Exists(look_up.order.id, look_up.order.display_id) if look_up.order else None
        await self._store.put(order, after_id_search(order, found, self._clock(), self._pace))


def outcome_of(error: OrdersError) -> Outcome:
    """What a failed POST says about the order."""
    match error:
        case Duplicate(order_id=order_id, display_id=display_id):
            return Exists(order_id, display_id)
        case InvalidOrder(words=words):
            return Invalid(words)
        case RateLimited(delay=delay):
            return NotNow(timedelta(seconds=delay))
        case Unreachable():
            return NotNow()
        case Unauthorised() | Forbidden() | Misconfigured():
            return NotNow(WAIT_FOR_OPERATOR)
        case RefusedAfterUnknown(words=words):
            return Unknown(refused=True, words=words)
        case _:
            return Unknown()
