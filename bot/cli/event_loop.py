"""The event loop that commands run in: uvloop's where it is installed, asyncio's own elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.cli.heap import share_one_heap

Result = TypeVar("Result")


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """As `asyncio.run`."""
    share_one_heap()
    with asyncio.Runner(loop_factory=_new_loop()) as runner:
        return runner.run(work)


def _new_loop() -> type[asyncio.AbstractEventLoop] | None:
    try:
        from uvloop import Loop
    except ImportError:  # It has no wheel for Windows, nor for the newest Pythons at once.
        return None
    return Loop
