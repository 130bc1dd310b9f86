"""An approver decides on their card: each decision is one compare-and-set before the ack; what it says is lazy."""

from __future__ import annotations

from collections.abc import Awaitable

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.open_modal import open_view
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.service.approvals import Decided
from bot.service.errors import MayNotDecide
from bot.service.order_service import OrderService
from bot.slack.acks import Ack, updated, with_errors
from bot.slack.nice_to_have import nice_to_have
from bot.views.approval.approval_cards import (
    COMMENT,
    decided_card,
    decided_text,
    may_not_decide_text,
    send_back_view,
)
from bot.views.ids import Action, Callback, CardMetadata, Metadata
from bot.views.orders.cards import message, public_name
from bot.views.orders.notices import notice_view
from flows.i18n.texts import InputError, Text, _
from flows.order import Order

DECIDED = "decided"
"""Where the ack function leaves the order that was decided about; None for who may not decide."""


def register(routes: Routes) -> None:
    """The card's two buttons, and the window behind the second."""
    routes.action(Action.APPROVE)(ack_then(approve, answer_card))
    routes.action(Action.SEND_BACK)(ack_then(acknowledge, ask_why))
    routes.view(Callback.SEND_BACK)(ack_then(send_back, edit_card))


async def approve(ack: AsyncAck, interaction: Interaction) -> None:
    """Let the order be sent, as it was on the card."""
    if seen := Metadata.load(interaction.value):
        decision = interaction.dependencies.approvals.approve(seen.order_id, seen.edition, interaction.person)
        interaction.context[DECIDED] = await _decided(decision)
    await ack()


async def answer_card(interaction: Interaction, _client: AsyncWebClient) -> None:
    """In the card's place, what became of the order."""
    await _answer_card(interaction, interaction.context.get(DECIDED))


async def ask_why(interaction: Interaction, client: AsyncWebClient) -> None:
    """The window that asks for a comment; in its place what became of an order that is decided about."""
    seen, approvals = Metadata.load(interaction.value), interaction.dependencies.approvals
    if seen is None:
        return
    try:
        order = await approvals.decidable(seen.order_id, seen.edition, interaction.person)
    except Decided as late:
        await _answer_card(interaction, late.order)
    except MayNotDecide:
        await _answer_card(interaction, None)
    else:
        at, language = interaction.body["container"], await interaction.language()
        name = _name(interaction.service, order)
        view = send_back_view(order, language, at["channel_id"], at["message_ts"], name)
        await open_view(interaction, client, view)


async def send_back(ack: AsyncAck, interaction: Interaction) -> None:
    """Give the order back with the comment that was written."""
    await ack(**await _send_back(interaction))


async def edit_card(interaction: Interaction, client: AsyncWebClient) -> None:
    """The card that the window was opened from says what became of the order."""
    order = interaction.context.get(DECIDED)
    card = CardMetadata.load(interaction.body["view"]["private_metadata"])
    if order is not None and card is not None:
        name = _name(interaction.service, order)
        decided = decided_card(order, await interaction.language(), decided_text(order), name)
        with nice_to_have("an answer in a card"):
            await client.chat_update(channel=card.channel, ts=card.ts, **decided.arguments())


async def _decided(decision: Awaitable[Order]) -> Order | None:
    """The order after this decision, or after the one that came before it; None for who may not decide."""
    try:
        return await decision
    except Decided as late:
        return late.order
    except MayNotDecide:
        return None


async def _answer_card(interaction: Interaction, order: Order | None) -> None:
    """In the card's place what became of the order; beside it, where it wasn't theirs to decide."""
    language = await interaction.language()
    if order is None:
        refused = message(language, [may_not_decide_text()]).arguments()
        await interaction.respond(replace_original=False, response_type="ephemeral", **refused)
        return
    card = decided_card(order, language, decided_text(order), _name(interaction.service, order))
    with nice_to_have("an answer in a card"):  # The notifier edits it too.
        await interaction.respond(replace_original=True, **card.arguments())


async def _send_back(interaction: Interaction) -> Ack:
    language, view = await interaction.language(), interaction.view
    try:
        comment = str(COMMENT.value(view.inputs.get(COMMENT.key)))
    except InputError as mistake:
        if block := view.blocks.get(COMMENT.key):
            return with_errors({block: language.say(mistake.text)})
        return updated(notice_view(language, _("Send back"), [mistake.text]))
    text: Text = may_not_decide_text()
    if seen := view.metadata:
        approvals = interaction.dependencies.approvals
        decision = approvals.send_back(seen.order_id, seen.edition, interaction.person, comment)
        if order := await _decided(decision):
            interaction.context[DECIDED], text = order, decided_text(order)
    return updated(notice_view(language, _("Send back"), [text]))


def _name(service: OrderService, order: Order) -> str:
    """What approvers may see as the order's name."""
    return public_name(order, service.catalog, service.settings.channel_client)
