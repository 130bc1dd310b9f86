"""Tables in Markdown, and a page with a place for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

_PLACE = re.compile(r"(?<=<!-- report -->\n).*?(?=<!-- end of report -->)", re.DOTALL)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The head, and a line for each row."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def write_report(page: Path, report: str) -> None:
    """Put the report, with its day, into its place on the page; a page that isn't there is made of it alone."""
    dated = f"{datetime.now(UTC):%d %B %Y}\n\n{report}\n"
    known = page.read_text(encoding="utf-8") if page.exists() else ""
    whole = _PLACE.sub(lambda _before: dated, known) if _PLACE.search(known) else dated
    page.write_text(whole, encoding="utf-8")
