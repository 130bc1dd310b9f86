"""A compare-and-set that is tried again on the row as it is now, when another request came first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from storage import Conflict

MOST_ATTEMPTS = 10

Result = TypeVar("Result")


async def retry_on_conflict(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """What `attempt` gives, which reads the row and updates it. Raises Conflict when each of ten attempts met one."""
    for _attempt in range(MOST_ATTEMPTS - 1):
        with suppress(Conflict):
            return await attempt()
    return await attempt()
