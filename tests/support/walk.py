"""Every listener, tried by a person: requests made from the tables of ids, so that a new id is tried by itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncBoltRequest

from bot.listeners.commands import COMMAND
from bot.middleware.required_rights import SHORTCUTS
from bot.views.ids import MESSAGE_SHORTCUT, Action, Callback, CardMetadata
from flows.i18n.command_words import WORDS
from flows.order import Order
from sandbox.slack.messages import Message
from sandbox.slack.views import APP, TEAM
from tests.support.product import Product

Body = dict[str, Any]

CHANNEL = "C0GENERAL"
SUFFIXES = {Callback.LINE: "1", Callback.PASTE_PREVIEW: "1"}
"""What follows the id where it isn't enough by itself."""


WORDLESS = frozenset({"block_suggestion", "view_closed"})
"""A list that drops down while one types, and a window that is gone."""


@dataclass(frozen=True)
class Walk:
    """What a person can send of somebody else's order, as if they had its ids."""

    product: Product
    person: str
    order: Order

    def bodies(self) -> Iterator[Body]:
        """Each command, shortcut, action, suggestion, submission and event."""
        yield from (self._command(text) for text in self._texts())
        yield from (self._shortcut(name) for name in SHORTCUTS)
        for action in Action:
            yield from self._actions(action)
        yield from (self._submission(callback) for callback in Callback)
        yield from (self._closed(callback) for callback in Callback)
        yield from self._events()

    def one_of_each(self) -> Iterator[Body]:
        """One for each command, action, view and so on, but for what has no room for words."""
        seen = set()
        for body in self.bodies():
            kind = body.get("type") or str(body["text"]).partition(" ")[0]
            about = body.get("callback_id") or (body.get("view") or {}).get("callback_id")
            event = body.get("event", {}).get("type")
            key = (kind, about, event, *(action["action_id"] for action in body.get("actions", ())))
            if key not in seen and kind not in WORDLESS:
                yield body
            seen.add(key)

    async def send(self, *bodies: Body) -> str:
        """What the person gets: the acks, and all that Slack is asked to show while the lazy functions run."""
        slack, before = self.product.slack, asyncio.all_tasks()
        calls, texts, posts = len(slack.calls), len(slack.workspace.ephemerals), len(self._posts)
        acks = [await self._dispatch(body) for body in bodies]
        while left := [task for task in asyncio.all_tasks() - before if _ends(task)]:
            await asyncio.wait(left)
        shown = [call.body for call in slack.calls[calls:]]
        messages = [*slack.workspace.ephemerals[texts:], *self._posts[posts:]]
        return json.dumps([acks, shown, [message.as_json() for message in messages]], default=str)

    async def _dispatch(self, body: Body) -> str:
        if "trigger_id" in body:
            body = {**body, "trigger_id": self.product.slack.triggers.new(self.person)}
        answer = await self.product.bot.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        return str(answer.body)

    @property
    def _posts(self) -> list[Message]:
        return self.product.slack.workspace.channels[CHANNEL].messages

    def _texts(self) -> Iterator[str]:
        number = self.order.display_id or ""
        for word in WORDS:
            yield from (word, f"{word} {number}", f"{word} all", f"{word} 0111", f"{word} Nordmann")
        yield from ("", number, "0111")

    def _values(self) -> Iterator[str]:
        order = self.order
        seen = {"order_id": order.id, "edition": order.edition}
        yield from (order.id, json.dumps(seen), f"{order.id}:address", order.display_id or "", "0", "1:1")

    def _command(self, text: str) -> Body:
        url = self.product.slack.response_urls.new(self.person, CHANNEL)
        return {
            "command": COMMAND,
            "text": text,
            "user_id": self.person,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "api_app_id": APP,
            "response_url": url,
            "trigger_id": "",
        }

    def _head(self, kind: str) -> Body:
        user = {"id": self.person, "team_id": TEAM}
        return {"type": kind, "team": {"id": TEAM}, "user": user, "api_app_id": APP, "trigger_id": ""}

    def _shortcut(self, callback_id: str) -> Body:
        if callback_id != MESSAGE_SHORTCUT:
            return {**self._head("shortcut"), "callback_id": callback_id}
        message = {"ts": "1.0", "text": "hello", "files": []}
        where = {"channel": {"id": CHANNEL}, "response_url": self._url()}
        return {**self._head("message_action"), "callback_id": callback_id, "message": message, **where}

    def _actions(self, action: Action) -> Iterator[Body]:
        suggested = {"action_id": action.value, "block_id": "client.known_client", "value": "0111"}
        yield {**self._head("block_suggestion"), "view": self._view(Callback.CLIENT), **suggested}
        pressed = {"action_id": action.value, "block_id": "b", "type": "button", "value": self.order.id}
        for value in self._values():
            body = {**self._head("block_actions"), "actions": [{**pressed, "value": value}]}
            container = {"type": "message", "channel_id": CHANNEL, "message_ts": "1.0", "is_ephemeral": True}
            yield {**body, "channel": {"id": CHANNEL}, "container": container, "response_url": self._url()}

        yield {**self._head("block_actions"), "actions": [pressed], "view": self._view(Callback.SUMMARY)}

    def _submission(self, callback: Callback) -> Body:
        return {**self._head("view_submission"), "view": self._view(callback)}

    def _closed(self, callback: Callback) -> Body:
        return {**self._head("view_closed"), "view": self._view(callback), "is_cleared": False}

    def _view(self, callback: Callback) -> Body:
        order, suffix = self.order, SUFFIXES.get(callback)
        metadata = CardMetadata(order_id=order.id, edition=order.edition, channel=CHANNEL, ts="1.0")
        return {
            "id": "V0WALK",
            "type": "home" if callback is Callback.HOME else "modal",
            "team_id": TEAM,
            "callback_id": f"{callback}.{suffix}" if suffix else callback.value,
            "private_metadata": metadata.dump(),
            "state": {"values": {}},
            "blocks": [],
        }

    def _events(self) -> Iterator[Body]:
        yield self._event(type="app_home_opened", channel="D0SAM", tab="home")
        for number, text in enumerate(self._texts()):
            said = {"text": text, "ts": f"{number}.0", "channel": CHANNEL}
            yield self._event(type="message", channel_type="im", **said)
            yield self._event(type="app_mention", **said)

    def _event(self, **event: str) -> Body:
        event = {"user": self.person, **event}
        return {"type": "event_callback", "team_id": TEAM, "api_app_id": APP, "event": event}

    def _url(self) -> str:
        return self.product.slack.response_urls.new(self.person, CHANNEL)


def _ends(task: asyncio.Task[Any]) -> bool:
    """A task of the bot's, not one of the local servers' connections."""
    coroutine: Any = task.get_coro()
    return not coroutine.__qualname__.startswith("RequestHandler")


def tells(shown: str, phone: str) -> bool:
    """Whether what is shown has the phone, however it is written."""
    digits = "".join(sign for sign in shown if sign not in " \u00a0-")
    return phone[3:] in digits
