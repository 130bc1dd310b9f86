"""Work that repeats: polls as long as there may be more due, then waits to be woken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.logs import log
from storage import StoreError

logger = log(__name__)


class Poller:
    """Polls again and again; an error in one poll is logged and never ends the poller.

    What `poll` gives says whether to look again at once, or to wait until it is woken, for `idle` seconds at most.
    """

    def __init__(
        self,
        name: str,
        poll: Callable[[], Awaitable[int]],
        idle: float,
        finish: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self._name = name
        self._poll = poll
        self._finish = finish
        self._idle = idle
        self._woken = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    def wake(self) -> None:
        """There is something to do now."""
        self._woken.set()

    @property
    def is_running(self) -> bool:
        """It has begun and not ended."""
        return self._task is not None and not self._task.done()

    async def stop(self) -> None:
        """Begin nothing more, let what is under way finish, and end."""
        self._stopping = True
        self.wake()
        if self._task is not None:
            await self._task
        if self._finish is not None:
            await self._finish()

    async def _run(self) -> None:
        while not self._stopping:
            if not await self._polled():
                await self._wait()

    async def _polled(self) -> int:
        try:
            return await self._poll()
        except StoreError as error:
            logger.warning("the store can't be used", poller=self._name, reason=str(error))
        except Exception:
            logger.exception("poll failed", poller=self._name)
        return 0

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self._idle):
                await self._woken.wait()
        except TimeoutError:
            return
        finally:
            self._woken.clear()
