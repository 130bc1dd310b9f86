"""A stuck order: a person says whether it exists upstream or is to be sent again."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk, NotEditable
from bot.interaction import Body, Seen, chosen
from bot.listeners.context import person_in, respond_in
from bot.listeners.lazily import lazily
from bot.services import Services
from bot.views.cards import message
from bot.views.deciding import decided_text, sent_again_text, which_order_view
from bot.views.ids import Action, Callback, pressed
from bot.views.outcome import notice_view
from flows.order import Exists
from flows.texts import _


def register(app: AsyncApp, services: Services) -> None:
    """The card's two buttons, and the window behind the first."""
    desk = services.desk

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def ask_which(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        person = person_in(context)
        language = await desk.language_of(person)
        try:
            order = await desk.stuck(chosen(body["actions"][0]), person)
        except NotEditable:
            view = notice_view(language, _("It exists there"), [decided_text()])
        else:
            view = which_order_view(order, language)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def send_again(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        try:
            await desk.send_again(chosen(body["actions"][0]), person_in(context))
        except NotEditable:
            context["decided"] = True
        await ack()

    async def tell(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        person = person_in(context)
        text = decided_text() if context.get("decided") else sent_again_text(person.user)
        told = message(await desk.language_of(person), [text])
        await respond_in(context)(replace_original=True, **told.arguments())

    async def exists(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        person, seen = person_in(context), Seen.of(body)
        typed = seen.typed.get("order_id")
        if seen.metadata:
            await _settle(desk, seen.metadata.draft, context, typed.strip() if isinstance(typed, str) else "")
        view = notice_view(await desk.language_of(person), _("It exists there"), [decided_text()])
        await ack(response_action="update", view=view.to_dict())

    app.action(pressed(Action.IT_EXISTS))(ack=acknowledge, lazy=[lazily(services, ask_which)])
    app.action(pressed(Action.SEND_AGAIN))(ack=send_again, lazy=[lazily(services, tell)])
    app.view(Callback.DECIDE.value)(exists)


async def _settle(desk: Desk, order_id: str, context: AsyncBoltContext, upstream_id: str) -> None:
    """Decided twice, the first counts."""
    try:
        await desk.exists(order_id, person_in(context), Exists(upstream_id or None))
    except NotEditable:
        return
