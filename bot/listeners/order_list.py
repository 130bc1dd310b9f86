"""`/order list`, its pages, and sharing one in the channel."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.service.recent_orders import recent_orders
from bot.views.ids import Action, page_in, pressed
from bot.views.orders.cards import message
from bot.views.orders.order_list import list_message, shared_list_message
from bot.views.orders.progress import MOST_SHOWN, under_way_lines
from flows.rights import Right


def register(app: AsyncApp) -> None:
    """The list's buttons."""
    app.action(pressed(Action.LIST_PAGE))(ack_then(acknowledge, turn_page))
    app.action(pressed(Action.LIST_SHARE))(ack_then(acknowledge, share))


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
