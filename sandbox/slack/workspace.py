"""The workspace's plain state: people, channels, user groups, and the messages in them."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field

from sandbox.slack.activity import ActivityFeed, MessageGone, MessageShown
from sandbox.slack.app_manifest import AppManifest
from sandbox.slack.messages import Message
from sandbox.slack.organisation import Organisation
from sandbox.slack.pictures import Pictures
from sandbox.slack.views import TEAM, Json

BOT_USER = "U0BOT"
NOT_OFFERED = ("nb", "nn", "no")
"""Languages of ours that Slack hasn't: whoever reads them has another locale there."""


@dataclass(frozen=True)
class Person:
    """Someone in the workspace: locale as IETF tag, time zone as IANA name.

    Guests are restricted, to one channel where they are ultra restricted; another `team` is a workspace that shares
    channels with this one. `device` is the one they act on: each shows its own modals.
    """

    id: str
    name: str
    real_name: str
    locale: str
    tz: str
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    team: str = TEAM
    device: str = ""


@dataclass
class Channel:
    """A channel, or a direct message with the bot where `person` names the other side."""

    id: str
    name: str
    members: list[str]
    person: str | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def is_direct(self) -> bool:
        """Whether it is a direct message with the bot."""
        return self.person is not None

    def message(self, ts: str) -> Message | None:
        """The message with that timestamp, or None."""
        return next((message for message in self.messages if message.ts == ts), None)


@dataclass(frozen=True)
class UserGroup:
    """A user group: `handle` is the name after the @."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]


class Workspace:
    """Team T0LOCAL: who is there, where they talk and what was said. Publishes every change to `activity`.

    With an `organisation` the app is installed in all its workspaces at once; `manifest` is the app's,
    and `pictures` says which ones can be fetched.
    """

    def __init__(self) -> None:
        self.activity = ActivityFeed()
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.ephemerals: list[Message] = []
        self.files: dict[str, Json] = {}
        self.handed_in: set[str] = set()
        self.organisation: Organisation | None = None
        self.manifest = AppManifest()
        self.pictures = Pictures()
        self.names: dict[str, str] = {}
        self._ticks = itertools.count(time.time_ns() // 1000)
        self._furnish()

    def add_person(self, name: str, locale: str, tz: str, real_name: str = "", **what: str | bool) -> Person:
        """Add someone to #general and #orders, with a direct message to the bot; the id is U0NAME.

        `what` they are, as `Person` has it: `is_restricted=True`, `team="T0OTHER"`.

        Raises:
            ValueError: the locale is one that Slack doesn't offer.
        """
        if locale.partition("-")[0] in NOT_OFFERED:
            raise ValueError(f"Slack can't be set to {locale}: it has no Norwegian.")
        person = Person(f"U0{name.upper()}", name, real_name or name.capitalize(), locale, tz, **what)  # type: ignore[arg-type] # by name
        self.people[person.id] = person
        self.names[person.id] = f"@{name}"
        for channel in self.channels.values():
            if not channel.is_direct:
                channel.members.append(person.id)
        self.add_channel(f"D0{name.upper()}", f"direct-{name}", [person.id, BOT_USER], person.id)
        return person

    def add_channel(
        self, identifier: str, name: str, members: list[str], person: str | None = None
    ) -> Channel:
        """Add a channel; `person` makes it their direct message with the bot."""
        channel = Channel(identifier, name, members, person)
        self.channels[identifier] = channel
        self.names[identifier] = f"#{name}"
        return channel

    def channel(self, name: str) -> Channel | None:
        """The channel by id, name or #name; a person's id gives the direct message with the bot."""
        if name in self.channels:
            return self.channels[name]
        wanted = name.removeprefix("#")
        return next((each for each in self.channels.values() if wanted in (each.name, each.person)), None)

    def direct(self, person_id: str) -> Channel:
        """A person's direct message with the bot."""
        return next(each for each in self.channels.values() if each.person == person_id)

    def is_read_only(self, channel: Channel) -> bool:
        """Whether people have no composer there: neither for words nor for commands."""
        return channel.is_direct and not self.manifest.may_be_written_to

    def person(self, name: str) -> Person | None:
        """The person by id or name."""
        return next((each for each in self.people.values() if name in (each.id, each.name)), None)

    def hand_in(self, person: Person, files: list[Json]) -> None:
        """A person puts files into the app's form: their own ones it may see from then on."""
        self.handed_in |= {file["id"] for file in files if file["user"] == person.id}

    def shown_to_app(self, file_id: str) -> Json | None:
        """A file the app may see: handed in through its own form, or shared where the bot is a member."""
        file = self.files.get(file_id)
        if file is None:
            return None
        shared = any(BOT_USER in self.channels[each].members for each in file["channels"])
        return file if shared or file_id in self.handed_in else None

    def next_ts(self) -> str:
        """A timestamp no other message has: seconds since 1970 with six decimals."""
        tick = next(self._ticks)
        return f"{tick // 1_000_000}.{tick % 1_000_000:06d}"

    def post(self, message: Message) -> Message:
        """Put a message where it belongs and give it its timestamp."""
        message.ts, message.names = self.next_ts(), self.names
        self._shelf(message).append(message)
        self.activity.publish(MessageShown(message))
        return message

    def changed(self, message: Message) -> None:
        """Publish that a message was changed."""
        self.activity.publish(MessageShown(message, edited=True))

    def remove(self, message: Message) -> None:
        """Delete a message; one that is already gone stays gone."""
        shelf = self._shelf(message)
        if message in shelf:
            shelf.remove(message)
            self.activity.publish(MessageGone(message))

    def _shelf(self, message: Message) -> list[Message]:
        return self.ephemerals if message.visible_to else self.channels[message.channel].messages

    def _furnish(self) -> None:
        for identifier, name, members in (
            ("C0ORDERS", "orders", [BOT_USER]),
            ("C0EVTEAM", "ev-team", [BOT_USER]),
            ("C0GENERAL", "general", []),
        ):
            self.add_channel(identifier, name, list(members))
        self.people[BOT_USER] = Person(BOT_USER, "orderdesk", "Order Desk", "en-US", "Etc/UTC", is_bot=True)
        self.names[BOT_USER] = "@orderdesk"
        self.add_person("kari", "en-GB", "Europe/Oslo", "Kari Nordmann")
        self.add_person("sam", "en-US", "America/New_York", "Sam Smith")
        self.add_person("lena", "en-GB", "Europe/Oslo", "Lena Leder")
        self.add_person("gus", "en-GB", "Europe/London", "Gus Gram")
        self.groups["S0LEADS"] = UserGroup("S0LEADS", "leads", "Team leads", ("U0LENA",))
        self.names["S0LEADS"] = "@leads"
