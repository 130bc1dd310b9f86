"""A screen as a person sees it: what can be read, filled and pressed, found by key or label."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sandbox.json_copy import json_copy
from sandbox.slack.element_state import SLOTS, options_of, value_of
from sandbox.slack.person.rendering import Names, block_lines, readable, rich_text
from sandbox.slack.views import Json, Placed, Surface, View

SeenValue = str | list[str] | None


def key_of(block_id: str) -> str:
    """The part of a block id after the first dot and before `~`: `job.field.fuse~2` has `field.fuse`."""
    head, dot, rest = block_id.partition(".")
    return (rest if dot else head).partition("~")[0]


def plain_blanks(text: str) -> str:
    """Text with every run of blanks as one, so that what is seen can be compared."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Pressable:
    """A button, or one choice of an overflow menu; `option` is that choice."""

    placed: Placed
    text: str
    option: Json | None = None

    def is_called(self, name: str) -> bool:
        """Whether it goes by that text, action id, key or option value."""
        names = {self.text, self.option["value"] if self.option else self.placed.action_id}
        return name in names or (self.option is None and name == key_of(self.placed.block_id))


class Parts:
    """What can be found on a surface: its inputs by key, label or action id, and what can be pressed."""

    def __init__(self, surface: Surface, names: Names) -> None:
        self._surface = surface
        self._names = names

    @property
    def inputs(self) -> list[Placed]:
        """Every element that takes a value, in reading order."""
        return [placed for placed in self._surface.elements if placed.kind in SLOTS]

    @property
    def pressables(self) -> list[Pressable]:
        """Every button and every choice of an overflow menu, in reading order."""
        return [each for placed in self._surface.elements for each in self._pressable(placed)]

    def find(self, name: str) -> Placed | None:
        """The element with that key, else block id, action id or label."""
        for names_of in (
            lambda placed: key_of(placed.block_id),
            lambda placed: placed.block_id,
            lambda placed: placed.action_id,
            self.label,
        ):
            for placed in self.inputs:
                if plain_blanks(names_of(placed)) == plain_blanks(name):
                    return placed
        return None

    def label(self, placed: Placed) -> str:
        """The input's label, or the section's text."""
        return readable(placed.block.get("label") or placed.block.get("text"), self._names)

    def seen_value(self, placed: Placed) -> SeenValue:
        """An element's value, as a person reads it."""
        held = value_of(self._surface.answers[placed.block_id][placed.action_id])
        if isinstance(held, list):
            return [self._seen(each) for each in held]
        return None if held is None else self._seen(held)

    def _seen(self, held: Json | str | int) -> str:
        if not isinstance(held, dict):
            return str(held)
        if "text" in held:
            return readable(held["text"], self._names)
        return rich_text(held, self._names) if "elements" in held else str(held["name"])

    def _pressable(self, placed: Placed) -> Iterator[Pressable]:
        if placed.kind == "button":
            yield Pressable(placed, readable(placed.element["text"], self._names))
        elif placed.kind == "overflow":
            for option in placed.element["options"]:
                yield Pressable(placed, readable(option["text"], self._names), option)


class Screen:
    """A modal or home tab as it was when it was asked for.

    Keys are those of `key_of`; labels and action ids work in their place. Blanks that don't break are
    plain blanks in all texts.
    """

    def __init__(self, view: View, names: Names) -> None:
        blocks, answers = json_copy(view.blocks), json_copy(view.answers)
        self._view = replace(view, blocks=blocks, answers=answers, errors=dict(view.errors))
        self._names = names
        self._parts = Parts(self._view, names)

    @property
    def title(self) -> str:
        """The title; empty for a home tab."""
        return self._view.title

    @property
    def text(self) -> str:
        """Everything readable, as lines: title, blocks with the values of inputs, errors, the bottom buttons."""
        lines = [self.title]
        for block in self._view.blocks:
            lines += block_lines(block, self._view, self._names)
            lines.append(self._view.errors.get(block["block_id"], ""))
        lines.append(" ".join(f"[{word}]" for word in (self.close_text, self.submit_text) if word))
        return "\n".join(line for line in lines if line)

    @property
    def labels(self) -> list[str]:
        """The labels of the input blocks, in reading order."""
        return [
            readable(block["label"], self._names) for block in self._view.blocks if block["type"] == "input"
        ]

    @property
    def keys(self) -> list[str]:
        """The keys of the input blocks, in reading order."""
        return [key_of(block["block_id"]) for block in self._view.blocks if block["type"] == "input"]

    @property
    def buttons(self) -> list[str]:
        """The texts of the buttons and overflow choices among the blocks."""
        return [each.text for each in self._parts.pressables]

    @property
    def submit_text(self) -> str:
        """The submit button's text; empty if there is none."""
        return readable(self._view.definition.get("submit"), self._names)

    @property
    def close_text(self) -> str:
        """The close button's text; empty if the app gave none."""
        return readable(self._view.definition.get("close"), self._names)

    @property
    def block_ids(self) -> list[str]:
        """The blocks' ids, in reading order."""
        return [block["block_id"] for block in self._view.blocks]

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by key."""
        return {key_of(block_id): message for block_id, message in self._view.errors.items()}

    @property
    def callback_id(self) -> str:
        """The view's callback id."""
        return str(self._view.definition.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        """The view's private metadata."""
        return str(self._view.definition.get("private_metadata", ""))

    def has(self, key: str) -> bool:
        """Whether there is such an input."""
        return self._parts.find(key) is not None

    def value(self, key: str) -> SeenValue:
        """An input's value as a person reads it: text, a choice's text, a list where there may be several."""
        return self._parts.seen_value(self._placed(key))

    def options(self, key: str) -> list[str]:
        """The texts of the choices an input offers; an external one's come by `Conversation.suggestions`."""
        return [readable(option["text"], self._names) for option in options_of(self._placed(key).element)]

    def _placed(self, key: str) -> Placed:
        placed = self._parts.find(key)
        if placed is None:
            raise LookupError(f"There is no input {key!r} here; there are: {', '.join(self.keys) or 'none'}.")
        return placed
