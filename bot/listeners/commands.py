"""`/order` and its words, and the shortcut: acknowledged at once, answered lazily."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.new_order import begin, begin_with_files
from bot.listeners.order_list import answer_list
from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazily
from bot.service.dependencies import Services
from bot.service.order_service import Desk
from bot.slack.files import message_files
from bot.slack.payloads import Body
from bot.views.help import help_message, language_message
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT
from flows.files import MESSAGE
from flows.i18n.command_words import command_in, language_in
from storage import Person

COMMAND = "/order"


def register(app: AsyncApp, services: Services) -> None:
    """The slash command and the shortcuts."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def command(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        word, rest = command_in(str(body.get("text") or ""))
        respond, desk, person = respond_in(context), services.desk, person_in(context)
        match word:
            case "":
                await begin(desk, client, context, body["trigger_id"], channel=str(body["channel_id"]))
            case "list":
                await answer_list(services, client, context, page=0)
            case "language":
                await _language(desk, respond, person, rest)
            case _:
                language = await desk.language_of(person)
                rights = await desk.rights(person)
                told = help_message(language, rights.may_list, services.sources)
                await respond(**told.arguments())

    async def shortcut(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await begin(services.desk, client, context, body["trigger_id"], channel=None)

    async def from_message(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        message, takes = body["message"], services.desk.settings.files
        found = message_files(message, f"{MESSAGE}.{message['ts']}") if takes else ()
        await begin_with_files(services.desk, client, context, body, found)

    app.command(COMMAND)(ack=acknowledge, lazy=[lazily(services, command)])
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[lazily(services, shortcut)])
    app.shortcut(MESSAGE_SHORTCUT)(ack=acknowledge, lazy=[lazily(services, from_message)])


async def _language(desk: Desk, respond: AsyncRespond, person: Person, tag: str) -> None:
    known = language_in(tag)
    language = await (desk.choose_language(person, known) if known else desk.language_of(person))
    await respond(**language_message(language, changed=known is not None).arguments())
