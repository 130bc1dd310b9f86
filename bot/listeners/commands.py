"""`/order` and its words, and the shortcuts: a text is kept before the ack, all else is done after it."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.begin.from_text import from_message, from_words
from bot.listeners.begin.keep_text import is_kept, keep_command, keep_message
from bot.listeners.begin.new_order import begin
from bot.listeners.lists.details import open_details
from bot.listeners.lists.order_list import list_orders
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.slack.message_words import words_in
from bot.views.help import help_message, language_message, no_such_number
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT
from bot.views.orders.cards import message
from flows.i18n.command_words import command_in, language_in
from flows.rights import Right

COMMAND = "/order"


def register(routes: Routes) -> None:
    """The slash command and the shortcuts."""
    routes.command(COMMAND)(ack_then(keep_command, command))
    routes.shortcut(SHORTCUT)(ack_then(acknowledge, shortcut))
    routes.shortcut(MESSAGE_SHORTCUT)(ack_then(keep_message, from_message))


async def command(interaction: Interaction, client: AsyncWebClient) -> None:
    """What the word after `/order` asks for; any other text is read."""
    word, rest = command_in(words_in(interaction.body))
    match word:
        case "":
            await begin(interaction, client, channel=str(interaction.body["channel_id"]))
        case "continue":
            await begin(interaction, client, channel=str(interaction.body["channel_id"]))
        case "status":
            await _status(interaction, client, rest)
        case _ if await answer_word(interaction, client, word, rest):
            pass
        case _:
            await _text(interaction, client, rest)


async def answer_word(interaction: Interaction, client: AsyncWebClient, word: str, rest: str) -> bool:
    """Do what the word asks for, if it is one that needs no window; gives whether it is."""
    match word:
        case "list":
            await list_orders(interaction, client, rest)
        case "export":
            from bot.listeners.lists.export import export_orders  # Few have the right, and it writes files.

            await export_orders(interaction, client, rest)
        case "language":
            await _say_language(interaction, client, rest)
        case "help":
            await _say_help(interaction, client)
        case _:
            return False
    return True


async def shortcut(interaction: Interaction, client: AsyncWebClient) -> None:
    """The global shortcut, which is in no channel."""
    await begin(interaction, client, channel=None)


async def _say_language(interaction: Interaction, client: AsyncWebClient, tag: str) -> None:
    known = language_in(tag)
    language = await (
        interaction.service.choose_language(interaction.person, known) if known else interaction.language()
    )
    await answer(interaction, client, language_message(language, changed=known is not None).arguments())


async def _status(interaction: Interaction, client: AsyncWebClient, number: str) -> None:
    """Where the order with that number stands."""
    order_id = await interaction.service.store.id_of(number, interaction.person.team) if number else None
    if order_id:
        await open_details(interaction, client, order_id)
        return
    said = message(await interaction.language(), [no_such_number(number)])
    await answer(interaction, client, said.arguments())


async def _text(interaction: Interaction, client: AsyncWebClient, text: str) -> None:
    """An order's number opens that order; anything else may be the beginning of a new one."""
    if is_kept(interaction):
        await from_words(interaction, client, text)
    elif order_id := await interaction.service.store.id_of(text, interaction.person.team):
        await open_details(interaction, client, order_id)
    else:
        await from_words(interaction, client, text)


async def _say_help(interaction: Interaction, client: AsyncWebClient) -> None:
    rights = await interaction.rights()
    sources = interaction.dependencies.sources
    told = help_message(await interaction.language(), rights.may(Right.EXPORT), sources)
    await answer(interaction, client, told.arguments())
