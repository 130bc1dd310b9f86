"""`/order` and its words, and the shortcuts: acknowledged at once, answered lazily."""

from __future__ import annotations

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.lists.details import open_details
from bot.listeners.lists.export import export_orders
from bot.listeners.lists.order_list import list_orders
from bot.listeners.new_order import begin, begin_with_files
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.slack.files import message_files
from bot.views.help import help_message, language_message, no_such_number
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT
from bot.views.orders.cards import message
from flows.files import MESSAGE
from flows.i18n.command_words import command_in, language_in
from flows.rights import Right

COMMAND = "/order"


def register(app: AsyncApp) -> None:
    """The slash command and the shortcuts."""
    app.command(COMMAND)(ack_then(acknowledge, command))
    app.shortcut(SHORTCUT)(ack_then(acknowledge, shortcut))
    app.shortcut(MESSAGE_SHORTCUT)(ack_then(acknowledge, from_message))


async def command(interaction: Interaction, client: AsyncWebClient) -> None:
    """What the word after `/order` asks for; help for one that we don't know."""
    word, rest = command_in(str(interaction.body.get("text") or ""))
    match word:
        case "":
            await begin(interaction, client, channel=str(interaction.body["channel_id"]))
        case "list":
            await list_orders(interaction, client, rest)
        case "export":
            await export_orders(interaction, client, rest)
        case "language":
            await _language(interaction, rest)
        case "status":
            await _status(interaction, client, rest)
        case "help":
            await _help(interaction)
        case _ if order_id := await interaction.service.store.id_of(word, interaction.person.team):
            await open_details(interaction, client, order_id)
        case _:
            await _help(interaction, unknown=word)


async def shortcut(interaction: Interaction, client: AsyncWebClient) -> None:
    """The global shortcut, which is in no channel."""
    await begin(interaction, client, channel=None)


async def from_message(interaction: Interaction, client: AsyncWebClient) -> None:
    """The message shortcut: a new order with the message's files."""
    used_on, takes_files = interaction.body["message"], interaction.service.settings.files
    found = message_files(used_on, f"{MESSAGE}.{used_on['ts']}") if takes_files else ()
    await begin_with_files(interaction, client, found)


async def _language(interaction: Interaction, tag: str) -> None:
    known = language_in(tag)
    language = await (
        interaction.service.choose_language(interaction.person, known) if known else interaction.language()
    )
    await interaction.respond(**language_message(language, changed=known is not None).arguments())


async def _status(interaction: Interaction, client: AsyncWebClient, number: str) -> None:
    """Where the order with that number stands."""
    order_id = await interaction.service.store.id_of(number, interaction.person.team) if number else None
    if order_id:
        await open_details(interaction, client, order_id)
        return
    said = message(await interaction.language(), [no_such_number(number)])
    await interaction.respond(**said.arguments())


async def _help(interaction: Interaction, unknown: str | None = None) -> None:
    rights = await interaction.rights()
    sources = interaction.dependencies.sources
    told = help_message(await interaction.language(), rights.may(Right.EXPORT), sources, unknown)
    await interaction.respond(**told.arguments())
