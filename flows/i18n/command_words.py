"""The words people write after `/order`, in every shipped language, and what each of them asks for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from enum import StrEnum

from flows.i18n.language import SERVED_BY, language, parse_tag, shipped_languages
from flows.i18n.texts import _
from flows.search import fold

WORDS = {
    "list": _("list lists orders"),
    "help": _("help ?"),
    "status": _("status state"),
    "language": _("language lang"),
    "export": _("export download"),
    "continue": _("continue resume"),
}
"""What people write for each command; translated by all the words they may write, with spaces between."""


TEXT = "text"
"""What is asked for by a text that is none of these words with what may follow it: it is read for an order."""

MOST_ARGUMENTS = {"list": 25, "help": 0, "status": 1, "language": 3, "export": 25, "continue": 0}
"""Words that may follow each, and still be its own: more are a text that begins with that word."""


class Asked(StrEnum):
    """What a word after `list` or `export` asks for."""

    MINE = "mine"
    ALL = "all"
    TODAY = "today"
    WAITING = "waiting"


ASKED = {
    Asked.MINE: _("mine own"),
    Asked.ALL: _("all everything"),
    Asked.TODAY: _("today now"),
    Asked.WAITING: _("waiting wait"),
}
"""Words in every language, as those of `WORDS`."""


def command_in(text: str) -> tuple[str, str]:
    """What is asked for (`list`, `help`, `language`, empty for a new order) and the rest of the text.

    A language's own name asks for that language: `norsk` is `language nb`. What is no command is `text`, whole.
    """
    word, _rest, rest = " ".join(text.split()).partition(" ")
    folded = fold(word)
    if not rest and (code := _codes().get(folded)):
        return "language", code
    command = _commands().get(folded)
    if command and len(rest.split()) <= MOST_ARGUMENTS[command] and "\n" not in text.strip():
        return command, rest
    return (TEXT, text.strip()) if word else ("", "")


def asked_in(text: str) -> tuple[frozenset[Asked], str]:
    """The words at the beginning that we know, in any language and order, and the rest, which is looked for.

    One of two words, such as `i dag`, may be written as one.
    """
    words = text.split()
    asked: set[Asked] = set()
    while words:
        known = ((length, _asked().get(fold("".join(words[:length])))) for length in (2, 1))
        length, found = next(((length, one) for length, one in known if one), (0, None))
        if found is None:
            break
        asked.add(found)
        words = words[length:]
    return frozenset(asked), " ".join(words)


def language_in(written: str) -> str | None:
    """The tag of a shipped language that is written as its tag (`nb-NO`) or its name (`norsk`); None for others."""
    tag = _codes().get(fold(written), written)
    locale = parse_tag(tag) if tag else None
    return tag if locale is not None and locale.language in shipped_languages() else None


def load_words() -> None:
    """Read all languages' words now rather than while somebody waits."""
    _commands()
    _codes()
    _asked()


@functools.cache
def _commands() -> dict[str, str]:
    return {
        word: command
        for command, text in WORDS.items()
        for code in shipped_languages()
        for word in _words(language(code).say(text))
    }


@functools.cache
def _asked() -> dict[str, Asked]:
    return {
        word: asked
        for asked, text in ASKED.items()
        for code in shipped_languages()
        for word in _words(language(code).say(text))
    }


@functools.cache
def _codes() -> dict[str, str]:
    """What the shipped languages are called in each of them."""
    return {word: code for code in shipped_languages() for name in _names(code) for word in _words(name)}


def _names(code: str) -> Iterator[str]:
    tags = [code, *(tag for tag, served in SERVED_BY.items() if served == code)]
    for reader in shipped_languages():
        names = language(reader).locale.languages
        yield from (names[tag] for tag in tags if tag in names)


def _words(text: str) -> list[str]:
    return [fold(word) for word in re.split(r"[\s()]+", text) if word]
