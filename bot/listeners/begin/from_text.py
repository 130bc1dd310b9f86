"""New orders from what was written: after `/order`, and in a message on which the shortcut is used."""

from __future__ import annotations

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.begin.keep_text import is_kept, kept_order
from bot.listeners.begin.new_order import new_screen, order_refusal
from bot.listeners.begin.read_text import read_into
from bot.listeners.open_modal import open_ready
from bot.middleware.access import why_not
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.notify.show_draft import instead
from bot.service.errors import NotEditable
from bot.service.from_text import forget_text, keep_text, read_written
from bot.views.help import LONGEST_KEPT, not_understood_message
from bot.views.ids import Action
from bot.views.orders.notices import refusal_view
from flows.draft import UnreadText
from flows.order import Order
from flows.rights import Right


def register(routes: Routes) -> None:
    """The button below what wasn't understood."""
    routes.action(Action.FROM_TEXT)(ack_then(acknowledge, with_the_text))


async def from_words(interaction: Interaction, client: AsyncWebClient, text: str) -> None:
    """A new order from what follows `/order`; where that says nothing of one, help and a way to order all the same."""
    kept = kept_order(interaction)
    if kept is None and is_kept(interaction):
        return  # Slack sent it twice.
    reading = await read_written(text, await interaction.form_context())
    if not reading.is_empty or len(text) > LONGEST_KEPT:
        await open_ready(interaction, client, _filled(interaction, client, kept))
        return
    await say_not_understood(interaction, client, text)
    await forget_text(interaction.service, kept)


async def say_not_understood(interaction: Interaction, client: AsyncWebClient, text: str) -> None:
    """Nothing of an order was found: help, and a way to order all the same; of LONGEST_KEPT characters at most."""
    may_export, language = (await interaction.rights()).may(Right.EXPORT), await interaction.language()
    told = not_understood_message(language, may_export, interaction.dependencies.sources, text)
    await answer(interaction, client, told.arguments())


async def with_the_text(interaction: Interaction, client: AsyncWebClient) -> None:
    """A new order described by what wasn't understood, which the button still has if this fails."""

    async def content() -> View:
        service, person = interaction.service, interaction.person
        if refusal := await order_refusal(interaction, client):
            return refusal
        written = UnreadText(text=interaction.value, author=person.user)
        kept = await keep_text(service, person, interaction.channel, service.ids(), written)
        return await _filled(interaction, client, kept)

    await open_ready(interaction, client, content())


async def from_message(interaction: Interaction, client: AsyncWebClient) -> None:
    """The message shortcut: a new order with what the message says, and its files."""
    kept = kept_order(interaction)
    if kept is not None or not is_kept(interaction):
        await open_ready(interaction, client, _filled(interaction, client, kept))


async def _filled(interaction: Interaction, client: AsyncWebClient, kept: Order | None) -> View:
    """The new order's first screen with something to ask, else its summary; or why the person may not."""
    refusal = await order_refusal(interaction, client)
    if refusal or kept is None:
        await forget_text(interaction.service, kept)
        why = why_not(await interaction.rights(), Right.ORDER)
        return refusal or refusal_view(await interaction.language(), why)
    try:
        order, result = await read_into(interaction, client, kept)
    except NotEditable as gone:  # Discarded on Home, while it was read.
        return await instead(interaction.service, gone, await interaction.language())
    return await new_screen(interaction, order, result)
