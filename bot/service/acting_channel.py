"""The channel in which a person does what is being done, for rights that depend on it.

It holds for the task of one request and those it starts, as `storage.sql.deadline` does.
"""

from __future__ import annotations

from contextvars import ContextVar

_channel: ContextVar[str | None] = ContextVar("acting_channel", default=None)


def begin(channel: str | None) -> None:
    """From now on this task, and those it starts, act in that channel; None for no channel."""
    _channel.set(channel)


def current() -> str | None:
    """The channel, if it is known."""
    return _channel.get()
