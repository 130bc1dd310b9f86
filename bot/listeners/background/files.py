"""Files that go with an order, brought over while the person goes on filling the form."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import Interaction
from bot.notify.show_draft import redraw
from bot.service.errors import NotEditable
from bot.slack.payloads import Window
from flows.draft import Step


async def bring_files(
    interaction: Interaction, client: AsyncWebClient, order_id: str, window: Window
) -> None:
    """Bring the draft's files over; the summary shows after each how far they are."""
    service, person = interaction.service, interaction.person

    async def show() -> None:
        try:
            order = await service.get_own(order_id, person)
        except NotEditable:
            return  # The notifier says what becomes of a confirmed order.
        if order.draft.step is Step.SUMMARY:
            await redraw(service, client, person, order_id, window)

    if await service.store.get_own(order_id, person) is not None:
        await interaction.dependencies.uploads.settle(order_id, show)
