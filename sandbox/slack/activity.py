"""What happens in the workspace, as facts others may listen to: a transcript, a waiting test, a web page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.slack.messages import Message
from sandbox.slack.views import View


@dataclass(frozen=True)
class ViewShown:
    """A modal was opened, pushed or changed (or a home tab published); `view` is what the person now sees."""

    view: View


@dataclass(frozen=True)
class ViewClosed:
    """A modal left the screen."""

    view: View


@dataclass(frozen=True)
class Trouble:
    """Slack's own message to a person that the app didn't answer properly."""

    person: str
    text: str


@dataclass(frozen=True)
class MessageShown:
    """A message was posted, or changed where `edited` is True."""

    message: Message
    edited: bool = False


@dataclass(frozen=True)
class MessageGone:
    """A message was deleted."""

    message: Message


@dataclass(frozen=True)
class Acted:
    """A person did something; `text` says what, such as `/order list`."""

    person: str
    text: str


@dataclass(frozen=True)
class Exchanged:
    """A call, a delivery or a refusal was recorded."""


Activity = ViewShown | ViewClosed | Trouble | MessageShown | MessageGone | Acted | Exchanged
Listener = Callable[[Activity], None]


@dataclass
class ActivityFeed:
    """Calls listeners at once, and wakes everything that waits for a change."""

    listeners: list[Listener] = field(default_factory=list)
    _waiting: set[asyncio.Event] = field(default_factory=set)

    def publish(self, happened: Activity) -> None:
        """Pass it on to the listeners."""
        for listener in self.listeners:
            listener(happened)
        for event in self._waiting:
            event.set()

    async def next(self) -> None:
        """Wait until anything happens."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            await event.wait()
        finally:
            self._waiting.discard(event)
