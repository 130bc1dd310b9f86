"""Deciding about orders that wait for approval: who may, and that the first to decide is the one who counts."""

from __future__ import annotations

from collections.abc import Sequence

from bot.service.errors import MayNotDecide, NotEditable
from bot.service.order_service import OrderService
from bot.service.retry_on_conflict import retry_on_conflict
from flows.audit import Deed
from flows.listing.query import OrderQuery
from flows.order import Occasion, Order, State
from flows.person import Person
from flows.waiting import approval

MOST_READ = 50


class Decided(Exception):
    """There is nothing to decide about what the person saw; `order` is what has become of it."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.state)
        self.order = order


class Approvals:
    """What approvers decide, and what the person who took the order may do meanwhile. Raises what the store raises."""

    def __init__(self, service: OrderService) -> None:
        self.service = service

    async def decidable(self, order_id: str, seen_edition: int, person: Person) -> Order:
        """The order as an approver saw it on their card. Raises MayNotDecide, Decided."""
        order = await self._theirs_to_decide(order_id, person)
        if order.state is not State.AWAITING or order.edition != seen_edition:
            raise Decided(order)
        return order

    async def waiting_for(self, person: Person, most: int) -> Sequence[Order]:
        """The latest orders that this person may decide about, of the MOST_READ that wait."""
        if not self.service.catalog.is_approver(person.user):
            return []
        waiting = OrderQuery(person.team, self.service.clock(), frozenset({State.AWAITING}))
        found = await self.service.store.found.page(waiting, MOST_READ)
        return [order for order in found.orders if self._is_theirs(order, person)][:most]

    def _is_theirs(self, order: Order, person: Person) -> bool:
        return approval.may_decide(order, person.user, self.service.catalog, self.service.clock())

    async def approve(self, order_id: str, seen_edition: int, person: Person) -> Order:
        """Let the dispatcher have the order. Raises MayNotDecide, Decided."""

        async def once() -> Order:
            order = await self.decidable(order_id, seen_edition, person)
            after = approval.approved(order, person.user, self.service.clock())
            return await self.service.store.update(order, after, (Occasion.APPROVED, Occasion.CONFIRMED))

        approved = await retry_on_conflict(once)
        self.service.wake()
        return approved

    async def send_back(self, order_id: str, seen_edition: int, person: Person, comment: str) -> Order:
        """Give the order back to the person who took it. Raises MayNotDecide, Decided."""

        async def once() -> Order:
            order = await self.decidable(order_id, seen_edition, person)
            after = approval.sent_back(order, person.user, comment, self.service.clock())
            return await self.service.store.update(order, after, (Occasion.SENT_BACK,))

        sent_back = await retry_on_conflict(once)
        self.service.wake()
        return sent_back

    async def take_back(self, order_id: str, person: Person) -> Order:
        """Let the person change their own order again. Raises NotEditable where it waits for nobody any more."""

        async def once() -> Order:
            order = await self.service.store.get_own(order_id, person)
            if order is None or order.state not in {State.AWAITING, State.AWAITING_PHOTOS}:
                raise NotEditable(order)
            after = approval.taken_back(order, self.service.clock())
            return await self.service.store.update(order, after)

        taken_back = await retry_on_conflict(once)
        self.service.wake()
        return taken_back

    async def _theirs_to_decide(self, order_id: str, person: Person) -> Order:
        order = await self.service.store.get(order_id)
        if order is None or order.approvers is None or order.origin.team != person.team:
            raise MayNotDecide(None)
        if not self._is_theirs(order, person):
            await self.service.audit(person, Deed.DENIED, order_id, order.approvers)
            raise MayNotDecide(order)
        return order
