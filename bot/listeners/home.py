"""The app's Home: a button to begin, unfinished orders, and the language."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.refusals import may_not_order, refuse_on_home
from bot.middleware.context import person_in
from bot.middleware.lazy import lazy
from bot.middleware.membership import learned_rights
from bot.notify.show_home import home_of
from bot.service.dependencies import Dependencies
from bot.slack.nice_to_have import nice_to_have
from bot.slack.payloads import Body, chosen
from bot.views.ids import Action, pressed
from flows.i18n.language import shipped_languages


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Home opened, and the language chosen there."""
    service = dependencies.service

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def show(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        if body.get("event", {}).get("tab", "home") == "home":
            await publish(client, context)

    async def choose(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        tag = chosen(body["actions"][0])
        if tag in shipped_languages():
            await service.choose_language(person_in(context), tag)
        await publish(client, context)

    async def publish(client: AsyncWebClient, context: AsyncBoltContext) -> None:
        person = person_in(context)
        if not (await learned_rights(service, client, context)).may_order:
            await refuse_on_home(service, client, person, may_not_order())
            return
        with nice_to_have("Home"):
            await client.views_publish(user_id=person.user, view=await home_of(service, person))

    app.event("app_home_opened")(ack=acknowledge, lazy=[lazy(dependencies, show)])
    app.action(pressed(Action.LANGUAGE))(ack=acknowledge, lazy=[lazy(dependencies, choose)])
