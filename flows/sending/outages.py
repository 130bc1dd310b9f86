"""What keeps all orders from being sent or looked up, and when operators are notified of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class OutageKind(StrEnum):
    """What is wrong between us and the Orders API; operators are notified once of each, and again when it is over."""

    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    WRONG_ADDRESS = "wrong_address"
    NO_ANSWER = "no_answer"
    LIST = "list"
    """The list of orders is inconclusive, while orders can be sent."""


ABOUT_SENDING = frozenset(OutageKind) - {OutageKind.LIST}

TOLD_AFTER: Mapping[OutageKind, timedelta] = {
    OutageKind.UNAUTHORISED: timedelta(),
    OutageKind.FORBIDDEN: timedelta(),
    OutageKind.WRONG_ADDRESS: timedelta(),
    OutageKind.NO_ANSWER: timedelta(minutes=10),
    OutageKind.LIST: timedelta(minutes=10),
}
"""At once where only a person can fix it; what often passes by itself is given time."""
