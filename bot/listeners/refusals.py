"""What those are told who may not: whatever they press, choose or open, they hear why and whom to ask."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.submissions import updated
from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazy
from bot.notify.show_draft import update
from bot.service.dependencies import Dependencies
from bot.service.order_service import OrderService
from bot.slack.nice_to_have import nice_to_have
from bot.slack.payloads import Body
from bot.views.home import refusal_home
from bot.views.mrkdwn import marked
from bot.views.orders.cards import message
from bot.views.orders.notices import refusal_view
from flows.i18n.texts import Text, _
from flows.person import Person

REFUSED = "refused"
"""Where the gate leaves why a person may not."""

ANY = re.compile("")


def may_not_list() -> Text:
    """Of the list of orders."""
    return _("You may not list orders here. Ask your admin to add you to LIST_USERS.")


def may_not_order() -> Text:
    """Of everything about one's own orders."""
    return _("You may not take orders here. Ask your admin to add you to ORDER_USERS.")


async def is_refused(context: AsyncBoltContext) -> bool:
    """Whether the gate has refused it."""
    return REFUSED in context


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """Before every other listener: those of what the gate refuses."""
    service, matchers = dependencies.service, [is_refused]

    async def refuse_command(ack: AsyncAck, context: AsyncBoltContext) -> None:
        await ack(marked(await service.language_of(person_in(context)), context[REFUSED]))

    async def refuse_submission(ack: AsyncAck, context: AsyncBoltContext) -> None:
        language = await service.language_of(person_in(context))
        await ack(**updated(refusal_view(language, context[REFUSED])))

    async def offer_nothing(ack: AsyncAck) -> None:
        await ack(options=[])

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def tell(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await _tell(service, body, client, context)

    async def show(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        await refuse_on_home(service, client, person_in(context), context[REFUSED])

    told = {"ack": acknowledge, "lazy": [lazy(dependencies, tell)]}
    app.command(ANY, matchers=matchers)(refuse_command)
    app.view(ANY, matchers=matchers)(refuse_submission)
    app.options(ANY, matchers=matchers)(offer_nothing)
    app.action({"type": "block_actions", "action_id": ANY}, matchers=matchers)(**told)
    app.shortcut(ANY, matchers=matchers)(**told)
    app.event("app_home_opened", matchers=matchers)(ack=acknowledge, lazy=[lazy(dependencies, show)])


async def refuse_on_home(
    service: OrderService, client: AsyncWebClient, person: Person, refusal: Text
) -> None:
    """Home says why, and nothing else."""
    home = refusal_home(await service.language_of(person), refusal)
    with nice_to_have("Home"):
        await client.views_publish(user_id=person.user, view=home)


async def _tell(service: OrderService, body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
    """Beside the message, in the window or on Home, wherever it was pressed; else in a direct message."""
    person, refusal, view = person_in(context), context[REFUSED], body.get("view") or {}
    language = await service.language_of(person)
    if view.get("type") == "home":
        await refuse_on_home(service, client, person, refusal)
    elif view:
        await update(client, view["id"], refusal_view(language, refusal))
    elif context.respond is not None and body.get("response_url"):
        told = message(language, [refusal]).arguments()
        await respond_in(context)(replace_original=False, response_type="ephemeral", **told)
    else:
        await client.chat_postMessage(channel=person.user, **message(language, [refusal]).arguments())
