"""What keeps all orders from being sent or looked up, or people from their rights, and when operators are notified."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class OutageKind(StrEnum):
    """What is wrong with the Orders API or Slack; operators are notified once of each, and again when it is over."""

    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    WRONG_ADDRESS = "wrong_address"
    NO_ANSWER = "no_answer"
    LIST = "list"
    """The list of orders is inconclusive, while orders can be sent."""
    USER_GROUPS = "user_groups"
    """Slack doesn't tell who is in a user group that has rights; orders aren't concerned."""


ABOUT_SENDING = frozenset(OutageKind) - {OutageKind.LIST, OutageKind.USER_GROUPS}

TOLD_AFTER: Mapping[OutageKind, timedelta] = {
    OutageKind.UNAUTHORISED: timedelta(),
    OutageKind.FORBIDDEN: timedelta(),
    OutageKind.WRONG_ADDRESS: timedelta(),
    OutageKind.NO_ANSWER: timedelta(minutes=10),
    OutageKind.LIST: timedelta(minutes=10),
    OutageKind.USER_GROUPS: timedelta(),
}
"""At once where only a person can fix it; what often passes by itself is given time."""
