"""Stops asking an API that is down: after some failures in a row only one request at a time tries it again."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock

FAILURES = 5
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=1)


class Circuit:
    """Closed while the API answers; open for a pause, longer each time, after `FAILURES` in a row without an answer.

    Each process has its own: it spares the API, and no order depends on it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until: datetime | None = None
        self.down_since: datetime | None = None

    @property
    def is_open(self) -> bool:
        """The API is taken to be down."""
        return self._open_until is not None

    def pause(self) -> timedelta | None:
        """How long not to ask; None: ask. After a pause whoever comes first asks, the others wait on."""
        if self._open_until is None:
            return None
        left = self._open_until - self._clock()
        # A clock set back must not leave it open for longer than any pause.
        if timedelta() < left <= LONGEST_PAUSE:
            return left
        self._open_until = self._clock() + self._pause()
        return None

    def answered(self) -> None:
        """The API gave an answer, whatever it was."""
        self._failures = 0
        self._open_until = self.down_since = None

    def failed(self) -> None:
        """The API didn't answer, or couldn't."""
        self._failures += 1
        self.down_since = self.down_since or self._clock()
        if self._failures >= FAILURES:
            self._open_until = self._clock() + self._pause()

    def _pause(self) -> timedelta:
        doubled: timedelta = FIRST_PAUSE * 2 ** min(max(self._failures - FAILURES, 0), 16)
        return min(doubled, LONGEST_PAUSE)
