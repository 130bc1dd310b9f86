"""Opening a modal with a trigger, which lives for three seconds: with what it shows where that is ready in time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from bot.listeners.outdated import opened_in
from bot.middleware.context import Interaction
from bot.middleware.lazy import LOADING_VIEW
from bot.notify.show_draft import update
from bot.views.as_json import as_json
from bot.views.ids import Callback, Metadata
from bot.views.orders.notices import loading_view
from flows.draft import FORM_STEPS

SHOWING_DRAFTS = frozenset({Callback.SUMMARY, *map(Callback.of, FORM_STEPS)})

READY_IN = 0.3
"""Seconds: so long nobody notices that nothing opens, and most of the trigger's life is left."""


async def open_ready(
    interaction: Interaction, client: AsyncWebClient, content: Coroutine[Any, Any, View]
) -> None:
    """Open the modal on its content, by one call, or on “One moment…” while the content isn't ready.

    Raises what the content raises, once a view is open that can say so.
    """
    making = asyncio.create_task(content)
    try:
        done, _late = await asyncio.wait({making}, timeout=READY_IN)
        if done and making.exception() is None:
            view = making.result()
            answer = await client.views_open(trigger_id=interaction.trigger_id, view=as_json(view))
            view_id = str(answer["view"]["id"])
        else:
            view_id = await open_loading(interaction, client)
            view = await making
            await update(client, view_id, view)
        if metadata := _of_draft(view):
            await opened_in(interaction, client, view_id, metadata.order_id)
    finally:
        making.cancel()


async def open_loading(interaction: Interaction, client: AsyncWebClient) -> str:
    """Open “One moment…”; gives the view's id. What fails from now on is said in it."""
    loading = loading_view(interaction.service.workspace_language)
    answer = await client.views_open(trigger_id=interaction.trigger_id, view=as_json(loading))
    view_id = str(answer["view"]["id"])
    interaction.context[LOADING_VIEW] = view_id
    return view_id


def _of_draft(view: View) -> Metadata | None:
    """What the view says of its draft, if it shows one."""
    shows_draft = view.callback_id in SHOWING_DRAFTS
    return Metadata.load(view.private_metadata or "") if shows_draft else None
