"""Opening a modal with a trigger, which lives for three seconds: with what it shows where that is ready in time.

Where Slack doesn't open it, because the trigger has expired or no answer comes, what it would have shown is left in a
message: https://docs.slack.dev/interactivity/handling-user-interaction (trigger_id).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.listeners.outdated import opened_in
from bot.middleware.context import Interaction
from bot.middleware.lazy import LOADING_VIEW, NOT_TAKEN, NotOpened, say_privately
from bot.notify.show_draft import update
from bot.slack.errors import reason_of
from bot.views.as_json import as_json
from bot.views.ids import Callback, Metadata
from bot.views.not_opened import has_inputs, left_draft_message, left_view_message
from bot.views.orders.notices import loading_view
from flows.draft import FORM_STEPS

SHOWING_DRAFTS = frozenset({Callback.SUMMARY, *map(Callback.of, FORM_STEPS)})

Show = Callable[..., Awaitable[AsyncSlackResponse]]

READY_IN = 0.3
"""Seconds: so long nobody notices that nothing opens, and most of the trigger's life is left."""

OPENED_IN = 5.0
"""Seconds to wait for Slack's answer: the trigger has expired by then."""

TRIGGER_IS_GONE = frozenset(
    {"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged"}
)


async def open_ready(
    interaction: Interaction, client: AsyncWebClient, content: Coroutine[Any, Any, View]
) -> None:
    """Open the modal on its content, by one call, or on “One moment…” while the content isn't ready.

    Raises what the content raises, once a view is open that can say so. Where none opens, the content is made all the
    same, and left in a message.
    """
    making = asyncio.create_task(content)
    try:
        done, _late = await asyncio.wait({making}, timeout=READY_IN)
        if done and making.exception() is None:
            await open_view(interaction, client, making.result())
            return
        try:
            view_id = await open_loading(interaction, client)
        except NotOpened:
            await _leave(interaction, client, await making)
            return
        view = await making
        await update(client, view_id, view)
        await shown_in(interaction, client, view_id, view)
    finally:
        making.cancel()


async def open_view(interaction: Interaction, client: AsyncWebClient, view: View) -> None:
    """Open a modal that is ready, or leave in a message what it shows. Raises NotOpened for one that only asks."""
    try:
        view_id = await _open(interaction, client, view)
    except NotOpened:
        await _leave(interaction, client, view)
    else:
        await shown_in(interaction, client, view_id, view)


async def open_loading(interaction: Interaction, client: AsyncWebClient) -> str:
    """Open “One moment…”; gives the view's id. What fails from now on is said in it. Raises NotOpened."""
    view_id = await _open(interaction, client, loading_view(interaction.service.workspace_language))
    interaction.context[LOADING_VIEW] = view_id
    return view_id


async def push_view(interaction: Interaction, client: AsyncWebClient, view: View) -> str:
    """Lay a view on top of the one in which a button was pressed; gives its id. Raises NotOpened."""
    return await _call(interaction, client, client.views_push, view)


async def _open(interaction: Interaction, client: AsyncWebClient, view: View) -> str:
    """The opened view's id. Raises NotOpened."""
    return await _call(interaction, client, client.views_open, view)


async def _call(interaction: Interaction, client: AsyncWebClient, show: Show, view: View) -> str:
    drawn = {**as_json(view), "external_id": secrets.token_hex(16)}
    try:
        async with asyncio.timeout(OPENED_IN):
            answer = await show(trigger_id=interaction.trigger_id, view=drawn)
    except SlackApiError as error:
        if reason_of(error) in TRIGGER_IS_GONE:
            raise NotOpened from error
        raise
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        # The answer may be all that was lost: one that did open is found by the id that we gave it.
        try:
            answer = await client.views_update(external_id=drawn["external_id"], view=drawn)
        except NOT_TAKEN:
            raise NotOpened from error
    return str(answer["view"]["id"])


async def shown_in(interaction: Interaction, client: AsyncWebClient, view_id: str, view: View) -> None:
    """The window shows that now; where it is a draft, no other window has it any more."""
    interaction.context.pop(LOADING_VIEW, None)
    if draft := _of_draft(view):
        await opened_in(interaction, client, view_id, draft.order_id)


async def _leave(interaction: Interaction, client: AsyncWebClient, view: View) -> None:
    """What the modal would have shown, or a button that opens its draft."""
    language = await interaction.language()
    if draft := _of_draft(view):
        await say_privately(interaction, client, left_draft_message(draft.order_id, language))
    elif has_inputs(view):
        raise NotOpened
    else:
        await say_privately(interaction, client, left_view_message(view, language))


def _of_draft(view: View) -> Metadata | None:
    """What the view says of its draft, if it shows one."""
    shows_draft = view.callback_id in SHOWING_DRAFTS
    return Metadata.load(view.private_metadata or "") if shows_draft else None
