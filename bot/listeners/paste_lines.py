"""Pasting lines: checked and shown first, then added all at once."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.outdated import say_outdated, show_outdated
from bot.listeners.submissions import show_offer, submitted
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then, acknowledge
from bot.middleware.routes import Routes
from bot.notify.show_draft import instead, update
from bot.service.errors import NotEditable, OpenedElsewhere
from bot.slack.acks import Ack, updated
from bot.views.form.paste_lines import paste_view, preview_callback, preview_view
from bot.views.ids import Action, Callback, Metadata
from flows.draft import Draft
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.order import Order
from flows.pasting.pasted import SCREEN, TABLE, Pasted, pasted_text


def register(routes: Routes) -> None:
    """The text that is checked, the lines that are added, and the way back from one to the other."""
    routes.view(Callback.PASTE)(submitted(_check))
    routes.view(f"{Callback.PASTE_PREVIEW}.")(ack_then(submitted(_add), show_offer))
    routes.action(Action.PASTE_CHANGE)(ack_then(acknowledge, change_text))


async def change_text(interaction: Interaction, client: AsyncWebClient) -> None:
    """The text again, in the preview's place; in that of an order that can't be changed any more, what became of it."""
    if not interaction.order_id:
        return
    form_context = await interaction.form_context()
    try:
        # It changes nothing, but goes no further in a window that the draft was gone on without.
        order, _result = await interaction.revise(interaction.order_id, StepResult)
        view = paste_view(order, form_context)
    except OpenedElsewhere as elsewhere:
        await say_outdated(interaction, elsewhere)
        await show_outdated(interaction, client)
        return
    except NotEditable as gone:
        view = await instead(interaction.service, gone, form_context.language)
    await update(client, interaction.view.view_id, view)


async def _check(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    def keep(draft: Draft) -> StepResult:
        return StepResult(draft.with_inputs(SCREEN, {TABLE: interaction.view.inputs.get(TABLE)}))

    order, _result = await interaction.revise(metadata.order_id, keep)
    return _preview(order, form_context)


async def _add(interaction: Interaction, metadata: Metadata, form_context: FormContext) -> Ack:
    def add(draft: Draft) -> StepResult:
        # Something else was pasted in another window meanwhile: that is shown, and not added unseen.
        as_seen = preview_callback(draft) == interaction.view.callback_id
        return StepResult(_read(draft, form_context).draft if as_seen else draft)

    order, _result = await interaction.revise(metadata.order_id, add)
    return _preview(order, form_context) if pasted_text(order.draft) else {}


def _preview(order: Order, form_context: FormContext) -> Ack:
    pasted = _read(order.draft, form_context)
    if pasted.errors:
        return updated(paste_view(order, form_context, pasted))
    return updated(preview_view(order, form_context, pasted))


def _read(draft: Draft, form_context: FormContext) -> Pasted:
    from flows.pasting.paste import read_pasted  # A start has no need of all that reads tables.

    return read_pasted(draft, form_context)
