from __future__ import annotations

import tomllib
from typing import Any

from flows.catalog.mistakes import Path
from flows.catalog.reading.locator import KeyLines

DOCUMENT = r'''# [not.a.table]
title = "a # b = ["            # c = "d"
'literal key' = 'C:\'
"quoted \u00e6 \" key" = 1
dotted.inner."last one" = 1979-05-27 07:32:00.5

text = """
[[fake]]
x = 1 \""" "" still
""""
literal = |||
y = 2
||||
empty = ""
list = [ # ]
  1, 2.5,
  [ "a", "]" ],

  { a = 1, b = { c = [ 2 ] } }, # {
]

[table] # x
key = true

[ deep . "er" ]
key = -0.5

[[things]]
name = "first"
  [[things.parts]]
  size = 1
  [[things.parts]]
  size = 2
  [things.parts.made]
  by = "a"

[[things]]
  [[things.parts]]
  size = 3
  [things.extra]
  z = 1
'''.replace("||||", "''''").replace("|||", "'''")

LINES: dict[Path, int] = {
    ("title",): 2,
    ("literal key",): 3,
    ('quoted æ " key',): 4,
    ("dotted",): 5,
    ("dotted", "inner"): 5,
    ("dotted", "inner", "last one"): 5,
    ("text",): 7,
    ("literal",): 11,
    ("empty",): 14,
    ("list",): 15,
    ("list", 0): 16,
    ("list", 1): 16,
    ("list", 2): 17,
    ("list", 2, 1): 17,
    ("list", 3): 19,
    ("list", 3, "a"): 19,
    ("list", 3, "b", "c", 0): 19,
    ("table",): 22,
    ("table", "key"): 23,
    ("deep",): 25,
    ("deep", "er"): 25,
    ("deep", "er", "key"): 26,
    ("things",): 28,
    ("things", 0): 28,
    ("things", 0, "name"): 29,
    ("things", 0, "parts", 0): 30,
    ("things", 0, "parts", 0, "size"): 31,
    ("things", 0, "parts", 1): 32,
    ("things", 0, "parts", 1, "made", "by"): 35,
    ("things", 1): 37,
    ("things", 1, "parts", 0, "size"): 39,
    ("things", 1, "extra"): 40,
    ("things", 1, "extra", "z"): 41,
}


def test_every_key_is_found_at_its_line() -> None:
    lines = KeyLines(DOCUMENT)
    assert {path: lines.line_of(path) for path in LINES} == LINES


def test_the_paths_are_those_of_the_parser() -> None:
    for path in LINES:
        value: Any = tomllib.loads(DOCUMENT)
        for part in path:
            value = value[part]
        assert value is not None


def test_a_key_that_is_not_written_stands_at_its_table() -> None:
    lines = KeyLines(DOCUMENT)
    assert lines.line_of(("things", 1, "name")) == 37
    assert lines.line_of(("things", 0, "parts", 1, "weight", "unit")) == 32
    assert lines.line_of(("nothing", 3)) == 1
    assert lines.line_of(()) == 1


def test_windows_line_ends_count_once() -> None:
    lines = KeyLines(DOCUMENT.replace("\n", "\r\n"))
    assert {path: lines.line_of(path) for path in LINES} == LINES


def test_a_document_without_a_last_line_end_is_read() -> None:
    assert KeyLines("a = 1\nb = [1]").line_of(("b", 0)) == 2
    assert KeyLines("").line_of(("b",)) == 1
