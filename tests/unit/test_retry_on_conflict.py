"""A compare-and-set is tried again on the row as it is now."""

from __future__ import annotations

from itertools import count

import pytest

from bot.service.retry_on_conflict import MOST_ATTEMPTS, retry_on_conflict
from storage import Conflict


async def test_an_attempt_that_meets_a_conflict_is_made_again() -> None:
    attempts = count(1)

    async def third_time_lucky() -> int:
        if (attempt := next(attempts)) < 3:
            raise Conflict("another request came first")
        return attempt

    assert await retry_on_conflict(third_time_lucky) == 3


async def test_attempts_that_always_meet_a_conflict_end_with_it() -> None:
    attempts = count(1)

    async def never() -> None:
        next(attempts)
        raise Conflict("another request came first")

    with pytest.raises(Conflict):
        await retry_on_conflict(never)
    assert next(attempts) == MOST_ATTEMPTS + 1
