"""Names and labels given per language, as `{ en = "Main fuse", nb = "Hovedsikring" }`, resolved to one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.catalog.mistakes import Path
from flows.catalog.plain import Finding, TableData
from flows.i18n.language import SOURCE_LANGUAGE, parse_tag

_SAID = frozenset({"name", "label", "hint", "text", "description", "order_name"})
"""The keys whose text a person reads."""
_IDENTITIES = frozenset({"approver_groups", "bundles"})
"""Tables that are known by their name, which therefore has one form."""


def languages_in(data: TableData) -> tuple[str, ...]:
    """The codes of all languages that any text is given in, in the file's order."""
    codes = (code for _path, texts in _per_language((), data) for tag in texts if (code := _code(tag)))
    return tuple(dict.fromkeys(codes))


def mistaken_languages(data: TableData) -> Iterator[Finding]:
    """Texts per language that can't be used: where, and how to mend it."""
    for path, texts in _per_language((), data):
        if path[0] in _IDENTITIES:
            yield path, f"is what {path[0]} go by, so it has one form: write one text in quotes"
        elif not texts:
            yield path, 'is empty: write a text in quotes, or one per language: { en = "…", nb = "…" }'
        for tag, text in texts.items():
            if _code(tag) is None:
                yield (*path, tag), "isn't a language: write its code, for example nb"
            elif not isinstance(text, str):
                yield (*path, tag), "must be text in quotes"


def in_language(data: TableData, code: str) -> dict[str, object]:
    """The tables with each text in that language, else in the file's own, in English or in the first there is."""
    resolved = _resolved(data, [code, usual_language(data), SOURCE_LANGUAGE])
    return resolved if isinstance(resolved, dict) else {}


def usual_language(data: TableData) -> str:
    """The code of the language that the workspace reads the catalog in."""
    defaults = data.get("defaults")
    locale = defaults.get("locale") if isinstance(defaults, dict) else None
    return (_code(locale) if isinstance(locale, str) else None) or SOURCE_LANGUAGE


def _code(tag: str) -> str | None:
    locale = parse_tag(tag)
    return locale.language if locale else None


def _per_language(path: Path, value: object) -> Iterator[tuple[Path, Mapping[str, object]]]:
    match value:
        case dict():
            for key, one in value.items():
                if key in _SAID and isinstance(one, dict):
                    yield (*path, key), one
                else:
                    yield from _per_language((*path, key), one)
        case list():
            for place, one in enumerate(value):
                yield from _per_language((*path, place), one)


def _resolved(value: object, codes: list[str]) -> object:
    match value:
        case dict():
            return {
                key: _chosen(one, codes) if key in _SAID and isinstance(one, dict) else _resolved(one, codes)
                for key, one in value.items()
            }
        case list():
            return [_resolved(one, codes) for one in value]
        case _:
            return value


def _chosen(texts: Mapping[str, object], codes: list[str]) -> object:
    said = {_code(tag): text for tag, text in texts.items() if isinstance(text, str)}
    first = next(iter(said.values()), "?")
    return next((said[code] for code in codes if code in said), first)
