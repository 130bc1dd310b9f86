"""Who listens is told at once, and who waits is woken."""

from __future__ import annotations

import asyncio

from sandbox.slack.activity import Acted, Happening, Happenings


async def test_a_waiting_task_is_woken_by_the_next_happening() -> None:
    happenings = Happenings()
    waiting = asyncio.create_task(happenings.next())
    await asyncio.sleep(0)
    assert not waiting.done()
    happenings.tell(Acted("U0KARI", "opens Home"))
    await waiting


def test_listeners_are_told_in_order() -> None:
    happenings, told = Happenings(), list[Happening]()
    happenings.listeners.append(told.append)
    first, second = Acted("U0KARI", "/order"), Acted("U0SAM", "/order")
    happenings.tell(first)
    happenings.tell(second)
    assert told == [first, second]
