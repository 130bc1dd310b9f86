"""Files that go with an order, brought over while the person goes on filling the form."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.notify.show_draft import redraw
from bot.service.dependencies import Dependencies
from bot.service.order_service import NotEditable
from flows.draft import Step
from flows.person import Person


async def bring_files(
    dependencies: Dependencies, client: AsyncWebClient, person: Person, order_id: str, view_id: str
) -> None:
    """Bring the draft's files over; the summary shows after each how far they are."""

    async def show() -> None:
        try:
            order = await dependencies.service.get_own(order_id, person)
        except NotEditable:
            return  # What becomes of a confirmed order is told by the teller.
        if order.draft.step is Step.SUMMARY:
            await redraw(dependencies.service, client, person, order_id, view_id)

    if await dependencies.service.store.get_own(order_id, person) is not None:
        await dependencies.uploads.settle(order_id, show)
