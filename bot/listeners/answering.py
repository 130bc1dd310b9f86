"""Answering where something was asked, to the person alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.middleware.context import Interaction


async def answer(interaction: Interaction, client: AsyncWebClient, said: Mapping[str, Any]) -> None:
    """Beside the command or message it came from; in the bot's direct message, or below where the bot was named."""
    if interaction.can_respond:
        await interaction.respond(replace_original=False, response_type="ephemeral", **said)
        return
    event = interaction.body["event"]
    there = {
        "channel": event["channel"],
        **({"thread_ts": thread} if (thread := event.get("thread_ts")) else {}),
    }
    if event["type"] == "message":
        await client.chat_postMessage(**there, **said)
    else:
        await client.chat_postEphemeral(user=interaction.person.user, **there, **said)
