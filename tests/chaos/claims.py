"""What a message or a window says of an order, read from its words as a person reads them."""

from __future__ import annotations

import re
from enum import StrEnum


class Claim(StrEnum):
    """What a person believes who reads it."""

    CREATED = "created"
    REFUSED = "refused, not created"
    WAITING = "waiting"
    UNSURE = "nobody knows whether it exists"
    POSTED = "posted in the channel"
    TO_BE_POSTED = "will be posted in the channel"


OUTAGE_IS_OVER = r"The (?:list of orders can be read|order system takes orders) again"
"""What operators hear is of no order."""

WORDS = {
    Claim.CREATED: re.compile(rf"✅(?! {OUTAGE_IS_OVER})|^Order created$|\bis created, but\b", re.MULTILINE),
    Claim.REFUSED: re.compile(r"\bThe order system refused\b|\bNothing was created\b"),
    Claim.WAITING: re.compile(r"⏳"),
    Claim.UNSURE: re.compile(r"\bcan't tell whether the order system has\b"),
    Claim.POSTED: re.compile(r"\bPosted in\b|\bis created, and posted in\b"),
    Claim.TO_BE_POSTED: re.compile(r"\bWill be posted in\b"),
}
NUMBER = re.compile(r"\bP1-\d+\b")
CLIENT = re.compile(r"\bClient(\d+)\b")


def claims(text: str) -> frozenset[Claim]:
    """All that the text claims; empty where it only asks or explains."""
    return frozenset(claim for claim, words in WORDS.items() if words.search(text))


def numbers(text: str) -> frozenset[str]:
    """The upstream numbers of orders that stand in the text."""
    return frozenset(NUMBER.findall(text))


def client(text: str) -> int | None:
    """Which of the run's clients is named, from 0; each has one order."""
    found = CLIENT.search(text)
    return int(found[1]) if found else None
