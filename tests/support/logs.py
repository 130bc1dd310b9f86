"""The log as it is really written, and loggers that one test leaves to the next as it found them."""

from __future__ import annotations

import contextlib
import io
import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import structlog

from bot.log_limit import EVERY_SECONDS
from bot.logs import set_up_logs

Lines = Callable[[], list[dict[str, Any]]]


@dataclass(frozen=True)
class LoggerState:
    """What is set at a logger; the default is one that nobody has touched."""

    level: int = logging.NOTSET
    handlers: tuple[logging.Handler, ...] = ()
    propagate: bool = True
    disabled: bool = False


@contextlib.contextmanager
def real_logs(every: float = EVERY_SECONDS) -> Iterator[Lines]:
    """Logs set up as the product does; gives what has been written to standard error so far.

    What anybody on the network can cause is summed up every so many seconds.
    """
    written = io.StringIO()
    with untouched_logs():
        with contextlib.redirect_stderr(written):
            set_up_logs(every=every)
        yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@contextlib.contextmanager
def untouched_logs() -> Iterator[None]:
    """Loggers as in a process that has set up none; afterwards all is as it was, whatever was set inside.

    A server's logging configuration would otherwise outlive its test, and keep lines from the next one's log.
    """
    before, configured, events = _loggers(), structlog.is_configured(), structlog.get_config()
    _set({name: LoggerState() for name, given in before.items() if given != LoggerState()})
    try:
        yield
    finally:
        now = _loggers()
        _set(
            {
                name: before.get(name, LoggerState())
                for name in now
                if now[name] != before.get(name, LoggerState())
            }
        )
        structlog.reset_defaults()
        if configured:
            structlog.configure(**events)


def _loggers() -> dict[str, LoggerState]:
    """What is set at each logger, by name; the root's is empty."""
    return {
        name: LoggerState(logger.level, tuple(logger.handlers), logger.propagate, logger.disabled)
        for name, logger in [("", logging.root), *logging.root.manager.loggerDict.items()]
        if isinstance(logger, logging.Logger)
    }


def _set(loggers: Mapping[str, LoggerState]) -> None:
    for name, given in loggers.items():
        logger = logging.getLogger(name)
        logger.setLevel(given.level)
        logger.handlers[:] = given.handlers
        logger.propagate, logger.disabled = given.propagate, given.disabled


@pytest.fixture(autouse=True)
def logs() -> Iterator[None]:
    """Logs as they are in service, from WARNING on: JSON lines without what people typed."""
    with untouched_logs():
        set_up_logs("WARNING")
        yield


@pytest.fixture
def lines() -> Iterator[Lines]:
    with real_logs() as written:
        yield written
