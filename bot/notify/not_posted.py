"""Says that a channel wasn't told of a created order: to who took it and to the operators, once, and when it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from slack_sdk.errors import SlackApiError

from bot.logs import log
from bot.notify.post_once import MessagePoster
from bot.outbox.retries import why
from bot.service.order_service import OrderService
from bot.views.orders.cards import headline, public_name
from bot.views.orders.not_posted import CURES, not_posted, posted_after_all
from flows.i18n.texts import Text, shaped, verbatim
from flows.notifications import Notification, NotificationKind
from flows.order import Order
from storage import MessageKind

PATIENCE = timedelta(minutes=5)
"""How long a post that may yet get through is nobody's news."""

logger = log(__name__)


class NotPosted:
    """One notice to each for an order, edited once the post is there."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def say(self, notification: Notification, order: Order, reason: str, owed_for: timedelta) -> None:
        """At once where waiting can't help, else after some minutes; what can't be said now is at the next attempt."""
        channel = self._service.channel_of(order.draft)
        if channel is None or (reason not in CURES and owed_for < PATIENCE):
            return
        # What a channel didn't get goes to others under another kind, so that neither is taken for the other.
        notice = replace(notification, kind=NotificationKind.OPERATORS)
        for recipient in dict.fromkeys((order.origin.user, *self._service.permissions.operators)):
            language = await self._service.language_for(recipient, order.origin.team)
            told = not_posted(self._name(order, recipient), channel, reason, language)
            try:
                await self._poster.post_once(recipient, told, notice, MessageKind.NOT_POSTED)
            except (SlackApiError, OSError, TimeoutError) as error:
                logger.warning("a notice could not be sent", order=order.id, reason=why(error))

    async def is_posted(self, order: Order, channel: str) -> None:
        """The notices say so from now on."""
        for kept in await self._service.store.messages.of(order.id, MessageKind.NOT_POSTED):
            language = await self._service.language_for(kept.recipient, order.origin.team)
            told = posted_after_all(self._name(order, kept.recipient), channel, language)
            try:
                await self._poster.edit(kept, told)
            except (SlackApiError, OSError, TimeoutError) as error:
                logger.warning("a notice could not be edited", order=order.id, reason=why(error))
            await self._service.store.messages.forget(kept)

    def _name(self, order: Order, recipient: str) -> Text:
        if recipient == order.origin.user:
            return headline(order)
        name = public_name(order, self._service.catalog, self._service.settings.channel_client)
        number = order.display_id or order.id
        return shaped("{number} · {name}", number=verbatim(number), name=verbatim(name))
