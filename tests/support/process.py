"""What the whole process shares, and every test leaves as it found it: the next one must not depend on it."""

from __future__ import annotations

import decimal
import gc
import locale
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator

import pytest

import bot.cli  # noqa: F401 - it sets a variable of the environment, once and for all

OF_PYTEST = "PYTEST_CURRENT_TEST"
HANDLED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGCHLD)


def shared_state() -> dict[str, object]:
    """Whatever a test could change for all that run after it in this process."""
    return {
        "environment": {name: value for name, value in os.environ.items() if name != OF_PYTEST},
        "working directory": os.getcwd(),  # noqa: PTH109 - also where it has been deleted
        "umask": _umask(),
        "locale": locale.setlocale(locale.LC_ALL),
        "time zone": time.tzname,
        "signals": {number: signal.getsignal(number) for number in HANDLED},
        "import path": list(sys.path),
        "hooks": (sys.excepthook, sys.unraisablehook, sys.displayhook),
        "decimals": (decimal.getcontext().prec, decimal.getcontext().rounding),
        "sockets' time-out": socket.getdefaulttimeout(),
        "collects garbage": gc.isenabled(),
    }


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


@pytest.fixture(autouse=True)
def leaves_the_process_as_it_was() -> Iterator[None]:
    """It has no say in how the others run."""
    before = shared_state()
    yield
    after = shared_state()
    changed = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    assert changed == {}, "the test has changed what all share"
