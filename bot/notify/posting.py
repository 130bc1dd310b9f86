"""Whether an order has been posted in the team's channel, as far as it is known."""

from __future__ import annotations

from bot.service.order_service import Desk
from bot.views.orders.notices import not_posted, posted, to_be_posted
from flows.i18n.texts import Text
from flows.order import Occasion, Order, State
from storage import MessageKind, Telling, TellingKind
from storage.rows import to_milliseconds


async def posting(desk: Desk, order: Order) -> Text | None:
    """What to say of a created order's post; None where none is made."""
    channel = desk.channel_of(order.draft)
    if channel is None or order.state is not State.CREATED:
        return None
    if await desk.store.messages.of(order.id, MessageKind.POST):
        return posted(channel)
    confirmation = to_milliseconds(order.confirmed_at or order.updated_at)
    owed = Telling(order.id, Occasion.CREATED, TellingKind.CHANNEL_POST, confirmation)
    return to_be_posted(channel) if await desk.store.owes(owed) else not_posted(channel)
