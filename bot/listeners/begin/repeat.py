"""A new order from an earlier one: all of it once more, or for its client alone."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.open_modal import open_ready
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.notify.show_draft import screen, update
from bot.service.order_details import open_order
from bot.views.ids import Action
from bot.views.orders.details import no_such_order_view
from bot.views.orders.notices import refusal_view
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.order import Order
from flows.repeating import for_same_client, repeated
from flows.rights import Right

Make = Callable[[Draft, Order, FormContext], StepResult]


def register(routes: Routes) -> None:
    """The two buttons."""
    routes.action(Action.REPEAT)(ack_then(acknowledge, repeat))
    routes.action(Action.FOR_CLIENT)(ack_then(acknowledge, for_client))


async def repeat(interaction: Interaction, client: AsyncWebClient) -> None:
    """The same order once more."""
    await _begin(interaction, client, repeated)


async def for_client(interaction: Interaction, client: AsyncWebClient) -> None:
    """Another order for the same client."""
    await _begin(interaction, client, for_same_client)


async def _begin(interaction: Interaction, client: AsyncWebClient, make: Make) -> None:
    """In the window that shows the earlier order, else in a new one."""
    view = interaction.body.get("view") or {}
    if view.get("type") == "modal":
        await update(client, str(view["id"]), await _first_screen(interaction, make, str(view["id"])))
    else:
        await open_ready(interaction, client, _first_screen(interaction, make))


async def _first_screen(interaction: Interaction, make: Make, view_id: str | None = None) -> View:
    """The new order's; or why there is none: whoever may not see the client can't order for them."""
    service, rights = interaction.service, await interaction.rights()
    opened = await open_order(service, rights, interaction.person, interaction.value)
    if opened is None:
        return no_such_order_view(await interaction.language())
    if not opened.is_whole:
        await interaction.denied(Right.PERSONAL_DATA)
        return refusal_view(await interaction.language(), why_not(rights, Right.PERSONAL_DATA))
    form_context = await interaction.form_context()
    order, result = await service.open_as(
        interaction.person, interaction.channel, lambda empty: make(empty, opened.order, form_context)
    )
    if view_id is not None:
        # What is still to be shown of another order of this window isn't drawn over the new one.
        await service.store.modals.show(view_id, order.id, service.clock())
    return await screen(service, order, form_context, result)
