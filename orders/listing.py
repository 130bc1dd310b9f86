"""Reading the list of orders page by page, newest first as far as their times are known.

How the API pages its list isn't published. It may list the oldest first, ignore the page or its size, and
give a total or not; so every reading is bounded, and a page that brings nothing new ends it.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from datetime import UTC, datetime

from orders.listed import ListedOrder, LookUp, OrderPage
from orders.models import KEY_IN_METADATA

PAGE_SIZE = 100
MOST_REQUESTS = 20
USUAL_PAGE = 5
LONG_AGO = datetime.min.replace(tzinfo=UTC)

Fetch = Callable[[int], Awaitable[OrderPage]]


class Reading:
    """One reading of the list, in at most 20 requests; `fetch` gets a page by its number, from 0.

    `at_the_end` is True once the whole list has been read.
    """

    def __init__(self, fetch: Fetch) -> None:
        self.at_the_end = False
        self._fetch = fetch
        self._seen: set[str] = set()
        self._times: list[datetime | None] = []

    async def pages(self) -> AsyncGenerator[tuple[ListedOrder, ...], None]:
        """The orders not seen before, a page at a time; `OrdersError` where a page can't be had.

        A list that has its oldest orders first and gives its total is read from its last page backwards.
        """
        first = await self._fetch(0)
        orders = self._new(first.orders)
        total = first.count if first.count is not None and first.count > len(orders) else None
        self.at_the_end = not orders and total is None
        backwards = total is not None and _oldest_first(orders)
        if not backwards:
            yield self._given(orders)
        async for page in self._later_pages(_numbers(len(orders), total, backwards=backwards), total):
            yield self._given(page[::-1] if backwards else page)
        if backwards:
            yield self._given(orders[::-1])

    @property
    def newest_first(self) -> bool:
        """Whether no order so far is newer than one before it, as far as their times could be read."""
        times = [time for time in self._times if time is not None]
        return times == sorted(times, reverse=True)

    def reaches_back_to(self, moment: datetime) -> bool:
        """Whether all orders created since the moment (aware) must have been among those read."""
        last = self._times[-1] if self._times else None
        return last is not None and last < moment and None not in self._times and self.newest_first

    async def _later_pages(
        self, numbers: Iterable[int], total: int | None
    ) -> AsyncGenerator[tuple[ListedOrder, ...], None]:
        for number in numbers:
            if self.at_the_end:
                return
            page = await self._fetch(number)
            orders = self._new(page.orders)
            if not orders:
                self.at_the_end = total is None and _looks_whole(page.orders)
                return
            self.at_the_end = total is not None and len(self._seen) >= total
            yield orders

    def _new(self, orders: Iterable[ListedOrder]) -> tuple[ListedOrder, ...]:
        new = tuple({order.id: order for order in orders if order.id not in self._seen}.values())
        self._seen.update(order.id for order in new)
        return new

    def _given(self, orders: tuple[ListedOrder, ...]) -> tuple[ListedOrder, ...]:
        self._times.extend(order.created_at for order in orders)
        return orders


async def recent_orders(fetch: Fetch, limit: int) -> tuple[ListedOrder, ...]:
    """The newest orders, at most `limit`, newest first; those without a readable time come last."""
    reading = Reading(fetch)
    found: list[ListedOrder] = []
    async with aclosing(reading.pages()) as pages:
        async for orders in pages:
            found.extend(orders)
            if len(found) >= limit and reading.newest_first:
                break
    return tuple(sorted(found, key=lambda order: order.created_at or LONG_AGO, reverse=True)[: max(limit, 0)])


async def find_order(fetch: Fetch, key: str, since: datetime | None) -> LookUp:
    """The first order in the list that carries the key.

    Its absence is conclusive when the list was read to its end (or back to `since`, if given) and shows
    keys at all: some order in it carries metadata or an idempotency key, or it is empty.
    """
    reading = Reading(fetch)
    empty, shows_keys, is_complete = True, False, False
    async with aclosing(reading.pages()) as pages:
        async for orders in pages:
            for order in orders:
                empty = False
                shows_keys = shows_keys or bool(order.metadata or order.idempotency_key)
                if _carries(order, key):
                    return LookUp(order, conclusive=True)
            # Read on where it shows no keys: one older order with a key proves that the others would have theirs.
            is_complete = is_complete or (since is not None and reading.reaches_back_to(since))
            if is_complete and shows_keys:
                break
    return LookUp(None, conclusive=(is_complete or reading.at_the_end) and (empty or shows_keys))


def _carries(order: ListedOrder, key: str) -> bool:
    return order.idempotency_key == key or (order.metadata or {}).get(KEY_IN_METADATA) == key


def _numbers(size: int, total: int | None, *, backwards: bool) -> Iterable[int]:
    """Which pages to get after the first, which held `size` orders."""
    if not backwards or total is None:
        return range(1, MOST_REQUESTS)
    last = (total - 1) // size
    return range(last, max(last - MOST_REQUESTS + 1, 0), -1)


def _oldest_first(orders: tuple[ListedOrder, ...]) -> bool:
    times = [order.created_at for order in orders if order.created_at is not None]
    return bool(times) and times == sorted(times) and times[0] < times[-1]


def _looks_whole(repeated: tuple[ListedOrder, ...]) -> bool:
    """Whether a list that gives the same orders for every page is all there is.

    Common page sizes are 10, 25, 50 and 100: exactly so many orders may be one page of several.
    """
    return not repeated or len(repeated) % USUAL_PAGE != 0
