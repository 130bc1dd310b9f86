"""Plain text as typed or pasted: what Slack and keyboards wrap around it is taken off."""

from __future__ import annotations

import functools
import re
import unicodedata

from flows.caching import CACHE_SIZE
from flows.i18n.texts import InputError, _, _n
from flows.readers.invisible import visible

# Slack writes links as <target|label>: https://docs.slack.dev/messaging/formatting-message-text
_LINK = re.compile(r"<((?:https?://|mailto:|tel:)[^<>|]+)(?:\|([^<>|]*))?>", re.IGNORECASE)

_ESCAPED = re.compile("&(?:amp;)*(amp|lt|gt);")
_UNESCAPED = {"amp": "&", "lt": "<", "gt": ">"}

_MINUS = "\N{MINUS SIGN}"


def read_line(input: str, *, longest: int = 255) -> str:
    """One line of at most `longest` characters; raises InputError where nothing visible or too much was typed.

    Links are unwrapped, Slack's escapes undone, text composed (NFC), invisible characters removed
    but for those that join or part their neighbours, every run of blanks and line ends becomes one blank.
    """
    return fitting(tidy(input), longest)


def read_paragraph(input: str, *, longest: int = 3000) -> str:
    """As `read_line`, with its line ends kept; at most one empty line between paragraphs."""
    lines = "\n".join(" ".join(line.split()) for line in bare(input).splitlines())
    return fitting(re.sub(r"\n{3,}", "\n\n", lines).strip(), longest)


def tidy(input: str) -> str:
    """One clean line of any length, empty where nothing visible was typed."""
    return " ".join(bare(input).split())


@functools.lru_cache(maxsize=CACHE_SIZE)
def one_form(text: str) -> str:
    """The text with full-width forms narrowed, every script's digits as 0-9, every dash as a hyphen, no non-joiners.

    Other compatibility forms stay: NFKC would read 1² as 12.
    """
    return "".join(_in_one_form(character) for character in text)


def fitting(text: str, longest: int) -> str:
    """The text, if it has 1 to `longest` characters; raises InputError otherwise."""
    if not text:
        raise InputError(
            _("There are only spaces in this field. Write a word, for example Oslo, or leave it empty.")
        )
    excess = len(text) - longest
    if excess <= 0:
        return text
    raise InputError(
        _n(
            "The text has {length} characters and at most {longest} fit. Shorten it by {count} character.",
            "The text has {length} characters and at most {longest} fit. Shorten it by {count} characters.",
            count=excess,
            length=len(text),
            longest=longest,
        )
    )


@functools.lru_cache(maxsize=CACHE_SIZE)
def bare(input: str) -> str:
    """The text with all that keyboards and Slack put on taken off, its blanks and line ends kept.

    However often it was put on: what is kept is shown again, and must read back the same.
    """
    text = input
    while (barer := _barer(text)) != text:
        text = barer
    return text


def _barer(text: str) -> str:
    text = _unescape(_LINK.sub(_unwrapped, text))
    return unicodedata.normalize("NFC", visible(text))


def _unwrapped(link: re.Match[str]) -> str:
    """The number as typed for a phone link, the address for an e-mail link or a web page."""
    target, label = link[1], link[2]
    scheme, _colon, rest = target.partition(":")
    match scheme.lower():
        case "tel":
            return label or rest
        case "mailto":
            return rest
        case _:
            return target


def _unescape(text: str) -> str:
    """Slack escapes these three only; html.unescape would also turn `?a=1&copy=2` into `?a=1©=2`."""
    return _ESCAPED.sub(lambda escaped: _UNESCAPED[escaped[1]], text)


def _in_one_form(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character == "\N{ZERO WIDTH NON-JOINER}":
        return ""
    if character == _MINUS or unicodedata.category(character) == "Pd":
        return "-"
    if unicodedata.decomposition(character).startswith(("<wide>", "<narrow>")):
        return unicodedata.normalize("NFKC", character)
    return character
