"""A look at an SQLite file that changes nothing in it: what opening it would find."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from storage.errors import StoreUnavailable
from storage.sql.database import Condition
from storage.sqlite.safety import ADVICE, refuse_if_damaged, refuse_if_not_ours, unavailable
from storage.sqlite.steps import STEPS, applied


def condition(path: Path) -> Condition:
    """What opening the file would do. Raises StoreUnavailable where it would be refused."""
    if not path.exists() and _takes_files(path.parent):
        return Condition.ABSENT
    try:
        # Never made, and written in as little as by any other process that reads it.
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True)) as connection:
            connection.execute("PRAGMA query_only = ON")
            refuse_if_damaged(connection, path)
            refuse_if_not_ours(connection, path)
            _refuse_if_not_writable(path)
            return _age(connection)
    except sqlite3.Error as error:
        raise unavailable(path, error) from error


def _age(connection: sqlite3.Connection) -> Condition:
    taken = applied(connection)
    if not taken:
        return Condition.ABSENT
    return Condition.CURRENT if taken.issuperset(STEPS) else Condition.EARLIER


def _refuse_if_not_writable(path: Path) -> None:
    """SQLite writes beside the file, too; nothing but trying says whether a disk is mounted to be read only."""
    if not (_takes_files(path.parent) and _can_be_written(path)):
        advice = ADVICE[sqlite3.SQLITE_READONLY]
        raise StoreUnavailable(
            f"the database {path} can't be used: it or its folder can't be written to. {advice}"
        )


def _takes_files(folder: Path) -> bool:
    with suppress(OSError), tempfile.TemporaryFile(dir=folder):
        return True
    return False


def _can_be_written(path: Path) -> bool:
    with suppress(OSError), path.open("r+b"):
        return True
    return False
