"""Messages as people write, forward and paste them: what is read of each, and how much of all of them."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.messages import FIELDS, NOT_FOUND, PRODUCTS, Message, found, messages, reading_of

LEAST_RECALL = {
    "contact": 0.6,
    "phone": 0.95,
    "email": 0.95,
    "street": 0.8,
    "postal_code": 0.9,
    "city": 0.9,
    "workflow": 0.8,
    PRODUCTS: 0.8,
}
FEWEST = {"nb": 75, "sv": 28, "da": 25, "de": 22, "en": 24}


@pytest.mark.parametrize("message", messages(), ids=lambda message: message.name)
def test_a_message_gives_what_a_careful_reader_takes_and_nothing_else(message: Message) -> None:
    reading = reading_of(message.text)
    not_found = set(message.expected.get(NOT_FOUND, ()))
    for field in (*FIELDS, PRODUCTS):
        wanted, taken = message.wanted(field), found(reading, field)
        assert taken <= wanted, field
        assert taken == wanted or field in not_found, field


@pytest.mark.parametrize("field", [*FIELDS, PRODUCTS])
def test_most_of_what_a_careful_reader_takes_is_found(field: str) -> None:
    """Each message's own test allows nothing wrong, and nothing missed that its file doesn't name."""
    counted = Counter[bool]()
    for message in messages():
        counted[field not in message.expected.get(NOT_FOUND, ())] += len(message.wanted(field))
    assert counted[True] / counted.total() >= LEAST_RECALL[field]


def test_there_are_messages_of_every_language() -> None:
    counted = Counter(message.name.partition("-")[0] for message in messages())
    assert {tag: counted[tag] >= fewest for tag, fewest in FEWEST.items()} == dict.fromkeys(FEWEST, True)
