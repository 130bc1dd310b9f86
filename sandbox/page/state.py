"""What the page draws for one person: sections of JSON, compared with what was sent to find what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.json_copy import json_copy
from sandbox.orders_api.responses import LocalOrder
from sandbox.page.faults import Switchboard
from sandbox.page.log import Log
from sandbox.page.orders import WatchedOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.views import Json, View
from sandbox.slack.workspace import BOT_USER, Channel, Person


@dataclass
class Reading:
    """How far each person has read each channel: the newest timestamp seen."""

    marks: dict[tuple[str, str], str] = field(default_factory=dict)

    def unread(self, person: str, channel: str, messages: list[Message]) -> int:
        """How many of the messages that person hasn't seen; one's own count as seen."""
        mark = self.marks.get((person, channel), "")
        return sum(message.ts > mark and message.author != person for message in messages)


class Sections:
    """Makes the sections of the page: `of(person)` gives all but the log, by name."""

    def __init__(self, slack: LocalSlack, orders: WatchedOrders, switchboard: Switchboard) -> None:
        self._slack = slack
        self._orders = orders
        self._switchboard = switchboard
        self.reading = Reading()

    def of(self, person: Person) -> Json:
        """Everything that person sees now."""
        return {
            "workspace": self._workspace(person),
            "messages": {channel.id: self._messages(person, channel) for channel in self._channels(person)},
            "unread": self._unread(person),
            "modal": self._modal(person),
            "home": self._home(person),
            "trouble": self._slack.interactions.troubles.get(person.id),
            "orders": [self._order(order) for order in self._orders.orders],
            "switches": self._switchboard.as_json(),
        }

    def _workspace(self, person: Person) -> Json:
        workspace = self._slack.workspace
        return {
            "me": person.id,
            "people": [self._person(each) for each in workspace.people.values()],
            "channels": [self._channel(each) for each in self._channels(person)],
            "names": workspace.names,
            "commands": workspace.manifest.commands,
            "shortcuts": workspace.manifest.shortcuts,
        }

    def _person(self, person: Person) -> Json:
        return {
            "id": person.id,
            "name": person.name,
            "realName": person.real_name,
            "locale": person.locale,
            "tz": person.tz,
            "isBot": person.is_bot,
            "direct": "" if person.is_bot else self._slack.workspace.direct(person.id).id,
        }

    def _channel(self, channel: Channel) -> Json:
        return {
            "id": channel.id,
            "name": channel.name,
            "isDirect": channel.is_direct,
            "hasBot": BOT_USER in channel.members,
            "isReadOnly": self._slack.workspace.is_read_only(channel),
        }

    def _channels(self, person: Person) -> list[Channel]:
        channels = self._slack.workspace.channels.values()
        mine = [each for each in channels if each.person == person.id]
        return mine + [each for each in channels if not each.is_direct and person.id in each.members]

    def _visible(self, person: Person, channel: Channel) -> list[Message]:
        own = [
            each
            for each in self._slack.workspace.ephemerals
            if each.visible_to == person.id and each.channel == channel.id
        ]
        return sorted([*channel.messages, *own], key=lambda message: message.ts)

    def _messages(self, person: Person, channel: Channel) -> list[Json]:
        return [_message(message) for message in self._visible(person, channel)]

    def _unread(self, person: Person) -> Json:
        people = [each for each in self._slack.workspace.people.values() if not each.is_bot]
        return {
            "channels": {each.id: self._count(person, each) for each in self._channels(person)},
            "people": {each.id: self._count(each, self._slack.workspace.direct(each.id)) for each in people},
        }

    def _count(self, person: Person, channel: Channel) -> int:
        return self.reading.unread(person.id, channel.id, self._visible(person, channel))

    def _modal(self, person: Person) -> Json | None:
        stack = self._slack.modals.stack(person.id)
        return {**_view(stack[-1]), "depth": len(stack)} if stack else None

    def _order(self, order: LocalOrder) -> Json:
        files = self._orders.uploads.files
        return {
            "number": order.display_id,
            "id": order.id,
            "createdAt": order.created_at.isoformat(),
            "body": order.body,
            "files": [files[each].name for each in order.body.get("fileIds", ()) if each in files],
        }

    def _home(self, person: Person) -> Json | None:
        view = self._slack.modals.homes.get(person.id)
        return _view(view) if view else None


@dataclass
class Viewer:
    """One open page: who it acts as, and what it was sent last."""

    person: Person
    _sent: Json = field(default_factory=dict)
    _sent_log: list[Json] = field(default_factory=list)

    def changes(self, sections: Sections, log: Log) -> Json:
        """The sections that differ from what was sent, and the log's new and changed lines."""
        now = sections.of(self.person)
        changed = {name: section for name, section in now.items() if self._sent.get(name, ...) != section}
        lines = [entry.summary() for entry in log.entries]
        if len(lines) < len(self._sent_log):
            self._sent_log, changed["logBeganAnew"] = [], True
        new = list(_different(lines, self._sent_log))
        # What was sent is a copy: the workspace's own lists and answers change in place.
        self._sent, self._sent_log = json_copy(now), lines
        return {**changed, **({"log": new} if new else {})}


def _different(lines: list[Json], sent: list[Json]) -> Iterator[Json]:
    for index, line in enumerate(lines):
        if index >= len(sent) or sent[index] != line:
            yield line


def _message(message: Message) -> Json:
    return {
        "ts": message.ts,
        "channel": message.channel,
        "author": message.author,
        "text": message.notification,
        "blocks": message.blocks,
        "answers": message.answers,
        "thread": message.thread_ts,
        "isEphemeral": message.visible_to is not None,
        "isEdited": message.is_edited,
        "reactions": message.reactions,
        "files": [file.get("name", "deleted file") for file in message.files],
    }


def _view(view: View) -> Json:
    given = view.definition
    return {
        "id": view.id,
        "kind": given["type"],
        "callback": given.get("callback_id", ""),
        "title": view.title,
        "submit": (given.get("submit") or {}).get("text", ""),
        "close": (given.get("close") or {}).get("text", ""),
        "blocks": view.blocks,
        "answers": view.answers,
        "errors": view.errors,
        "isWaiting": view.unanswered > 0,
    }
