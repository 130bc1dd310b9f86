# ruff: noqa: INP001 - a script beside the documents, not a package
"""Takes the README's conversation from `orderdesk sandbox --demo`: `python -m docs.conversation`."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DEMO = (sys.executable, "-m", "bot.cli", "sandbox", "--demo")

_BOX = r"  ┌─ {title} .*?\n  └─+┘"
EXCERPTS = (
    r"▶ kari: fills Phone: 999 00 11\n.*?▶ kari: presses Next\n" + _BOX.format(title="New order"),
    r"▶ kari: presses Next\n"
    + _BOX.format(title="Check the order")
    + r"\n\n.*?"
    + _BOX.format(title="Creating order"),
    r"  ✉ orderdesk \(#ev-team\):(?:\n  │ [^\n]+)+",
)
"""What is shown of it, in this order: a mistake, the summary and Create, the channel's post."""

_BLOCK = re.compile(r"(?<=```text\n).*?(?=\n```)", re.DOTALL)


def excerpts(played: str) -> Iterator[str]:
    """Each excerpt as it was played now."""
    for pattern in EXCERPTS:
        found = re.search(pattern, played, re.DOTALL)
        if found is None:
            raise ValueError(f"the demo doesn't play this any more: {pattern}")
        yield found[0]


def retold(readme: str, played: str) -> str:
    """The README with the conversation as it is now."""
    shown = excerpts(played)
    return _BLOCK.sub(lambda _old: next(shown), readme)


if __name__ == "__main__":
    demo = subprocess.run(DEMO, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    README.write_text(retold(README.read_text(encoding="utf-8"), demo.stdout), encoding="utf-8")
