"""The form was closed: Home shows the draft at once, and it counts as left from now on.

Slack tells it of views that ask for it, and not of every one; nothing depends on it:
https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.open_modal import SHOWING_DRAFTS
from bot.middleware.context import Interaction
from bot.middleware.lazy import ack_then
from bot.middleware.routes import Routes
from bot.notify.show_home import publish_home
from bot.service.order_service import OrderService
from bot.slack.nice_to_have import nice_to_have
from flows.order import Order, State
from storage import Conflict

JUST_NOW = timedelta(minutes=1)
"""What was saved no longer ago counts as left from then, without being written again."""

_CLOSED_AT = "closed_at"


def register(routes: Routes) -> None:
    """The form's screens and the summary; what lies on top of them leads back to them."""
    routes.closed(*sorted(SHOWING_DRAFTS))(ack_then(note_when, closed))


async def note_when(ack: AsyncAck, interaction: Interaction) -> None:
    """When it was; what follows may have to wait for others."""
    interaction.context[_CLOSED_AT] = interaction.service.clock()
    await ack()


async def closed(interaction: Interaction, client: AsyncWebClient) -> None:
    """What was still being typed is saved first; a window that the draft was gone on without is only forgotten."""
    service, order_id = interaction.service, interaction.order_id
    if order_id is None:
        return
    await interaction.dependencies.quiet_saving.write_now(order_id)
    await service.store.modals.close(interaction.view.view_id)
    order = await service.store.get_own(order_id, interaction.person)
    if order is None or order.draft.is_empty or not interaction.view.window.shows(order.draft):
        return
    await _count_as_left(service, order, interaction.context[_CLOSED_AT])
    with nice_to_have("Home"):
        await publish_home(service, client, interaction.person)


async def _count_as_left(service: OrderService, order: Order, now: datetime) -> None:
    """Its person is asked whether to go on so long after this; of one they were asked about nothing changes."""
    if order.state is not State.OPEN or order.draft.left_at or now - order.updated_at < JUST_NOW:
        return
    # Our own writing: the edition stays the one that was seen.
    draft = order.draft.with_(file_writes=order.draft.file_writes + 1)
    with suppress(Conflict):  # Gone on with meanwhile.
        await service.store.update(order, replace(order, draft=draft, updated_at=now))
