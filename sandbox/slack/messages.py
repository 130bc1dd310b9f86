"""A message in a channel, a direct message or one that only one person sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.json_copy import json_copy
from sandbox.slack.person.rendering import mrkdwn, readable_lines
from sandbox.slack.views import APP, BOT, TEAM, Json, Surface


@dataclass(eq=False)
class Message(Surface):
    """A message: `notification` is its text argument, `text` what one reads on the screen.

    `visible_to` is the one person who sees an ephemeral. `ts` is unique in the workspace.
    """

    ts: str = ""
    channel: str = ""
    author: str = ""
    notification: str = field(default="", repr=False)
    metadata: Json = field(default_factory=dict, repr=False)
    thread_ts: str | None = None
    visible_to: str | None = None
    from_bot: bool = True
    is_edited: bool = False
    client_msg_id: str | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    reactions: list[str] = field(default_factory=list)
    files: list[Json] = field(default_factory=list, repr=False)
    attachments: list[Json] = field(default_factory=list, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """What a person reads: the blocks as lines, or the text where there are no blocks."""
        if self.blocks:
            return "\n".join(readable_lines(self, self.names))
        return mrkdwn(self.notification, self.names)

    def as_json(self, *, with_metadata: bool = False) -> Json:
        """The message as histories and payloads show it: https://docs.slack.dev/reference/events/message."""
        optional = {
            "blocks": json_copy(self.blocks),
            "files": json_copy(self.files),
            "attachments": json_copy(self.attachments),
            "thread_ts": self.thread_ts,
            "client_msg_id": self.client_msg_id,
            "edited": {"user": self.author, "ts": self.ts} if self.is_edited else None,
            "metadata": self.metadata if with_metadata else None,
            "reactions": [{"name": name, "count": 1, "users": [self.author]} for name in self.reactions],
        }
        bot = {"bot_id": BOT, "app_id": APP} if self.from_bot else {}
        return {
            "type": "message",
            "user": self.author,
            "ts": self.ts,
            "team": TEAM,
            "text": self.notification,
            **bot,
            **{key: value for key, value in optional.items() if value},
        }
