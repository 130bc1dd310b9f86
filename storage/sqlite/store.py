"""The store in an SQLite file. docs/decisions/0003-sqlite.md says why, with the figures."""

from __future__ import annotations

from pathlib import Path

from storage.sqlite.database import SqliteDatabase
from storage.store import Store


class SqliteStore(Store):
    """A `Store` in one file. Safe with several processes on the same file."""

    database: SqliteDatabase

    def __init__(self, path: Path) -> None:
        super().__init__(SqliteDatabase(path))

    async def open(self) -> SqliteStore:
        """Open the file, making it and bringing its schema up to date. Raises StoreUnavailable."""
        await self.database.open()
        return self
