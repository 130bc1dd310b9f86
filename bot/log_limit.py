"""Keeps lines few that anybody on the network can cause: the first of a kind at once, then a sum each minute."""

from __future__ import annotations

import asyncio
import copy
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

EVERY_SECONDS = 60.0

CAUSED_FROM_OUTSIDE = frozenset({"asyncio", "bot.web.guard", "uvicorn.error"})
"""Loggers that write of connections: refused requests, broken HTTP, sockets that can't be accepted."""

Kind = tuple[str, str, str]
"""Logger, what it says without what varies, and the exception's name."""


@dataclass
class _Held:
    """What was not written of a kind since its last line."""

    count: int = 0
    latest: logging.LogRecord | None = None


class SparingHandler(logging.StreamHandler[TextIO]):
    """Writes to a stream. Of `CAUSED_FROM_OUTSIDE`, one line of each kind in `every` seconds, `repeated` so often."""

    def __init__(self, stream: TextIO, every: float) -> None:
        super().__init__(stream)
        self._every = every
        self._held: dict[Kind, _Held] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write it, or count it."""
        if record.name not in CAUSED_FROM_OUTSIDE or not self._hold(record):
            super().emit(record)

    def _hold(self, record: logging.LogRecord) -> bool:
        """Count the line; False for the first of its kind."""
        kind = _kind(record)
        if held := self._held.get(kind):
            held.count += 1
            held.latest = record
            return True
        with suppress(RuntimeError):  # Without a loop nobody is connected.
            self._begin(kind)
        return False

    def _begin(self, kind: Kind) -> None:
        asyncio.get_running_loop().call_later(self._every, self._sum_up, kind)
        self._held[kind] = _Held()

    def _sum_up(self, kind: Kind) -> None:
        held = self._held.pop(kind)
        if held.latest is not None:
            super().emit(_summed(held.latest, held.count))
            self._begin(kind)


def _kind(record: logging.LogRecord) -> Kind:
    error = record.exc_info[0] if record.exc_info else None
    said: object = record.msg
    if isinstance(said, dict):  # An event of structlog's.
        said = f"{said.get('event')} {said.get('reason')}"
    return record.name, str(said).partition("\n")[0], error.__qualname__ if error else ""


def _summed(record: logging.LogRecord, count: int) -> logging.LogRecord:
    record = copy.copy(record)
    if isinstance(record.msg, dict):
        record.msg = {**record.msg, "repeated": count}
    else:
        record.repeated = count
    return record
