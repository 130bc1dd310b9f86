"""Which store a DATABASE_URL names, and what opening it would find."""

from __future__ import annotations

import asyncio
from pathlib import Path

from storage.sql.database import Condition
from storage.sqlite.inspection import condition
from storage.sqlite.store import SqliteStore
from storage.store import Store

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql://", "postgres://")


def is_postgresql(url: str) -> bool:
    """Whether the URL names a PostgreSQL database; `postgres://` is what some hosts call it."""
    return url.startswith(POSTGRESQL)


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite URL such as sqlite:///orderdesk.db; None for any other URL."""
    name = url.removeprefix(SQLITE)
    return Path(name) if url.startswith(SQLITE) and name else None


async def open_store(url: str) -> Store:
    """The store of a URL, its schema up to date. Raises StoreUnavailable; ValueError for any other kind of URL."""
    path = sqlite_path(url)
    if path is not None:
        return await SqliteStore(path).open()
    _check_kind(url)
    # Only where it is asked for: its libraries take a quarter of a second to import.
    from storage.postgres.store import PostgresStore

    return await PostgresStore(url).open()


async def inspect_database(url: str) -> Condition:
    """What `open_store` would do, without making or changing anything. Raises as it does."""
    path = sqlite_path(url)
    if path is not None:
        return await asyncio.to_thread(condition, path)
    _check_kind(url)
    from storage.postgres.inspection import condition_of

    return await condition_of(url)


def _check_kind(url: str) -> None:
    if not is_postgresql(url):
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
