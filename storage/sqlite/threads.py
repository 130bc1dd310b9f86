"""Threads that do jobs for an event loop: a hop there and back costs a third of an executor's."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Work = TypeVar("Work")


class TooLate(Exception):
    """The job was not begun in time, and never will be."""


class Job(Generic[Work]):
    """Work whose result the loop waits for. It is begun once, by a thread, or given up, by the loop."""

    def __init__(self, work: Work, loop: asyncio.AbstractEventLoop) -> None:
        self.work = work
        self.ended: asyncio.Future[object] = loop.create_future()
        self._loop = loop
        self._taken = threading.Lock()

    def take(self) -> bool:
        """Begin it, in a thread; False where it was given up."""
        return self._taken.acquire(blocking=False)

    def end(self, result: object = None, error: BaseException | None = None) -> None:
        """Give the loop its result, from a thread."""
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


class Threads(Generic[Work]):
    """So many threads for one queue of jobs. `do` ends each of the jobs that it is given, up to `at_once`."""

    def __init__(
        self, name: str, many: int, do: Callable[[Sequence[Job[Work]]], None], at_once: int = 1
    ) -> None:
        self._do = do
        self._at_once = at_once
        self._jobs: SimpleQueue[Job[Work] | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True) for number in range(many)
        ]
        self._begun = False

    async def run(self, work: Work, seconds: float) -> object:
        """What the work gives or raises. Raises TooLate if it isn't begun within so many seconds; begun, it ends.

        It ends, too, for a caller that is cancelled.
        """
        self._begin()
        loop = asyncio.get_running_loop()
        job = Job(work, loop)
        self._jobs.put(job)
        timer = loop.call_later(max(seconds, 0.0), job.give_up)
        try:
            return await job.ended
        finally:
            timer.cancel()

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

    def _run(self) -> None:
        while job := self._jobs.get():
            taken = [one for one in (job, *self._waiting()) if one.take()]
            if taken:
                self._do(taken)
            del job, taken  # Or they would be kept until the next comes.

    def _waiting(self) -> Iterator[Job[Work]]:
        """Others in the queue, as many as are done at once."""
        with suppress(Empty):
            for _one in range(self._at_once - 1):
                job = self._jobs.get_nowait()
                if job is None:
                    self._jobs.put(None)
                    return
                yield job
