"""Which store a DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path

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
    if not is_postgresql(url):
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
    # Only where it is asked for: its libraries take a quarter of a second to import.
    from storage.postgres.store import PostgresStore

    return await PostgresStore(url).open()
