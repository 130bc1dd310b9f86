"""What people see who may not do something: whatever they press, choose or open, they read why and whom to ask."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import ACTION, CLOSED, COMMAND, EVENT, OPTIONS, SHORTCUT, VIEW, Routes
from bot.notify.show_draft import update
from bot.slack.acks import updated
from bot.slack.nice_to_have import nice_to_have
from bot.views.as_json import as_json
from bot.views.home import refusal_home
from bot.views.mrkdwn import marked
from bot.views.orders.cards import message
from bot.views.orders.notices import refusal_view
from bot.views.rights import MAY_NOT
from flows.i18n.texts import Text
from flows.rights import Right


def register(routes: Routes) -> None:
    """For what a person may not do."""
    everywhere = ack_then(acknowledge, say_why)
    routes.refused(COMMAND)(refuse_command)
    routes.refused(VIEW)(refuse_submission)
    routes.refused(CLOSED)(acknowledge)
    routes.refused(OPTIONS)(offer_nothing)
    routes.refused(ACTION)(everywhere)
    routes.refused(SHORTCUT)(everywhere)
    routes.refused(EVENT, "app_home_opened")(ack_then(acknowledge, refuse_home))
    for written in ("message", "app_mention"):
        routes.refused(EVENT, written)(everywhere)


async def refuse_command(ack: AsyncAck, interaction: Interaction) -> None:
    """Why not, to the person only."""
    await ack(marked(await interaction.language(), _refusal(interaction)))


async def refuse_submission(ack: AsyncAck, interaction: Interaction) -> None:
    """Why not, in the view's place."""
    await ack(**updated(refusal_view(await interaction.language(), _refusal(interaction))))


async def offer_nothing(ack: AsyncAck, _interaction: Interaction) -> None:
    """No options to choose from."""
    await ack(options=[])


async def say_why(interaction: Interaction, client: AsyncWebClient) -> None:
    """Beside the message, in the window or on Home, wherever it was pressed; else in a direct message."""
    refusal, view = _refusal(interaction), interaction.body.get("view") or {}
    language = await interaction.language()
    if view.get("type") == "home":
        await refuse_on_home(interaction, client, refusal)
    elif view:
        await update(client, view["id"], refusal_view(language, refusal))
    elif interaction.can_respond and interaction.body.get("response_url"):
        told = message(language, [refusal]).arguments()
        await interaction.respond(replace_original=False, response_type="ephemeral", **told)
    else:
        told = message(language, [refusal]).arguments()
        await client.chat_postMessage(channel=interaction.person.user, **told)


async def refuse_home(interaction: Interaction, client: AsyncWebClient) -> None:
    """Home, opened by somebody who may not take orders."""
    await refuse_on_home(interaction, client, _refusal(interaction))


async def refuse_on_home(interaction: Interaction, client: AsyncWebClient, refusal: Text) -> None:
    """Home says why, and nothing else."""
    home = refusal_home(await interaction.language(), refusal)
    with nice_to_have("Home"):
        await client.views_publish(user_id=interaction.person.user, view=as_json(home))


def _refusal(interaction: Interaction) -> Text:
    return interaction.refusal or MAY_NOT[Right.ORDER]
