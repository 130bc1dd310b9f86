"""The log as it is really written."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot.logs import set_up_logs

Lines = Callable[[], list[dict[str, Any]]]


@contextlib.contextmanager
def real_logs() -> Iterator[Lines]:
    """Logs set up as the product does; gives what has been written to standard error so far."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    with contextlib.redirect_stderr(written):
        set_up_logs()
    try:
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()


@pytest.fixture
def lines() -> Iterator[Lines]:
    with real_logs() as written:
        yield written
