"""Where the C library keeps what it has allocated: in one place for all threads."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

M_ARENA_MAX = -8
"""glibc's malloc.h."""


def share_one_heap() -> None:
    """Threads that begin from now on allocate where all do.

    glibc gives each a place of its own, so that none waits for another; Python lets one work at a time anyway, and
    each place keeps what it has freed: some megabytes in all. Other C libraries have no such setting.
    """
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
