"""What is wrong in a catalog file: where it is and how to mend it, for operators, in English."""

import re
from collections.abc import Iterable
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where a value is in the parsed file: `("workflows", 0, "name")`."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class CatalogMistake(NamedTuple):
    """One mistake: the 1-based line, the key's path (empty for a syntax error) and how to mend it."""

    line: int
    key: str
    words: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.key}" if self.key else f"line {self.line}"
        return f"{place}: {self.words}"


class CatalogError(ValueError):
    """The catalog can't be used; `mistakes` holds every one of its mistakes, in the file's order."""

    def __init__(self, mistakes: Iterable[CatalogMistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        super().__init__("\n".join(map(str, self.mistakes)))


def path_name(path: Path) -> str:
    """A path as people write it: `workflows[0].fields[1].options`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{_key_name(part)}" for part in path).lstrip(
        "."
    )


def _key_name(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else f'"{key}"'
