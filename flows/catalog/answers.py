"""Answers to a workflow's own questions as the file writes them: defaults, and what a condition waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic_core import PydanticCustomError

from flows.catalog.values import broken_rule, read_plain_number, wrong_value
from flows.i18n.texts import InputError
from flows.readers import read_day, read_line, read_paragraph

SEPARATOR = ", "
"""The separator between several choices, which the Orders API takes as one text."""

Answer = str | bool
"""As it is sent: a bare boolean for yes and no, else a text."""


class FieldType(StrEnum):
    """How a custom field is asked for; `yes_no` is sent as a bare boolean, the others as text."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"


CHOSEN = (FieldType.CHOICE, FieldType.CHOICES)
DECIDING = (*CHOSEN, FieldType.YES_NO)
"""The types on whose answer another field may depend."""


def key_of(written: str) -> str:
    """A custom id or UUID as `CustomField.key` has it."""
    with suppress(ValueError):
        return str(UUID(written.strip()))
    return written.strip()


def read_wanted(written: object) -> Mapping[str, tuple[Answer, ...]]:
    """The answers a condition waits for, by field: `{ fuse = "25 A", parking = [true] }`. Raises a wrong value."""
    if not isinstance(written, dict) or not written:
        raise wrong_value(
            "must name an earlier field and the answer, or a list of answers, with which it is asked"
        )
    return {key_of(key): tuple(_wanted(key, answers)) for key, answers in written.items()}


def _wanted(key: str, written: object) -> Iterable[Answer]:
    answers = written if isinstance(written, list | tuple) else [written]
    if not answers:
        raise wrong_value(f"waits for no answer to {key}: name one at least")
    for answer in answers:
        if not isinstance(answer, str | bool):
            raise wrong_value(f"must have answers to {key} in quotes, or true and false")
        yield answer.strip() if isinstance(answer, str) else answer


def read_default(kind: FieldType, options: tuple[str, ...], written: object) -> Answer:
    """An answer to a question of that type, as it is sent. Raises a broken rule."""
    match kind, written:
        case FieldType.YES_NO, bool():
            return written
        case FieldType.CHOICES, [_, *_]:
            return _several(options, written)
        case FieldType.CHOICE, str():
            return _several(options, [written])
        case FieldType.NUMBER, _:
            return _number(written)
        case FieldType.DATE, date():
            return f"{written:%Y-%m-%d}"
        case ((FieldType.TEXT | FieldType.LONG_TEXT | FieldType.DATE), str()):
            return _typed(kind, written)
        case _:
            raise broken_rule(_FORMS[kind])


_FORMS = {
    FieldType.TEXT: 'must be a text: default = "Attic"',
    FieldType.LONG_TEXT: 'must be a text: default = "Attic"',
    FieldType.NUMBER: 'must be a number: default = 40, or with decimals default = "12.5"',
    FieldType.CHOICE: 'must be one of the options: default = "25 A"',
    FieldType.CHOICES: 'must list some of the options: default = ["25 A"]',
    FieldType.YES_NO: "must be true or false: default = true",
    FieldType.DATE: "must be a day of the calendar: default = 2026-11-24",
}
"""How a default is written, by the field's type."""


def _several(options: tuple[str, ...], chosen: Sequence[object]) -> str:
    for one in chosen:
        if one not in options:
            raise broken_rule(f'holds "{one}", which isn\'t one of the options: copy one of them')
    return SEPARATOR.join(option for option in options if option in chosen)


def _number(written: object) -> str:
    try:
        return f"{read_plain_number(written).normalize():f}"
    except PydanticCustomError:
        raise broken_rule(_FORMS[FieldType.NUMBER]) from None


def _typed(kind: FieldType, written: str) -> str:
    readers = {FieldType.DATE: read_day, FieldType.LONG_TEXT: read_paragraph}
    try:
        return readers.get(kind, read_line)(written)
    except InputError:
        raise broken_rule(_FORMS[kind]) from None
