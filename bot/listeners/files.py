"""Files that go with an order, brought over while the person goes on filling the form."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.notify.show_draft import redraw
from bot.service.dependencies import Services
from bot.service.order_service import NotEditable
from flows.draft import Step
from storage import Person


async def bring_files(
    services: Services, client: AsyncWebClient, person: Person, draft_id: str, view_id: str
) -> None:
    """Bring the draft's files over; the summary shows after each how far they are."""

    async def show() -> None:
        try:
            order = await services.desk.own(draft_id, person)
        except NotEditable:
            return  # What becomes of a confirmed order is told by the teller.
        if order.draft.step is Step.SUMMARY:
            await redraw(services.desk, client, person, draft_id, view_id)

    if await services.desk.store.own(draft_id, person) is not None:
        await services.uploads.settle(draft_id, show)
