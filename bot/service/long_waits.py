"""Orders that have waited for approval or photos for long: operators end that, or the person who took them."""

from __future__ import annotations

from bot.service.order_service import OrderService
from bot.service.photos import Photos
from bot.service.retry_on_conflict import retry_on_conflict
from flows.audit import Deed
from flows.i18n.texts import Text
from flows.order import Occasion, Order, State
from flows.person import Person
from flows.waiting.approval import sent_back
from flows.waiting.awaiting_photos import WAITING


class LongWaits:
    """Raises MayNotDecide, NotEditable, and what the store raises."""

    def __init__(self, service: OrderService) -> None:
        self.service = service

    async def waiting(self, order_id: str, person: Person) -> Order:
        """The order, about which this person may decide."""
        return await self.service.to_decide(order_id, person, WAITING)

    async def give_back(self, order_id: str, person: Person, why: Text) -> None:
        """Its person may change it again; they are told who gave it back, and why."""

        async def once() -> Order:
            order = await self.waiting(order_id, person)
            language = await self.service.language_of(order.person)
            after = sent_back(order, person.user, language.say(why), self.service.clock())
            return await self.service.store.update(order, after, (Occasion.SENT_BACK,))

        await retry_on_conflict(once)
        self.service.wake()

    async def go_without_photos(self, order_id: str, person: Person) -> None:
        """It goes on with the photos it has."""
        order = await self.service.to_decide(order_id, person, frozenset({State.AWAITING_PHOTOS}))
        await Photos(self.service).go_without(order_id, order.person)
        await self.service.audit(person, Deed.DECIDED, order_id, "without_photos")
