"""Next, Add line and Create: what is submitted is saved before the ack, and the ack shows what follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.files import bring_files
from bot.listeners.geocode import locate
from bot.listeners.mentions import name_mentions
from bot.middleware.context import person_in
from bot.middleware.lazy import lazy
from bot.notify.show_draft import elsewhere, instead, outcome, redraw, screen
from bot.service.dependencies import Dependencies
from bot.service.order_service import Changed, NotEditable, OrderService
from bot.slack.payloads import Body, ViewPayload
from bot.views.form.line import line_view
from bot.views.ids import Callback, Metadata
from bot.views.inputs import without_filetypes
from bot.views.orders.notices import gone_view
from flows.draft import FORM_STEPS, Draft, Step
from flows.form.dialog import StepResult, forward
from flows.form.form_context import FormContext
from flows.i18n.texts import Text, _
from flows.lines import keep_line
from flows.order import Order
from flows.person import Person

Answer = dict[str, Any]
"""An ack's arguments: https://docs.slack.dev/surfaces/modals#updating_response."""


def register(app: AsyncApp, dependencies: Dependencies) -> None:
    """The form's screens, the line editor and the summary."""
    service = dependencies.service

    async def submit_screen(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(service, body, context, _next))

    async def submit_line(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(service, body, context, _keep_line))

    async def submit_summary(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(service, body, context, _create))

    async def show_offer(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        payload = ViewPayload.of(body)
        if payload.metadata:
            await redraw(service, client, person_in(context), payload.metadata.draft, payload.root_view_id)

    async def bring(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        payload = ViewPayload.of(body)
        if payload.metadata:
            await bring_files(
                dependencies, client, person_in(context), payload.metadata.draft, payload.view_id
            )

    async def find(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await locate(dependencies, client, person_in(context), ViewPayload.of(body))

    async def name(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await name_mentions(dependencies, client, person_in(context), ViewPayload.of(body))

    screens = "|".join(re.escape(Callback.of(step)) for step in FORM_STEPS)
    app.view(re.compile(rf"^({screens})\Z"))(
        ack=submit_screen,
        lazy=[lazy(dependencies, bring), lazy(dependencies, find), lazy(dependencies, name)],
    )
    app.view(re.compile(rf"^{Callback.LINE}\."))(ack=submit_line, lazy=[lazy(dependencies, show_offer)])
    app.view(Callback.SUMMARY.value)(submit_summary)


async def answered(
    service: OrderService, body: Body, context: AsyncBoltContext, submit: Callable[..., Any]
) -> Answer:
    """The ack's arguments that `submit` gives, or what to show of a draft that can't be filled in any more."""
    person, payload = person_in(context), ViewPayload.of(body)
    form_context = await service.form_context(person)
    if payload.metadata is None:
        return updated(gone_view(form_context.language))
    try:
        answer: Answer = await submit(service, person, payload, payload.metadata, form_context)
    except NotEditable as gone:
        return updated(await instead(service, gone, form_context.language))
    return answer


async def _next(
    service: OrderService, person: Person, payload: ViewPayload, shown: Metadata, form_context: FormContext
) -> Answer:
    step = Step(payload.callback_id.removeprefix("screen."))

    def go_on(draft: Draft) -> StepResult:
        # The same draft may have gone further in another window: that is shown then, and nothing overwritten.
        return (
            forward(payload.taken(draft), step, payload.inputs, form_context)
            if draft.step is step
            else StepResult(draft, notice=elsewhere())
        )

    order, result = await service.revise(shown.draft, person, go_on)
    if order.draft.step is step and _fit(result, payload):
        return refused(result, payload, form_context)
    return updated(await screen(service, order, form_context, result))


async def _keep_line(
    service: OrderService, person: Person, payload: ViewPayload, shown: Metadata, form_context: FormContext
) -> Answer:
    def keep(draft: Draft) -> StepResult:
        return StepResult(*keep_line(draft, payload.inputs, form_context, payload.line_id))

    order, result = await service.revise(shown.draft, person, keep)
    if result.accepted:
        return {}
    return (
        refused(result, payload, form_context)
        if _fit(result, payload)
        else updated(line_view(order, form_context, result.errors))
    )


async def _create(
    service: OrderService, person: Person, payload: ViewPayload, shown: Metadata, form_context: FormContext
) -> Answer:
    try:
        order, result = await service.confirm(
            shown.draft, person, shown.version, payload.view_id, shown.approvers
        )
    except Changed as changed:
        result = StepResult(changed.order.draft, notice=what_changed(changed.order, shown.version))
        return updated(await screen(service, changed.order, form_context, result))
    if not result.accepted:
        return updated(await screen(service, order, form_context, result))
    return updated(await outcome(service, order, form_context.language))


def what_changed(order: Order, seen_edition: int) -> Text:
    """What has changed since the summary with that edition was drawn."""
    found = order.draft.address.found if order.draft.address else None
    if found and found.added_to == seen_edition == order.edition - 1:
        return _("The address's position was found meanwhile. Look at it, then create the order.")
    return elsewhere()


def _fit(result: StepResult, payload: ViewPayload) -> bool:
    """Every error has its input in the view the person sees; otherwise Slack would show nothing at all."""
    return bool(result.errors) and result.errors.keys() <= payload.blocks.keys()


def refused(result: StepResult, payload: ViewPayload, form_context: FormContext) -> Answer:
    """Each error inside its input."""
    errors = {payload.blocks[key]: form_context.language.say(text) for key, text in result.errors.items()}
    return {"response_action": "errors", "errors": errors}


def updated(view: View) -> Answer:
    """The view in the place of the one submitted; what Slack refuses here it tells nobody."""
    return {"response_action": "update", "view": without_filetypes(view)}
