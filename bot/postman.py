"""Posts a message once: before a second attempt it looks whether the first one arrived after all.

Slack takes the same message any number of times, so each carries metadata that tells what it is
(https://docs.slack.dev/messaging/message-metadata), and the conversation's history is searched for it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.views.cards import Message
from storage import Telling

EVENT_TYPE = "order_told"
PAGE_SIZE = 200
MOST_PAGES = 20
SECONDS_OF_DOUBT = 3600
"""How far before the confirmation a message is looked for: Slack's clock is not ours."""


class Postman:
    """Speaks through the Web API; raises what it raises."""

    def __init__(self, slack: AsyncWebClient) -> None:
        self._slack = slack

    async def post_once(self, channel: str, message: Message, telling: Telling) -> None:
        """Post to a channel, or to a person by their user id, unless an earlier attempt has."""
        payload = _payload(telling)
        if telling.attempts and await self._stands_in(await self._conversation(channel), payload, telling):
            return
        metadata = {"event_type": EVENT_TYPE, "event_payload": payload}
        await self._slack.chat_postMessage(
            channel=channel, metadata=metadata, unfurl_links=False, unfurl_media=False, **message.arguments()
        )

    async def _conversation(self, channel: str) -> str:
        if not channel.startswith(("U", "W")):
            return channel
        opened = await self._slack.conversations_open(users=channel)
        return str(opened["channel"]["id"])

    async def _stands_in(self, channel: str, payload: dict[str, Any], telling: Telling) -> bool:
        oldest = telling.confirmation / 1000 - SECONDS_OF_DOUBT
        cursor = ""
        for _page in range(MOST_PAGES):
            history = await self._slack.conversations_history(
                channel=channel,
                oldest=f"{oldest:.6f}",
                limit=PAGE_SIZE,
                cursor=cursor,
                include_all_metadata=True,
            )
            if any(_is_it(message, payload) for message in history["messages"]):
                return True
            cursor = (history.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
        return False


def _payload(telling: Telling) -> dict[str, Any]:
    confirmed_at = datetime.fromtimestamp(telling.confirmation / 1000, UTC).isoformat()
    return {
        "order": telling.order_id,
        "occasion": telling.occasion.value,
        "kind": telling.kind.value,
        "confirmed_at": confirmed_at,
    }


def _is_it(message: dict[str, Any], payload: dict[str, Any]) -> bool:
    metadata = message.get("metadata") or {}
    return metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload") == payload
