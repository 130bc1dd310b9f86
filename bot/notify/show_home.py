"""A person's Home, and `/order` where there is something to go on with: their own orders under way come first."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.service.order_service import OrderService
from bot.views.form.resume import resume_view
from bot.views.home import home_view
from bot.views.orders.progress import MOST_SHOWN, under_way_blocks
from flows.order import Order, State
from flows.person import Person


async def home_of(service: OrderService, person: Person) -> View:
    """Their orders under way, their drafts, and their language."""
    return home_view(
        await _drafts(service, person), await service.form_context(person), await _under_way(service, person)
    )


async def resume_of(service: OrderService, person: Person, channel: str | None) -> View | None:
    """The same to choose from; None where there is nothing but to begin."""
    drafts, under_way = await _drafts(service, person), await _under_way(service, person)
    if not (drafts or under_way):
        return None
    return resume_view(drafts, await service.form_context(person), under_way, channel)


async def _drafts(service: OrderService, person: Person) -> list[Order]:
    """Those nobody has refused: a refused order is shown with those under way."""
    found = await service.store.editable(person)
    return [order for order in found if order.state is State.OPEN and not order.draft.is_empty]


async def _under_way(service: OrderService, person: Person) -> Sequence[Block]:
    orders = await service.store.under_way(person, MOST_SHOWN + 1)
    return under_way_blocks(orders, service.catalog, await service.language_of(person), service.clock())
