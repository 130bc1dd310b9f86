"""A copy of an SQLite database while it is in use: https://www.sqlite.org/backup.html."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import StoreUnavailable
from storage.sqlite.safety import refuse_if_damaged, unavailable


def back_up(path: Path, copy: Path) -> int:
    """Copy the database as it is at one moment into a new file, and check it; gives the number of orders.

    Only its owner may read the copy: clients' data is in it. A folder that isn't there is made, for the owner alone.
    Raises StoreUnavailable, and FileExistsError rather than overwrite anything.
    """
    if not path.is_file():
        raise StoreUnavailable(f"there is no database {path}; DATABASE_URL says which one is used")
    if not copy.parent.exists():
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Made before it is written, so that nothing can come between the look and the use.
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        return _copy(path, copy)
    except BaseException:
        copy.unlink()
        raise


def _copy(path: Path, copy: Path) -> int:
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            # All pages at once: writers of a WAL database don't wait for it.
            source.backup(target)
            refuse_if_damaged(target, copy)
            return int(target.execute("SELECT count(*) FROM orders").fetchone()[0])
    except sqlite3.Error as error:
        raise unavailable(path, error) from error
