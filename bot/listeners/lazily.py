"""Lazy functions: calls to Slack and the Orders API, after the ack; whatever goes wrong in one is caught here.

Bolt itself would only log the exception with its text, which may repeat what a person typed.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.interaction import Body
from bot.logs import log
from bot.services import Services
from bot.views.outcome import trouble_text, trouble_view
from bot.views.words import marked

FAILED = "failed"
"""Where the context tells the lazy functions that their ack function failed: the reference in the log."""

logger = log(__name__)


def new_reference() -> str:
    """A short id that a person can read out and an operator can find in the log."""
    return secrets.token_hex(4)


def lazily(services: Services, function: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """A lazy function of `(body, client, context)` that tells the person when it fails."""

    async def run(body: Body, client: AsyncWebClient, context: dict[str, object]) -> None:
        if reference := context.get(FAILED):
            # Nothing was done, so there is nothing to show; Bolt begins the lazy functions all the same.
            if body.get("type") == "block_actions":  # Others were answered in the ack.
                await _tell(services, client, context, str(reference))
            return
        try:
            await function(body=body, client=client, context=context)
        except Exception:
            reference = new_reference()
            logger.exception("lazy function failed", function=function.__name__, reference=reference)
            await _tell(services, client, context, reference)

    # Bolt finds a lazy function again by its name.
    run.__name__ = f"{function.__module__}.{function.__name__}"
    return run


async def _tell(
    services: Services, client: AsyncWebClient, context: dict[str, object], reference: str
) -> None:
    language = services.desk.workspace_language
    try:
        loading = context.get("loading_view")
        if isinstance(loading, str):
            await client.views_update(view_id=loading, view=trouble_view(language, reference))
        else:
            await client.chat_postMessage(
                channel=str(context["user_id"]), text=marked(language, trouble_text(reference))
            )
    except (SlackApiError, OSError, TimeoutError):
        logger.exception("the person could not be told", reference=reference)
