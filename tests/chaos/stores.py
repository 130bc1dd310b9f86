"""The database of a run, and a store of the harness's own on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from storage import Store, open_store
from tests.chaos.scenario import Scenario


@asynccontextmanager
async def database(scenario: Scenario, folder: Path) -> AsyncIterator[tuple[str, Store]]:
    """Its URL and a store on it; empty at first."""
    with _url(scenario, folder) as url:
        store = await open_store(url)
        try:
            yield url, store
        finally:
            await store.close()


@contextmanager
def _url(scenario: Scenario, folder: Path) -> Iterator[str]:
    if scenario.store == "sqlite":
        yield f"sqlite:///{folder / 'orderdesk.db'}"
        return
    # Only where it is asked for: it takes a second to start.
    from tests.support.postgres import new_database

    with new_database() as url:
        yield url
