"""How long a request may wait for the database in all, however many calls it makes and whoever is before it.

What the process itself takes in between isn't waited for the database: where a machine is too busy to draw a screen in
time, what is written is written all the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class _Patience:
    """The seconds that are left."""

    left: float


_patience: ContextVar[_Patience | None] = ContextVar("patience", default=None)


def begin(seconds: float) -> None:
    """From now on the calls of this task, and of those it starts, share so many seconds."""
    _patience.set(_Patience(seconds))


def lift() -> None:
    """Nobody waits for this task any more: each call has its own time again."""
    _patience.set(None)


@contextmanager
def waiting(most: float) -> Iterator[float]:
    """What a call may take now, at most that; what it took isn't left for the next."""
    patience = _patience.get()
    if patience is None:
        yield most
        return
    began = time.monotonic()
    try:
        yield min(most, patience.left)
    finally:
        patience.left = max(patience.left - (time.monotonic() - began), 0.0)
