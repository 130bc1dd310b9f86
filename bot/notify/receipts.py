"""What an order's person reads of it in direct messages."""

from __future__ import annotations

from bot.notify.posting import posting
from bot.service.order_service import OrderService
from bot.views.approval.approval_waiting import (
    receipt_approved,
    receipt_awaiting,
    receipt_sent_back,
    receipt_stand_in,
)
from bot.views.operators.stuck_orders import settled_card, stuck_card
from bot.views.operators.unsettled import receipt_number_not_found
from bot.views.order_buttons import details_button, for_client_button, repeat_button
from bot.views.orders.cards import Message, receipt_created, receipt_rejected
from bot.views.orders.notices import open_button
from bot.views.orders.progress import receipt_waiting
from flows.form.form_context import FormContext
from flows.order import Occasion, Order, State
from storage import ForPerson


class Receipts:
    """Reads the store, and nothing else."""

    def __init__(self, service: OrderService) -> None:
        self._service = service

    async def progress(self, order: Order, known: ForPerson) -> Message | None:
        """What the person reads of their order now."""
        language = self._service.language_by(known.profile)
        match order.state:
            case State.CREATED:
                post = await posting(self._service, order, known.messages)
                buttons = [
                    *open_button(order, language),
                    details_button(order.id, language),
                    repeat_button(order.id, language),
                    for_client_button(order.id, language),
                ]
                return receipt_created(order, language, buttons, post)
            case State.REJECTED:
                return receipt_rejected(order, form_context_of(self._service, order, known))
            case State.STUCK:
                return stuck_card(order, language)
            case State.CONFIRMED | State.SENDING if order.settled_by:
                return settled_card(order, language)
            case State.CONFIRMED | State.SENDING:
                return receipt_waiting(order, language)
            case _:
                return None

    async def of(self, occasion: Occasion, order: Order) -> Message | None:
        """A message of its own on that occasion; None where it has moved on since."""
        language = await self._service.language_of(order.person)
        match occasion:
            case Occasion.NUMBER_NOT_FOUND if order.upstream_id is None:
                return receipt_number_not_found(order, language)
            case Occasion.AWAITING:
                return receipt_awaiting(order, self._service.catalog, language, self._service.clock())
            case Occasion.STAND_IN:
                return receipt_stand_in(order, self._service.catalog, language)
            case Occasion.APPROVED if order.decided_by:
                return receipt_approved(order, language)
            case Occasion.SENT_BACK if order.comment:
                return receipt_sent_back(order, language)
            case _:
                return None  # It has moved on since; what came after has a notification of its own.


def form_context_of(service: OrderService, order: Order, known: ForPerson) -> FormContext:
    """What its person fills in the order from, with the rights of the channel in which it was begun."""
    return service.form_context_by(order.person, known.profile, order.origin.channel)
