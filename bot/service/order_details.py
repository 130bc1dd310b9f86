"""Which orders somebody may open, how much of them they see, and that it is kept who opened another's in full."""

from typing import NamedTuple

from bot.service.order_service import OrderService
from bot.service.permissions import Rights
from flows.audit import AuditEntry, Deed
from flows.order import SENT, Order, State
from flows.person import Person
from flows.rights import Right

MOST_ENTRIES = 100


class Opened(NamedTuple):
    """An order as somebody opened it; `is_whole` where they see everything of it."""

    order: Order
    is_whole: bool
    entries: tuple[AuditEntry, ...]


async def open_order(service: OrderService, rights: Rights, person: Person, order_id: str) -> Opened | None:
    """The order, or None: it isn't in the person's workspace, or it is a draft, which its own form shows.

    Raises what the store raises.
    """
    order = await service.store.get(order_id)
    if order is None or order.origin.team != person.team or order.state not in SENT | {State.REJECTED}:
        return None
    is_own = order.origin.user == person.user
    is_whole = is_own or rights.may(Right.PERSONAL_DATA)
    if is_whole and not is_own:
        await service.audit(person, Deed.SEEN, order.id)
    entries = await service.store.audit.of_order(order.id, MOST_ENTRIES)
    return Opened(order, is_whole, tuple(entries))
