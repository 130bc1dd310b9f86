"""Orders that wait for photos: these are added, and the last one lets the order go on; or it goes on without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.service.errors import NotEditable
from bot.service.order_service import OrderService
from bot.service.retry_on_conflict import retry_on_conflict
from flows.draft import Draft
from flows.offer.rules import approval_rule
from flows.order import Occasion, Order, State
from flows.person import Person
from flows.waiting.approval import put_forward
from flows.waiting.photos import missing_photos


class Photos:
    """What the person who took such an order does. Raises what the store raises."""

    def __init__(self, service: OrderService) -> None:
        self.service = service

    def missing(self, order: Order) -> Sequence[str]:
        """The photos that the order waits for, as the catalog has them today."""
        return missing_photos(order.draft, self.service.catalog)

    async def waiting(self, order_id: str, person: Person) -> Order:
        """The person's own order that waits for photos. Raises NotEditable."""
        order = await self.service.store.get_own(order_id, person)
        if order is None or order.state is not State.AWAITING_PHOTOS:
            raise NotEditable(order)
        return order

    async def add(self, order_id: str, person: Person, take: Callable[[Draft], Draft]) -> Order:
        """Keep what was chosen; the order goes on once nothing is missing. Raises NotEditable."""

        async def once() -> Order:
            order = await self.waiting(order_id, person)
            taken = replace(order, draft=take(order.draft), updated_at=self.service.clock())
            return await self._update(order, taken, is_over=not self.missing(taken))

        return await self._go_on(await retry_on_conflict(once))

    async def go_without(self, order_id: str, person: Person) -> Order:
        """Let the order go on with the photos it has. Raises NotEditable."""

        async def once() -> Order:
            order = await self.waiting(order_id, person)
            return await self._update(order, order, is_over=True)

        return await self._go_on(await retry_on_conflict(once))

    async def _update(self, before: Order, taken: Order, *, is_over: bool) -> Order:
        if not is_over:
            return await self.service.store.update(before, taken)
        return await self.service.store.update(before, *self._put_forward(taken))

    def _put_forward(self, order: Order) -> tuple[Order, tuple[Occasion, ...]]:
        catalog = self.service.catalog
        rule = approval_rule(order.draft, catalog)
        now, waits = self.service.clock(), self.service.settings.waiting_time
        return put_forward(order, order.body or "", order.modal, rule, catalog, now, operators_after=waits)

    async def _go_on(self, order: Order) -> Order:
        self.service.wake()
        return order
