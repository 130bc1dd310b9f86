"""Every text a person reads is there in every shipped language."""

from __future__ import annotations

import ast
import functools
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.views.mrkdwn import LONGEST_BUTTON, LONGEST_OPTION, LONGEST_TITLE
from flows.i18n.command_words import command_in, language_in
from flows.i18n.language import SOURCE_LANGUAGE, language, shipped_languages
from flows.i18n.texts import Text

ROOT = Path(__file__).parent.parent.parent
SHOWN = {
    "LONGEST_TITLE": LONGEST_TITLE,
    "LONGEST_BUTTON": LONGEST_BUTTON,
    "LONGEST_OPTION": LONGEST_OPTION,
}
LANGUAGES = [code for code in shipped_languages() if code != SOURCE_LANGUAGE]


@functools.cache
def texts_in_code() -> frozenset[str]:
    """The English source of every text marked in the rooms that speak to people."""
    found: set[str] = set()
    for package in ("bot", "flows"):
        for _file, _line, words, *_rest in extract_from_dir(
            str(ROOT / package), method_map=[("**.py", "python")], keywords={"_": None, "_n": (1, 2)}
        ):
            found.add(words if isinstance(words, str) else words[0])
    return frozenset(found)


@functools.cache
def translated(code: str) -> Mapping[str, Message]:
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


def calls(name: str, tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of a function by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


@functools.cache
def short_texts() -> dict[str, int]:
    """The texts of titles, buttons and options, and how many characters Slack shows of each."""
    longest: dict[str, int] = {}
    for module in (ROOT / "bot" / "views").rglob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        drawn = [(call.args[1], ast.unparse(call.args[2])) for call in calls("plain", tree)]
        drawn += [(call.args[1], "LONGEST_TITLE") for call in calls("notice_view", tree)]
        for text, most in drawn:
            for said in (*calls("_", text), *calls("_n", text)):
                source = str(ast.literal_eval(said.args[0]))
                longest[source] = min(SHOWN.get(most, 10_000), longest.get(source, 10_000))
    return longest


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_title_and_no_button_is_cut_by_slack(code: str) -> None:
    known = translated(code)
    said = {text: max(forms(known[text]), key=len).replace("{count}", "100") for text in short_texts()}
    assert {text: said[text] for text, most in short_texts().items() if len(said[text]) > most} == {}


def test_titles_are_found_among_the_short_texts() -> None:
    titles = ("Order created", "Check the order", "Add {count} line")
    assert {short_texts()[title] for title in titles} == {LONGEST_TITLE}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_command_that_is_given_as_an_example_is_one(code: str) -> None:
    example = language(code).say(Text("Write for example `/order language nb`."))
    found = re.search(r"`/order (.+)`", example)
    assert found
    command, asked = command_in(found[1])
    assert command == "language"
    assert language_in(asked)


def test_texts_are_found_at_all() -> None:
    assert len(texts_in_code()) > 150
