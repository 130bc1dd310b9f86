"""What people write after `/order`, in their own language."""

from __future__ import annotations

import pytest

from flows.i18n.command_words import command_in, language_in


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", ("", "")),
        ("list", ("list", "")),
        ("liste", ("list", "")),
        ("LISTA", ("list", "")),
        ("hjelp", ("help", "")),
        ("hjälp", ("help", "")),
        ("Hjælp", ("help", "")),
        ("Hilfe", ("help", "")),
        ("språk", ("language", "")),
        ("språk  nb", ("language", "nb")),
        ("sprog dansk", ("language", "dansk")),
        ("Sprache", ("language", "")),
        ("norsk", ("language", "nb")),
        ("English", ("language", "en")),
        ("bokmål", ("language", "nb")),
        ("norsk kabel", ("text", "norsk kabel")),
        ("tull", ("text", "tull")),
        (" ", ("", "")),
        ("list ola nordmann", ("list", "ola nordmann")),
        ("list\nOla Nordmann\n999 00 111", ("text", "list\nOla Nordmann\n999 00 111")),
        ("help me with Ola", ("text", "help me with Ola")),
        ("status P1-42", ("status", "P1-42")),
        ("status 2 stk lader til Ola", ("text", "status 2 stk lader til Ola")),
    ],
)
def test_a_command_is_known_by_its_word_in_every_language(text: str, asked: tuple[str, str]) -> None:
    assert command_in(text) == asked


def test_a_language_is_known_by_its_tag_or_its_name_where_it_is_shipped() -> None:
    assert language_in("norsk") == "nb"
    assert language_in("nb-NO") == "nb-NO"
    assert language_in("Engelsk") == "en"
    assert language_in("klingonsk") is None
    assert language_in("") is None
