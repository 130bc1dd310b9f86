"""The template of order names: which placeholders it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from flows.catalog.answers import FieldType, key_of
from flows.catalog.mistakes import Path
from flows.catalog.plain import Finding, TableData, tables

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
GENERAL = ("workflow", "contact", "street", "city", "postal_code")
"""What every order has; beside them a workflow's template may name its own fields."""

_UNNAMEABLE = (FieldType.YES_NO, FieldType.LONG_TEXT)


def unknown_placeholders(data: TableData) -> Iterator[Finding]:
    """What is wrong with the templates of the defaults and of the workflows."""
    defaults = data.get("defaults")
    if isinstance(defaults, dict):
        yield from _unknown(defaults, ("defaults",), GENERAL)
    for path, workflow in tables(data, (), "workflows"):
        fields = [
            table for _, table in tables(workflow, path, "fields") if table.get("type") not in _UNNAMEABLE
        ]
        keys = [table.get("custom_id") or table.get("id") for table in fields]
        yield from _unknown(
            workflow, path, (*GENERAL, *(key_of(key) for key in keys if isinstance(key, str)))
        )


def _unknown(table: TableData, path: Path, known: Sequence[str]) -> Iterator[Finding]:
    template = table.get("order_name")
    if not isinstance(template, str):
        return
    for name in PLACEHOLDER.findall(template):
        if name not in known:
            yield (
                (*path, "order_name"),
                f"{{{name}}} isn't known here: use {', '.join(f'{{{one}}}' for one in known)}",
            )
    if set(PLACEHOLDER.sub("", template)) & set("{}"):
        yield (*path, "order_name"), "has a brace without its other half: write {workflow} with both"
