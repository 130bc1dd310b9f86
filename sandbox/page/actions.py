"""What the page may ask for: small JSON acts, carried out as the person by the same machinery that tests use."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from sandbox.page.faults import Switchboard
from sandbox.page.log import Log
from sandbox.page.state import Reading
from sandbox.slack.delivery.client_checks import is_changed
from sandbox.slack.element_state import answer
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.person.rendering import readable
from sandbox.slack.views import Json, Placed, Surface, View
from sandbox.slack.workspace import Person

Thing = TypeVar("Thing")
Act = Callable[[Person, Json], Awaitable[Json | None]]

_NAMED = re.compile(r"(?<!\S)@([\w-]+)")


class Acts:
    """Carries out acts by name. `perform` gives what the page asked for, or nothing.

    A surface is named `{"view": id}` or `{"channel": id, "ts": timestamp}`, an element on it by
    `block` and `action` id.
    """

    def __init__(
        self,
        slack: LocalSlack,
        switchboard: Switchboard,
        log: Log,
        reading: Reading,
        reset: Callable[[], None],
    ) -> None:
        self._slack = slack
        self._switchboard = switchboard
        self._log = log
        self._reading = reading
        self._reset = reset
        self._acts: dict[str, Act] = {
            "slash": self._slash,
            "write": self._write,
            "home": self._home,
            "messages": self._messages,
            "shortcut": self._shortcut,
            "message_shortcut": self._message_shortcut,
            "press": self._press,
            "choose": self._choose,
            "type": self._type,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "read": self._read,
            "switch": self._switch,
            "reset": self._start_anew,
            "inspect": self._inspect,
            "find": self._find,
        }

    async def perform(self, person: Person, asked: Json) -> Json:
        """Carry out one act.

        Raises:
            LookupError: there is no such act, or what it names is gone.
        """
        return await self._acts[str(asked["act"])](person, asked) or {}

    async def _slash(self, person: Person, asked: Json) -> None:
        await self._conversation(person, asked).slash(asked["text"])

    async def _write(self, person: Person, asked: Json) -> None:
        await self._conversation(person, asked).tell(self._as_sent(asked["text"]), asked.get("thread"))

    def _as_sent(self, typed: str) -> str:
        """As Slack sends what people write: escaped, and whoever is named by their id.

        https://docs.slack.dev/messaging/formatting-message-text#escaping and #mentioning-users
        """
        ids = {person.name: person.id for person in self._slack.workspace.people.values()}

        def mention(named: re.Match[str]) -> str:
            return f"<@{ids[named[1]]}>" if named[1] in ids else named[0]

        return _NAMED.sub(mention, html.escape(typed, quote=False))

    async def _home(self, person: Person, _asked: Json) -> None:
        await self._slack.person(person.id).open_home()

    async def _messages(self, person: Person, _asked: Json) -> None:
        await self._slack.interactions.open_messages(person)

    async def _shortcut(self, person: Person, asked: Json) -> None:
        await self._slack.person(person.id).shortcut(asked["callback"])

    async def _message_shortcut(self, person: Person, asked: Json) -> None:
        await self._conversation(person, asked).message_shortcut(
            asked["callback"], self._message(person, asked)
        )

    async def _press(self, person: Person, asked: Json) -> None:
        surface = self._surface(person, asked)
        placed = _placed(surface, asked)
        option = asked.get("option")
        words = readable((option or placed.element)["text"], self._slack.workspace.names)
        self._slack.interactions.acts(person, f"presses [{words}]")
        await self._slack.interactions.act(
            person, surface, placed, {"selected_option": option} if option else {}
        )

    async def _choose(self, person: Person, asked: Json) -> None:
        surface = self._surface(person, asked)
        placed = _placed(surface, asked)
        self._slack.interactions.acts(person, f"fills {placed.action_id}")
        await self._slack.interactions.choose(person, surface, placed, asked["value"])

    async def _type(self, person: Person, asked: Json) -> None:
        # While somebody types, the app isn't notified, even where the finished text would send an action.
        surface = self._surface(person, asked)
        placed = _placed(surface, asked)
        surface.answers[placed.block_id][placed.action_id] = answer(placed.kind, asked["value"])

    async def _suggest(self, person: Person, asked: Json) -> Json:
        surface = self._surface(person, asked)
        placed = _placed(surface, asked)
        return {"options": await self._slack.interactions.suggest(person, surface, placed, asked["typed"])}

    async def _submit(self, person: Person, asked: Json) -> None:
        view = self._view(person, asked)
        self._slack.interactions.acts(person, f"submits {view.title}")
        await self._slack.interactions.submit(person, view)

    async def _close(self, person: Person, asked: Json) -> Json | None:
        view = self._view(person, asked)
        if is_changed(view) and not asked.get("discards"):
            return {"isChanged": True}
        self._slack.interactions.acts(person, f"closes {view.title}")
        await self._slack.interactions.close(person, view)
        return None

    async def _read(self, person: Person, asked: Json) -> None:
        self._reading.marks[person.id, asked["channel"]] = asked["ts"]

    async def _switch(self, _person: Person, asked: Json) -> None:
        self._switchboard.set(asked["key"], asked["value"])

    async def _start_anew(self, _person: Person, _asked: Json) -> None:
        self._reset()

    async def _inspect(self, _person: Person, asked: Json) -> Json:
        return self._log.entries[asked["number"]].details()

    async def _find(self, _person: Person, asked: Json) -> Json:
        words = asked["words"]
        return {"numbers": [entry.number for entry in self._log.entries if entry.mentions(words)]}

    def _conversation(self, person: Person, asked: Json) -> Conversation:
        return self._slack.person(person.id).in_channel(asked["channel"])

    def _surface(self, person: Person, asked: Json) -> View | Message:
        return self._view(person, asked) if "view" in asked else self._message(person, asked)

    def _view(self, person: Person, asked: Json) -> View:
        home = self._slack.modals.homes.get(person.id)
        views = [*self._slack.modals.stack(person.id), *([home] if home else [])]
        return _found(view for view in views if view.id == asked["view"])

    def _message(self, person: Person, asked: Json) -> Message:
        channel = self._slack.channel(asked["channel"])
        own = [each for each in self._slack.workspace.ephemerals if each.visible_to == person.id]
        return _found(each for each in (*channel.messages, *own) if each.ts == asked["ts"])


def _placed(surface: Surface, asked: Json) -> Placed:
    wanted = (asked["block"], asked["action"])
    return _found(each for each in surface.elements if (each.block_id, each.action_id) == wanted)


def _found(candidates: Iterator[Thing]) -> Thing:
    try:
        return next(candidates)
    except StopIteration:
        raise LookupError("what the act names is gone") from None
