"""The position of an address, looked for after the ack and shown before it is sent."""

from __future__ import annotations

from contextlib import suppress

from slack_sdk.web.async_client import AsyncWebClient

from bot.integrations.geocoder import Geocoder
from bot.middleware.context import Interaction
from bot.notify.show_draft import redraw
from bot.service.errors import NotEditable
from bot.slack.payloads import ViewPayload
from bot.views.ids import Callback
from flows.draft import Draft, FoundPosition, Step
from flows.form.dialog import StepResult
from flows.order import Order


async def locate(interaction: Interaction, client: AsyncWebClient) -> None:
    """Look once the address is accepted, and again at the summary if it wasn't found.

    A summary that is shown meanwhile is drawn again: Create confirms only what was shown.
    """
    geocoder, order_id = interaction.dependencies.geocoder, interaction.order_id
    if geocoder is None or order_id is None:
        return
    service, person, view = interaction.service, interaction.person, interaction.view
    with suppress(NotEditable):
        order = await service.get_own(order_id, person)
        if not _is_time(order, view) or not await _found(interaction, geocoder, order):
            return
        order = await service.get_own(order_id, person)
        if order.draft.step is Step.SUMMARY:
            await redraw(service, client, person, order_id, view.window)


def _is_time(order: Order, view: ViewPayload) -> bool:
    address = order.draft.address
    asked = view.callback_id == Callback.ADDRESS or order.draft.step is Step.SUMMARY
    return asked and address is not None and address.place_on_map is None


async def _found(interaction: Interaction, geocoder: Geocoder, order: Order) -> bool:
    address = order.draft.address
    position = await geocoder.position(address) if address else None
    if address is None or position is None:
        return False
    before = await interaction.service.get_own(order.id, interaction.person)

    def keep(draft: Draft) -> StepResult:
        if draft.address is None or draft.address.place != address.place or draft.address.place_on_map:
            return StepResult(draft)
        found = FoundPosition(position=position, service=geocoder.service, added_to=before.edition)
        return StepResult(draft.with_(address=draft.address.model_copy(update={"found": found})))

    await interaction.service.revise(order.id, interaction.person, keep)
    return True
