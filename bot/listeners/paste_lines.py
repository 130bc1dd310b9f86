"""Pasting lines: checked and shown first, then added all at once."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.submissions import Answer, answered, updated
from bot.middleware.context import person_in
from bot.middleware.lazy import lazily
from bot.notify.show_draft import redraw, update
from bot.service.dependencies import Services
from bot.service.order_service import Desk
from bot.slack.payloads import Body, Seen
from bot.views.form.paste_lines import paste_view, preview_callback, preview_view
from bot.views.ids import Action, Callback, Metadata, pressed
from flows.draft import Draft
from flows.form.dialog import Turn
from flows.form.field import Situation
from flows.order import Order
from flows.pasting.paste import SCREEN, TABLE, pasted_text, read_pasted
from storage import Person


def register(app: AsyncApp, services: Services) -> None:
    """The text that is checked, the lines that are added, and the way back from one to the other."""
    desk = services.desk

    async def check(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(desk, body, context, _check))

    async def add(ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        await ack(**await answered(desk, body, context, _add))

    async def show_offer(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        seen = Seen.of(body)
        if seen.metadata:
            await redraw(desk, client, person_in(context), seen.metadata.draft, seen.root_view_id)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def change_text(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        seen, person = Seen.of(body), person_in(context)
        if seen.metadata:
            order = await desk.own(seen.metadata.draft, person)
            await update(client, seen.view_id, paste_view(order, await desk.situation(person)))

    app.view(Callback.PASTE.value)(check)
    app.view(re.compile(rf"^{Callback.PASTE_PREVIEW}\."))(ack=add, lazy=[lazily(services, show_offer)])
    app.action(pressed(Action.PASTE_CHANGE))(ack=acknowledge, lazy=[lazily(services, change_text)])


async def _check(desk: Desk, person: Person, seen: Seen, shown: Metadata, situation: Situation) -> Answer:
    def keep(draft: Draft) -> Turn:
        return Turn(draft.typing(SCREEN, {TABLE: seen.typed.get(TABLE)}))

    order, _turn = await desk.revise(shown.draft, person, keep)
    return _preview(order, situation)


async def _add(desk: Desk, person: Person, seen: Seen, shown: Metadata, situation: Situation) -> Answer:
    def add(draft: Draft) -> Turn:
        # Something else was pasted in another window meanwhile: that is shown, and not added unseen.
        as_seen = preview_callback(draft) == seen.callback_id
        return Turn(read_pasted(draft, situation).draft if as_seen else draft)

    order, _turn = await desk.revise(shown.draft, person, add)
    return _preview(order, situation) if pasted_text(order.draft) else {}


def _preview(order: Order, situation: Situation) -> Answer:
    pasted = read_pasted(order.draft, situation)
    if pasted.errors:
        return updated(paste_view(order, situation, pasted))
    return updated(preview_view(order, situation, pasted))
