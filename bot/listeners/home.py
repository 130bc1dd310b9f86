"""The app's Home: a button to begin, unfinished orders, and the language."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.refusals import may_not_order, refuse_on_home
from bot.middleware.context import person_in
from bot.middleware.lazy import lazily
from bot.middleware.membership import learned_rights
from bot.notify.show_home import home_of
from bot.service.dependencies import Services
from bot.slack.nice_to_have import nice_to_have
from bot.slack.payloads import Body, chosen
from bot.views.ids import Action, pressed
from flows.i18n.language import shipped_languages


def register(app: AsyncApp, services: Services) -> None:
    """Home opened, and the language chosen there."""
    desk = services.desk

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def show(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if body.get("event", {}).get("tab", "home") == "home":
            await publish(client, context)

    async def choose(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        tag = chosen(body["actions"][0])
        if tag in shipped_languages():
            await desk.choose_language(person_in(context), tag)
        await publish(client, context)

    async def publish(client: AsyncWebClient, context: AsyncBoltContext) -> None:
        person = person_in(context)
        if not (await learned_rights(desk, client, context)).may_order:
            await refuse_on_home(desk, client, person, may_not_order())
            return
        with nice_to_have("Home"):
            await client.views_publish(user_id=person.user, view=await home_of(desk, person))

    app.event("app_home_opened")(ack=acknowledge, lazy=[lazily(services, show)])
    app.action(pressed(Action.LANGUAGE))(ack=acknowledge, lazy=[lazily(services, choose)])
