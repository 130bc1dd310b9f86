"""A stuck order: a person says whether it exists upstream or is to be sent again."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.open_modal import open_view
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.service.errors import MayNotDecide, NotEditable
from bot.service.order_service import OrderService
from bot.settings import ClientInChannel
from bot.slack.acks import updated
from bot.slack.nice_to_have import nice_to_have
from bot.views.ids import Action, Callback
from bot.views.operators.stuck_orders import (
    UPSTREAM_ID,
    decided_text,
    may_not_settle_text,
    sent_again_text,
    which_order_view,
)
from bot.views.orders.cards import message, public_name
from bot.views.orders.notices import notice_view
from flows.i18n.texts import Text, _
from flows.order import Exists
from flows.rights import Right

REFUSED, ALREADY = "may_not_decide", "already"
"""Where the ack function leaves what to say instead: beside the card, or in its place."""


def register(routes: Routes) -> None:
    """The card's two buttons, and the window behind the first."""
    routes.action(Action.IT_EXISTS)(ack_then(acknowledge, ask_which))
    routes.action(Action.SEND_AGAIN)(ack_then(send_again, answer_card))
    routes.view(Callback.DECIDE)(it_exists)


async def ask_which(interaction: Interaction, client: AsyncWebClient) -> None:
    """The window that asks for the order's id upstream."""
    view = await _question(interaction, interaction.value)
    await open_view(interaction, client, view)


async def send_again(ack: AsyncAck, interaction: Interaction) -> None:
    """It isn't there: it is sent again."""
    try:
        await interaction.service.send_again(interaction.value, interaction.person)
    except NotEditable:
        interaction.context[ALREADY] = decided_text()
    except MayNotDecide as refused:
        interaction.context[REFUSED] = _may_not(interaction.service, refused)
    await ack()


async def answer_card(interaction: Interaction, _client: AsyncWebClient) -> None:
    """In the card's place what was decided; beside it, where it wasn't this person's to decide."""
    language, context = await interaction.language(), interaction.context
    if refusal := context.get(REFUSED):
        refused = message(language, [refusal]).arguments()
        await interaction.respond(replace_original=False, response_type="ephemeral", **refused)
        return
    text = context.get(ALREADY) or sent_again_text(interaction.person.user)
    with nice_to_have("an answer in a card"):  # The notifier edits it too.
        await interaction.respond(replace_original=True, **message(language, [text]).arguments())


async def it_exists(ack: AsyncAck, interaction: Interaction) -> None:
    """It is there, under the id that was written, if one was."""
    order_id, input = interaction.order_id, interaction.view.inputs.get(UPSTREAM_ID.key)
    text = decided_text()
    if order_id:
        text = await _decide(interaction, order_id, input.strip() if isinstance(input, str) else "")
    await ack(**updated(notice_view(await interaction.language(), _("It exists there"), [text])))


async def _question(interaction: Interaction, order_id: str) -> View:
    """Which order it is there, or why that isn't asked."""
    language, service, person = await interaction.language(), interaction.service, interaction.person
    try:
        order = await service.to_decide(order_id, person)
    except NotEditable:
        return notice_view(language, _("It exists there"), [decided_text()])
    except MayNotDecide as refused:
        return notice_view(language, _("It exists there"), [_may_not(service, refused)])
    shows = ClientInChannel.FULL if order.origin.user == person.user else service.settings.channel_client
    return which_order_view(order, language, public_name(order, service.catalog, shows))


async def _decide(interaction: Interaction, order_id: str, upstream_id: str) -> Text:
    """What to say of it; decided twice, the first counts."""
    try:
        await interaction.service.exists(order_id, interaction.person, Exists(upstream_id or None))
    except MayNotDecide as refused:
        return _may_not(interaction.service, refused)
    except NotEditable:
        pass
    return decided_text()


def _may_not(service: OrderService, refused: MayNotDecide) -> Text:
    taken_by = [refused.order.origin.user] if refused.order else []
    operators = service.permissions.people(Right.OPERATE)
    return may_not_settle_text([*taken_by, *(one for one in operators if one not in taken_by)])
