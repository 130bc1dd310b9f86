"""The words people write after `/order`, in every language we know, and what each of them asks for."""

from __future__ import annotations

from flows.i18n.language import parse_tag, shipped_languages
from flows.search import fold

WORDS = {
    "list": "list lists orders liste lista listen ordrer ordre ordrar ordrene bestillinger bestallningar "
    "auftrage ubersicht oversikt oversigt",
    "help": "help hjelp hjalp hjaelp hilfe ?",
    "language": "language lang sprak sprog sprache",
}
"""What people write for each command, as `fold` leaves it."""
# What people call the languages, in those languages and in English, as `fold` leaves it.
_LANGUAGES = {
    "nb": "norsk norwegian bokmal norska norwegisch nynorsk",
    "en": "english engelsk engelska englisch",
    "sv": "svensk svenska swedish schwedisch",
    "da": "dansk danska danish danisch",
    "de": "tysk tyska german deutsch",
}
_COMMANDS = {word: command for command, words in WORDS.items() for word in words.split()}
_CODES = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def command_in(text: str) -> tuple[str, str]:
    """What is asked for (`list`, `help`, `language`, empty for a new order) and the rest of the text.

    A language's own name asks for that language: `norsk` is `language nb`. A word nobody knows stays itself.
    """
    word, _, rest = " ".join(text.split()).partition(" ")
    folded = fold(word)
    if not rest and (code := _CODES.get(folded)):
        return "language", code
    return _COMMANDS.get(folded, folded), rest


def language_in(written: str) -> str | None:
    """The tag of a shipped language that is written as its tag (`nb-NO`) or its name (`norsk`); None for others."""
    tag = _CODES.get(fold(written), written)
    locale = parse_tag(tag) if tag else None
    return tag if locale is not None and locale.language in shipped_languages() else None
