"""What every test has: the fixtures of tests/support, and the log as it is in service."""

from __future__ import annotations

import pytest

from bot.logs import set_up_logs

pytest_plugins = [
    "tests.support.product",
    "tests.support.sending",
    "tests.support.stores",
    "tests.support.logs",
]


@pytest.fixture(autouse=True)
def logs() -> None:
    """Logs as they are in service: JSON lines without what people typed."""
    set_up_logs("WARNING")
