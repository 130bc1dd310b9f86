"""Something happens at one chosen moment of a bot that runs in this process: it dies, or its clock jumps.

The moments are those just before each call of its store, the Orders API and Slack. What comes just after a call comes
just before the next one: between the two nothing leaves the process.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any, TypeVar, cast

Thing = TypeVar("Thing")


class Crash(BaseException):
    """The process dies here: no handler for an Exception sees it."""


class CrashPoint:
    """Makes something happen at the n-th moment, from 1; `moments` are the names of those that came.

    A bot that died stays dead: every later moment is the end of what still ran beside it.
    """

    def __init__(self, at: int = 0, action: Callable[[], None] = lambda: None) -> None:
        self.moments: list[str] = []
        self._at = at
        self._action = action
        self._crash: Crash | None = None

    @property
    def has_come(self) -> bool:
        """The chosen moment has come."""
        return len(self.moments) >= self._at

    def moment(self, name: str) -> None:
        """One more moment; raises what happens at it."""
        if self._crash is not None:
            raise self._crash
        self.moments.append(name)
        if len(self.moments) == self._at:
            try:
                self._action()
            except Crash as crash:
                self._crash = crash
                raise


def die() -> None:
    """An action: the process is gone."""
    raise Crash


def fateful(thing: Thing, crash_point: CrashPoint) -> Thing:
    """The same thing, whose async methods each have a moment before they begin."""
    return cast(Thing, _Fateful(thing, crash_point))


class _Fateful:
    def __init__(self, thing: object, crash_point: CrashPoint) -> None:
        self._thing = thing
        self._fate = crash_point

    def __getattr__(self, name: str) -> Any:
        method, crash_point = getattr(self._thing, name), self._fate
        if not iscoroutinefunction(method):
            return method

        async def call(*arguments: Any, **named: Any) -> Any:
            crash_point.moment(name)
            return await method(*arguments, **named)

        return call
