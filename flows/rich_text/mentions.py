"""People, groups and channels that a formatted text mentions, by name: an id means nothing outside Slack."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from flows.i18n.language import SOURCE_LANGUAGE, Language, language
from flows.i18n.texts import Text, _
from flows.rich_text.model import Json, RichText, elements_of

MOST_MENTIONS = 20
"""So many of a text are looked up."""


class Mentioned(StrEnum):
    """What is mentioned, by its element's type: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""

    PERSON = "user"
    GROUP = "usergroup"
    CHANNEL = "channel"
    WORKSPACE = "team"


class Mention(NamedTuple):
    """Something that is mentioned, by Slack's id."""

    kind: Mentioned
    id: str


Called = Callable[[Mention], str]
"""What something mentioned is called."""

_SIGNS = {Mentioned.PERSON: "@", Mentioned.GROUP: "@", Mentioned.CHANNEL: "#", Mentioned.WORKSPACE: ""}
_UNKNOWN: Mapping[Mentioned, Text] = {
    Mentioned.PERSON: _("unknown person"),
    Mentioned.GROUP: _("unknown group"),
    Mentioned.CHANNEL: _("unknown channel"),
    Mentioned.WORKSPACE: _("unknown workspace"),
}


def called_by(names: Mapping[str, str], speaks: Language | None = None) -> Called:
    """By these names, by Slack's ids; what has none is unknown, in this language or in English."""
    spoken = speaks or language(SOURCE_LANGUAGE)
    return lambda mention: (
        _SIGNS[mention.kind] + (names.get(mention.id) or spoken.say(_UNKNOWN[mention.kind]))
    )


def mentions_in(text: str | RichText | None) -> tuple[Mention, ...]:
    """What a text mentions, each once, in its order."""
    parts = text.elements if isinstance(text, RichText) else ()
    return tuple(dict.fromkeys(mention for part in parts for mention in _within(part)))


def with_names(text: str | RichText, called: Called) -> str | RichText:
    """The text with every mention written out as a name."""
    if isinstance(text, str):
        return text
    return RichText(elements=tuple(_named(part, called) for part in text.elements))


def _within(piece: Json) -> Iterator[Mention]:
    if mention := _mention(piece):
        yield mention
    elif "elements" in piece:
        for element in elements_of(piece):
            yield from _within(element)


def _named(piece: Json, called: Called) -> dict[str, Any]:
    if mention := _mention(piece):
        style = {"style": piece["style"]} if "style" in piece else {}
        return {"type": "text", "text": called(mention), **style}
    if "elements" in piece:
        return {**piece, "elements": [_named(element, called) for element in elements_of(piece)]}
    return dict(piece)


def _mention(element: Json) -> Mention | None:
    kind = element.get("type")
    if kind not in set(Mentioned):
        return None
    return Mention(Mentioned(kind), str(element[f"{kind}_id"]))
