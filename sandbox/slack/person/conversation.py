"""The scripted conversation: one person acting in the workspace, as tests and demos read."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn

from sandbox.script.input_values import Filled, Filling, Upload
from sandbox.script.screens import Parts, Pressable, Screen, key_of, plain_blanks
from sandbox.slack.delivery.interactions import Interactions
from sandbox.slack.files import Files
from sandbox.slack.messages import Message
from sandbox.slack.modals import Modals
from sandbox.slack.person.rendering import readable, rich_text
from sandbox.slack.person.transcript import Transcript
from sandbox.slack.views import Json, Placed, View
from sandbox.slack.workspace import Channel, Person, Workspace

PATIENCE = 30.0  # seconds; whoever waits goes on as soon as it is so
GLANCE = 0.05  # what is awaited may lie outside the workspace, where nothing reports changes


class ConversationError(AssertionError):
    """The conversation can't go on as scripted; the message ends with the transcript."""


class Conversation:
    """One person in the workspace. Acts are awaited until the app has acked; lazy work may come later.

    Every method raises ConversationError, with the transcript, where the script and the screen differ.
    `patience` is how many seconds `until`, `sees` and `hears` wait.
    """

    def __init__(
        self,
        person: Person,
        workspace: Workspace,
        modals: Modals,
        interactions: Interactions,
        transcript: Transcript,
        channel: Channel,
        *,
        files: Files,
    ) -> None:
        self.id = person.id
        self.patience = PATIENCE
        self._person = person
        self._workspace = workspace
        self._modals = modals
        self._interactions = interactions
        self._transcript = transcript
        self._channel = channel
        self._files = files

    def in_channel(self, name: str) -> Conversation:
        """The same person, acting in another channel: its name, #name or id."""
        channel = self._workspace.channel(name)
        if channel is None:
            self._fail(f"There is no channel {name!r}.")
        return self._as(self._person, channel)

    def on_device(self, device: str) -> Conversation:
        """The same person on another device, which shows its own modals: `phone`."""
        return self._as(replace(self._person, device=device), self._channel)

    def _as(self, person: Person, channel: Channel) -> Conversation:
        return Conversation(
            person,
            self._workspace,
            self._modals,
            self._interactions,
            self._transcript,
            channel,
            files=self._files,
        )

    # What the person does.

    async def slash(self, typed: str) -> None:
        """Type a command such as `/order list`."""
        self._finds_a_composer()
        self._acts(typed)
        self._interactions.at_home.discard(self.id)
        await self._interactions.slash(self._person, self._channel, typed)

    async def shortcut(self, callback_id: str) -> None:
        """Use a global shortcut."""
        self._acts(f"uses the shortcut {callback_id}")
        await self._interactions.shortcut(self._person, callback_id)

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Use a shortcut on a message."""
        self._acts(f"uses {callback_id} on a message")
        await self._interactions.message_shortcut(self._person, callback_id, message)

    async def open_home(self) -> None:
        """Look at the app's home tab."""
        self._acts("opens Home")
        self._interactions.at_home.add(self.id)
        await self._interactions.open_home(self._person)

    def to_the_bot(self) -> Conversation:
        """The same person, acting in the direct message with the bot."""
        return self.in_channel(self._workspace.direct(self.id).id)

    async def tell(self, text: str, thread_ts: str | None = None, files: Sequence[Upload] = ()) -> Message:
        """Write in the current channel; the app hears it where it is written to, or named, and asked to hear."""
        written = self.write(text, thread_ts, files)
        await self._interactions.posted(self._person, written)
        return written

    def write(self, text: str, thread_ts: str | None = None, files: Sequence[Upload] = ()) -> Message:
        """Post a message as this person in the current channel; the app isn't notified."""
        self._finds_a_composer()
        shared = [self._files.add(self.id, each.name, each.content) for each in files]
        for file in shared:
            file["channels"].append(self._channel.id)
        message = Message(
            channel=self._channel.id,
            author=self.id,
            notification=text,
            from_bot=False,
            thread_ts=thread_ts,
            files=shared,
        )
        return self._workspace.post(message)

    def forward(self, message: Message, text: str = "") -> Message:
        """Share another message in the current channel: it is quoted, with its files, in an attachment."""
        quoted = {
            "is_msg_unfurl": True,
            "is_share": True,
            "channel_id": message.channel,
            "ts": message.ts,
            "author_id": message.author,
            "text": message.notification,
            "fallback": message.notification,
            "files": message.files,
        }
        shared = Message(
            channel=self._channel.id,
            author=self.id,
            notification=text,
            from_bot=False,
            attachments=[quoted],
        )
        return self._workspace.post(shared)

    def delete_file(self, message: Message, name: str) -> None:
        """Delete a file from the workspace: in the message a tombstone is left of it."""
        for file in message.files:
            if file["name"] == name:
                self._files.delete(file)

    async def fill(self, values: Mapping[str, Filled] | None = None, /, **by_key: Filled) -> None:
        """Fill inputs of the screen, by key, label or action id.

        Text for inputs one types into, an option's text or value for selects and radio buttons, a list for
        several, True or False for a single checkbox, names or `Upload`s for files, a list of rich text parts where
        one formats, None to clear.
        """
        for name, filled in {**(values or {}), **by_key}.items():
            await self._fill_one(name, filled)

    async def suggestions(self, name: str, typed: str) -> list[str]:
        """The texts an external select offers for what is typed into it."""
        view = self._in_view()
        placed = self._placed(view, name)
        options = await self._interactions.suggest(self._person, view, placed, typed)
        return [readable(option["text"], self._workspace.names) for option in options]

    async def press(
        self, name: str, *, nth: int = 0, message: Message | None = None, confirm: bool = True
    ) -> None:
        """Press the button (or overflow choice) with that text, action id or key; `nth` counts from 0.

        A confirmation is accepted, or declined with `confirm=False`.
        """
        surface = message or self._in_view()
        if message:
            self._interactions.at_home.discard(self.id)
        found = [each for each in Parts(surface, self._workspace.names).pressables if each.is_called(name)]
        if nth >= len(found):
            there = ", ".join(each.text for each in Parts(surface, self._workspace.names).pressables)
            self._fail(f"There is no button {name!r} (number {nth}); there are: {there or 'none'}.")
        await self._press(surface, found[nth], confirm)

    async def next(self) -> None:
        """Submit the top modal."""
        view = self._top()
        self._acts(f"presses {Screen(view, self._workspace.names).submit_text or 'submit'}")
        await self._submit(view, 1)

    async def submit_twice(self) -> None:
        """Submit the top modal two times at once, as an impatient thumb does."""
        view = self._top()
        self._acts("submits twice")
        await self._submit(view, 2)

    async def close(self) -> None:
        """Close the top modal."""
        view = self._top()
        self._acts(f"closes {view.title}")
        await self._interactions.close(self._person, view)

    # What the person sees.

    @property
    def screen(self) -> Screen:
        """The top modal as it is now."""
        return Screen(self._top(), self._workspace.names)

    @property
    def home(self) -> Screen:
        """The home tab as it was last published."""
        view = self._modals.homes.get(self.id)
        if view is None:
            self._fail("No home tab has been published.")
        return Screen(view, self._workspace.names)

    @property
    def screens(self) -> int:
        """How many modals are stacked."""
        return len(self._modals.stack(self.id, self._person.device))

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong on the top modal, by key; empty without one."""
        view = self._modals.top(self.id, self._person.device)
        return {key_of(block_id): text for block_id, text in view.errors.items()} if view else {}

    @property
    def trouble(self) -> str | None:
        """What Slack said about trouble with the app since the person last acted."""
        return self._interactions.troubles.get(self.id)

    @property
    def ephemerals(self) -> list[Message]:
        """The messages only this person sees, oldest first."""
        return [each for each in self._workspace.ephemerals if each.visible_to == self.id]

    @property
    def direct_messages(self) -> list[Message]:
        """The app's messages to this person, oldest first."""
        return [each for each in self._workspace.direct(self.id).messages if each.from_bot]

    @property
    def transcript(self) -> str:
        """The conversation so far, to be read."""
        return str(self._transcript)

    # What the person waits for.

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until the condition is true; one that can't be asked yet (no screen) counts as not true."""
        try:
            async with asyncio.timeout(self.patience):
                while not self._holds(condition):
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(GLANCE):
                            await self._workspace.activity.next()
        except TimeoutError:
            self._fail(f"Waited {self.patience:g} s in vain: {what}.")

    async def sees(self, text: str) -> Screen:
        """Wait until the top modal, or the home tab if no modal is open and the person is there, shows that text."""
        await self.until(lambda: self._shows(text), f"to see {text!r}")
        return self.screen if self.screens else self.home

    async def hears(self, text: str) -> Message:
        """Wait for a direct message or an ephemeral with that text; gives the newest."""
        await self.until(lambda: self._heard(text), f"to hear {text!r}")
        return self._heard(text)[-1]

    def _acts(self, text: str) -> None:
        self._interactions.acts(self._person, text)

    def _fail(self, reason: str) -> NoReturn:
        raise ConversationError(f"{reason}\n\nThe conversation so far:\n{self.transcript}")

    def _finds_a_composer(self) -> None:
        if self._workspace.is_read_only(self._channel):
            self._fail("Nobody can write here: the app's manifest makes its messages read only.")

    def _holds(self, condition: Callable[[], object]) -> bool:
        try:
            return bool(condition())
        except (ConversationError, LookupError):
            return False

    def _shows(self, text: str) -> bool:
        if not self.screens and self.id not in self._interactions.at_home:
            return False
        screen = self.screen if self.screens else self.home
        return plain_blanks(text) in plain_blanks(screen.text)

    def _heard(self, text: str) -> list[Message]:
        said = [*self.direct_messages, *self.ephemerals]
        return sorted(
            (each for each in said if plain_blanks(text) in plain_blanks(each.text)), key=lambda each: each.ts
        )

    def _top(self) -> View:
        view = self._modals.top(self.id, self._person.device)
        if view is None:
            self._fail("No modal is open.")
        return view

    def _in_view(self) -> View:
        home = self._modals.homes.get(self.id)
        return home if home and not self.screens else self._top()

    def _placed(self, view: View, name: str) -> Placed:
        parts = Parts(view, self._workspace.names)
        placed = parts.find(name)
        if placed is None:
            there = ", ".join(f"{key_of(each.block_id)} ({parts.label(each)})" for each in parts.inputs)
            self._fail(f"There is no input {name!r}; there are: {there or 'none'}.")
        return placed

    async def _fill_one(self, name: str, filled: Filled) -> None:
        view = self._in_view()
        placed = self._placed(view, name)
        filling = Filling(
            self._workspace,
            self._person,
            self._files,
            lambda where, typed: self._suggest(view, where, typed),
        )
        try:
            value = await filling.value(placed, filled)
        except LookupError as error:
            self._fail(f"{name}: {error}")
        label = Parts(view, self._workspace.names).label(placed)
        shown = (
            rich_text(value, self._workspace.names)
            if isinstance(filled, list | dict) and isinstance(value, dict)
            else filled
        )
        self._acts(f"clears {label}" if value is None else f"fills {label}: {shown}")
        self._confirmed(placed, accept=True)
        await self._interactions.choose(self._person, view, placed, value)

    async def _suggest(self, view: View, placed: Placed, typed: str) -> list[Json]:
        return await self._interactions.suggest(self._person, view, placed, typed)

    async def _press(self, surface: View | Message, pressed: Pressable, confirm: bool) -> None:
        self._acts(f"presses [{pressed.text}]")
        if self._confirmed(pressed.placed, accept=confirm):
            chosen = {"selected_option": pressed.option} if pressed.option else {}
            await self._interactions.act(self._person, surface, pressed.placed, chosen)

    def _confirmed(self, placed: Placed, *, accept: bool) -> bool:
        dialog = placed.element.get("confirm")
        if dialog:
            title, text, yes, no = (
                readable(dialog[part], self._workspace.names) for part in ("title", "text", "confirm", "deny")
            )
            self._acts(f"is asked «{title}: {text}» and answers [{yes if accept else no}]")
        return accept or not dialog

    async def _submit(self, view: View, times: int) -> None:
        if not view.definition.get("submit"):
            self._fail("The modal has no submit button.")
        await self._interactions.submit(self._person, view, times)
