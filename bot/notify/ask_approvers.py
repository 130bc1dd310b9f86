"""Approvers of an order are asked and reminded, their stand-in is asked, and others hear that nobody decides."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.notify.send_cards import CardSender, still_asked
from bot.service.order_service import OrderService
from bot.slack.ids import is_user
from bot.slack.nice_to_have import nice_to_have
from bot.views.approval.approval_cards import approval_card, escalation_note
from bot.views.approval.asked import asking_text
from bot.views.orders.cards import Message, public_name
from flows.catalog.values import is_slack_id
from flows.notifications import Notification
from flows.order import Occasion, Order
from flows.person import Locales, Person
from flows.waiting.approval import NEVER
from storage import MessageKind

KINDS = {
    Occasion.AWAITING: MessageKind.APPROVAL,
    Occasion.STAND_IN: MessageKind.APPROVAL,
    Occasion.REMINDER: MessageKind.REMINDER,
    Occasion.ESCALATION: MessageKind.ESCALATION,
}


class ApproverCards:
    """Raises what the Web API and the store raise, after everybody who can be reached has been."""

    def __init__(self, service: OrderService, slack: AsyncWebClient, sender: CardSender) -> None:
        self._service = service
        self._slack = slack
        self._sender = sender

    async def send(self, notification: Notification, order: Order) -> None:
        """A card or a note to each, as long as nobody has decided."""

        async def card(recipient: str) -> Message:
            if is_user(recipient):
                await self._learn_locale(Person(order.origin.team, recipient))
            return await self._card(notification.occasion, order, recipient)

        await self._sender.send(
            self._recipients(notification.occasion, order),
            card,
            notification,
            KINDS[notification.occasion],
            is_relevant=still_asked(notification, order),
        )

    def _recipients(self, occasion: Occasion, order: Order) -> Sequence[str]:
        follow_up = order.follow_up or NEVER
        first = self._members(order.approvers, order)
        match occasion:
            case Occasion.STAND_IN:
                return [user for user in self._members(follow_up.stand_in, order) if user not in first]
            case Occasion.ESCALATION:
                return self._told(follow_up.escalate_to or "")
            case _:
                return first

    def _members(self, name: str | None, order: Order) -> Sequence[str]:
        group = self._service.catalog.approver_group(name)
        return group.asked(order.origin.user) if group else ()

    def _told(self, whom: str) -> Sequence[str]:
        group = self._service.catalog.approver_group(whom)
        if group is None:
            return [whom] if is_slack_id(whom) else []
        return group.users

    async def _card(self, occasion: Occasion, order: Order, recipient: str) -> Message:
        service, shows = self._service, self._service.settings.channel_client
        if occasion is Occasion.ESCALATION:
            language = await service.language_for(recipient, order.origin.team)
            name = public_name(order, service.catalog, shows)
            return escalation_note(order, service.catalog, language, service.clock(), name)
        form_context = await service.form_context(Person(order.origin.team, recipient))
        ask = asking_text(occasion, order, public_name(order, form_context.catalog, shows), form_context)
        return approval_card(order, form_context, shows, ask)

    async def _learn_locale(self, person: Person) -> None:
        """The language Slack has for somebody who never wrote to us; without a workspace's own, they hear in it."""
        if self._service.workspace_locale or await self._service.store.locales(person) != Locales():
            return
        with nice_to_have("an approver's language"):
            answer = await self._slack.users_info(user=person.user, include_locale=True)
            if locale := answer["user"].get("locale"):
                await self._service.store.keep_locales(person, Locales(slack=locale))
