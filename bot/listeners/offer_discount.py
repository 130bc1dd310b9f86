"""A discount on the whole offer: spread over its lines when it is submitted."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.outdated import show_outdated
from bot.listeners.submissions import refused, submitted
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then
from bot.middleware.routes import Routes
from bot.notify.show_draft import redraw
from bot.slack.acks import Ack
from bot.views.ids import Callback, Metadata
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.offer.currencies import offer_currency
from flows.offer.whole_discount import spread_discount

RESULT = "result"
"""Where the ack function leaves what couldn't be placed, for the lazy function that draws."""


def register(routes: Routes) -> None:
    """What is typed is spread before the ack; the offer below is drawn again after it."""
    routes.view(Callback.DISCOUNT)(ack_then(submitted(_spread), show_spread))


async def show_spread(interaction: Interaction, client: AsyncWebClient) -> None:
    """The offer below, with what couldn't be placed."""
    order_id, below = interaction.order_id, interaction.view.window_below
    if order_id and not await show_outdated(interaction, client):
        result = interaction.context.get(RESULT)
        await redraw(interaction.service, client, interaction.person, order_id, below, result)


async def _spread(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    def spread(draft: Draft) -> StepResult:
        spread, errors = spread_discount(draft, interaction.view.inputs, form_context)
        if spread is None:
            return StepResult(draft, errors)
        return StepResult(spread.draft, notice=spread.remark(offer_currency(draft, form_context)))

    order, result = await interaction.revise(metadata.order_id, spread)
    if result.errors:
        return refused(result, interaction.view, form_context)
    interaction.context[RESULT] = StepResult(order.draft, notice=result.notice)
    return {}
