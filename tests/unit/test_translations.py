"""Every text a person reads is there in every shipped language."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from flows.i18n.language import SOURCE_LANGUAGE, shipped_languages

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = [code for code in shipped_languages() if code != SOURCE_LANGUAGE]


def texts_in_code() -> set[str]:
    """The English source of every text marked in the rooms that speak to people."""
    found: set[str] = set()
    for package in ("bot", "flows"):
        for _file, _line, words, *_rest in extract_from_dir(
            str(ROOT / package), method_map=[("**.py", "python")], keywords={"_": None, "_n": (1, 2)}
        ):
            found.add(words if isinstance(words, str) else words[0])
    return found


def translated(code: str) -> dict[str, Message]:
    with (ROOT / "flows" / "locales" / f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog
        if message.id
    }


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def braces(text: str) -> set[str]:
    return {name for _words, name, _format, _conversion in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_translated(code: str) -> None:
    known = translated(code)
    missing = [text for text in texts_in_code() if text not in known or not all(forms(known[text]))]
    assert missing == [], "run `make messages` and translate these"


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_left_over(code: str) -> None:
    assert set(translated(code)) - texts_in_code() == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_translations_fill_the_same_braces(code: str) -> None:
    for text, message in translated(code).items():
        for form in forms(message):
            assert braces(form) == braces(text), text


def test_texts_are_found_at_all() -> None:
    assert len(texts_in_code()) > 150
