"""Characters nobody sees: keyboards, spreadsheets and web pages put them in, and no reader may trip over them."""

from __future__ import annotations

import unicodedata

_EMOJI_STYLE = "\N{VARIATION SELECTOR-16}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_BLACK_FLAG = "\N{WAVING BLACK FLAG}"
_TAGS = range(0xE0020, 0xE0080)
# Default_Ignorable_Code_Point beyond control and format characters, and the empty braille pattern:
# https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt
_FILLERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xFFF0, 0xFFF9)))
)
_MORE_SELECTORS = range(0xE0000, 0xE1000)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


def visible(text: str) -> str:
    """The text without them; blanks stay, and so does what holds an emoji together or parts two letters."""
    kept: list[str] = []
    for place, character in enumerate(text):
        if not _is_invisible(character) or _means_something(character, kept, text[place + 1 : place + 2]):
            kept.append(character)
    return "".join(kept)


def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    ignorable = character in _FILLERS or ord(character) in _MORE_SELECTORS
    return ignorable or unicodedata.category(character) in _INVISIBLE


def _means_something(character: str, kept: list[str], following: str) -> bool:
    """A family is several people with joiners between them; ❤️ and 1️⃣ have a selector, some flags have tags.

    Persian words have non-joiners between letters.
    """
    before = kept[-1] if kept else ""
    match character:
        case "\N{ZERO WIDTH JOINER}":
            return _is_emoji(before) and _is_emoji(following)
        case "\N{ZERO WIDTH NON-JOINER}":
            return _is_letter(before) and _is_letter(following)
        case "\N{VARIATION SELECTOR-16}":
            return (before != "" and unicodedata.category(before) == "So") or following == _KEYCAP
        case _ if ord(character) in _TAGS:
            return before == _BLACK_FLAG or (before != "" and ord(before) in _TAGS)
        case _:
            return False


def _is_emoji(character: str) -> bool:
    return character == _EMOJI_STYLE or (character != "" and unicodedata.category(character) in {"So", "Sk"})


def _is_letter(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LM"
