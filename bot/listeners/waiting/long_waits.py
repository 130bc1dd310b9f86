"""An order that has waited for days: it is given back to its person, or goes on without its photos."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then
from bot.middleware.routes import Routes
from bot.service.errors import MayNotDecide, NotEditable
from bot.service.long_waits import LongWaits
from bot.slack.nice_to_have import nice_to_have
from bot.views.ids import Action
from bot.views.operators.long_waits import given_back_comment, waited_card
from bot.views.operators.stuck_orders import may_not_settle_text
from bot.views.orders.cards import message, public_name
from flows.rights import Right

_MAY_NOT = "may_not_end_wait"
"""Where the ack function says that it isn't this person's to decide."""


def register(routes: Routes) -> None:
    """The card's two buttons."""
    routes.action(Action.GIVE_BACK)(ack_then(give_back, answer_card))
    routes.action(Action.END_WAIT)(ack_then(go_without_photos, answer_card))


async def give_back(ack: AsyncAck, interaction: Interaction) -> None:
    """Its person has it again."""

    async def decide() -> None:
        waits = LongWaits(interaction.service)
        order = await waits.waiting(interaction.value, interaction.person)
        why = given_back_comment(order, interaction.service.clock())
        await waits.give_back(interaction.value, interaction.person, why)

    await _decided(interaction, decide)
    await ack()


async def go_without_photos(ack: AsyncAck, interaction: Interaction) -> None:
    """It goes on with those it has."""
    waits = LongWaits(interaction.service)
    await _decided(interaction, lambda: waits.go_without_photos(interaction.value, interaction.person))
    await ack()


async def answer_card(interaction: Interaction, _client: AsyncWebClient) -> None:
    """In the card's place what has become of the order; beside it, where it wasn't this person's to decide."""
    language, service = await interaction.language(), interaction.service
    if interaction.context.get(_MAY_NOT):
        refused = message(language, [may_not_settle_text(service.permissions.people(Right.OPERATE))])
        await interaction.respond(replace_original=False, response_type="ephemeral", **refused.arguments())
        return
    order = await service.store.get(interaction.value)
    if order is None:
        return
    is_own = order.origin.user == interaction.person.user
    name = None if is_own else public_name(order, service.catalog, service.settings.channel_client)
    with nice_to_have("an answer in a card"):  # The notifier edits it too.
        await interaction.respond(replace_original=True, **waited_card(order, language, name).arguments())


async def _decided(interaction: Interaction, decide: Callable[[], Awaitable[None]]) -> None:
    """Decided meanwhile, the card says what became of it."""
    try:
        await decide()
    except NotEditable:
        return
    except MayNotDecide:
        interaction.context[_MAY_NOT] = True
