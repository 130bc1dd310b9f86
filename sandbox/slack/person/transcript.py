"""A person's conversation with the app as text: what they did, the screens they saw, what was posted."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sandbox.slack.activity import (
    Acted,
    Activity,
    Exchanged,
    MessageGone,
    MessageShown,
    Trouble,
    ViewClosed,
    ViewShown,
)
from sandbox.slack.messages import Message
from sandbox.slack.person.rendering import Names, block_lines, readable, shown_value
from sandbox.slack.views import Json, View
from sandbox.slack.workspace import Person, Workspace

WIDTH = 64


class Transcript:
    """Listens to the workspace and writes down what concerns one person."""

    def __init__(self, person: Person, workspace: Workspace) -> None:
        self._person = person
        self._workspace = workspace
        self._entries: list[str] = []
        workspace.activity.listeners.append(self._note)

    def __str__(self) -> str:
        return "\n".join(self._entries)

    def _note(self, happened: Activity) -> None:
        entry = self._entry(happened)
        if entry and entry not in self._entries[-1:]:
            self._entries.append(entry)

    def _entry(self, happened: Activity) -> str:
        match happened:
            case Acted(person, text) if person == self._person.id:
                return f"\n▶ {self._person.name}: {text}"
            case Trouble(person, text) if person == self._person.id:
                return f"  ⚠ Slack: {text}"
            case ViewShown(view) if view.person == self._person.id:
                return draw(view, self._workspace.names)
            case ViewClosed(view) if view.person == self._person.id:
                return f"  ({view.title} closes)"
            case MessageShown(message, edited) if self._reads(message):
                return self._posted(message, "changed" if edited else "")
            case MessageGone(message) if self._reads(message):
                return f"  ({self._place(message)}: a message is gone)"
            case Exchanged() | _:
                return ""

    def _reads(self, message: Message) -> bool:
        if message.visible_to:
            return message.visible_to == self._person.id
        return self._person.id in self._workspace.channels[message.channel].members

    def _place(self, message: Message) -> str:
        channel = self._workspace.channels[message.channel]
        place = "direct message" if channel.is_direct else f"#{channel.name}"
        return f"{place}, only for {self._person.name}" if message.visible_to else place

    def _posted(self, message: Message, how: str) -> str:
        author = self._workspace.names.get(message.author, "Slackbot").removeprefix("@")
        head = ", ".join(part for part in (self._place(message), how) if part)
        lines = [line for part in message.text.split("\n") for line in textwrap.wrap(part, WIDTH)]
        return "\n".join([f"  ✉ {author} ({head}):", *(f"  │ {line}" for line in lines)])


def draw(view: View, names: Names) -> str:
    """A view as a text box: title, blocks, inputs with their values, errors, the bottom buttons."""
    title = view.title or "Home"
    lines = [line for block in view.blocks for line in _block(block, view, names)]
    top = f"  ┌─ {title} " + "─" * max(0, WIDTH - len(title) - 1) + "┐"
    bottom = "  └" + "─" * (WIDTH + 2) + "┘"
    buttons = " ".join(
        f"[{readable(view.definition[name], names)}]"
        for name in ("close", "submit")
        if view.definition.get(name)
    )
    foot = [buttons.rjust(WIDTH)] if buttons else []
    return "\n".join([top, *(f"  │ {line:<{WIDTH}} │" for line in [*lines, *foot]), bottom])


def _block(block: Json, view: View, names: Names) -> Iterator[str]:
    if block["type"] == "divider":
        yield "─" * WIDTH
    elif block["type"] == "input" and block["element"]["type"] not in {"radio_buttons", "checkboxes"}:
        yield from _wrapped(
            readable(block["label"], names) + (" (optional)" if block.get("optional") else "")
        )
        inside = shown_value(view, block, block["element"], names).replace("\n", " ⏎ ")
        mark = "▾" if "select" in block["element"]["type"] else " "
        yield f"[{textwrap.shorten(inside, WIDTH - 4, placeholder='…'):<{WIDTH - 4}} {mark}]"
        yield from _wrapped(readable(block.get("hint"), names), "  ")
    else:
        for line in block_lines(block, view, names):
            yield from _wrapped(line)
    yield from _wrapped(view.errors.get(block["block_id"], ""), "⚠ ")


def _wrapped(text: str, indent: str = "") -> Iterator[str]:
    for part in text.split("\n"):
        yield from textwrap.wrap(part, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))
