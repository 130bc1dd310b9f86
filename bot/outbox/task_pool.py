"""Work side by side: so many at once, never twice for the same key, and what fails is logged."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import Context
from typing import Any

from bot.logs import log
from storage import StoreError

logger = log(__name__)


class TaskPool:
    """Tasks by key. A slow one holds up nothing but itself."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._kept = 0

    @property
    def free(self) -> int:
        """How many more can be started."""
        return self._most - len(self._at_work) - self._kept

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of the free places is kept for a task that may be started meanwhile."""
        self._kept += 1
        try:
            yield
        finally:
            self._kept -= 1

    def is_running(self, key: str) -> bool:
        """Whether that key is being worked on."""
        return key in self._at_work

    def start(self, key: str, work: Coroutine[Any, Any, None]) -> None:
        """Begin work for a key that nothing works on; what is set for the caller's task alone isn't for this one."""
        task = asyncio.create_task(self._guarded(work), name=f"{self._name} {key}", context=Context())
        self._at_work[key] = task
        task.add_done_callback(lambda _task: self._at_work.pop(key))

    async def wait_for(self, key: str) -> None:
        """Wait until that key isn't being worked on."""
        if task := self._at_work.get(key):
            await asyncio.wait({task})

    async def wait_any(self) -> None:
        """Wait until there is one fewer at work."""
        if self._at_work:
            await asyncio.wait(self._at_work.values(), return_when=asyncio.FIRST_COMPLETED)

    async def wait_all(self) -> None:
        """Wait until nothing is at work."""
        while self._at_work:
            await asyncio.wait(self._at_work.values())

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except StoreError as error:
            logger.warning("the store can't be used", pool=self._name, reason=str(error))
        except Exception:
            logger.exception("work failed", pool=self._name)
