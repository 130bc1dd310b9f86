"""Turns what a person means ("25 A", True, a list of names) into what Slack puts into an element."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from sandbox.script.screens import plain_blanks
from sandbox.slack.element_state import options_of
from sandbox.slack.files import FILE_BYTES, Files
from sandbox.slack.person.rendering import readable
from sandbox.slack.views import Json, Placed
from sandbox.slack.workspace import Person, Workspace


@dataclass(frozen=True)
class Upload:
    """A file a person has on their phone."""

    name: str
    content: bytes = field(default=b"picture", repr=False)


Filled = str | int | bool | Sequence[str | Upload | Json] | Json | None
Suggest = Callable[[Placed, str], Awaitable[list[Json]]]


class Filling:
    """Finds the value for an element; `suggest` asks the app for an external select's options.

    An external select also takes a text that only one of its options contains. A file input takes names, `Upload`s,
    or the file objects of files that are in the workspace already.
    Methods raise LookupError if there is no such choice; the message names the choices there are.
    """

    def __init__(self, workspace: Workspace, person: Person, files: Files, suggest: Suggest) -> None:
        self._workspace = workspace
        self._person = person
        self._files = files
        self._suggest = suggest

    async def value(self, placed: Placed, filled: Filled) -> object:
        """What to put into the element's state; None empties it."""
        if filled is None or filled == "":
            return None
        match placed.kind:
            case "rich_text_input":
                return _rich_text(filled)
            case "file_input":
                return self._chosen_files(placed, filled)
            case "checkboxes" if isinstance(filled, bool):
                return self._ticked(placed, filled)
            case "checkboxes" | "multi_static_select" | "multi_external_select":
                return [
                    await self._option(placed, name)
                    for name in self._some(placed, filled, "max_selected_items")
                ]
            case "static_select" | "external_select" | "radio_buttons":
                return await self._option(placed, str(filled))
            case "users_select" | "conversations_select" | "channels_select":
                return self._identifier(str(filled))
            case "multi_users_select" | "multi_conversations_select" | "multi_channels_select":
                return [self._identifier(name) for name in self._some(placed, filled, "max_selected_items")]
            case "datetimepicker":
                return int(str(filled))
        return str(filled)

    async def _option(self, placed: Placed, name: str) -> Json:
        external = "external" in placed.kind
        options = await self._suggest(placed, name) if external else options_of(placed.element)
        wanted = plain_blanks(name)
        exact = [each for each in options if wanted in (_words(each), each["value"])]
        near = [each for each in options if wanted in _words(each)] if external else []
        if exact or len(near) == 1:
            return (exact or near)[0]
        offered = ", ".join(_words(each) for each in options) or "nothing"
        raise LookupError(f"There is no choice {name!r}; offered: {offered}.")

    def _ticked(self, placed: Placed, is_ticked: bool) -> list[Json]:
        options = options_of(placed.element)
        if len(options) != 1:
            raise LookupError("True and False fill a group of one checkbox; give a list of texts here.")
        return options if is_ticked else []

    def _some(self, placed: Placed, filled: Filled, limit: str) -> list[str]:
        names = [filled] if isinstance(filled, str) else [str(each) for each in filled or ()]  # type: ignore[union-attr]
        most = placed.element.get(limit)
        if most is not None and len(names) > most:
            raise LookupError(f"At most {most} can be chosen here.")
        return names

    def _identifier(self, name: str) -> str:
        found = self._workspace.person(name.removeprefix("@")) or self._workspace.channel(name)
        if found is None:
            raise LookupError(f"There is no person or channel {name!r}.")
        return found.id

    def _chosen_files(self, placed: Placed, filled: Filled) -> list[Json]:
        chosen = [filled] if isinstance(filled, str) or not isinstance(filled, Sequence) else list(filled)
        most = placed.element.get("max_files", 10)
        if len(chosen) > most:
            raise LookupError(f"At most {most} can be chosen here.")
        types = placed.element.get("filetypes")
        return [self._file(each, types) for each in chosen]

    def _file(self, chosen: object, types: list[str] | None) -> Json:
        if isinstance(chosen, dict):
            return chosen
        upload = chosen if isinstance(chosen, Upload) else Upload(str(chosen))
        if types is not None and upload.name.rpartition(".")[2].lower() not in types:
            raise LookupError(f"{upload.name} can't be chosen here; what can: {', '.join(types)}.")
        if len(upload.content) > FILE_BYTES:
            raise LookupError(f"{upload.name} is larger than 10 MB.")
        return self._files.add(self._person.id, upload.name, upload.content)


def _words(option: Json) -> str:
    return plain_blanks(readable(option["text"], {}))


def _rich_text(filled: object) -> Json:
    """From a block, from its parts, or from plain words."""
    if isinstance(filled, dict):
        return filled
    words = [{"type": "text", "text": str(filled)}]
    parts = filled if isinstance(filled, list) else [{"type": "rich_text_section", "elements": words}]
    return {"type": "rich_text", "elements": parts}
