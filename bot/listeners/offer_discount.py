"""A discount on the whole offer: spread over its lines when it is submitted."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.submissions import Answer, answered, refused
from bot.middleware.context import person_in
from bot.middleware.lazy import lazy
from bot.notify.show_draft import redraw
from bot.service.dependencies import Dependencies
from bot.service.order_service import OrderService
from bot.slack.payloads import Body, ViewPayload
from bot.views.ids import Callback, Metadata
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.offer.currencies import offer_currency
from flows.offer.whole_discount import spread_discount
from storage import Person

TURN = "turn"
"""Where the ack function leaves what couldn't be placed, for the lazy function that draws."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """What is typed is spread before the ack; the offer below is drawn again after it."""
    service = dependencies.service

    async def take_off(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        async def spread(*asked: object) -> Answer:
            return await _spread(context, *asked)  # type: ignore[arg-type] # as `answered` gives them

        await ack(**await answered(service, body, context, spread))

    async def show_offer(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        payload = ViewPayload.of(body)
        if payload.metadata:
            result = context.get(TURN)
            await redraw(
                service, client, person_in(context), payload.metadata.draft, payload.root_view_id, result
            )

    app.view(Callback.DISCOUNT.value)(ack=take_off, lazy=[lazy(dependencies, show_offer)])


async def _spread(
    context: AsyncBoltContext,
    service: OrderService,
    person: Person,
    payload: ViewPayload,
    shown: Metadata,
    form_context: FormContext,
) -> Answer:
    def spread(draft: Draft) -> StepResult:
        spread, errors = spread_discount(draft, payload.inputs, form_context)
        if spread is None:
            return StepResult(draft, errors)
        return StepResult(spread.draft, notice=spread.remark(offer_currency(draft, form_context)))

    order, result = await service.revise(shown.draft, person, spread)
    if result.errors:
        return refused(result, payload, form_context)
    context[TURN] = StepResult(order.draft, notice=result.notice)
    return {}
