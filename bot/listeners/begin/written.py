"""What people write to the bot, in its direct message or by naming it: answered in words, with buttons.

An event brings no trigger, so nothing can be opened: https://docs.slack.dev/reference/events/message.im.
"""

from __future__ import annotations

import re
import uuid

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.begin.from_text import message_link, say_not_understood
from bot.listeners.begin.sender import sender_of
from bot.listeners.commands import answer_word
from bot.listeners.lists.order_list import refused
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.membership import learned_rights
from bot.middleware.routes import Routes
from bot.service.from_text import Written, open_from, read_written
from bot.service.order_details import open_order
from bot.slack.files import message_files
from bot.slack.message_words import message_words
from bot.views.form.resume import unfinished
from bot.views.help import LONGEST_KEPT, no_such_number
from bot.views.orders.cards import message
from bot.views.written import begun_message, status_message, unfinished_message
from flows.files import MESSAGE
from flows.i18n.command_words import command_in
from flows.rights import Right

ORDERS_OF_MESSAGES = uuid.UUID("5a0f2f6e-9b8e-4f0b-8b57-3f6a1f0c2d11")
"""The namespace of ids that are made from a message: Slack may send an event twice, and one order comes of it."""

_NAMED_FIRST = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")


def register(routes: Routes) -> None:
    """Both places."""
    routes.event("message")(ack_then(acknowledge, written))
    routes.event("app_mention")(ack_then(acknowledge, written))


async def written(interaction: Interaction, client: AsyncWebClient) -> None:
    """The command's words as after `/order`, and any other text as the beginning of an order."""
    rights = await learned_rights(interaction, client)
    if await refused(interaction, client, rights, frozenset({Right.ORDER, Right.LIST})):
        return
    event = interaction.body["event"]
    words = _NAMED_FIRST.sub("", message_words(event))
    word, rest = command_in(words)
    match word:
        case _ if await answer_word(interaction, client, word, rest):
            pass
        case "status":
            await _status(interaction, client, rest)
        case "" if not event.get("files"):
            await _unfinished(interaction, client)
        case "continue":
            await _unfinished(interaction, client)
        case _ if await interaction.service.store.id_of(words.strip(), interaction.person.team):
            await _status(interaction, client, words.strip())
        case _:
            await _text(interaction, client, words)


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


async def _text(interaction: Interaction, client: AsyncWebClient, words: str) -> None:
    """A new order with what the message says, which is opened by a button."""
    if await refused(interaction, client, await interaction.rights(), frozenset({Right.ORDER})):
        return
    service, person, form_context = (
        interaction.service,
        interaction.person,
        await interaction.form_context(),
    )
    event, channel = interaction.body["event"], interaction.body["event"]["channel"]
    files = message_files(event, f"{MESSAGE}.{event['ts']}") if service.settings.files else ()
    reading = await read_written(words, form_context, await sender_of(client, person.user))
    if reading.is_empty and not files and len(words) <= LONGEST_KEPT:
        await say_not_understood(interaction, client, words)
        return
    order_id = str(uuid.uuid5(ORDERS_OF_MESSAGES, f"{person.team} {channel} {event['ts']}"))
    if await service.store.get_own(order_id, person) is not None:
        return
    link = await message_link(client, channel, event["ts"])
    writing = Written(words, files, link, order_id)
    order, _result = await open_from(service, person, channel, reading, writing, form_context)
    await answer(interaction, client, begun_message(order, form_context).arguments())
