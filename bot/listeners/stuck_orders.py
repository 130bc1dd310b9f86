"""A stuck order: a person says whether it exists upstream or is to be sent again."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazy
from bot.service.dependencies import Dependencies
from bot.service.order_service import MayNotDecide, NotEditable, OrderService
from bot.settings import EVERYONE, ClientInChannel
from bot.slack.nice_to_have import nice_to_have
from bot.slack.payloads import Body, ViewPayload, chosen
from bot.views.ids import Action, Callback, pressed
from bot.views.orders.cards import message, public_name
from bot.views.orders.notices import notice_view
from bot.views.orders.stuck_orders import decided_text, may_not_settle_text, sent_again_text, which_order_view
from flows.i18n.texts import Text, _
from flows.order import Exists
from flows.person import Person

REFUSED, ALREADY = "may_not_decide", "already"
"""Where the ack function leaves what to tell instead: beside the card, or in its place."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The card's two buttons, and the window behind the first."""
    service = dependencies.service

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def ask_which(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        view = await _question(service, chosen(body["actions"][0]), person_in(context))
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    async def send_again(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        try:
            await service.send_again(chosen(body["actions"][0]), person_in(context))
        except NotEditable:
            context[ALREADY] = decided_text()
        except MayNotDecide as refused:
            context[REFUSED] = _may_not(service, refused)
        await ack()

    async def tell(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        await _tell(service, context)

    async def exists(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        person, payload = person_in(context), ViewPayload.of(body)
        inputs = payload.inputs.get("upstream_id")
        text = decided_text()
        if payload.metadata:
            upstream_id = inputs.strip() if isinstance(inputs, str) else ""
            text = await _settled(service, payload.metadata.draft, person, upstream_id)
        view = notice_view(await service.language_of(person), _("It exists there"), [text])
        await ack(response_action="update", view=view.to_dict())

    app.action(pressed(Action.IT_EXISTS))(ack=acknowledge, lazy=[lazy(dependencies, ask_which)])
    app.action(pressed(Action.SEND_AGAIN))(ack=send_again, lazy=[lazy(dependencies, tell)])
    app.view(Callback.DECIDE.value)(exists)


async def _question(service: OrderService, order_id: str, person: Person) -> View:
    """Which order it is there, or why that isn't asked."""
    language = await service.language_of(person)
    try:
        order = await service.stuck(order_id, person)
    except NotEditable:
        return notice_view(language, _("It exists there"), [decided_text()])
    except MayNotDecide as refused:
        return notice_view(language, _("It exists there"), [_may_not(service, refused)])
    shows = ClientInChannel.FULL if order.origin.user == person.user else service.settings.channel_client
    return which_order_view(order, language, public_name(order, service.catalog, shows))


async def _tell(service: OrderService, context: AsyncBoltContext) -> None:
    """In the card's place what was decided; beside it, where it wasn't this person's to decide."""
    person, respond = person_in(context), respond_in(context)
    language = await service.language_of(person)
    if refusal := context.get(REFUSED):
        told = message(language, [refusal]).arguments()
        await respond(replace_original=False, response_type="ephemeral", **told)
        return
    told = message(language, [context.get(ALREADY) or sent_again_text(person.user)]).arguments()
    with nice_to_have("an answer in a card"):  # The notifier edits it too.
        await respond(replace_original=True, **told)


async def _settled(service: OrderService, order_id: str, person: Person, upstream_id: str) -> Text:
    """What to say of it; decided twice, the first counts."""
    try:
        await service.exists(order_id, person, Exists(upstream_id or None))
    except MayNotDecide as refused:
        return _may_not(service, refused)
    except NotEditable:
        pass
    return decided_text()


def _may_not(service: OrderService, refused: MayNotDecide) -> Text:
    taken_by = [refused.order.origin.user] if refused.order else []
    operators = sorted(service.permissions.operate)
    return may_not_settle_text([*taken_by, *(one for one in operators if one not in {*taken_by, EVERYONE})])
