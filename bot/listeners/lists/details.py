"""An order whole, in a window, wherever it is named."""

from __future__ import annotations

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.open_modal import open_view, push_view
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.service.listing.entries import entry_elsewhere
from bot.service.listing.reader import Reader
from bot.service.order_details import open_order
from bot.views.ids import ELSEWHERE, Action
from bot.views.orders.details import Shown, details_elsewhere_view, details_view, no_such_order_view
from flows.rights import Right


def register(routes: Routes) -> None:
    """The button."""
    routes.action(Action.ORDER_DETAILS)(ack_then(acknowledge, show_details))


async def show_details(interaction: Interaction, client: AsyncWebClient) -> None:
    """The order that the button is about, on top of the window it is in."""
    await open_details(interaction, client, interaction.value)


async def open_details(interaction: Interaction, client: AsyncWebClient, order_id: str) -> None:
    """The order in a window, as far as the person may see it."""
    is_elsewhere = order_id.startswith(ELSEWHERE)
    view = await (_elsewhere if is_elsewhere else _details)(interaction, order_id)
    in_modal = (interaction.body.get("view") or {}).get("type") == "modal"
    if in_modal:
        await push_view(interaction, client, view)
    else:
        await open_view(interaction, client, view)


async def _details(interaction: Interaction, order_id: str) -> View:
    service, rights, form_context = (
        interaction.service,
        await interaction.rights(),
        await interaction.form_context(),
    )
    opened = await open_order(service, rights, interaction.person, order_id)
    if opened is None:
        return no_such_order_view(form_context.language)
    return details_view(
        Shown(
            order=opened.order,
            form_context=form_context,
            limited_to=None if opened.is_whole else service.settings.channel_client,
            whom_to_ask=None if opened.is_whole else why_not(rights, Right.PERSONAL_DATA),
            entries=opened.entries,
            sees_audit=rights.may(Right.OPERATE),
            may_order=rights.may(Right.ORDER),
            now=service.clock(),
        )
    )


async def _elsewhere(interaction: Interaction, value: str) -> View:
    """One that was made elsewhere: what the API's list says of it, as it was last told."""
    service, rights, language = interaction.service, await interaction.rights(), await interaction.language()
    reader = Reader.of(interaction.person, rights, service.settings.channel_client)
    upstream = interaction.dependencies.upstream_list.known()
    wanted = value.removeprefix(ELSEWHERE)
    listed = next((one for one in upstream if one.id == wanted), None) if reader.sees_others else None
    if listed is None:
        return no_such_order_view(language)
    return details_elsewhere_view(entry_elsewhere(listed, reader, service), listed.client_url, language)
