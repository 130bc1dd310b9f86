"""Posts a message once: before a second attempt it looks whether the first one arrived after all.

Slack takes the same message any number of times, so each carries metadata that tells what it is
(https://docs.slack.dev/messaging/message-metadata), and the conversation's history is searched for it.
A message that may have to be edited later is kept with where it stands, under the kind of what it shows.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.ids import is_user
from bot.slack_errors import reason_of
from bot.views.cards import Message
from storage import KeptMessage, MessageKind, Telling
from storage.messages import Messages

EVENT_TYPE = "order_told"
PAGE_SIZE = 200
MOST_PAGES = 20
SECONDS_OF_DOUBT = 3600
"""How far before the confirmation a message is looked for: Slack's clock is not ours."""

NEVER_EDITED = frozenset(
    {
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "is_archived",
        "is_inactive",
        "message_not_found",
        "not_in_channel",
    }
)
"""A message is gone, or out of reach for good: https://docs.slack.dev/reference/methods/chat.update."""


class Postman:
    """Speaks through the Web API; raises what it raises, and StoreUnavailable."""

    def __init__(self, slack: AsyncWebClient, messages: Messages) -> None:
        self._slack = slack
        self._messages = messages

    async def post_once(
        self, recipient: str, message: Message, telling: Telling, keep_as: MessageKind | None = None
    ) -> None:
        """Post to a channel, or to a person by their user id, unless an earlier attempt has."""
        if telling.attempts and await self.arrived(recipient, telling, keep_as):
            return
        metadata = {"event_type": EVENT_TYPE, "event_payload": _payload(telling)}
        posted = await self._slack.chat_postMessage(
            channel=recipient,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
            **message.arguments(),
        )
        await self._keep(recipient, telling, keep_as, str(posted["channel"]), str(posted["ts"]))

    async def arrived(self, recipient: str, telling: Telling, keep_as: MessageKind | None = None) -> bool:
        """Whether an earlier attempt's message stands there; it is kept then."""
        if keep_as and any(
            one.recipient == recipient and one.confirmation == telling.confirmation
            for one in await self._messages.of(telling.order_id, keep_as)
        ):
            return True
        channel = await self._conversation(recipient)
        found = await self._found(channel, telling)
        if found is not None:
            await self._keep(recipient, telling, keep_as, channel, found)
        return found is not None

    async def edit(self, kept: KeptMessage, message: Message) -> None:
        """Put other words in its place; one that can't be edited any more is left as it is."""
        try:
            await self._slack.chat_update(channel=kept.channel, ts=kept.ts, **message.arguments())
        except SlackApiError as error:
            if reason_of(error) not in NEVER_EDITED:
                raise

    async def _keep(
        self, recipient: str, telling: Telling, kind: MessageKind | None, channel: str, ts: str
    ) -> None:
        if kind is not None:
            kept = KeptMessage(telling.order_id, kind, recipient, telling.confirmation, channel, ts)
            await self._messages.keep(kept)

    async def _conversation(self, channel: str) -> str:
        if not is_user(channel):
            return channel
        opened = await self._slack.conversations_open(users=channel)
        return str(opened["channel"]["id"])

    async def _found(self, channel: str, telling: Telling) -> str | None:
        """The timestamp of the telling's message in that conversation."""
        payload, oldest = _payload(telling), telling.confirmation / 1000 - SECONDS_OF_DOUBT
        cursor = ""
        for _page in range(MOST_PAGES):
            history = await self._slack.conversations_history(
                channel=channel,
                oldest=f"{oldest:.6f}",
                limit=PAGE_SIZE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for message in history["messages"]:
                if _is_it(message, payload):
                    return str(message["ts"])
            cursor = (history.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return None


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
