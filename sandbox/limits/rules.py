"""Small rules that limits are written with. A rule looks at a value and yields what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Refusal:
    """What Slack refuses and where: a JSON pointer (RFC 6901) and a message in Slack's style."""

    pointer: str
    message: str

    def __str__(self) -> str:
        """As `response_metadata.messages` has it."""
        return f"[ERROR] {self.message} [json-pointer:{self.pointer}]"


Rule = Callable[[Any, str], Iterator[Refusal]]


def string(longest: int, shortest: int = 0, pattern: str | None = None, form: str = "") -> Rule:
    """A string of so many characters, in a form if a pattern is given."""

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        if not isinstance(value, str):
            yield Refusal(pointer, "must be a string")
        elif len(value) > longest:
            yield Refusal(pointer, f"must be less than {longest + 1} characters")
        elif len(value) < shortest:
            yield Refusal(pointer, f"must be more than {shortest - 1} characters")
        elif pattern and not re.fullmatch(pattern, value):
            yield Refusal(pointer, f"must be {form}")

    return rule


def url(longest: int = 3000) -> Rule:
    """An absolute URL."""
    return string(longest, 1, r"[A-Za-z][A-Za-z0-9+.-]*:\S+", "a valid URL")


def one_of(*values: str) -> Rule:
    """One of a few words."""

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        if value not in values:
            yield Refusal(pointer, f"must be one of: {', '.join(values)}")

    return rule


def boolean(value: object, pointer: str) -> Iterator[Refusal]:
    """True or false."""
    if not isinstance(value, bool):
        yield Refusal(pointer, "must be a boolean")


def integer(lowest: int, highest: int) -> Rule:
    """A whole number in a range."""

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Refusal(pointer, "must be an integer")
        elif not lowest <= value <= highest:
            yield Refusal(pointer, f"must be between {lowest} and {highest}")

    return rule


def items(rule_for_each: Rule, most: int, fewest: int = 0) -> Rule:
    """A list of so many things, each of which keeps a rule."""

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        if not isinstance(value, list):
            yield Refusal(pointer, "must be an array")
            return
        if len(value) > most:
            yield Refusal(pointer, f"no more than {most} items allowed")
        if len(value) < fewest:
            yield Refusal(pointer, f"must have at least {fewest} items")
        for index, each in enumerate(value):
            yield from rule_for_each(each, f"{pointer}/{index}")

    return rule


def mapping(value: object, pointer: str) -> Iterator[Refusal]:
    """Any object."""
    if not isinstance(value, dict):
        yield Refusal(pointer, "must be an object")


@dataclass(frozen=True)
class Shape:
    """An object: fields it must have, fields it may have, and checks across fields. Nothing else is let through."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    checks: tuple[Rule, ...] = ()

    def __call__(self, value: Any, pointer: str) -> Iterator[Refusal]:  # noqa: ANN401 - whatever JSON holds
        """Yield what is wrong with `value`; checks across fields run only on an otherwise sound object."""
        if not isinstance(value, dict):
            yield Refusal(pointer, "must be an object")
            return
        wrong = list(self._fields(value, pointer))
        yield from wrong
        if not wrong:
            for check in self.checks:
                yield from check(value, pointer)

    def _fields(self, value: Json, pointer: str) -> Iterator[Refusal]:
        rules = {**self.required, **self.optional}
        for name in self.required:
            if value.get(name) is None:
                yield Refusal(pointer, f"missing required field: {name}")
        for name, inside in value.items():
            if name not in rules:
                yield Refusal(pointer, f"invalid additional property: {name}")
            elif inside is not None:
                yield from rules[name](inside, f"{pointer}/{name}")


def by_type(table: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule holds; other types are unsupported."""

    def rule(value: object, pointer: str) -> Iterator[Refusal]:
        if not isinstance(value, dict):
            yield Refusal(pointer, "must be an object")
        elif value.get("type") is None:
            yield Refusal(pointer, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in table:
            yield Refusal(f"{pointer}/type", f"unsupported type: {value['type']}")
        else:
            yield from table[value["type"]](value, pointer)

    return rule


def exactly_one(*names: str) -> Rule:
    """A check that one of these fields, and only one, is there."""

    def rule(value: Json, pointer: str) -> Iterator[Refusal]:
        given = [name for name in names if value.get(name) is not None]
        if len(given) != 1:
            yield Refusal(pointer, f"must have exactly one of: {', '.join(names)}")

    return rule


def unique(values: Callable[[Json], list[object]], what: str) -> Rule:
    """A check that no two of the picked values are the same."""

    def rule(value: Json, pointer: str) -> Iterator[Refusal]:
        seen = set()
        for each in values(value):
            if each in seen:
                yield Refusal(pointer, f"{what} must be unique")
            seen.add(each)

    return rule
