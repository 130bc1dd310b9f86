"""Lazy functions: calls to Slack and the Orders API, after the ack; whatever goes wrong in one is caught here.

Bolt itself would only log the exception with its text, which may repeat what a person typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.middleware.context import Interaction
from bot.slack.token_check import is_refused
from bot.views.mrkdwn import marked
from bot.views.orders.notices import token_refused_text, trouble_text, trouble_view
from flows.i18n.language import Language
from flows.i18n.texts import Text
from storage import StoreError, deadline

FAILED = "failed"
"""Where the context tells the lazy functions that their ack function failed: the reference in the log."""

LOADING_VIEW = "loading_view"
"""Where the context keeps the view that would stay “One moment…” for ever if something failed."""

LazyFunction = Callable[[Interaction, AsyncWebClient], Awaitable[None]]

logger = log(__name__)


def new_reference() -> str:
    """A short id that a person can read out and an operator can find in the log."""
    return secrets.token_hex(4)


async def acknowledge(ack: AsyncAck) -> None:
    """The ack function of what is done lazily alone."""
    await ack()


def lazy(function: LazyFunction) -> Callable[..., Awaitable[None]]:
    """A lazy function for Bolt that notifies the person when it fails."""

    async def run(interaction: Interaction, client: AsyncWebClient) -> None:
        deadline.lift()  # Slack has its ack.
        if reference := interaction.context.get(FAILED):
            # Nothing was done, so there is nothing to show; Bolt begins the lazy functions all the same.
            if interaction.body.get("type") == "block_actions":  # Others were answered in the ack.
                await _notify(interaction, client, trouble_text(str(reference)))
            return
        try:
            await function(interaction, client)
        except Exception as error:
            reference = new_reference()
            logger.exception("lazy function failed", function=function.__name__, reference=reference)
            text = token_refused_text() if is_refused(error) else trouble_text(reference)
            await _notify(interaction, client, text)

    # Bolt finds a lazy function again by its name.
    run.__name__ = f"{function.__module__}.{function.__name__}"
    return run


async def _notify(interaction: Interaction, client: AsyncWebClient, text: Text) -> None:
    """In the view that would stay “One moment…”, else directly; where Slack takes neither, by the way back."""
    language, loading = await _language(interaction), interaction.context.get(LOADING_VIEW)
    try:
        if isinstance(loading, str):
            await client.views_update(view_id=loading, view=trouble_view(language, text))
        else:
            await client.chat_postMessage(channel=interaction.person.user, text=marked(language, text))
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError):
        logger.exception("the person could not be notified in Slack's usual way")
        await _respond(interaction, marked(language, text))


async def _respond(interaction: Interaction, text: str) -> None:
    """By the response_url, which needs no token."""
    if not interaction.can_respond:
        return
    try:
        await interaction.respond(text=text, response_type="ephemeral", replace_original=False)
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError):
        logger.exception("the person could not be notified")


async def _language(interaction: Interaction) -> Language:
    try:
        return await interaction.language()
    except StoreError:
        return interaction.service.workspace_language
