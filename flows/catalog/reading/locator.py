"""On which line each key of a TOML document is; the standard parser keeps no positions.

Only for documents that `tomllib` has accepted: this checks nothing. Grammar: TOML 1.0.0.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

from flows.catalog.mistakes import Path

_TOKEN = re.compile(
    r'''
      (?P<quoted> """(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
    | (?P<comment> \#[^\n]* )
    | (?P<mark> [\[\]{}=,.\n] )
    | (?P<bare> [^\s\[\]{}=,.\#"']+ )
    ''',
    re.VERBOSE | re.DOTALL,
)
_ENDS_A_PLAIN_VALUE = frozenset("\n,]}")


class KeyLines:
    """The lines of a document's keys, tables and array items."""

    def __init__(self, source: str) -> None:
        self._lines = _Scan(source).lines

    def line_of(self, path: Path) -> int:
        """The 1-based line of a path; of the nearest table around it where it isn't written."""
        for length in range(len(path), 0, -1):
            if (line := self._lines.get(path[:length])) is not None:
                return line
        return 1


class _Token(NamedTuple):
    text: str
    line: int

    @property
    def key(self) -> str:
        """The key this token writes, without its quotes and escapes."""
        if self.text[0] in "\"'":
            return str(tomllib.loads(f"key = {self.text}")["key"])
        return self.text


def _tokens(source: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(source):
        if match.lastgroup != "comment":
            yield _Token(match.group(), line)
        line += match.group().count("\n")


class _Scan:
    """One walk over the tokens; `lines` is its result."""

    def __init__(self, source: str) -> None:
        self.lines: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}
        self._tokens = list(_tokens(source))
        self._at = 0
        self._document()

    def _document(self) -> None:
        table: Path = ()
        while self._at < len(self._tokens):
            match self._next_text:
                case "\n":
                    self._at += 1
                case "[":
                    table = self._header()
                case _:
                    self._pair(table)

    @property
    def _next_text(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else "\n"

    def _header(self) -> Path:
        """Read `[x.y]` or `[[x.y]]`; return where the keys below it belong."""
        line = self._tokens[self._at].line
        self._at += 1
        repeated = self._next_text == "["
        self._at += repeated
        keys = self._keys()
        self._at += 1 + repeated
        path: Path = ()
        for key in keys[:-1]:
            path = self._newest((*path, key))
            self.lines.setdefault(path, line)
        path = (*path, keys[-1])
        if repeated:
            self.lines.setdefault(path, line)
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = self._newest(path)
        self.lines[path] = line
        return path

    def _newest(self, path: Path) -> Path:
        """A header names an array of tables; what follows belongs to the newest of them."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _keys(self) -> list[str]:
        keys = [self._take().key]
        while self._next_text == ".":
            self._at += 1
            keys.append(self._take().key)
        return keys

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at].line
        path = table
        for key in self._keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._next_text:
            case "[":
                self._array(path)
            case "{":
                self._inline_table(path)
            case _:
                while self._next_text not in _ENDS_A_PLAIN_VALUE:
                    self._at += 1

    def _array(self, path: Path) -> None:
        self._at += 1
        place = 0
        while self._next_text != "]":
            if self._next_text in {"\n", ","}:
                self._at += 1
                continue
            self.lines[*path, place] = self._tokens[self._at].line
            self._value((*path, place))
            place += 1
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        while self._next_text != "}":
            if self._next_text in {"\n", ","}:
                self._at += 1
            else:
                self._pair(path)
        self._at += 1
