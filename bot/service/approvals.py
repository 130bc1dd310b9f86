"""Deciding about orders that wait for approval: who may, and that the first to decide is the one who counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.service.order_service import MOST_CONFLICTS, MayNotDecide, NotEditable, OrderService
from flows import approval
from flows.order import Occasion, Order, State
from flows.person import Person
from storage import Conflict


class Decided(Exception):
    """There is nothing to decide about what the person saw; `order` is what has become of it."""

    def __init__(self, order: Order) -> None:
        super().__init__(order.state)
        self.order = order


async def decidable(service: OrderService, order_id: str, seen_edition: int, person: Person) -> Order:
    """The order as an approver saw it on their card. Raises MayNotDecide, Decided."""
    order = await _theirs_to_decide(service, order_id, person)
    if order.state is not State.AWAITING or order.edition != seen_edition:
        raise Decided(order)
    return order


async def approve(service: OrderService, order_id: str, seen_edition: int, person: Person) -> Order:
    """Let the dispatcher have the order. Raises MayNotDecide, Decided."""

    async def once() -> Order:
        order = await decidable(service, order_id, seen_edition, person)
        after = approval.approved(order, person.user, service.clock())
        return await service.store.update(order, after, (Occasion.APPROVED, Occasion.CONFIRMED))

    return await _settled(service, once)


async def send_back(
    service: OrderService, order_id: str, seen_edition: int, person: Person, comment: str
) -> Order:
    """Give the order back to the person who took it. Raises MayNotDecide, Decided."""

    async def once() -> Order:
        order = await decidable(service, order_id, seen_edition, person)
        after = approval.sent_back(order, person.user, comment, service.clock())
        return await service.store.update(order, after, (Occasion.SENT_BACK,))

    return await _settled(service, once)


async def take_back(service: OrderService, order_id: str, person: Person) -> Order:
    """Let the person change their own order again. Raises NotEditable where it doesn't wait any more."""

    async def once() -> Order:
        order = await service.store.get_own(order_id, person)
        if order is None or order.state is not State.AWAITING:
            raise NotEditable(order)
        return await service.store.update(order, approval.taken_back(order, service.clock()))

    return await _settled(service, once)


async def _settled(service: OrderService, once: Callable[[], Awaitable[Order]]) -> Order:
    """One compare-and-set; where another came first, or only a file arrived, the row as it is now tells."""
    for _attempt in range(MOST_CONFLICTS):
        with suppress(Conflict):
            order = await once()
            service.wake()
            return order
    raise Conflict("an order that waits for approval is changed too often at once")


async def _theirs_to_decide(service: OrderService, order_id: str, person: Person) -> Order:
    order = await service.store.get(order_id)
    group = service.catalog.approver_group(order.approvers) if order else None
    if order is None or group is None or order.origin.team != person.team:
        raise MayNotDecide(None)
    if not group.may_decide(person.user, order.origin.user):
        raise MayNotDecide(order)
    return order
