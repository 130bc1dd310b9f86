"""Who wrote a message, as Slack knows them: what is theirs isn't the client's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.nice_to_have import nice_to_have

if TYPE_CHECKING:
    from flows.intake import Sender

LONGEST_WAIT = 2.0
"""Seconds: somebody looks at “One moment…” meanwhile."""


async def sender_of(client: AsyncWebClient, user: str | None) -> Sender | None:
    """Their name, and their e-mail where the app may see it; None for a program, and where Slack doesn't say."""
    # Not at start; see bot.service.from_text.
    from flows.intake import Sender

    if user is None:
        return None
    with nice_to_have("who wrote a message"):
        async with asyncio.timeout(LONGEST_WAIT):
            answer = await client.users_info(user=user)
        profile = answer["user"].get("profile") or {}
        name = profile.get("real_name") or answer["user"].get("real_name") or ""
        return Sender(name=str(name), email=str(profile.get("email") or ""))
    return None
