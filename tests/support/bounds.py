"""What Slack, Bolt and the product bound by seconds, longer while the machine is busy: that is no reason to fail.

On a machine that does nothing else, the bounds of tests are the real ones. A test of those seconds has them always, by
a `LocalSlack()` of its own; a module about a store's seconds says `HAS_REAL_BOUNDS`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.middleware import access, routes
from sandbox.slack.local_slack import ACK_SECONDS, LocalSlack
from storage.postgres import pool
from storage.sqlite import database

BUSY = 3.5
"""Processes that want each processor, by the last minute: these tests themselves are some two."""

SLOWER = 2.5
"""So many times; the Orders API's time-out in tests is no shorter than Slack's patience then."""

BOLTS_SECONDS = routes.ACK_SECONDS
BOUNDS = (
    (pool, "BOUND_SECONDS", pool.BOUND_SECONDS),
    (database, "BUSY_SECONDS", database.BUSY_SECONDS),
    (access, "WAITED_FOR", access.WAITED_FOR),
    (routes, "ACK_SECONDS", BOLTS_SECONDS),
)
SERVER_BOUNDS = dict(pool.SERVER_BOUNDS)


def patient_slack() -> LocalSlack:
    """A local Slack that waits for acks, and lets windows be opened, as much longer as Bolt does now."""
    times = routes.ACK_SECONDS / BOLTS_SECONDS
    return LocalSlack(clock=lambda: time.monotonic() / times, ack_seconds=ACK_SECONDS * times)


@contextmanager
def longer_bounds() -> Iterator[None]:
    """The store and Bolt give up later, in the same order as ever: the store before Bolt and Slack."""
    times = _times()
    with pytest.MonkeyPatch.context() as bounds:
        for module, name, seconds in BOUNDS:
            bounds.setattr(module, name, seconds * times)
        on_server = {name: f"{int(bound) * times:.0f}" for name, bound in SERVER_BOUNDS.items()}
        bounds.setattr(pool, "SERVER_BOUNDS", on_server)
        yield


def _times() -> float:
    return SLOWER if os.getloadavg()[0] > BUSY * (os.cpu_count() or 1) else 1.0
