"""What Slack, Bolt and the product bound by seconds, all of it longer: a busy machine is no reason to fail.

A test of those seconds has them as they are, by a `LocalSlack()` of its own; a module about a store's seconds
says `HAS_REAL_BOUNDS`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

import pytest

from bot.middleware import access, routes
from sandbox.slack.local_slack import ACK_SECONDS, LocalSlack
from storage.postgres import pool
from storage.sqlite import database

SLOWER = 2.5
"""So many times; the Orders API's time-out in tests is no shorter than Slack's patience then."""

LONGER: Sequence[tuple[ModuleType, str, object]] = (
    (pool, "BOUND_SECONDS", pool.BOUND_SECONDS * SLOWER),
    (pool, "SERVER_BOUNDS", {k: f"{int(v) * SLOWER:.0f}" for k, v in pool.SERVER_BOUNDS.items()}),
    (database, "BUSY_SECONDS", database.BUSY_SECONDS * SLOWER),
    (access, "WAITED_FOR", access.WAITED_FOR * SLOWER),
    (routes, "ACK_SECONDS", int(routes.ACK_SECONDS * SLOWER)),
)


def patient_slack() -> LocalSlack:
    """A local Slack that waits longer for acks, and in which windows may be opened for longer."""
    return LocalSlack(clock=lambda: time.monotonic() / SLOWER, ack_seconds=ACK_SECONDS * SLOWER)


@contextmanager
def longer_bounds() -> Iterator[None]:
    """The store and Bolt give up later, in the same order as ever: the store before Bolt and Slack."""
    with pytest.MonkeyPatch.context() as bounds:
        for module, name, longer in LONGER:
            bounds.setattr(module, name, longer)
        yield
