"""Trigger ids: made when a person acts, good once and for three seconds.

Source: https://docs.slack.dev/interactivity/handling-user-interaction (trigger_id).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.errors import ApiError

LIFETIME = 3.0


@dataclass
class Trigger:
    """Who acted, when (seconds of the clock), in which modal if it was in one, and on which of their devices."""

    person: str
    born: float
    view_id: str | None
    device: str = ""
    is_used: bool = False


class Triggers:
    """Hands out trigger ids and takes them back once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def new(self, person: str, view_id: str | None = None, device: str = "") -> str:
        """A fresh trigger id for that person."""
        identifier = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._triggers[identifier] = Trigger(person, self._clock(), view_id, device)
        return identifier

    def use(self, identifier: object) -> Trigger:
        """Exchange a trigger id for a view.

        Raises:
            ApiError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(str(identifier))
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.is_used:
            raise ApiError("exchanged_trigger_id")
        if self._clock() - trigger.born > LIFETIME:
            raise ApiError("expired_trigger_id")
        trigger.is_used = True
        return trigger
