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
from bot.middleware.lazy import lazily
from bot.notify.show_draft import elsewhere, instead, outcome, redraw, screen
from bot.service.dependencies import Services
from bot.service.order_service import Changed, Desk, NotEditable
from bot.slack.payloads import Body, Seen
from bot.views.form.line import line_view
from bot.views.ids import Callback, Metadata
from bot.views.inputs import without_filetypes
from bot.views.orders.notices import gone_view
from flows.draft import FORM_STEPS, Draft, Step
from flows.form.dialog import Turn, forward
from flows.form.field import Situation
from flows.i18n.texts import Text, _
from flows.lines import keep_line
from flows.order import Order
from storage import Person

Answer = dict[str, Any]
"""An ack's arguments: https://docs.slack.dev/surfaces/modals#updating_response."""


def register(app: AsyncApp, services: Services) -> None:
    """The form's screens, the line editor and the summary."""
    desk = services.desk

    async def submit_screen(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(desk, body, context, _next))

    async def submit_line(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(desk, body, context, _keep_line))

    async def submit_summary(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(desk, body, context, _create))

    async def show_offer(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        seen = Seen.of(body)
        if seen.metadata:
            await redraw(desk, client, person_in(context), seen.metadata.draft, seen.root_view_id)

    async def bring(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        seen = Seen.of(body)
        if seen.metadata:
            await bring_files(services, client, person_in(context), seen.metadata.draft, seen.view_id)

    async def find(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await locate(services, client, person_in(context), Seen.of(body))

    async def name(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        await name_mentions(services, client, person_in(context), Seen.of(body))

    screens = "|".join(re.escape(Callback.of(step)) for step in FORM_STEPS)
    app.view(re.compile(rf"^({screens})\Z"))(
        ack=submit_screen, lazy=[lazily(services, bring), lazily(services, find), lazily(services, name)]
    )
    app.view(re.compile(rf"^{Callback.LINE}\."))(ack=submit_line, lazy=[lazily(services, show_offer)])
    app.view(Callback.SUMMARY.value)(submit_summary)


async def answered(desk: Desk, body: Body, context: AsyncBoltContext, submit: Callable[..., Any]) -> Answer:
    """The ack's arguments that `submit` gives, or what to show of a draft that can't be filled in any more."""
    person, seen = person_in(context), Seen.of(body)
    situation = await desk.situation(person)
    if seen.metadata is None:
        return updated(gone_view(situation.language))
    try:
        answer: Answer = await submit(desk, person, seen, seen.metadata, situation)
    except NotEditable as gone:
        return updated(await instead(desk, gone, situation.language))
    return answer


async def _next(desk: Desk, person: Person, seen: Seen, shown: Metadata, situation: Situation) -> Answer:
    step = Step(seen.callback_id.removeprefix("screen."))

    def go_on(draft: Draft) -> Turn:
        # The same draft may have gone further in another window: that is shown then, and nothing overwritten.
        return (
            forward(seen.taken(draft), step, seen.typed, situation)
            if draft.step is step
            else Turn(draft, notice=elsewhere())
        )

    order, turn = await desk.revise(shown.draft, person, go_on)
    if order.draft.step is step and _fit(turn, seen):
        return _errors(turn, seen, situation)
    return updated(await screen(desk, order, situation, turn))


async def _keep_line(desk: Desk, person: Person, seen: Seen, shown: Metadata, situation: Situation) -> Answer:
    def keep(draft: Draft) -> Turn:
        return Turn(*keep_line(draft, seen.typed, situation, seen.line_id))

    order, turn = await desk.revise(shown.draft, person, keep)
    if turn.accepted:
        return {}
    return (
        _errors(turn, seen, situation)
        if _fit(turn, seen)
        else updated(line_view(order, situation, turn.errors))
    )


async def _create(desk: Desk, person: Person, seen: Seen, shown: Metadata, situation: Situation) -> Answer:
    try:
        order, turn = await desk.confirm(shown.draft, person, shown.version, seen.view_id, shown.approvers)
    except Changed as changed:
        turn = Turn(changed.order.draft, notice=what_changed(changed.order, shown.version))
        return updated(await screen(desk, changed.order, situation, turn))
    if not turn.accepted:
        return updated(await screen(desk, order, situation, turn))
    return updated(await outcome(desk, order, situation.language))


def what_changed(order: Order, seen_edition: int) -> Text:
    """What has changed since the summary with that edition was drawn."""
    found = order.draft.address.found if order.draft.address else None
    if found and found.added_to == seen_edition == order.edition - 1:
        return _("The address's position was found meanwhile. Look at it, then create the order.")
    return elsewhere()


def _fit(turn: Turn, seen: Seen) -> bool:
    """Every error has its input in the view the person sees; otherwise Slack would show nothing at all."""
    return bool(turn.errors) and turn.errors.keys() <= seen.blocks.keys()


def _errors(turn: Turn, seen: Seen, situation: Situation) -> Answer:
    errors = {seen.blocks[key]: situation.language.say(text) for key, text in turn.errors.items()}
    return {"response_action": "errors", "errors": errors}


def updated(view: View) -> Answer:
    """The view in the place of the one submitted; what Slack refuses here it tells nobody."""
    return {"response_action": "update", "view": without_filetypes(view)}
