"""`/order list`, its pages, and sharing one in the channel."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.interaction import Body, chosen
from bot.listeners.context import person_in, respond_in
from bot.listeners.lazily import lazily
from bot.listing import recent_orders
from bot.services import Services
from bot.views.ids import Action, pressed
from bot.views.order_list import list_message, shared_list_message
from storage import Person


def register(app: AsyncApp, services: Services) -> None:
    """The list's buttons."""
    desk = services.desk

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def turn_page(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        page = _page(chosen(body["actions"][0]))
        await answer_list(services, respond_in(context), person_in(context), page, replace=True)

    async def share(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        person = person_in(context)
        listing = await recent_orders(services, person.team, _page(chosen(body["actions"][0])))
        shared = shared_list_message(listing, desk.workspace_language, person.user)
        await respond_in(context)(response_type="in_channel", replace_original=False, **shared.arguments())

    for action, lazy in ((Action.LIST_PAGE, turn_page), (Action.LIST_SHARE, share)):
        app.action(pressed(action))(ack=acknowledge, lazy=[lazily(services, lazy)])


async def answer_list(
    services: Services, respond: AsyncRespond, person: Person, page: int, *, replace: bool = False
) -> None:
    """The page, to the person only."""
    listing = await recent_orders(services, person.team, page)
    language = await services.desk.language_of(person)
    await respond(
        replace_original=replace, response_type="ephemeral", **list_message(listing, language).arguments()
    )


def _page(value: str) -> int:
    return int(value) if value.isdecimal() else 0
