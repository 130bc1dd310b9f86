"""The position of an address, looked for after the ack and shown before it is sent."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.integrations.geocoder import Geocoder
from bot.notify.show_draft import redraw
from bot.service.dependencies import Dependencies
from bot.service.order_service import NotEditable
from bot.slack.payloads import ViewPayload
from bot.views.ids import Callback
from flows.draft import Draft, FoundPosition, Step
from flows.form.dialog import StepResult
from flows.order import Order
from flows.person import Person


async def locate(
    dependencies: Dependencies, client: AsyncWebClient, person: Person, payload: ViewPayload
) -> None:
    """Look once the address is accepted, and again at the summary if it wasn't found.

    A summary that is shown meanwhile is drawn anew: Create confirms only what was shown.
    """
    geocoder, shown = dependencies.geocoder, payload.metadata
    if geocoder is None or shown is None:
        return
    try:
        order = await dependencies.service.get_own(shown.draft, person)
        if not _is_time(order, payload) or not await _found(dependencies, geocoder, person, order):
            return
    except NotEditable:
        return
    await _show(dependencies, client, person, order.id, payload.view_id)


def _is_time(order: Order, payload: ViewPayload) -> bool:
    address = order.draft.address
    asked = payload.callback_id == Callback.ADDRESS or order.draft.step is Step.SUMMARY
    return asked and address is not None and address.place_on_map is None


async def _found(dependencies: Dependencies, geocoder: Geocoder, person: Person, order: Order) -> bool:
    address = order.draft.address
    position = await geocoder.position(address) if address else None
    if address is None or position is None:
        return False
    before = await dependencies.service.get_own(order.id, person)

    def keep(draft: Draft) -> StepResult:
        if draft.address is None or draft.address.place != address.place or draft.address.place_on_map:
            return StepResult(draft)
        found = FoundPosition(position=position, service=geocoder.service, added_to=before.edition)
        return StepResult(draft.with_(address=draft.address.model_copy(update={"found": found})))

    await dependencies.service.revise(order.id, person, keep)
    return True


async def _show(
    dependencies: Dependencies, client: AsyncWebClient, person: Person, order_id: str, view_id: str
) -> None:
    order = await dependencies.service.get_own(order_id, person)
    if order.draft.step is Step.SUMMARY:
        await redraw(dependencies.service, client, person, order_id, view_id)
