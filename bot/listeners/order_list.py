"""`/order list`, its pages, and sharing one in the channel."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.refusals import may_not_list
from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazy
from bot.middleware.membership import learned_rights
from bot.service.dependencies import Dependencies
from bot.service.recent_orders import recent_orders
from bot.slack.payloads import Body, chosen
from bot.views.ids import Action, pressed
from bot.views.orders.cards import message
from bot.views.orders.order_list import list_message, shared_list_message
from bot.views.orders.progress import MOST_SHOWN, under_way_lines


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The list's buttons."""
    service = dependencies.service

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def turn_page(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        page = _page(chosen(body["actions"][0]))
        await answer_list(dependencies, client, context, page, replace=True)

    async def share(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        person = person_in(context)
        listing = await recent_orders(dependencies, person.team, None, _page(chosen(body["actions"][0])))
        shared = shared_list_message(listing, service.workspace_language, person.user)
        await respond_in(context)(response_type="in_channel", replace_original=False, **shared.arguments())

    for action, function in ((Action.LIST_PAGE, turn_page), (Action.LIST_SHARE, share)):
        app.action(pressed(action))(ack=acknowledge, lazy=[lazy(dependencies, function)])


async def answer_list(
    dependencies: Dependencies,
    client: AsyncWebClient,
    context: AsyncBoltContext,
    page: int,
    *,
    replace: bool = False,
) -> None:
    """The page, to the person only, whose own orders stand there in full."""
    person, respond, service = person_in(context), respond_in(context), dependencies.service
    rights = await learned_rights(service, client, context)
    language = await service.language_of(person)
    if not rights.may_list:
        told = message(language, [may_not_list()]).arguments()
        await respond(replace_original=False, response_type="ephemeral", **told)
        return
    listing = await recent_orders(dependencies, person.team, person, page)
    orders = await service.store.under_way(person, MOST_SHOWN + 1)
    under_way = under_way_lines(orders, service.catalog, service.clock())
    told = list_message(listing, language, under_way).arguments()
    await respond(replace_original=replace, response_type="ephemeral", **told)


def _page(value: str) -> int:
    return int(value) if value.isdecimal() else 0
