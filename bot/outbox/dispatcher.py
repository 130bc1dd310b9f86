"""Sends confirmed orders, each exactly once. The order's row is the outbox; nothing is only in memory.

Permission to POST is a compare-and-set that commits `sent_at` first. An order whose outcome isn't known is not sent
again before the quiet period is over and the list of orders has been searched for its key.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime, timedelta
from random import sample

from bot.clock import Clock
from bot.logs import log
from bot.outbox.api_health import ApiHealth
from bot.outbox.backlog import Backlog
from bot.outbox.circuit_breaker import Circuit
from bot.outbox.list_health import ListHealth
from bot.outbox.outcomes import exists, outcome_of
from bot.outbox.task_pool import TaskPool
from bot.outbox.teller import Teller
from flows.order import (
    Doubt,
    Moved,
    NotNow,
    Occasion,
    Order,
    Outcome,
    Pace,
    State,
    Trouble,
    claimed,
    postponed,
    put_off,
)
from flows.sending.answers import after_post
from flows.sending.look_up import Absent, CannotTell, Found, SendAgain, after_id_search, after_look_up
from orders import Ambiguous, OrdersClient, OrdersError, Unreachable
from storage import Conflict, Store
from storage.outages import Outage

AT_ONCE = 8
"""Orders under way at the same time."""

READ_AHEAD = 4 * AT_ONCE
"""Orders that are read in one go, and taken up as others end."""

CLOCKS_DIFFER = timedelta(days=1)
"""How far back a look-up reads beyond the order's own time: the API's clock is not ours."""

NO_KEYS = "The list of orders doesn't tell: its end wasn't reached, or no order in it shows a key."

Ready = Callable[[Order], Awaitable[Order]]
"""Completes an order before its first request leaves; raises Conflict where another process has it."""

AsRead = tuple[str, int]
"""An order's id and version."""

logger = log(__name__)


async def _as_it_is(order: Order) -> Order:
    return order


class Dispatcher:
    """One per process; any number of processes may share a store.

    `circuit` is about sending alone, `list_health` about the list: one that fails keeps nothing from being sent.
    `wake` is called when an order was sent and there is something to tell. Where there is a `teller`, it claims what
    it can tell at once of an order with the write that records it.
    """

    def __init__(
        self,
        store: Store,
        orders: OrdersClient,
        pace: Pace,
        clock: Clock,
        ready: Ready = _as_it_is,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._orders = orders
        self._pace = pace
        self._clock = clock
        self._ready = ready
        self._wake = wake
        self._pool = TaskPool("dispatching", AT_ONCE)
        self._new = TaskPool("dispatching", AT_ONCE)
        """Apart from the orders that wait: one that is confirmed now doesn't stand in line behind them."""
        self._one_takes = asyncio.Lock()
        self._is_ending = False
        self._next: deque[Order] = deque()
        self._more_may_be_due = False
        self.circuit = Circuit(clock)
        self.list_health = ListHealth(clock)
        self.backlog = Backlog()
        self.teller: Teller | None = None
        self._health = ApiHealth(store, clock)

    async def poll(self) -> bool:
        """Take up what is due; gives whether there may be more."""
        if not self._pool.free:
            await self._pool.wait_any()
        if not self._next:
            due = await self._store.due(self._clock(), READ_AHEAD)
            self._more_may_be_due = len(due) == READ_AHEAD
            self._next.extend(order for order in due if not self._pool.is_running(order.id))
        while self._next and self._pool.free:
            order = self._next.popleft()
            self._pool.start(order.id, self.handle(order))
        more = bool(self._next) or self._more_may_be_due
        self._note_line(more=more)
        return more

    def _note_line(self, *, more: bool) -> None:
        if more and not self._is_ending:
            self.backlog.begin()
        else:
            self.backlog.end()

    async def take(self, order: Order) -> None:
        """Handle an order that a job named, with all others that are due: the claim of each removes its job.

        Each of them once as it was read: one that fails is left to its own job and to the worker's sweep.
        """
        async with self._one_takes:
            try:
                taken = await self._take_all()
            finally:
                self.backlog.end()
        if _as_read(order) not in taken:
            await self.handle(order)
        await self._pool.wait_for(order.id)

    async def _take_all(self) -> set[AsRead]:
        taken: set[AsRead] = set()
        while due := await self._due_besides(taken):
            for order in due:
                while not self._pool.free:
                    self._note_line(more=True)
                    await self._pool.wait_any()
                if self._is_ending:
                    return taken
                taken.add(_as_read(order))
                if not self._pool.is_running(order.id):
                    self._pool.start(order.id, self.handle(order))
        return taken

    async def _due_besides(self, taken: set[AsRead]) -> Sequence[Order]:
        """In no order, of those that wait longest: other processes read the same, and each can be had by one only."""
        due = [one for one in await self._store.due(self._clock(), READ_AHEAD) if _as_read(one) not in taken]
        return sample(due, len(due))

    async def confirm(self, before: Order, confirmed: Order, tell: Sequence[Occasion] = ()) -> Order:
        """Write an order that a person confirms; gives it as it was written. Raises Conflict, StoreUnavailable.

        Where it can be sent at once, permission to POST is in the same write, and this process begins to send it.
        """
        if not self._can_send_at_once(confirmed):
            return await self._store.update(before, confirmed, tell)
        with self._new.place():
            permitted = claimed(confirmed, self._clock(), self._pace)
            mine = await self._store.update(before, confirmed, tell, then=permitted)
            self._new.start(mine.id, self._post_and_record(mine))
        return mine

    def _can_send_at_once(self, order: Order) -> bool:
        """Files may have to be waited for, and an API that is down is only asked by one order at a time."""
        is_sendable = order.state is State.CONFIRMED and not order.draft.files
        return is_sendable and not self.circuit.is_open and self._new.free > 0 and not self._is_ending

    def end(self) -> None:
        """Begin nothing more but the order of a job that was taken already."""
        self._is_ending = True
        self.backlog.end()

    async def finish(self) -> None:
        """Begin nothing more, and wait for all that is under way and what is told of it."""
        self.end()
        await self.wait_all()
        if self.teller is not None:
            await self.teller.finish()

    async def wait_all(self) -> None:
        """Wait for the requests under way."""
        await self._pool.wait_all()
        await self._new.wait_all()

    async def handle(self, order: Order) -> None:
        """Do what is to be done for one order now."""
        with suppress(Conflict):  # Another process was faster: it does the work.
            match order.state:
                case State.CONFIRMED:
                    await self._send(order)
                case State.SENDING:
                    await self._settle(order)
                case State.CREATED:
                    found = await self._look_up(order)
                    await self._put(order, after_id_search(order, found, self._clock(), self._pace))

    async def _settle(self, order: Order) -> None:
        """The quiet period after a POST of unknown outcome is over: look before anything else."""
        found = await self._look_up(order)
        next_step = after_look_up(order, found, self._clock(), self._pace)
        if isinstance(next_step, SendAgain):
            await self._send(order, next_step)
        else:
            await self._put(order, next_step)

    async def _send(self, order: Order, again: SendAgain | None = None) -> None:
        pause = self.circuit.pause()
        if pause is not None:
            await self._put(order, postponed(order, pause, self._clock()))
            return
        ready = await self._ready(order)
        tell = again.occasions if again else ()
        mine = await self._put(ready, Moved(claimed(ready, self._clock(), self._pace), tell))
        await self._post_and_record(mine, list_was_conclusive=again is None or again.list_was_conclusive)

    async def _post_and_record(self, mine: Order, *, list_was_conclusive: bool = True) -> None:
        """Send an order that was claimed for this process."""
        outcome, error = await self._post(mine)
        answered_at = self._clock()
        if error is None:  # Before what outages go on is read: a failure may be kept in between.
            self._health.created(answered_at)
        logger.info("order sent", order=mine.id, attempt=mine.attempts, outcome=type(outcome).__name__)
        trouble = outcome.trouble if isinstance(outcome, NotNow) else Trouble.NO_ANSWER
        moved = after_post(mine, outcome, self._clock(), self._pace, list_was_conclusive=list_was_conclusive)
        told = put_off(mine, moved, trouble)
        outages = await self._keep_outcome(mine, told)
        await self._health.after_post(error, answered_at, outages)

    async def _keep_outcome(self, mine: Order, moved: Moved) -> Sequence[Outage] | None:
        """Gives the outages that were known then, of an order that was created."""
        if moved.order.state is not State.CREATED:
            await self._store.update(mine, moved.order, moved.occasions)
            self._wake()
            return None
        with self._claim() as until:
            recorded = await self._store.record(mine, moved.order, moved.occasions, until)
            if self.teller is not None and until is not None and recorded.to_tell is not None:
                self.teller.begin(recorded.to_tell, until)
        if recorded.owes_more:
            self._wake()
        return recorded.outages

    def _claim(self) -> AbstractContextManager[datetime | None]:
        """While orders stand in line, telling gives way to them."""
        if self.teller is None or self.backlog.is_there or self._is_ending:
            return nullcontext()
        return self.teller.claim()

    async def _put(self, before: Order, moved: Moved, trouble: Trouble | None = None) -> Order:
        told = put_off(before, moved, trouble)
        return await self._store.update(before, told.order, told.occasions)

    async def _post(self, order: Order) -> tuple[Outcome, OrdersError | None]:
        try:
            created = await self._orders.create_order(order.body or "")
        except OrdersError as error:
            self._note(error)
            logger.warning("order not created", order=order.id, reason=str(error))
            return outcome_of(error), error
        self.circuit.answered()
        return exists(created), None

    async def _look_up(self, order: Order) -> Found:
        try:
            look_up = await self._orders.find_order(order.id, since=_since(order))
        except OrdersError as error:
            logger.warning("look-up failed", order=order.id, reason=str(error))
            await self._list_failed(str(error))
            return CannotTell(is_outage=True)
        if look_up.order is None and not look_up.conclusive:
            logger.warning("the list can't tell whether the order is there", order=order.id)
            await self._list_failed(NO_KEYS)
            return CannotTell(is_outage=False)
        self.list_health.told()
        await self._health.after_look_up(None, found=look_up.order is not None)
        return exists(look_up.order) if look_up.order else Absent()

    async def _list_failed(self, reason: str) -> None:
        self.list_health.failed(reason)
        await self._health.after_look_up(reason)

    def _note(self, error: OrdersError) -> None:
        """A success without an order's id is an answer too: the API is there."""
        if isinstance(error, Unreachable) or type(error) is Ambiguous:
            self.circuit.failed()
        else:
            self.circuit.answered()


def _as_read(order: Order) -> AsRead:
    return order.id, order.version


def _since(order: Order) -> datetime | None:
    """From when on the list is read; what is said to exist already may be of any age."""
    if order.doubt is Doubt.DUPLICATE or order.confirmed_at is None:
        return None
    return order.confirmed_at - CLOCKS_DIFFER
