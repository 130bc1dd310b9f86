"""Whether an order has been posted in the team's channel, as far as it is known."""

from __future__ import annotations

from collections.abc import Sequence

from bot.service.order_service import OrderService
from bot.views.orders.notices import not_posted, posted, to_be_posted
from flows.i18n.texts import Text
from flows.notifications import Notification, NotificationKind
from flows.order import Occasion, Order, State
from storage import KeptMessage, MessageKind


async def posting(
    service: OrderService, order: Order, messages: Sequence[KeptMessage] | None = None
) -> Text | None:
    """What to say of a created order's post; None where none is made.

    `messages` are those about the order, where they have been read.
    """
    channel = service.channel_of(order.draft)
    if channel is None or order.state is not State.CREATED:
        return None
    if messages is None:
        messages = await service.store.messages.of(order.id)
    if any(message.kind is MessageKind.POST for message in messages):
        return posted(channel)
    confirmation = order.confirmed_at or order.updated_at
    owed = Notification(order.id, Occasion.CREATED, NotificationKind.CHANNEL_POST, confirmation)
    return to_be_posted(channel) if await service.store.owes(owed) else not_posted(channel)
