"""Posts a message once: before a second attempt it looks whether the first one arrived after all.

Slack takes the same message any number of times, so each carries metadata that tells what it is
(https://docs.slack.dev/messaging/message-metadata), and the conversation's history is searched for it.
A message that may have to be edited later is kept with where it is, under the kind of what it shows.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import reason_of
from bot.slack.ids import is_user
from bot.views.orders.cards import Message
from flows.notifications import Notification
from storage import KeptMessage, MessageKind
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


class Posting(NamedTuple):
    """What tells a message from any other: `event` in its metadata; it isn't older than `since`.

    `attempts` to post it have been made before.
    """

    event: Mapping[str, Any]
    since: datetime
    attempts: int

    @classmethod
    def of(cls, notification: Notification) -> Self:
        """A notification's message to one of its recipients."""
        event = {
            "order": notification.order_id,
            "occasion": notification.occasion.value,
            "kind": notification.kind.value,
            "confirmed_at": notification.confirmation.isoformat(),
        }
        return cls(event, notification.confirmation, notification.attempts)


class MessagePoster:
    """Speaks through the Web API; raises what it raises, and StoreUnavailable."""

    def __init__(self, slack: AsyncWebClient, messages: Messages) -> None:
        self._slack = slack
        self._messages = messages

    async def post_once(
        self, recipient: str, message: Message, notification: Notification, keep_as: MessageKind | None = None
    ) -> None:
        """Post to a channel, or to a person by their user id, unless an earlier attempt has."""
        if keep_as and notification.attempts and await self._known(recipient, notification, keep_as):
            return
        channel, ts = await self.post(recipient, message, Posting.of(notification))
        if keep_as:
            await self._messages.keep(_kept(recipient, notification, keep_as, channel, ts))

    async def post_first(
        self, recipient: str, message: Message, notification: Notification, keep_as: MessageKind
    ) -> KeptMessage:
        """Post what no earlier attempt can have posted; gives the message, which the caller keeps."""
        channel, ts = await self.post(recipient, message, Posting.of(notification)._replace(attempts=0))
        return _kept(recipient, notification, keep_as, channel, ts)

    async def show(
        self,
        recipient: str,
        message: Message,
        notification: Notification,
        keep_as: MessageKind,
        known: Sequence[KeptMessage],
    ) -> KeptMessage | None:
        """Post it, or put it in the place of the one that was posted for the same confirmation, if it is `known`.

        Gives a message that was posted, which the caller keeps.
        """
        kept = _of_confirmation(recipient, notification, keep_as, known)
        if kept is None:
            kept = await self._found_again(recipient, notification, keep_as)
        if kept is not None and await self.edit(kept, message):
            return None
        if kept is not None:
            await self._messages.forget(kept)
        # It was looked for: none is there, or one that can't be edited any more.
        return await self.post_first(recipient, message, notification, keep_as)

    async def post(self, recipient: str, message: Message, posting: Posting) -> tuple[str, str]:
        """The same for any message; gives the channel and timestamp it is at."""
        if posting.attempts and (found := await self._found(recipient, posting)):
            return found
        posted = await self._slack.chat_postMessage(
            channel=recipient,
            metadata={"event_type": EVENT_TYPE, "event_payload": posting.event},
            unfurl_links=False,
            unfurl_media=False,
            **message.arguments(),
        )
        return str(posted["channel"]), str(posted["ts"])

    async def find_lost(
        self, recipient: str, notification: Notification, keep_as: MessageKind
    ) -> KeptMessage | None:
        """The message that is there; that of an earlier attempt is kept, if it arrived and only the answer was lost."""
        if kept := await self._known(recipient, notification, keep_as):
            return kept
        return await self._found_again(recipient, notification, keep_as)

    async def _found_again(
        self, recipient: str, notification: Notification, keep_as: MessageKind
    ) -> KeptMessage | None:
        """One that an earlier attempt has posted without that being kept."""
        if notification.attempts and (found := await self._found(recipient, Posting.of(notification))):
            kept = _kept(recipient, notification, keep_as, *found)
            await self._messages.keep(kept)
            return kept
        return None

    async def _known(
        self, recipient: str, notification: Notification, kind: MessageKind
    ) -> KeptMessage | None:
        known = await self._messages.of(notification.order_id)
        return _of_confirmation(recipient, notification, kind, known)

    async def edit(self, kept: KeptMessage, message: Message) -> bool:
        """Put other words in its place; False for one that can't be edited any more, which is left as it is."""
        try:
            await self._slack.chat_update(channel=kept.channel, ts=kept.ts, **message.arguments())
        except SlackApiError as error:
            if reason_of(error) not in NEVER_EDITED:
                raise
            return False
        return True

    async def _conversation(self, channel: str) -> str:
        if not is_user(channel):
            return channel
        opened = await self._slack.conversations_open(users=channel)
        return str(opened["channel"]["id"])

    async def _found(self, recipient: str, posting: Posting) -> tuple[str, str] | None:
        """Where an earlier attempt's message is."""
        channel, cursor = await self._conversation(recipient), ""
        oldest = posting.since.timestamp() - SECONDS_OF_DOUBT
        for _page in range(MOST_PAGES):
            history = await self._slack.conversations_history(
                channel=channel,
                oldest=f"{oldest:.6f}",
                limit=PAGE_SIZE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for message in history["messages"]:
                if _is_it(message, posting):
                    return channel, str(message["ts"])
            cursor = (history.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return None


def _kept(
    recipient: str, notification: Notification, kind: MessageKind, channel: str, ts: str
) -> KeptMessage:
    return KeptMessage(notification.order_id, kind, recipient, notification.confirmation, channel, ts)


def _of_confirmation(
    recipient: str, notification: Notification, kind: MessageKind, known: Sequence[KeptMessage]
) -> KeptMessage | None:
    """The one of that kind to them for the notification's confirmation."""
    to_them = (one for one in known if one.recipient == recipient and one.kind is kind)
    return next((one for one in to_them if one.confirmation == notification.confirmation), None)


def _is_it(message: dict[str, Any], posting: Posting) -> bool:
    metadata = message.get("metadata") or {}
    return metadata.get("event_type") == EVENT_TYPE and metadata.get("event_payload") == posting.event
