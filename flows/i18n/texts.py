"""Texts for people, written once in English and said in a person's language later."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Money:
    """An amount to show: hundredths of the currency's unit, and the ISO 4217 code."""

    hundredths: int
    currency: str


@dataclass(frozen=True)
class Rate:
    """A percentage to show, in hundredths of a percent: 2500 is 25 %."""

    hundredths: int


@dataclass(frozen=True)
class Country:
    """A country to name: its ISO 3166-1 alpha-2 code."""

    code: str


@dataclass(frozen=True)
class Markup:
    """A piece the reader's screen interprets (a mention, a date); it is never escaped."""

    source: str


@dataclass(frozen=True)
class Text:
    """A sentence not yet in a language: the English source and what fills its braces.

    `plural` is the English plural, chosen by the parameter `count`.
    """

    source: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    plural: str | None = None


Parameter = str | int | Decimal | date | Money | Rate | Country | Markup | Text


def _(source: str, /, **parameters: Parameter) -> Text:
    """Mark an English text for translation; `make messages` finds it by this name."""
    return Text(source, parameters) if parameters else _constant(source)


@functools.cache
def _constant(source: str) -> Text:
    """One for all of that source, which is in the code."""
    return Text(source)


def _n(singular: str, plural: str, /, count: int, **parameters: Parameter) -> Text:
    """Mark a text that counts something: `{count}` is filled in and chooses the form."""
    return Text(singular, {"count": count, **parameters}, plural)


def shaped(shape: str, /, **parameters: Parameter) -> Text:
    """Texts put together by signs alone, with no word to translate."""
    return Text(shape, parameters)


def listed(texts: Iterable[Text]) -> Text:
    """Texts one after the other, with commas between."""
    parts = {f"part{place}": text for place, text in enumerate(texts)}
    return Text(", ".join(f"{{{part}}}" for part in parts), parts)


def verbatim(words: str) -> Text:
    """Words of the catalog, a client or another system: shown unchanged."""
    return Text("{words}", {"words": words})


class InputError(ValueError):
    """What a person typed can't be used. The text says how to mend it, with an example."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.source)
        self.text = text


class Doubt(InputError):
    """What a person typed looks wrong by data of ours, which may be old: the same typed again is taken as `value`."""

    def __init__(self, text: Text, value: str) -> None:
        super().__init__(text)
        self.value = value

    @property
    def question(self) -> Text:
        """What is wrong, and that it may be insisted on."""
        anyway = _("If it is right, go on again: it is used as it is.")
        return shaped("{error} {anyway}", error=self.text, anyway=anyway)
