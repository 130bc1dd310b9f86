"""An SQLite file as tests find it: changed past the store, damaged, written by another process, on a full disk."""

from __future__ import annotations

import functools
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from storage.sqlite.migrations import sqlite_migrations


def with_schema(path: Path) -> Path:
    """The file, with the schema alone where there was none: ten times as fast as letting a store make it."""
    if not path.exists():
        path.write_bytes(_schema())
    return path


@functools.cache
def _schema() -> bytes:
    """The file as a store leaves it that was opened and closed."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "schema.db"
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            database = Database(connection, execute_plugins=False)
            database.enable_wal()
            sqlite_migrations.apply(database)
        return file.read_bytes()


def change(path: Path, script: str) -> None:
    """Do something to the file, past the store."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def damage(path: Path) -> None:
    """Overwrite a page of rows that nobody asks for at start."""
    whole = path.read_bytes()
    middle = len(whole) // 8192 * 4096
    path.write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])


@contextmanager
def another_writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process in the middle of a write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        if connection.in_transaction:
            connection.rollback()


@contextmanager
def full_disk(path: Path) -> Iterator[None]:
    """No file of this process may grow beyond the log as it is, so the commit can't be written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
