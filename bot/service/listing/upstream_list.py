"""What the Orders API's list holds now, or held when it last answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.logs import log
from orders import ListedOrder, OrdersClient, OrdersError

MOST_LISTED = 100

KEPT_FOR = timedelta(days=1)
"""How long an earlier answer is shown, with its time, while there is no newer one."""

logger = log(__name__)


@dataclass(frozen=True)
class Upstream:
    """The latest orders, the newest first, as of when the API told of them."""

    orders: tuple[ListedOrder, ...] = field(repr=False)
    as_of: datetime
    is_current: bool


class UpstreamList:
    """Asks each time, and remembers the last answer, in this process alone."""

    def __init__(self, orders: OrdersClient, clock: Clock) -> None:
        self._orders = orders
        self._clock = clock
        self._last: Upstream | None = None

    def known(self) -> tuple[ListedOrder, ...]:
        """The orders last told of: whoever opens one has just been shown them."""
        return self._last.orders if self._last else ()

    async def latest(self) -> Upstream | None:
        """The latest MOST_LISTED orders; None while the API has told nothing for a day. Never raises for the API."""
        now = self._clock()
        try:
            orders = await self._orders.recent_orders(MOST_LISTED)
        except OrdersError as error:
            logger.warning("the list is shown without the Orders API", reason=str(error))
            last = self._last
            return last if last and now - last.as_of <= KEPT_FOR else None
        self._last = Upstream(orders, now, is_current=False)
        return Upstream(orders, now, is_current=True)
