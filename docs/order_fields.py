# ruff: noqa: INP001 - a script beside the documents, not a package
"""Writes docs/order-fields.md: `python -m docs.order_fields`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.catalog import read_catalog
from flows.draft import Draft, Job, Line, Step
from flows.field import Asking, Field, FileRules, Situation
from flows.language import language
from flows.order_fields import FILLED, Filled, Otherwise, api_fields
from flows.screens import SCREENS
from flows.screens.line import SCREEN as LINE
from flows.screens.line import line_fields

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "order-fields.md"
ENGLISH = language("en-GB")
MADE_BY_THE_CATALOG = {"field.": "the job's own questions", "installer.": "who does each part of the job"}

HEAD = """# Every field of the order

What `POST /api/v1/order` takes, field by field, and the screen that fills it. Made by `python -m docs.order_fields`.

| field of the API | screen | asked as |
|---|---|---|
"""


def fields_by_screen() -> Mapping[str, Mapping[str, Field]]:
    """All that the screens ask with the example catalog, by screen and key; of an address in a federal state."""
    catalog = read_catalog((ROOT / "catalog.example.toml").read_text(encoding="utf-8"))
    situation = Situation(
        catalog, ENGLISH, "US", sees_payout=True, files=FileRules(("jpg",), 10_000_000, uploads=True)
    )
    draft = Draft(id="example", job=Job(workflow=catalog.workflows[0].key))
    line = Line(id="1", name="Survey", currency="NOK")
    asked = {step.value: screen.fields(Asking(draft, situation)) for step, screen in SCREENS.items()}
    asked[LINE] = line_fields(line, situation, details=True)
    return {screen: {field.key: field for field in fields} for screen, fields in asked.items()}


def page() -> str:
    """The whole page."""
    asked = fields_by_screen()
    return HEAD + "".join(f"| `{path}` | {_home(FILLED[path], asked)} |\n" for path in api_fields())


def _home(home: Filled | Otherwise, asked: Mapping[str, Mapping[str, Field]]) -> str:
    if isinstance(home, Otherwise):
        return f"{_title(home.screen) if home.screen else '–'} | {home.how}"
    labels = [MADE_BY_THE_CATALOG.get(key) or ENGLISH.say(asked[home.screen][key].label) for key in home.keys]
    return f"{_title(home.screen)} | {', '.join(labels)}"


def _title(screen: str) -> str:
    return "Line" if screen == LINE else ENGLISH.say(SCREENS[Step(screen)].title)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
