"""The file's plain tables, as the parser gives them: what isn't one is left for the models to report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.catalog.mistakes import Path

Finding = tuple[Path, str]
"""Where a mistake is, and how to mend it."""

TableData = Mapping[str, object]


def tables(parent: TableData, path: Path, name: str) -> Iterator[tuple[Path, TableData]]:
    """The tables of an array and their paths."""
    for place, table in enumerate(listed_in(parent.get(name))):
        if isinstance(table, dict):
            yield (*path, name, place), table


def listed_in(value: object) -> list[object]:
    """The value, if it is a list."""
    return value if isinstance(value, list) else []
