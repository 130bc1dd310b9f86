"""`/order` and its words, and the shortcut: acknowledged at once, answered lazily."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.new_order import begin, begin_with_files
from bot.listeners.order_list import answer_list
from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazy
from bot.service.dependencies import Dependencies
from bot.service.order_service import OrderService
from bot.slack.files import message_files
from bot.slack.payloads import Body
from bot.views.help import help_message, language_message
from bot.views.ids import MESSAGE_SHORTCUT, SHORTCUT
from flows.files import MESSAGE
from flows.i18n.command_words import command_in, language_in
from flows.person import Person

COMMAND = "/order"


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The slash command and the shortcuts."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def command(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        word, rest = command_in(str(body.get("text") or ""))
        respond, service, person = respond_in(context), dependencies.service, person_in(context)
        match word:
            case "":
                await begin(service, client, context, body["trigger_id"], channel=str(body["channel_id"]))
            case "list":
                await answer_list(dependencies, client, context, page=0)
            case "language":
                await _language(service, respond, person, rest)
            case _:
                language = await service.language_of(person)
                rights = await service.rights(person)
                told = help_message(language, rights.may_list, dependencies.sources)
                await respond(**told.arguments())

    async def shortcut(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await begin(dependencies.service, client, context, body["trigger_id"], channel=None)

    async def from_message(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        message, takes = body["message"], dependencies.service.settings.files
        found = message_files(message, f"{MESSAGE}.{message['ts']}") if takes else ()
        await begin_with_files(dependencies.service, client, context, body, found)

    app.command(COMMAND)(ack=acknowledge, lazy=[lazy(dependencies, command)])
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[lazy(dependencies, shortcut)])
    app.shortcut(MESSAGE_SHORTCUT)(ack=acknowledge, lazy=[lazy(dependencies, from_message)])


async def _language(service: OrderService, respond: AsyncRespond, person: Person, tag: str) -> None:
    known = language_in(tag)
    language = await (service.choose_language(person, known) if known else service.language_of(person))
    await respond(**language_message(language, changed=known is not None).arguments())
