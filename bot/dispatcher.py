"""Sends confirmed orders, each exactly once. The order's row is the outbox; nothing is only in memory.

Permission to POST is a compare-and-set that commits `sent_at` first. An order whose outcome isn't known is not sent
again before the quiet period is over and the list of orders has been searched for its key.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from bot.circuit import Circuit
from bot.crew import Crew
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
    postponed,
)
from orders import (
    Ambiguous,
    Duplicate,
    Forbidden,
    InvalidOrder,
    ListUnavailable,
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

CLOCKS_DIFFER = timedelta(days=1)
"""How far back a look-up reads beyond the order's own time: the API's clock is not ours."""

Ready = Callable[[Order], Awaitable[Order]]
"""Completes an order before its first request leaves; raises Conflict where another process has it."""

logger = log(__name__)


async def _as_it_is(order: Order) -> Order:
    return order


class Dispatcher:
    """One per process; any number of processes may share a store."""

    def __init__(
        self, store: Store, orders: OrdersClient, pace: Pace, clock: Clock, ready: Ready = _as_it_is
    ) -> None:
        self._store = store
        self._orders = orders
        self._pace = pace
        self._clock = clock
        self._ready = ready
        self._crew = Crew("dispatching", AT_ONCE)
        self.circuit = Circuit(clock)

    async def tick(self) -> int:
        """Take up what is due; gives how many orders that were."""
        if not self._crew.room:
            await self._crew.one_done()
        due = await self._store.due(self._clock(), 2 * AT_ONCE)
        mine = [order for order in due if not self._crew.is_on(order.id)][: self._crew.room]
        for order in mine:
            self._crew.put_on(order.id, self.handle(order))
        return len(mine)

    async def finish(self) -> None:
        """Wait for the requests under way and what they tell."""
        await self._crew.all_done()

    async def handle(self, order: Order) -> None:
        """Do what is to be done for one order now."""
        with suppress(Conflict):  # Another process was faster: it does the work.
            pause = self.circuit.pause()
            if pause is not None and order.state is not State.CREATED:
                moved = postponed(order, pause, self._clock())
                await self._store.put(order, moved.order, moved.occasions)
                return
            match order.state:
                case State.CONFIRMED:
                    await self._send(order)
                case State.SENDING:
                    await self._settle(order)
                case State.CREATED:
                    await self._search_id(order)

    async def _send(self, order: Order) -> None:
        ready = await self._ready(order)
        mine = await self._store.put(ready, claimed(ready, self._clock(), self._pace))
        outcome = await self._post(mine)
        logger.info("order sent", order=order.id, attempt=mine.attempts, outcome=type(outcome).__name__)
        moved = after_post(mine, outcome, self._clock(), self._pace)
        await self._store.put(mine, moved.order, moved.occasions)

    async def _post(self, order: Order) -> Outcome:
        try:
            created = await self._orders.create_order(order.body or "", after_unknown=order.uncertain)
        except OrdersError as error:
            self._note(error)
            logger.warning("order not created", order=order.id, reason=str(error))
            return outcome_of(error)
        self.circuit.answered()
        return Exists(created.id, created.display_id, created.client_url)

    async def _settle(self, order: Order) -> None:
        """The quiet period after a POST of unknown outcome is over: look before anything else."""
        try:
            found = await self._look_up(order)
        except OrdersError as error:
            logger.warning("look-up failed", order=order.id, reason=str(error))
            await self._store.put(order, look_up_failed(order, self._clock(), self._pace))
            return
        moved = after_look_up(order, found, self._clock(), self._pace)
        if moved is None:
            await self._send(order)
        else:
            await self._store.put(order, moved.order, moved.occasions)

    async def _search_id(self, order: Order) -> None:
        try:
            found = await self._look_up(order)
        except OrdersError:
            found = None
        await self._store.put(order, after_id_search(order, found, self._clock(), self._pace))

    async def _look_up(self, order: Order) -> Exists | None:
        since = order.confirmed_at - CLOCKS_DIFFER if order.confirmed_at else None
        try:
            look_up = await self._orders.find_order(order.id, since=since)
        except OrdersError as error:
            self._note(error)
            raise
        self.circuit.answered()
        if not look_up.conclusive:
            # What goes out again then is safe by its key: the API refuses the same key twice.
            logger.warning("the list can't tell whether the order is there", order=order.id)
        return Exists(look_up.order.id, look_up.order.display_id) if look_up.order else None

    def _note(self, error: OrdersError) -> None:
        if isinstance(error, Unreachable | ListUnavailable) or type(error) is Ambiguous:
            self.circuit.failed()
        else:
            self.circuit.answered()


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
