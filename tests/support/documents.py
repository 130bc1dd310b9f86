"""The commands that the documents tell a reader to type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.scratch import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^( *)```sh\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def sections_with_commands() -> Iterator[tuple[str, str]]:
    """Each document and heading below which there are commands, in order."""
    for document in DOCUMENTS:
        name = str(document.relative_to(ROOT))
        for heading in re.findall(r"^##? ([A-Z].+)$", document.read_text(encoding="utf-8"), re.MULTILINE):
            if commands(name, heading):
                yield name, heading


def commands(document: str, heading: str) -> list[str]:
    """The commands below a heading, line by line, up to the next."""
    text = (ROOT / document).read_text(encoding="utf-8")
    part = re.split(rf"^##? {re.escape(heading)}$", text, maxsplit=1, flags=re.MULTILINE)[1]
    part = re.split(r"^##? [A-Z]", part, maxsplit=1, flags=re.MULTILINE)[0]
    return [
        line.strip() for _margin, block in BLOCK.findall(part) for line in block.splitlines() if line.strip()
    ]
