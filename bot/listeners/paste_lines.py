"""Pasting lines: checked and shown first, then added all at once."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.submissions import Answer, answered, updated
from bot.middleware.context import person_in
from bot.middleware.lazy import lazy
from bot.notify.show_draft import redraw, update
from bot.service.dependencies import Dependencies
from bot.service.order_service import OrderService
from bot.slack.payloads import Body, ViewPayload
from bot.views.form.paste_lines import paste_view, preview_callback, preview_view
from bot.views.ids import Action, Callback, Metadata, pressed
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.order import Order
from flows.pasting.paste import SCREEN, TABLE, pasted_text, read_pasted
from flows.person import Person


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The text that is checked, the lines that are added, and the way back from one to the other."""
    service = dependencies.service

    async def check(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(service, body, context, _check))

    async def add(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(service, body, context, _add))

    async def show_offer(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        payload = ViewPayload.of(body)
        if payload.metadata:
            await redraw(service, client, person_in(context), payload.metadata.draft, payload.root_view_id)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def change_text(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        payload, person = ViewPayload.of(body), person_in(context)
        if payload.metadata:
            order = await service.get_own(payload.metadata.draft, person)
            await update(client, payload.view_id, paste_view(order, await service.form_context(person)))

    app.view(Callback.PASTE.value)(check)
    app.view(re.compile(rf"^{Callback.PASTE_PREVIEW}\."))(ack=add, lazy=[lazy(dependencies, show_offer)])
    app.action(pressed(Action.PASTE_CHANGE))(ack=acknowledge, lazy=[lazy(dependencies, change_text)])


async def _check(
    service: OrderService, person: Person, payload: ViewPayload, shown: Metadata, form_context: FormContext
) -> Answer:
    def keep(draft: Draft) -> StepResult:
        return StepResult(draft.with_inputs(SCREEN, {TABLE: payload.inputs.get(TABLE)}))

    order, _turn = await service.revise(shown.draft, person, keep)
    return _preview(order, form_context)


async def _add(
    service: OrderService, person: Person, payload: ViewPayload, shown: Metadata, form_context: FormContext
) -> Answer:
    def add(draft: Draft) -> StepResult:
        # Something else was pasted in another window meanwhile: that is shown, and not added unseen.
        as_seen = preview_callback(draft) == payload.callback_id
        return StepResult(read_pasted(draft, form_context).draft if as_seen else draft)

    order, _turn = await service.revise(shown.draft, person, add)
    return _preview(order, form_context) if pasted_text(order.draft) else {}


def _preview(order: Order, form_context: FormContext) -> Answer:
    pasted = read_pasted(order.draft, form_context)
    if pasted.errors:
        return updated(paste_view(order, form_context, pasted))
    return updated(preview_view(order, form_context, pasted))
