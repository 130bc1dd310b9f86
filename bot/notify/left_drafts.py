"""Asks a person whether to go on with drafts they left: one message, edited into what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.errors import SlackApiError

from bot.logs import log
from bot.notify.post_once import MessagePoster
from bot.service.order_service import OrderService
from bot.slack.errors import reason_of
from bot.views.form.left_draft import left_message
from flows.draft import LeftMessage
from flows.notifications import Notification
from flows.order import Order, State
from flows.rights import Right
from storage import MessageKind

UNREACHABLE = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "missing_scope",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_not_found",
    }
)
"""Nobody is there to ask: https://docs.slack.dev/reference/methods/chat.postMessage. The draft is on Home, too."""

OVER = frozenset({State.DISCARDED, State.EXPIRED})

logger = log(__name__)


class LeftDraftMessages:
    """Raises what the Web API and the store raise, but where the person can't be reached at all."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def show(self, notification: Notification, order: Order) -> None:
        """Ask, or say in the message that is there what has become of the draft; it is never posted twice."""
        try:
            await self._show(notification, order)
        except SlackApiError as error:
            if reason_of(error) not in UNREACHABLE:
                raise
            logger.info("nobody could be asked about a draft", order=order.id, reason=reason_of(error))

    async def _show(self, notification: Notification, order: Order) -> None:
        recipient, drafts = order.origin.user, await self._drafts(notification, order)
        kept = await self._poster.find_lost(recipient, notification, MessageKind.LEFT)
        if kept is None:
            await self._ask(notification, order, drafts)
            return
        language = await self._service.form_context(order.person, order.origin.channel)
        edited = await self._poster.edit(kept, left_message(order, drafts, language))
        if not edited or (not drafts and order.state in OVER):
            await self._service.store.messages.forget(kept)

    async def _drafts(self, notification: Notification, order: Order) -> Sequence[Order]:
        """Those that the message is about and that are still drafts, the latest first."""
        message = LeftMessage(order_id=order.id, left_at=notification.confirmation)
        found = await self._service.store.editable(order.person)
        drafts = [one for one in found if one.state is State.OPEN and one.draft.asked_in == message]
        return drafts or ([order] if order.state is State.OPEN else [])

    async def _ask(self, notification: Notification, order: Order, drafts: Sequence[Order]) -> None:
        person, channel = order.person, order.origin.channel
        is_left = any(one.is_left for one in drafts)
        if not is_left or not (await self._service.rights(person, channel)).may(Right.ORDER):
            return
        message = left_message(order, drafts, await self._service.form_context(person, channel))
        # It was looked for already, and isn't there.
        await self._poster.post_once(
            person.user, message, replace(notification, attempts=0), MessageKind.LEFT
        )
