"""Threads that do jobs for an event loop, one after the other: a hop there and back costs a third of an executor's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")


class TooLate(Exception):
    """The job was not begun in time, and never will be."""


class Threads:
    """So many threads for one queue of jobs."""

    def __init__(self, name: str, many: int) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{number}", daemon=True)
            for number in range(many)
        ]
        self._begun = False

    async def run(self, work: Callable[[], Result], seconds: float) -> Result:
        """What the work gives or raises. Raises TooLate if it isn't begun within so many seconds; begun, it ends.

        It ends, too, for a caller that is cancelled.
        """
        self._begin()
        loop = asyncio.get_running_loop()
        job = _Job(work, loop)
        self._jobs.put(job)
        timer = loop.call_later(max(seconds, 0.0), job.give_up)
        try:
            result: Result = await job.ended
        finally:
            timer.cancel()
        return result

    def close(self) -> None:
        """Finish the jobs, and end. Blocks until then."""
        for _thread in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            for thread in self._threads:
                thread.start()

    def _work(self) -> None:
        while job := self._jobs.get():
            job.do()
            del job  # Or it would be kept until the next one comes.


class _Job:
    """Work whose result the loop waits for. It is begun once, by a thread, or given up, by the loop."""

    def __init__(self, work: Callable[[], Any], loop: asyncio.AbstractEventLoop) -> None:
        self._work = work
        self._loop = loop
        self._taken = threading.Lock()
        self.ended: asyncio.Future[Any] = loop.create_future()

    def do(self) -> None:
        """In a thread."""
        if not self._taken.acquire(blocking=False):
            return
        try:
            result, error = self._work(), None
        except BaseException as raised:  # noqa: BLE001 - it is raised where it is waited for
            result, error = None, raised
        with suppress(RuntimeError):  # The loop is closed: nobody waits.
            self._loop.call_soon_threadsafe(self._end, result, error)

    def give_up(self) -> None:
        """In the loop: nobody waits any longer for what hasn't been begun."""
        if self._taken.acquire(blocking=False):
            self._end(None, TooLate())

    def _end(self, result: object, error: BaseException | None) -> None:
        if self.ended.cancelled():
            return
        if error is None:
            self.ended.set_result(result)
        else:
            self.ended.set_exception(error)
