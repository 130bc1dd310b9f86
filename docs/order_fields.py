# ruff: noqa: INP001 - a script beside the documents, not a package
"""Writes docs/order-fields.md from what each field says it fills: `python -m docs.order_fields`.

A field of the API is named by its path on the wire, `[]` for each of a list's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel

from flows.catalog import read_catalog
from flows.draft import Draft, Job, Line
from flows.form.field import Field, StepContext
from flows.form.form_context import FileRules, FormContext
from flows.i18n.language import language
from flows.screens import SCREENS
from flows.screens.custom import CUSTOM_FIELD
from flows.screens.job import INSTALLER
from flows.screens.line import line_fields
from orders import OrderRequest

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "order-fields.md"
ENGLISH = language("en-GB")
OTHERWISE: Mapping[str, tuple[str, str]] = {
    "offer.lines[].productId": ("Offer", "a product picked in the catalog's search, or pasted"),
    "idempotencyKey": ("–", "the draft's id, set by us"),
    "metadata": (
        "–",
        "set by us: the draft, and the Slack team, channel and person; files that stay in Slack",
    ),
}
"""What no field fills: the screen it is on if any, and what it is."""
MADE_BY_THE_CATALOG = {
    CUSTOM_FIELD: "the job's own questions",
    INSTALLER: "who does each part of the job",
}

HEAD = """# Every field of the order

What `POST /api/v1/order` takes, field by field, and the screen that fills it. Made by `python -m docs.order_fields`.

| field of the API | screen | asked as |
|---|---|---|
"""


def fields_by_screen() -> Mapping[str, tuple[Field, ...]]:
    """All that the screens ask with the example catalog, by the screen's title; of an address in a federal state."""
    catalog = read_catalog((ROOT / "catalog.example.toml").read_text(encoding="utf-8"))
    form_context = FormContext(
        catalog, ENGLISH, "US", sees_payout=True, files=FileRules(("jpg",), 10_000_000, uploads=True)
    )
    draft = Draft(id="example", job=Job(workflow=catalog.workflows[0].key))
    line = Line(id="1", name="Survey", currency="NOK")
    asked = {ENGLISH.say(one.title): one.fields(StepContext(draft, form_context)) for one in SCREENS.values()}
    return {**asked, "Line": line_fields(line, form_context, details=True)}


def filled() -> Mapping[str, tuple[str, str]]:
    """By path, the screen that fills it and the labels of its fields."""
    labels: dict[tuple[str, str], dict[str, None]] = {}
    for screen, fields in fields_by_screen().items():
        for field in fields:
            for path in field.fills:
                labels.setdefault((path, screen), {})[_label(field)] = None
    return {path: (screen, ", ".join(words)) for (path, screen), words in labels.items()}


def api_fields(model: type[BaseModel] = OrderRequest, path: str = "") -> Iterator[str]:
    """The paths of all fields that hold a value, in the model's order."""
    for name, info in model.model_fields.items():
        here = f"{path}{info.alias or name}"
        inner, in_list = _model_in(info.annotation)
        if inner is None:
            yield here
        else:
            yield from api_fields(inner, f"{here}[]." if in_list else f"{here}.")


def page() -> str:
    """The whole page; below `metadata` what fields put there."""
    home = {**OTHERWISE, **filled()}
    rows = [path for field in api_fields() for path in (field, *_keys_below(field, home))]
    return HEAD + "".join(f"| `{path}` | {home[path][0]} | {home[path][1]} |\n" for path in rows)


def _keys_below(path: str, home: Mapping[str, object]) -> list[str]:
    return [one for one in home if one.startswith(f"{path}.")]


def _label(field: Field) -> str:
    for start, words in MADE_BY_THE_CATALOG.items():
        if field.key.startswith(start):
            return words
    return ENGLISH.say(field.label)


def _model_in(annotation: object) -> tuple[type[BaseModel] | None, bool]:
    """The model a field is made of, and whether it holds a list of them."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    origin = get_origin(annotation)
    found = [_model_in(part)[0] for part in get_args(annotation) if origin in {tuple, Union, UnionType}]
    return next((model for model in found if model), None), origin is tuple


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
