"""What people write to the bot, in its direct message or by naming it: answered in words, with buttons.

An event brings no trigger, so nothing can be opened: https://docs.slack.dev/reference/events/message.im.
"""

from __future__ import annotations

from contextlib import suppress

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.begin.from_text import say_not_understood
from bot.listeners.begin.keep_text import is_kept, keep_event, kept_order
from bot.listeners.begin.read_text import read, read_into
from bot.listeners.commands import answer_word
from bot.listeners.lists.order_list import refuse, refused
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then
from bot.middleware.membership import learned_rights
from bot.middleware.routes import Routes
from bot.service.errors import NotEditable
from bot.service.from_text import forget_text
from bot.service.order_details import open_order
from bot.slack.message_words import words_in
from bot.views.form.resume import unfinished
from bot.views.help import LONGEST_KEPT, no_such_number
from bot.views.orders.cards import message
from bot.views.written_to_bot import begun_message, status_message, unfinished_message
from flows.i18n.command_words import command_in
from flows.rights import Right


def register(routes: Routes) -> None:
    """Both places."""
    routes.event("message")(ack_then(keep_event, written))
    routes.event("app_mention")(ack_then(keep_event, written))


async def written(interaction: Interaction, client: AsyncWebClient) -> None:
    """The command's words as after `/order`, and any other text as the beginning of an order."""
    rights = await learned_rights(interaction, client)
    if await refused(interaction, client, rights, frozenset({Right.ORDER, Right.LIST})):
        await forget_text(interaction.service, kept_order(interaction))
        return
    words = words_in(interaction.body)
    word, rest = command_in(words)
    match word:
        case _ if is_kept(interaction):
            await _text(interaction, client)
        case _ if await answer_word(interaction, client, word, rest):
            pass
        case "status":
            await _status(interaction, client, rest)
        case "" | "continue":
            await _unfinished(interaction, client)
        case _ if await interaction.service.store.id_of(words.strip(), interaction.person.team):
            await _status(interaction, client, words.strip())
        case _:
            await refuse(interaction, client, rights, Right.ORDER)


async def _status(interaction: Interaction, client: AsyncWebClient, number: str) -> None:
    """Where the order stands, with a button that opens it."""
    service, language = interaction.service, await interaction.language()
    order_id = await service.store.id_of(number, interaction.person.team) if number else None
    opened = await open_order(service, await interaction.rights(), interaction.person, order_id or "")
    if opened is None:
        await answer(interaction, client, message(language, [no_such_number(number)]).arguments())
        return
    catalog = service.catalog.said_in(language.code)
    told = status_message(opened.order, catalog, language, service.clock(), is_whole=opened.is_whole)
    await answer(interaction, client, told.arguments())


async def _unfinished(interaction: Interaction, client: AsyncWebClient) -> None:
    """The person's drafts, each with Continue, and a button that begins another."""
    drafts = unfinished(await interaction.service.store.editable(interaction.person))
    told = unfinished_message(drafts, await interaction.form_context())
    await answer(interaction, client, told.arguments())


async def _text(interaction: Interaction, client: AsyncWebClient) -> None:
    """A new order with what the message says, which is opened by a button."""
    kept = kept_order(interaction)
    if await refused(interaction, client, await interaction.rights(), frozenset({Right.ORDER})):
        await forget_text(interaction.service, kept)
        return
    if kept is None or kept.draft.unread is None:
        return  # Slack sent it twice.
    words, reading = kept.draft.unread.text, await read(interaction, client, kept.draft.unread)
    if reading.is_empty and not kept.draft.files and len(words) <= LONGEST_KEPT:
        await say_not_understood(interaction, client, words)
        await forget_text(interaction.service, kept)
        return
    with suppress(NotEditable):  # Discarded on Home, while it was read.
        order, _result = await read_into(interaction, client, kept, reading)
        told = begun_message(order, await interaction.form_context())
        await answer(interaction, client, told.arguments())
