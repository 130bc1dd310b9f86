"""The golden messages of tests/data/messages: what each says to a careful reader, and what was read of it."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.integrations.postal_codes import open_places
from flows.form.form_context import FormContext
from flows.i18n.texts import InputError
from flows.intake import TextReading, read_text
from flows.readers import read_phone
from flows.search import fold
from tests.support.drafts import EXAMPLE, form_context

FOLDER = Path(__file__).parents[1] / "data" / "messages"
FIELDS = ("contact", "phone", "email", "street", "postal_code", "city", "workflow")
PRODUCTS = "products"
NOT_FOUND = "not_found"
"""Where a message's file lists what a careful reader takes and ours doesn't."""
_COUNTRIES = ("NO", "SE", "DK", "DE")


@dataclass(frozen=True)
class Message:
    """One message, with what a careful reader takes from it: nothing where it isn't clear."""

    name: str
    text: str
    expected: Mapping[str, Any]

    def wanted(self, field: str) -> set[str]:
        """What is to be found, in one form."""
        if field == PRODUCTS:
            return {f"{one['quantity'] or 1} {one['name']}" for one in self.expected.get(PRODUCTS) or ()}
        value = self.expected.get(field)
        return {in_one_form(field, value)} if value else set()


@functools.cache
def here() -> FormContext:
    """A Norwegian's form, with the postal codes of the optional package."""
    return replace(form_context("nb"), places=open_places())


@functools.cache
def messages() -> tuple[Message, ...]:
    return tuple(
        Message(
            file.stem,
            file.read_text(encoding="utf-8"),
            json.loads(file.with_suffix(".json").read_text("utf-8")),
        )
        for file in sorted(FOLDER.glob("*.txt"))
    )


@functools.cache
def reading_of(text: str) -> TextReading:
    return read_text(text, here())


def found(reading: TextReading, field: str) -> set[str]:
    """What was read, in one form."""
    if field == PRODUCTS:
        products = ((line.quantity, EXAMPLE.product(line.product)) for line in reading.lines)
        return {f"{quantity} {product.name}" for quantity, product in products if product}
    value = reading.values.get({"contact": "contact_person"}.get(field, field))
    if value and field == "workflow" and (workflow := EXAMPLE.workflow(value)):
        value = workflow.name
    return {in_one_form(field, value, reading.values.get("country"))} if value else set()


def in_one_form(field: str, value: str, country: str | None = None) -> str:
    """Case, blanks and signs aside; a phone as E.164, if it is one anywhere near."""
    if field == "phone":
        for one in (*([country] if country else []), *_COUNTRIES):
            try:
                return read_phone(value, one).e164
            except InputError:
                continue
    return re.sub(r"[\s.,]+", "", fold(value))
