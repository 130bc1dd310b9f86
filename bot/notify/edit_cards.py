"""Edits the cards that people have: once an order is decided about, no card asks them any more."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.notify.post_once import MessagePoster
from bot.service.order_service import OrderService
from bot.views.approval.approval_cards import decided_card, decided_text
from bot.views.operators.long_waits import waited_card
from bot.views.operators.stuck_orders import settled_card
from bot.views.operators.unsettled import operators_note, outcome_text
from bot.views.orders.cards import Message, public_name
from flows.order import Order, State
from flows.waiting.awaiting_photos import WAITING
from storage import KeptMessage, MessageKind

ABOUT_APPROVAL = (MessageKind.APPROVAL, MessageKind.REMINDER, MessageKind.ESCALATION)
CARDS = (*ABOUT_APPROVAL, MessageKind.LONG_WAIT, MessageKind.STUCK, MessageKind.UNSETTLED)
NOT_OVER = frozenset({State.CONFIRMED, State.SENDING, State.STUCK, State.REJECTED})
"""In these a card about an order of unknown fate may be edited once more: a refused one may be created again."""


class CardEditor:
    """For every card of an order, in everyone's hands; raises what the Web API and the store raise."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def edit(self, order: Order) -> None:
        """Say on each card what has become of the order; one that fails keeps no other from being edited."""
        failed: SlackApiError | None = None
        for kept in await self._service.store.messages.of(order.id, *CARDS):
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
        if kept.kind in {*ABOUT_APPROVAL, MessageKind.LONG_WAIT} or order.state not in NOT_OVER:
            await self._service.store.messages.forget(kept)

    async def _card(self, kept: KeptMessage, order: Order) -> Message:
        language = await self._service.language_for(kept.recipient, order.origin.team)
        if kept.kind in ABOUT_APPROVAL:
            return decided_card(order, language, decided_text(order), self._name(kept, order))
        if kept.kind is MessageKind.LONG_WAIT:
            return waited_card(order, language, self._name(kept, order))
        if kept.kind is MessageKind.UNSETTLED:
            return operators_note(order, outcome_text(order), language, self._public_name(order))
        return settled_card(order, language, self._name(kept, order))

    def _name(self, kept: KeptMessage, order: Order) -> str | None:
        """As it was on the card: in full only for who took the order."""
        if kept.recipient == order.origin.user:
            return None
        return self._public_name(order)

    def _public_name(self, order: Order) -> str:
        return public_name(order, self._service.catalog, self._service.settings.channel_client)


def still_asks(kept: KeptMessage, order: Order) -> bool:
    """Whether what the card asks is still to be decided, or what it says still so."""
    if kept.kind is MessageKind.STUCK:
        return order.state is State.STUCK
    if kept.kind is MessageKind.UNSETTLED:
        return order.state is State.SENDING and order.settled_by is None
    states = WAITING if kept.kind is MessageKind.LONG_WAIT else {State.AWAITING}
    return order.state in states and order.confirmed_at == kept.confirmation
