"""Waiting for what another thread or process brings about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE = 60
"""Seconds; a worker of its own takes its time to start on a busy machine."""


async def until(condition: Callable[[], object]) -> None:
    """Wait until it holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - it may hold in a database only
            await asyncio.sleep(0.01)
