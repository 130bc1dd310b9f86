"""`/order export`: orders as a file in a direct message."""

from __future__ import annotations

import tempfile
from pathlib import Path

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.answering import answer
from bot.listeners.lists.order_list import filters_of, refused
from bot.middleware.context import Interaction
from bot.middleware.membership import learned_rights
from bot.service.listing.exports import CsvWriter, Export
from bot.service.listing.order_list import query_of
from bot.service.listing.reader import Reader
from bot.slack.errors import reason_of
from bot.slack.files import FileLate, SlackFiles
from bot.views.orders.cards import message
from flows.audit import AuditEntry, Deed
from flows.i18n.language import Language
from flows.i18n.texts import Text, _, _n
from flows.listing.export import Style
from flows.listing.page import ListPage
from flows.listing.query import OrderQuery
from flows.person import Person
from flows.rights import Right

UPLOAD_SECONDS = 300.0
COMMAND_LINE = "orderdesk orders --csv"


async def export_orders(interaction: Interaction, client: AsyncWebClient, words: str) -> None:
    """A file with the orders that the words ask for, with no more of others' clients than the person may see."""
    rights = await learned_rights(interaction, client)
    if await refused(interaction, client, rights, frozenset({Right.EXPORT})):
        return
    await _say(interaction, client, _("I'm putting the file together; it comes in a direct message."))
    service, person, profile = interaction.service, interaction.person, await interaction.profile()
    reader = Reader.of(person, rights, service.settings.channel_client)
    page = ListPage(until=service.clock(), filters=filters_of(words, person.user))
    query = query_of(page.filters, reader, page, profile.zone)
    language = await interaction.language()
    export = Export(service.store, service.catalog.said_in(language.code), reader)
    with tempfile.TemporaryDirectory(prefix="orderdesk-export-") as folder:
        file = Path(folder) / f"orders-{page.until:%Y-%m-%d}.csv"
        count = await _write(export, query, file, Style(language, profile.zone), language)
        detail = f"/order export, {count} orders"
        await service.store.audit.add(
            AuditEntry(service.clock(), person.team, Deed.EXPORTED, person.user, None, detail)
        )
        said = _n("{count} order, as of now.", "{count} orders, as of now.", count=count)
        await _send(interaction, client, file, person, language.say(said))


async def _write(export: Export, query: OrderQuery, file: Path, style: Style, language: Language) -> int:
    with file.open("w", encoding="utf-8", newline="") as into:
        writer = CsvWriter(into, style, language)
        writer.begin()
        count = await export.write(query, writer)
        writer.end()
    return count


async def _send(
    interaction: Interaction, client: AsyncWebClient, file: Path, person: Person, said: str
) -> None:
    try:
        await SlackFiles(client, UPLOAD_SECONDS).send(file, person.user, said)
    except SlackApiError as error:
        if reason_of(error) != "missing_scope":
            raise
        text = _(
            "The app lacks the scope files:write, so it can't send files. Ask your admin to add it, or "
            "to run `{command}` where Order Desk runs.",
            command=COMMAND_LINE,
        )
        await _say(interaction, client, text)
    except FileLate:
        await _say(
            interaction, client, _("Slack didn't take the file. Try `/order export` again in a few minutes.")
        )


async def _say(interaction: Interaction, client: AsyncWebClient, text: Text) -> None:
    await answer(interaction, client, message(await interaction.language(), [text]).arguments())
