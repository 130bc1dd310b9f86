"""`/order list`, its pages, sharing one in the channel, and an order whole."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.service.order_details import open_order
from bot.service.recent_orders import recent_orders
from bot.views.as_json import as_json
from bot.views.ids import Action, page_in, pressed
from bot.views.orders.cards import message
from bot.views.orders.details import Shown, details_view, no_such_order_view
from bot.views.orders.order_list import list_message, shared_list_message
from bot.views.orders.progress import MOST_SHOWN, under_way_lines
from flows.rights import Right


def register(app: AsyncApp) -> None:
    """The list's buttons, and the one that opens an order wherever it is named."""
    app.action(pressed(Action.LIST_PAGE))(ack_then(acknowledge, turn_page))
    app.action(pressed(Action.LIST_SHARE))(ack_then(acknowledge, share))
    app.action(pressed(Action.ORDER_DETAILS))(ack_then(acknowledge, show_details))


async def turn_page(interaction: Interaction, client: AsyncWebClient) -> None:
    """Another page in the place of the one shown."""
    await answer_list(interaction, client, page_in(interaction.value), replace=True)


async def share(interaction: Interaction, _client: AsyncWebClient) -> None:
    """The page to the channel, with what a channel may see."""
    service, person = interaction.service, interaction.person
    listing = await recent_orders(interaction.dependencies, person.team, None, page_in(interaction.value))
    shared = shared_list_message(listing, service.workspace_language, person.user)
    await interaction.respond(response_type="in_channel", replace_original=False, **shared.arguments())


async def answer_list(
    interaction: Interaction, client: AsyncWebClient, page: int, *, replace: bool = False
) -> None:
    """The page, to the person only, who sees their own orders in full."""
    service, person = interaction.service, interaction.person
    rights = await learned_rights(interaction, client)
    language = await interaction.language()
    if not rights.may(Right.LIST):
        await interaction.denied(Right.LIST)
        refusal = message(language, [why_not(rights, Right.LIST)]).arguments()
        await interaction.respond(replace_original=False, response_type="ephemeral", **refusal)
        return
    listing = await recent_orders(interaction.dependencies, person.team, person, page)
    orders = await service.store.under_way(person, MOST_SHOWN + 1)
    under_way = under_way_lines(orders, service.catalog, service.clock())
    shown = list_message(listing, language, under_way).arguments()
    await interaction.respond(replace_original=replace, response_type="ephemeral", **shown)


async def show_details(interaction: Interaction, client: AsyncWebClient) -> None:
    """The order that the button is about, on top of the window it is in."""
    await open_details(interaction, client, interaction.value)


async def open_details(interaction: Interaction, client: AsyncWebClient, order_id: str) -> None:
    """The order in a window, as far as the person may see it."""
    view = await _details(interaction, order_id)
    in_modal = (interaction.body.get("view") or {}).get("type") == "modal"
    show = client.views_push if in_modal else client.views_open
    await show(trigger_id=interaction.trigger_id, view=as_json(view))


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
            now=service.clock(),
        )
    )
