"""The whole product on loopback: the real bot, the local Slack and the local Orders API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from bot.logs import set_up_logs
from tests.support.product import Product, workplace


@pytest.fixture(autouse=True)
def logs() -> None:
    """Logs as they are in service: JSON lines without what people typed."""
    set_up_logs("WARNING")


OpenWorkplace = Callable[..., AbstractAsyncContextManager[Product]]


@pytest.fixture
def open_product(tmp_path: Path) -> OpenWorkplace:
    """Open a workplace with settings of one's own."""

    def open_(**settings: Any) -> AbstractAsyncContextManager[Product]:
        return workplace(tmp_path, **settings)

    return open_


@pytest.fixture
async def product(open_product: OpenWorkplace) -> AsyncIterator[Product]:
    """A workplace with the example catalog, over signed HTTP."""
    async with open_product() as place:
        yield place
