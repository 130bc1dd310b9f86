"""An approver decides on their card: each decision is one compare-and-set before the ack; telling of it is lazy."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import person_in, respond_in
from bot.middleware.lazy import lazy
from bot.service.approvals import Decided, approve, decidable, send_back
from bot.service.dependencies import Dependencies
from bot.service.order_service import MayNotDecide, OrderService
from bot.slack.nice_to_have import nice_to_have
from bot.slack.payloads import Body, ViewPayload, chosen
from bot.views.ids import Action, Callback, CardMetadata, Metadata, pressed
from bot.views.orders.approval_cards import (
    COMMENT,
    decided_card,
    decided_text,
    may_not_decide_text,
    send_back_view,
)
from bot.views.orders.cards import message, public_name
from bot.views.orders.notices import notice_view
from flows.i18n.texts import InputError, Text, _
from flows.order import Order

DECIDED = "decided"
"""Where the ack function leaves the order that was decided about; None for who may not decide."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The card's two buttons, and the window behind the second."""
    service = dependencies.service

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def approve_order(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        payload = Metadata.load(chosen(body["actions"][0]))
        if payload:
            context[DECIDED] = await _settled(
                approve(service, payload.draft, payload.version, person_in(context))
            )
        await ack()

    async def tell(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:  # noqa: ARG001 - Bolt passes it
        await _answer_card(service, context, context.get(DECIDED))

    async def ask_why(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await _ask_why(service, body, client, context)

    async def send_back_order(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await _send_back(service, body, context))

    async def tell_on_card(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await _tell_on_card(service, body, client, context)

    app.action(pressed(Action.APPROVE))(ack=approve_order, lazy=[lazy(dependencies, tell)])
    app.action(pressed(Action.SEND_BACK))(ack=acknowledge, lazy=[lazy(dependencies, ask_why)])
    app.view(Callback.SEND_BACK.value)(ack=send_back_order, lazy=[lazy(dependencies, tell_on_card)])


async def _settled(decision: Awaitable[Order]) -> Order | None:
    """The order after this decision, or after the one that came before it; None for who may not decide."""
    try:
        return await decision
    except Decided as late:
        return late.order
    except MayNotDecide:
        return None


async def _answer_card(service: OrderService, context: AsyncBoltContext, order: Order | None) -> None:
    """In the card's place what became of the order; beside it, where it wasn't theirs to decide."""
    language, respond = await service.language_of(person_in(context)), respond_in(context)
    if order is None:
        refused = message(language, [may_not_decide_text()])
        await respond(replace_original=False, response_type="ephemeral", **refused.arguments())
    else:
        card = decided_card(order, language, decided_text(order), _name(service, order))
        with nice_to_have("an answer in a card"):  # The notifier edits it too.
            await respond(replace_original=True, **card.arguments())


async def _ask_why(
    service: OrderService, body: Body, client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    person, payload = person_in(context), Metadata.load(chosen(body["actions"][0]))
    if payload is None:
        return
    try:
        order = await decidable(service, payload.draft, payload.version, person)
    except Decided as late:
        await _answer_card(service, context, late.order)
    except MayNotDecide:
        await _answer_card(service, context, None)
    else:
        at = body["container"]
        language = await service.language_of(person)
        view = send_back_view(order, language, at["channel_id"], at["message_ts"], _name(service, order))
        await client.views_open(trigger_id=body["trigger_id"], view=view)


async def _send_back(service: OrderService, body: Body, context: AsyncBoltContext) -> dict[str, Any]:
    """The ack's arguments: https://docs.slack.dev/surfaces/modals#updating_response."""
    person, payload = person_in(context), ViewPayload.of(body)
    language = await service.language_of(person)
    try:
        comment = str(COMMENT.value(payload.inputs.get(COMMENT.key)))
    except InputError as mistake:
        return {
            "response_action": "errors",
            "errors": {payload.blocks[COMMENT.key]: language.say(mistake.text)},
        }
    text: Text = may_not_decide_text()
    if payload.metadata is not None:
        decision = send_back(service, payload.metadata.draft, payload.metadata.version, person, comment)
        if order := await _settled(decision):
            context[DECIDED], text = order, decided_text(order)
    view = notice_view(language, _("Send back"), [text])
    return {"response_action": "update", "view": view.to_dict()}


async def _tell_on_card(
    service: OrderService, body: Body, client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    order, card = context.get(DECIDED), CardMetadata.load(body["view"]["private_metadata"])
    if order is not None and card is not None:
        language = await service.language_of(person_in(context))
        told = decided_card(order, language, decided_text(order), _name(service, order))
        with nice_to_have("an answer in a card"):
            await client.chat_update(channel=card.channel, ts=card.ts, **told.arguments())


def _name(service: OrderService, order: Order) -> str:
    """What approvers may see as the order's name."""
    return public_name(order, service.catalog, service.settings.channel_client)
