"""Lazy functions: calls to Slack and the Orders API, after the ack; whatever goes wrong in one is caught here.

Bolt itself would only log the exception with its text, which may repeat what a person typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.middleware.context import person_in
from bot.service.dependencies import Dependencies
from bot.slack.payloads import Body
from bot.slack.token_check import is_refused
from bot.views.mrkdwn import marked
from bot.views.orders.notices import token_refused_text, trouble_text, trouble_view
from flows.i18n.language import Language
from flows.i18n.texts import Text
from storage import StoreError, deadline

FAILED = "failed"
"""Where the context tells the lazy functions that their ack function failed: the reference in the log."""

logger = log(__name__)


def new_reference() -> str:
    """A short id that a person can read out and an operator can find in the log."""
    return secrets.token_hex(4)


def lazy(
    dependencies: Dependencies, function: Callable[..., Awaitable[None]]
) -> Callable[..., Awaitable[None]]:
    """A lazy function of `(body, client, context)` that tells the person when it fails."""

    async def run(body: Body, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        deadline.lift()  # Slack has its ack.
        if reference := context.get(FAILED):
            # Nothing was done, so there is nothing to show; Bolt begins the lazy functions all the same.
            if body.get("type") == "block_actions":  # Others were answered in the ack.
                await _tell(dependencies, client, context, trouble_text(str(reference)))
            return
        try:
            await function(body=body, client=client, context=context)
        except Exception as error:
            reference = new_reference()
            logger.exception("lazy function failed", function=function.__name__, reference=reference)
            text = token_refused_text() if is_refused(error) else trouble_text(reference)
            await _tell(dependencies, client, context, text)

    # Bolt finds a lazy function again by its name.
    run.__name__ = f"{function.__module__}.{function.__name__}"
    return run


async def _tell(
    dependencies: Dependencies, client: AsyncWebClient, context: AsyncBoltContext, text: Text
) -> None:
    """In the view that would stay “One moment…”, else directly; where Slack takes neither, by the way back."""
    language, loading = await _language(dependencies, context), context.get("loading_view")
    try:
        if isinstance(loading, str):
            await client.views_update(view_id=loading, view=trouble_view(language, text))
        else:
            await client.chat_postMessage(channel=str(context.user_id), text=marked(language, text))
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError):
        logger.exception("the person could not be told in Slack's usual way")
        await _respond(context, marked(language, text))


async def _respond(context: AsyncBoltContext, text: str) -> None:
    """By the response_url, which needs no token."""
    if context.response_url is None or context.respond is None:
        return
    try:
        await context.respond(text=text, response_type="ephemeral", replace_original=False)
    except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError):
        logger.exception("the person could not be told")


async def _language(dependencies: Dependencies, context: AsyncBoltContext) -> Language:
    try:
        return await dependencies.service.language_of(person_in(context))
    except StoreError:
        return dependencies.service.workspace_language
