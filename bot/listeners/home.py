"""The app's Home: a button to begin, unfinished orders, and the language."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.refusals import refuse_on_home
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.middleware.routes import Routes
from bot.notify.show_home import home_of
from bot.slack.nice_to_have import nice_to_have
from bot.views.as_json import as_json
from bot.views.ids import Action
from flows.i18n.language import shipped_languages
from flows.rights import Right


def register(routes: Routes) -> None:
    """Home opened, and the language chosen there."""
    routes.event("app_home_opened")(ack_then(acknowledge, show))
    routes.action(Action.LANGUAGE)(ack_then(acknowledge, choose_language))


async def show(interaction: Interaction, client: AsyncWebClient) -> None:
    """Home was opened, or the tab of its messages."""
    if interaction.body.get("event", {}).get("tab", "home") == "home":
        if not (await interaction.profile()).opens_home:
            await interaction.service.store.keep_home_opened(interaction.person)
        await _publish(interaction, client)


async def choose_language(interaction: Interaction, client: AsyncWebClient) -> None:
    """Keep the language that was chosen, and show Home in it."""
    if interaction.value in shipped_languages():
        await interaction.service.choose_language(interaction.person, interaction.value)
    await _publish(interaction, client)


async def _publish(interaction: Interaction, client: AsyncWebClient) -> None:
    rights = await learned_rights(interaction, client)
    if not rights.may(Right.ORDER):
        await refuse_on_home(interaction, client, why_not(rights, Right.ORDER))
        return
    with nice_to_have("Home"):
        home = await home_of(interaction.service, interaction.person)
        await client.views_publish(user_id=interaction.person.user, view=as_json(home))
