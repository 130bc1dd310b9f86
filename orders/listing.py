"""Reading the list of orders page by page, newest first as far as their times are known.

How the API pages its list isn't published. It may list the oldest first, ignore the page or its size, and
give a total or not; so every reading is bounded, and a page that brings nothing new ends it. An outage may begin or end
between two pages, so an absence counts only where all were pages of one list.
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

    `at_the_end` is True once the whole list has been read; `requests` counts the pages.
    """

    def __init__(self, fetch: Fetch) -> None:
        self.at_the_end = False
        self.requests = 0
        self._fetch = fetch
        self._first: tuple[ListedOrder, ...] = ()
        self._seen: set[str] = set()
        self._most = 0
        self._times: list[datetime | None] = []

    async def pages(self) -> AsyncGenerator[tuple[ListedOrder, ...], None]:
        """The orders not seen before, a page at a time; `OrdersError` where a page can't be had.

        A list that has its oldest orders first and gives its total is read from its last page backwards.
        """
        first = await self._page(0)
        self._first = orders = self._new(first.orders)
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

    def agrees_with(self, again: OrderPage) -> bool:
        """Whether the first page, got once more after the last, is of the list that was read.

        New orders may have come before those it had; its own keep their order, and show their keys as they did. No
        page may have told of more orders than are known now, if the whole list was read.
        """
        then = {order.id: order for order in self._first}
        now = [order for order in again.orders if order.id in then]
        is_whole = self._most <= len(self._seen | {order.id for order in again.orders})
        return (
            bool(now)
            and [order.id for order in now] == [*then][: len(now)]
            and all(_shows_key(order) == _shows_key(then[order.id]) for order in now)
            and (is_whole or not self.at_the_end)
        )

    async def _later_pages(
        self, numbers: Iterable[int], total: int | None
    ) -> AsyncGenerator[tuple[ListedOrder, ...], None]:
        for number in numbers:
            if self.at_the_end:
                return
            page = await self._page(number)
            orders = self._new(page.orders)
            if not orders:
                self.at_the_end = total is None and _looks_whole(page.orders)
                return
            self.at_the_end = total is not None and page.count is not None and len(self._seen) >= total
            yield orders

    async def _page(self, number: int) -> OrderPage:
        self.requests += 1
        page = await self._fetch(number)
        self._most = max(self._most, page.count or 0)
        return page

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

    Its absence is conclusive when the list was read to its end (or back to `since`, if given), shows keys at all (some
    order in it carries metadata or an idempotency key, or it is empty), and was one list from the first page to the
    last: after several pages the first is got once more.
    """
    reading = Reading(fetch)
    empty, shows_keys, is_complete = True, False, False
    async with aclosing(reading.pages()) as pages:
        async for orders in pages:
            empty = empty and not orders
            shows_keys = shows_keys or any(_shows_key(order) for order in orders)
            if ours := _with_key(orders, key):
                return LookUp(ours, conclusive=True)
            # Read on where it shows no keys: one older order with a key proves that the others would have theirs.
            is_complete = is_complete or (since is not None and reading.reaches_back_to(since))
            if is_complete and shows_keys:
                break
    if not ((is_complete or reading.at_the_end) and (empty or shows_keys)):
        return LookUp(None, conclusive=False)
    return await _confirmed_absence(reading, fetch, key)


async def _confirmed_absence(reading: Reading, fetch: Fetch, key: str) -> LookUp:
    """Absent from one page; from several, if they were pages of one list."""
    if reading.requests == 1:
        return LookUp(None, conclusive=True)
    again = await fetch(0)
    ours = _with_key(again.orders, key)
    return LookUp(ours, conclusive=ours is not None or reading.agrees_with(again))


def _with_key(orders: Iterable[ListedOrder], key: str) -> ListedOrder | None:
    return next((order for order in orders if _carries(order, key)), None)


def _shows_key(order: ListedOrder) -> bool:
    return bool(order.metadata or order.idempotency_key)


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
