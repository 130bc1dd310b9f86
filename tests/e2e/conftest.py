"""One browser for all tests of the page; each gets contexts of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.support import browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_browser() -> AsyncIterator[None]:
    """Chromium, started when the first test asks for it."""
    async with browser.launched() as running:
        browser.SHARED.append(running)
        yield
        browser.SHARED.clear()
