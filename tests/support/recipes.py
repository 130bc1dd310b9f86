"""Reads and applies a recipe of CONTRIBUTING.md: blocks of code for files, translations, and commands, in their order.

The first line of a piece of code says where it goes:

    # FILE                          a new file
    # FILE, at the end
    # FILE, before `LINE`           or `after`: with the indentation of that line, which stands there once
    # FILE, before the first `LINE` exactly, with the piece's own indentation
    # FILE, after each `LINE`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import dedent, indent

from tests.support.scratch import ROOT, Shell

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
PLACE = re.compile(
    r"^# (?P<file>[\w./]+/[\w.]+)"
    r"(?:, (?P<end>at the end)|, (?P<side>before|after) (?P<which>each |the first )?`(?P<line>.+)`)?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """A block of a recipe, with the language it is marked with: `sh`, `python`, `po`."""

    language: str
    text: str

    def without(self, command: str) -> Block:
        """The same but for a command that is run elsewhere."""
        return replace(self, text=self.text.replace(command, ""))


def recipe(heading: str) -> list[Block]:
    """The blocks below a heading."""
    part = CONTRIBUTING.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [Block(*found) for found in BLOCK.findall(part)]


def follow(shell: Shell, blocks: list[Block]) -> None:
    """Do what the blocks say, one after the other; commands must succeed."""
    for block in blocks:
        match block.language:
            case "sh":
                shell.run(block.text)
            case "po":
                _translate(shell.folder, block.text)
            case _:
                for place, piece in _pieces(block.text):
                    _put(shell.folder, place, piece)


def check_places(block: Block) -> None:
    """Whatever lines its pieces go beside stand in the tree as it is."""
    for place in PLACE.finditer(block.text):
        if place["line"]:
            _found((ROOT / place["file"]).read_text(encoding="utf-8").splitlines(), place)


def _pieces(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """What goes where; a piece ends where the next begins."""
    places = list(PLACE.finditer(text))
    assert places, text
    ends = [*(place.start() for place in places[1:]), len(text)]
    for place, end in zip(places, ends, strict=True):
        yield place, text[place.end() + 1 : end].rstrip() + "\n"


def _put(tree: Path, place: re.Match[str], piece: str) -> None:
    file = tree / place["file"]
    if place["end"] is None and place["line"] is None:
        assert not file.exists(), f"{file} is there already"
        file.write_text(piece, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    added = f"{text}\n\n{piece}" if place["end"] else _inserted(text, place, piece)
    file.write_text(added, encoding="utf-8")


def _inserted(text: str, place: re.Match[str], piece: str) -> str:
    lines = text.splitlines(keepends=True)
    for number in reversed(_found(lines, place)):
        margin = lines[number][: -len(lines[number].lstrip())]
        lines.insert(number + (place["side"] == "after"), indent(dedent(piece) if margin else piece, margin))
    return "".join(lines)


def _found(lines: list[str], place: re.Match[str]) -> list[int]:
    """The numbers of the lines that a piece goes beside."""
    found = [number for number, line in enumerate(lines) if line.strip() == place["line"]]
    assert found, f"{place[0]}: no such line"
    assert place["which"] or len(found) == 1, f"{place[0]}: it stands there {len(found)} times"
    return found[:1] if place["which"] == "the first " else found


def _translate(tree: Path, text: str) -> None:
    """Each entry takes the place of the one that `make messages` has left empty."""
    for place, entries in _pieces(text):
        file = tree / place["file"]
        catalog = file.read_text(encoding="utf-8")
        for entry in entries.strip().split("\n\n"):
            head, _, _ = entry.partition("msgstr")
            empty = re.compile(re.escape(head) + r'(?:msgstr(?:\[\d\])? ""\n)+')
            parts = empty.split(catalog)
            assert len(parts) == 2, f"not to be translated: {head}"
            catalog = f"{entry}\n".join(parts)
        file.write_text(catalog, encoding="utf-8")
