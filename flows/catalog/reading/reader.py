"""From the TOML text to a `Catalog`, or to every mistake in it with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable

from pydantic import ValidationError

from flows.catalog.mistakes import CatalogError, CatalogMistake, Path, path_name
from flows.catalog.models import Catalog
from flows.catalog.reading.checks import compared
from flows.catalog.reading.error_text import model_mistakes
from flows.catalog.reading.languages import in_language, languages_in, mistaken_languages, usual_language
from flows.catalog.reading.locator import KeyLines

_POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def read_catalog(source: str) -> Catalog:
    """The catalog written in this TOML text.

    Raises:
        CatalogError: it can't be used; all mistakes are in it at once, only one if the text isn't TOML.
    """
    source = source.removeprefix("\ufeff")
    try:
        data = tomllib.loads(source)
    except ValueError as error:
        raise CatalogError([_syntax_mistake(source, str(error))]) from None
    usual = usual_language(data)
    findings = [*mistaken_languages(data), *compared(in_language(data, usual))]
    said: dict[str, Catalog] = {}
    for code in dict.fromkeys((usual, *languages_in(data))):
        try:
            said[code] = Catalog.model_validate(in_language(data, code))
        except ValidationError as error:
            findings.extend(model_mistakes(error))
    if findings:
        raise CatalogError(_placed(source, dict.fromkeys(findings)))
    return said[usual].given_in(said) if len(said) > 1 else said[usual]


def _placed(source: str, findings: Iterable[tuple[Path, str]]) -> list[CatalogMistake]:
    lines = KeyLines(source)
    return [CatalogMistake(lines.line_of(path), path_name(path), words) for path, words in findings]


def _syntax_mistake(source: str, message: str) -> CatalogMistake:
    """The parser gives the place only in its message."""
    position = _POSITION.search(message)
    line = position["line"] if position else None
    complaint = _POSITION.sub("", message)
    return CatalogMistake(
        int(line) if line else max(1, len(source.splitlines())),
        "",
        f"this isn't TOML ({complaint}). Each line is a [table] or a key with its value, "
        'text in quotes: name = "Rush"',
    )
