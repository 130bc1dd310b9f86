"""The messages that ask an order's person for its photos: edited as photos come, reminded of twice, and then closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.notify.post_once import MessagePoster
from bot.service.order_service import OrderService
from bot.views.form.photos import photos_message
from bot.views.orders.cards import Message
from flows.notifications import Notification
from flows.order import Occasion, Order, State
from storage import MessageKind

KINDS = {
    Occasion.PHOTOS: MessageKind.PHOTOS,
    Occasion.PHOTO_REMINDER: MessageKind.PHOTO_REMINDER,
    Occasion.LAST_PHOTO_REMINDER: MessageKind.LAST_PHOTO_REMINDER,
}


class PhotoMessages:
    """Raises what the Web API and the store raise."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def send(self, notification: Notification, order: Order) -> None:
        """Ask, show what has come, or remind; what isn't asked for any more is only said where it was asked."""
        recipient, kind = order.origin.user, KINDS[notification.occasion]
        shown = None
        if await self._poster.find_lost(recipient, notification, kind) is None and _asks(
            order, notification.confirmation
        ):
            text, shown = await self._message(order, notification.confirmation), order.version
            await self._poster.post_once(recipient, text, replace(notification, attempts=0), kind)
        await self._edit(notification, shown)

    async def _edit(self, notification: Notification, shown: int | None) -> None:
        """All of them, by the order as it is now, unless it is still the version shown."""
        order = await self._service.store.get(notification.order_id)
        if order is None or order.version == shown:
            return
        for kept in await self._service.store.messages.of(notification.order_id, *KINDS.values()):
            if kept.confirmation == notification.confirmation:
                await self._poster.edit(kept, await self._message(order, kept.confirmation))
                if not _asks(order, kept.confirmation):
                    await self._service.store.messages.forget(kept)

    async def _message(self, order: Order, confirmation: datetime) -> Message:
        language = await self._service.language_of(order.person)
        asks = _asks(order, confirmation)
        return photos_message(order, self._service.catalog, language, still_asks=asks)


def _asks(order: Order, confirmation: datetime) -> bool:
    return order.state is State.AWAITING_PHOTOS and order.confirmed_at == confirmation
