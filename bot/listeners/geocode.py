"""The position of an address, looked for after the ack and shown before it is sent."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.integrations.geocoder import Geocoder
from bot.notify.show_draft import redraw
from bot.service.dependencies import Services
from bot.service.order_service import NotEditable
from bot.slack.payloads import Seen
from bot.views.ids import Callback
from flows.draft import Draft, FoundPosition, Step
from flows.form.dialog import Turn
from flows.order import Order
from storage import Person


async def locate(services: Services, client: AsyncWebClient, person: Person, seen: Seen) -> None:
    """Look once the address is accepted, and again at the summary if it wasn't found.

    A summary that is shown meanwhile is drawn anew: Create confirms only what was shown.
    """
    geocoder, shown = services.geocoder, seen.metadata
    if geocoder is None or shown is None:
        return
    try:
        order = await services.desk.own(shown.draft, person)
        if not _is_time(order, seen) or not await _found(services, geocoder, person, order):
            return
    except NotEditable:
        return
    await _show(services, client, person, order.id, seen.view_id)


def _is_time(order: Order, seen: Seen) -> bool:
    address = order.draft.address
    asked = seen.callback_id == Callback.ADDRESS or order.draft.step is Step.SUMMARY
    return asked and address is not None and address.place_on_map is None


async def _found(services: Services, geocoder: Geocoder, person: Person, order: Order) -> bool:
    address = order.draft.address
    position = await geocoder.position(address) if address else None
    if address is None or position is None:
        return False
    before = await services.desk.own(order.id, person)

    def keep(draft: Draft) -> Turn:
        if draft.address is None or draft.address.place != address.place or draft.address.place_on_map:
            return Turn(draft)
        found = FoundPosition(position=position, service=geocoder.service, added_to=before.edition)
        return Turn(draft.with_(address=draft.address.model_copy(update={"found": found})))

    await services.desk.revise(order.id, person, keep)
    return True


async def _show(
    services: Services, client: AsyncWebClient, person: Person, order_id: str, view_id: str
) -> None:
    order = await services.desk.own(order_id, person)
    if order.draft.step is Step.SUMMARY:
        await redraw(services.desk, client, person, order_id, view_id)
