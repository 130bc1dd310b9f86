"""Who listens is called at once, and who waits is woken."""

from __future__ import annotations

import asyncio

from sandbox.slack.activity import Acted, Activity, ActivityFeed


async def test_a_waiting_task_is_woken_by_the_next_happening() -> None:
    activity = ActivityFeed()
    waiting = asyncio.create_task(activity.next())
    await asyncio.sleep(0)
    assert not waiting.done()
    activity.publish(Acted("U0KARI", "opens Home"))
    await waiting


def test_listeners_are_told_in_order() -> None:
    activity, told = ActivityFeed(), list[Activity]()
    activity.listeners.append(told.append)
    first, second = Acted("U0KARI", "/order"), Acted("U0SAM", "/order")
    activity.publish(first)
    activity.publish(second)
    assert told == [first, second]
