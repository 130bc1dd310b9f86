"""A person's Home, and `/order` where there is something to go on with: their own orders under way come first."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.approvals import Approvals
from bot.service.order_service import OrderService
from bot.views.as_json import as_json
from bot.views.form.resume import resume_view, unfinished
from bot.views.home import OwnOrders, home_view
from bot.views.orders.progress import MOST_SHOWN, under_way_blocks
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.listing.query import OrderQuery
from flows.notifications import Notification, NotificationKind
from flows.order import Order, State
from flows.person import Person
from flows.rights import Right
from flows.waiting.approval import who_may_be_asked

MOST_CREATED = 5
MOST_TO_APPROVE = 5


async def home_of(service: OrderService, person: Person) -> View:
    """What waits for them, their orders, and their language."""
    form_context, now = await service.form_context(person), service.clock()
    drafts, under_way = await _unfinished(service, person, form_context.language)
    created = OrderQuery(person.team, now, frozenset({State.CREATED}), person.user)
    found = await service.store.found.page(created, MOST_CREATED)
    to_approve = await Approvals(service).waiting_for(person, MOST_TO_APPROVE)
    return home_view(OwnOrders(person.user, under_way, drafts, found.orders, to_approve), form_context, now)


async def publish_home(service: OrderService, slack: AsyncWebClient, person: Person) -> None:
    """Draw Home again, for whoever has opened it and may order. Raises what the Web API and the store raise."""
    profile = await service.store.profile(person)
    if profile.opens_home and service.rights_by(person, profile).may(Right.ORDER):
        await slack.views_publish(user_id=person.user, view=as_json(await home_of(service, person)))


class Homes:
    """Draws Home again for those who have opened it; raises what the Web API and the store raise."""

    def __init__(self, service: OrderService, slack: AsyncWebClient) -> None:
        self._service = service
        self._slack = slack

    async def tell(self, notification: Notification, order: Order) -> None:
        """For the order's person, or for whoever may be asked about it; one that fails keeps no other from theirs."""
        failed: SlackApiError | None = None
        for user in self._concerned(notification, order):
            try:
                await publish_home(self._service, self._slack, Person(order.origin.team, user))
            except SlackApiError as error:
                failed = error
        if failed is not None:
            raise failed

    def _concerned(self, notification: Notification, order: Order) -> Sequence[str]:
        is_own = notification.kind is NotificationKind.HOME
        return [order.origin.user] if is_own else who_may_be_asked(order, self._service.catalog)


async def resume_of(
    service: OrderService, person: Person, channel: str | None, form_context: FormContext
) -> View | None:
    """The same to choose from; None where there is nothing but to begin."""
    drafts, under_way = await _unfinished(service, person, form_context.language)
    if not (drafts or under_way):
        return None
    return resume_view(drafts, form_context, under_way, channel)


async def _unfinished(
    service: OrderService, person: Person, language: Language
) -> tuple[Sequence[Order], Sequence[Block]]:
    """Drafts that nobody has refused, and what is under way, with which a refused order is shown."""
    editable, confirmed = await service.store.unfinished(person, MOST_SHOWN + 1)
    refused_first = sorted(confirmed, key=lambda order: order.state is not State.REJECTED)
    return unfinished(editable), under_way_blocks(refused_first, service.catalog, language, service.clock())
