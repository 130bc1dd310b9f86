"""Cards and notes that several people get of one order: operators, and those who must approve it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from slack_sdk.errors import SlackApiError

from bot.notify.edit_cards import CardEditor
from bot.notify.post_once import MessagePoster
from bot.service.order_service import OrderService
from bot.views.operators.long_waits import long_wait_card
from bot.views.operators.stuck_orders import stuck_card
from bot.views.operators.unsettled import operators_note, operators_text, outcome_text
from bot.views.orders.cards import Message, public_name
from flows.notifications import Notification
from flows.order import Occasion, Order, State
from flows.waiting.awaiting_photos import WAITING
from storage import MessageKind


class CardSender:
    """Raises what the Web API and the store raise, after everybody who can be reached has been."""

    def __init__(self, service: OrderService, poster: MessagePoster, cards: CardEditor) -> None:
        self._service = service
        self._poster = poster
        self._cards = cards

    async def tell_operators(self, notification: Notification, order: Order) -> None:
        """What they are to decide about, or to know."""
        match notification.occasion:
            case Occasion.STUCK:
                await self._call_operators(notification, order)
            case Occasion.LONG_WAIT:
                await self._tell_of_long_wait(notification, order)
            case _:
                await self._note_to_operators(notification, order)

    async def _call_operators(self, notification: Notification, order: Order) -> None:
        """A card where operators hear of things, as long as there is something to decide."""
        name = public_name(order, self._service.catalog, self._service.settings.channel_client)

        async def card(recipient: str) -> Message:
            return stuck_card(order, await self._service.language_for(recipient, order.origin.team), name)

        recipients = self._service.permissions.operators
        await self.send(
            recipients, card, notification, MessageKind.STUCK, is_relevant=order.state is State.STUCK
        )

    async def _tell_of_long_wait(self, notification: Notification, order: Order) -> None:
        """A card where operators hear of things, else to its person: nobody has decided for days."""
        catalog, settings = self._service.catalog, self._service.settings
        public, now = public_name(order, catalog, settings.channel_client), self._service.clock()

        async def card(recipient: str) -> Message:
            language = await self._service.language_for(recipient, order.origin.team)
            name = None if recipient == order.origin.user else public
            return long_wait_card(order, catalog, language, now, name)

        recipients = self._service.permissions.operators or (order.origin.user,)
        waits = order.state in WAITING and order.confirmed_at == notification.confirmation
        await self.send(recipients, card, notification, MessageKind.LONG_WAIT, is_relevant=waits)

    async def _note_to_operators(self, notification: Notification, order: Order) -> None:
        """What they hear of an order of unknown fate or number, as long as it is so."""
        name = public_name(order, self._service.catalog, self._service.settings.channel_client)
        text = operators_text(notification.occasion, order)
        kind = MessageKind.UNSETTLED if notification.occasion is Occasion.UNSETTLED else None

        async def note(recipient: str) -> Message:
            language = await self._service.language_for(recipient, order.origin.team)
            return operators_note(order, text or outcome_text(order), language, name)

        await self.send(
            self._service.permissions.operators, note, notification, kind, is_relevant=text is not None
        )

    async def send(
        self,
        recipients: Sequence[str],
        card: Callable[[str], Awaitable[Message]],
        notification: Notification,
        kind: MessageKind | None,
        *,
        is_relevant: bool,
    ) -> None:
        """To each their own; who can't be reached keeps nobody else from theirs. Decided meanwhile, all are edited."""
        failed: SlackApiError | None = None
        for recipient in recipients:
            try:
                if is_relevant:
                    await self._poster.post_once(recipient, await card(recipient), notification, kind)
                elif kind is not None:
                    # One that was posted before it was decided, and whose answer was lost, still asks.
                    await self._poster.find_lost(recipient, notification, kind)
            except SlackApiError as error:
                failed = error
        await self._edit_if_decided(notification)
        if failed is not None:
            raise failed

    async def _edit_if_decided(self, notification: Notification) -> None:
        """The decision may have come between reading the order and posting the card."""
        if order := await self._service.store.get(notification.order_id):
            await self._cards.edit(order)


def still_asked(notification: Notification, order: Order) -> bool:
    """It waits, and since this asking: not taken back and asked about again."""
    return order.state is State.AWAITING and order.confirmed_at == notification.confirmation
