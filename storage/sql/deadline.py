"""How long a request may wait for the database in all, however many calls it makes and whoever is before it."""

from __future__ import annotations

import time
from contextvars import ContextVar

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


def begin(seconds: float) -> None:
    """From now on the calls of this task, and of those it starts, share so many seconds."""
    _ends_at.set(time.monotonic() + seconds)


def lift() -> None:
    """Nobody waits for this task any more: each call has its own time again."""
    _ends_at.set(None)


def seconds_left(most: float) -> float:
    """What a call may take now, at most that."""
    ends_at = _ends_at.get()
    return most if ends_at is None else min(most, max(ends_at - time.monotonic(), 0.0))
