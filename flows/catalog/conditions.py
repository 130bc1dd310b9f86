"""Conditions that could never be met: a field that isn't asked earlier, or an answer it can't have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from pydantic_core import PydanticCustomError

from flows.catalog.answers import DECIDING, Answer, FieldType, key_of, read_wanted
from flows.catalog.mistakes import Path
from flows.catalog.plain import Finding, TableData, listed_in


def unmet_conditions(fields: Sequence[tuple[Path, TableData]]) -> Iterator[Finding]:
    """What is wrong with the conditions of a workflow's fields, which are given in the file's order."""
    earlier: dict[str, TableData] = {}
    for path, table in fields:
        for key, answers in _wanted(table):
            yield from _unmet(earlier, (*path, "shown_if"), key, answers)
        if (own := _key(table)) is not None:
            earlier[own] = table


def _wanted(table: TableData) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    # What isn't a condition at all is for the models to report.
    with suppress(PydanticCustomError):
        yield from read_wanted(table.get("shown_if")).items()


def _key(table: TableData) -> str | None:
    written = table.get("custom_id") or table.get("id")
    return key_of(written) if isinstance(written, str) else None


def _unmet(
    earlier: dict[str, TableData], path: Path, key: str, answers: tuple[Answer, ...]
) -> Iterator[Finding]:
    if key not in earlier:
        known = ", ".join(earlier) or "none"
        yield (
            path,
            f'"{key}" isn\'t asked earlier in this workflow: name an earlier field ({known}), or move it up',
        )
        return
    kind, options = earlier[key].get("type"), listed_in(earlier[key].get("options"))
    if kind not in DECIDING:
        yield path, f'"{key}" is a {kind}: only a {", ".join(DECIDING)} can decide what is asked'
        return
    for answer in answers:
        if kind == FieldType.YES_NO and not isinstance(answer, bool):
            yield path, f'"{key}" is a yes_no: wait for true or false, without quotes, not for "{answer}"'
        elif kind != FieldType.YES_NO and answer not in [one for one in options if isinstance(one, str)]:
            shown = str(answer).lower() if isinstance(answer, bool) else f'"{answer}"'
            yield path, f'{shown} isn\'t one of the options of "{key}": copy one of them'
