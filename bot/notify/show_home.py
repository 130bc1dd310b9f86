"""A person's Home, and `/order` where there is something to go on with: their own orders under way come first."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.service.order_service import OrderService
from bot.views.form.resume import resume_view
from bot.views.home import home_view
from bot.views.orders.progress import MOST_SHOWN, under_way_blocks
from flows.form.form_context import FormContext
from flows.i18n.language import Language
from flows.order import Order, State
from flows.person import Person


async def home_of(service: OrderService, person: Person) -> View:
    """Their orders under way, their drafts, and their language."""
    form_context = await service.form_context(person)
    drafts, under_way = await _unfinished(service, person, form_context.language)
    return home_view(drafts, form_context, under_way)


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
    drafts = [order for order in editable if order.state is State.OPEN and not order.draft.is_empty]
    return drafts, under_way_blocks(confirmed, service.catalog, language, service.clock())
