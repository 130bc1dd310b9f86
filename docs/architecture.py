# ruff: noqa: INP001 - a script beside the documents, not a package
"""Draws docs/images/architecture.svg from the source tree: `python -m docs.architecture`.

A box is a package with the folders in it; an arrow says that modules of one import modules of another.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "architecture.svg"

WORDS = {
    "bot": "the Slack edge: listeners, views, sending, commands",
    "storage": "orders and drafts, in SQLite or PostgreSQL",
    "flows": "the form, the catalog, the rules: nothing but values",
    "orders": "the Orders API: its client, and the order as it is sent",
    "sandbox": "a local Slack and a local Orders API, which know only the wire",
}
STACK = ("bot", "storage", "flows", "orders")
"""From the top, as imports may point."""
BESIDE = "sandbox"
ABOVE, BELOW = "Slack, over HTTP or Socket Mode", "Installer.com Orders API, over HTTP"

WIDTH, LEFT, RIGHT = 400, 110, 570
GAP, LINE, LETTERS = 44, 19, 52
TOP, PICTURE_WIDTH = 50, 990

STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2328; text-anchor: middle; }
  .name { font-weight: 600; font-size: 17px; }
  .folders, .outside { fill: #59636e; font-size: 13px; }
  rect { fill: #f6f8fa; stroke: #818b98; }
  .arrow { fill: none; stroke: #59636e; stroke-width: 1.5; marker-end: url(#tip); }
  .tip { fill: #59636e; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .folders, .outside { fill: #9198a1; }
    rect { fill: #151b23; stroke: #656c76; }
    .arrow { stroke: #9198a1; }
    .tip { fill: #9198a1; }
  }
"""
MARKER = """<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
  <path class="tip" d="M0 0 L8 4 L0 8 z"/>
</marker>"""


@dataclass(frozen=True)
class Box:
    """A package as it is drawn: its corner, and the lines of text in it, the first its name."""

    left: int
    top: int
    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        """With a margin above and below the text."""
        return LINE * len(self.lines) + 24

    @property
    def bottom(self) -> int:
        """Where the next may follow, after a gap."""
        return self.top + self.height

    @property
    def middle(self) -> int:
        """Halfway down."""
        return self.top + self.height // 2


def imports() -> set[tuple[str, str]]:
    """Which package imports which other."""
    return {
        (here, there)
        for here in WORDS
        for file in (ROOT / here).rglob("*.py")
        for there in _imported(file) & WORDS.keys() - {here}
    }


def picture() -> str:
    """The whole picture."""
    boxes = _boxes()
    height = boxes[STACK[-1]].bottom + 50
    middle = LEFT + WIDTH // 2
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PICTURE_WIDTH} {height}" role="img">',
            "<title>Which package of Order Desk imports which</title>",
            f"<style>{STYLE}</style>",
            MARKER,
            _text(middle, 30, ABOVE, "outside"),
            *(_drawn(box) for box in boxes.values()),
            *(_arrow(boxes, here, there) for here, there in sorted(imports())),
            _text(middle, height - 18, BELOW, "outside"),
            "</svg>\n",
        )
    )


def _imported(file: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    whole = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {module.partition(".")[0] for module in whole | parts}


def _boxes() -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    top = TOP
    for name in STACK:
        boxes[name] = Box(LEFT, top, _lines(name))
        top = boxes[name].bottom + GAP
    return {**boxes, BESIDE: Box(RIGHT, TOP, _lines(BESIDE))}


def _lines(name: str) -> tuple[tuple[str, str], ...]:
    folders = sorted(file.parent.name for file in (ROOT / name).glob("*/__init__.py"))
    listed = wrap(" · ".join(folders), LETTERS, break_on_hyphens=False)
    return (
        (f"{name}/", "name"),
        *((line, "words") for line in wrap(WORDS[name], LETTERS)),
        *((line, "folders") for line in listed),
    )


def _drawn(box: Box) -> str:
    texts = [
        _text(box.left + WIDTH // 2, box.top + 26 + LINE * number, words, look)
        for number, (words, look) in enumerate(box.lines)
    ]
    frame = f'<rect x="{box.left}" y="{box.top}" width="{WIDTH}" height="{box.height}" rx="6"/>'
    return "\n".join([frame, *texts])


def _text(left: int, top: int, words: str, look: str) -> str:
    return f'<text class="{look}" x="{left}" y="{top}">{words}</text>'


def _arrow(boxes: dict[str, Box], here: str, there: str) -> str:
    """Straight down to the next package, in a bow to one further down, across to the one beside."""
    from_, to = boxes[here], boxes[there]
    if BESIDE in {here, there}:
        line = f"M{from_.left + WIDTH} {to.middle} H{to.left}"
    elif STACK.index(there) - STACK.index(here) == 1:
        line = f"M{from_.left + WIDTH // 2} {from_.bottom} V{to.top}"
    else:
        bow = from_.left - 40 * abs(STACK.index(there) - STACK.index(here)) + 20
        line = f"M{from_.left} {from_.middle} C{bow} {from_.middle} {bow} {to.middle} {to.left} {to.middle}"
    return f'<path class="arrow" d="{line}"/>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
