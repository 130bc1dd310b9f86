"""New orders from what was written: after `/order`, and in a message on which the shortcut is used."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.begin.new_order import left_out_text, new_screen, order_refusal
from bot.listeners.begin.sender import sender_of
from bot.listeners.open_modal import open_ready
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.service.from_text import Written, open_from, read_written
from bot.slack.files import message_files
from bot.slack.message_words import message_words
from bot.slack.nice_to_have import nice_to_have
from bot.views.help import LONGEST_KEPT, not_understood_message
from bot.views.ids import Action
from flows.files import MESSAGE
from flows.rights import Right


def register(routes: Routes) -> None:
    """The button below what wasn't understood."""
    routes.action(Action.FROM_TEXT)(ack_then(acknowledge, with_the_text))


async def from_words(interaction: Interaction, client: AsyncWebClient, text: str) -> None:
    """A new order from what follows `/order`; where that says nothing of one, help and a way to order all the same."""
    form_context = await interaction.form_context()
    reading = await read_written(text, form_context)
    if not reading.is_empty or len(text) > LONGEST_KEPT:
        await open_ready(interaction, client, _filled(interaction, client, _own(interaction, text)))
        return
    await say_not_understood(interaction, client, text)


async def say_not_understood(interaction: Interaction, client: AsyncWebClient, text: str) -> None:
    """Nothing of an order was found: help, and a way to order all the same; of LONGEST_KEPT characters at most."""
    may_export, language = (await interaction.rights()).may(Right.EXPORT), await interaction.language()
    told = not_understood_message(language, may_export, interaction.dependencies.sources, text)
    await answer(interaction, client, told.arguments())


async def with_the_text(interaction: Interaction, client: AsyncWebClient) -> None:
    """A new order described by what wasn't understood."""
    await open_ready(interaction, client, _filled(interaction, client, _own(interaction, interaction.value)))


async def from_message(interaction: Interaction, client: AsyncWebClient) -> None:
    """The message shortcut: a new order with what the message says, and its files."""

    async def content() -> View:
        used_on = interaction.body["message"]
        takes_files = interaction.service.settings.files
        files = message_files(used_on, f"{MESSAGE}.{used_on['ts']}") if takes_files else ()
        link = await message_link(client, interaction.channel, str(used_on["ts"]))
        author = used_on.get("user") if "bot_id" not in used_on else None
        return await _filled(interaction, client, Written(message_words(used_on), files, link, author=author))

    await open_ready(interaction, client, content())


def _own(interaction: Interaction, text: str) -> Written:
    """What the person typed themselves."""
    return Written(text, author=interaction.person.user)


async def _filled(interaction: Interaction, client: AsyncWebClient, written: Written) -> View:
    """The new order's first screen with something to ask, else its summary; or why the person may not."""
    if refusal := await order_refusal(interaction, client):
        return refusal
    form_context = await interaction.form_context()
    sender = await sender_of(client, written.author)
    reading = await read_written(written.text, form_context, sender)
    order, result = await open_from(
        interaction.service, interaction.person, interaction.channel, reading, written, form_context
    )
    if left_out := len(written.files) - len(order.draft.files):
        result = replace(result, notice=left_out_text(left_out))
    return await new_screen(interaction, order, result)


async def message_link(client: AsyncWebClient, channel: str | None, ts: str) -> str | None:
    """Where the message is; None where Slack doesn't say: the order does without."""
    if channel is None:
        return None
    with nice_to_have("a message's link"):
        answer = await client.chat_getPermalink(channel=channel, message_ts=ts)
        return str(answer["permalink"])
    return None
