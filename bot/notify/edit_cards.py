"""Edits the cards that people have: once an order is decided about, no card asks them any more."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.notify.post_once import MessagePoster
from bot.service.order_service import OrderService
from bot.views.orders.approval_cards import decided_card, decided_text
from bot.views.orders.cards import Message, public_name
from bot.views.orders.stuck_orders import settled_card
from flows.order import Order, State
from storage import KeptMessage, MessageKind

UNDER_WAY = frozenset({State.CONFIRMED, State.SENDING})


class CardEditor:
    """For every card of an order, in everyone's hands; raises what the Web API and the store raise."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def edit(self, order: Order) -> None:
        """Say on each card what has become of the order; one that fails keeps no other from being edited."""
        failed: SlackApiError | None = None
        for kept in await self._service.store.messages.of(order.id, MessageKind.APPROVAL, MessageKind.STUCK):
            if still_asks(kept, order):
                continue
            try:
                await self._edit(kept, order)
            except SlackApiError as error:
                failed = error
        if failed is not None:
            raise failed

    async def _edit(self, kept: KeptMessage, order: Order) -> None:
        await self._poster.edit(kept, await self._card(kept, order))
        if kept.kind is MessageKind.APPROVAL or order.state not in UNDER_WAY:
            await self._service.store.messages.forget(kept)

    async def _card(self, kept: KeptMessage, order: Order) -> Message:
        language = await self._service.language_for(kept.recipient, order.origin.team)
        if kept.kind is MessageKind.APPROVAL:
            return decided_card(order, language, decided_text(order), self._name(kept, order))
        return settled_card(order, language, self._name(kept, order))

    def _name(self, kept: KeptMessage, order: Order) -> str | None:
        """As it was on the card: in full only for who took the order."""
        if kept.recipient == order.origin.user:
            return None
        return public_name(order, self._service.catalog, self._service.settings.channel_client)


def still_asks(kept: KeptMessage, order: Order) -> bool:
    """Whether what the card asks is still to be decided."""
    if kept.kind is MessageKind.STUCK:
        return order.state is State.STUCK
    return order.state is State.AWAITING and order.confirmed_at == kept.confirmation
