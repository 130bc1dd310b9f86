"""When an SQLite file must not be used, and what to do about it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StoreUnavailable
from storage.sql.rows import to_milliseconds
from storage.sqlite.steps import STEPS, applied, has_table

SMALL_BYTES = 64 * 1024**2
"""So much is checked in a tenth of a second; the file of a million orders takes minutes on a slow disk."""

DAMAGED = (
    "Stop every process that uses it, keep the file and those beside it that end in -wal and -shm for inspection, "
    "and put a backup made by `orderdesk backup` in its place (docs/operating.md)."
)
ADVICE = {
    sqlite3.SQLITE_FULL: "Free space on its disk. Nothing of this was written.",
    sqlite3.SQLITE_IOERR: "Check its disk, and the space on it. Nothing of this was written.",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_READONLY: "Let the user that runs Order Desk write to it and to its folder.",
    sqlite3.SQLITE_CANTOPEN: "Check that its folder is there, and that the user that runs Order Desk may write in it.",
}
"""By SQLite's primary result codes: https://www.sqlite.org/rescode.html."""


def unavailable(path: Path, error: sqlite3.Error) -> StoreUnavailable:
    """The error to raise for one of SQLite's: what is wrong with which file, and what to do."""
    # The low byte is the primary code; some errors of Python's own module have none.
    advice = ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return StoreUnavailable(f"the database {path} can't be used: {error}" + (f". {advice}" if advice else ""))


def is_small(path: Path) -> bool:
    """Whether the file is read in a moment; it needn't be there."""
    return not path.exists() or path.stat().st_size <= SMALL_BYTES


def ended_badly(path: Path) -> bool:
    """Whether those who used the file last didn't close it, or another process still uses it.

    The last to close it puts its log into it and deletes the log: https://www.sqlite.org/wal.html
    """
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def refuse_if_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """Read the whole file once. Raises StoreUnavailable if anything in it is broken, and SQLite's errors."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreUnavailable(f"the database {path} is damaged: {found}. {DAMAGED}")


def refuse_if_not_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises StoreUnavailable if the file was moved to PostgreSQL, or made by a newer version."""
    if moved := moved_to(connection):
        raise StoreUnavailable(
            f"the database {path} was moved to {moved}: set DATABASE_URL to that database."
        )
    if unknown := applied(connection).difference(STEPS):
        raise StoreUnavailable(
            f"the database {path} was made by a newer version of Order Desk (it has {min(unknown)}): "
            "run that version or a later one, or put a backup from before in its place."
        )


def moved_to(connection: sqlite3.Connection) -> str | None:
    """The database that the file's orders were moved to, with the day; None while they live here."""
    if not has_table(connection, "moved"):
        return None
    name, moved_at = connection.execute("SELECT database, moved_at FROM moved").fetchone()
    return f"{name} on {datetime.fromtimestamp(moved_at / 1000, UTC):%d %B %Y}"


def mark_moved(connection: sqlite3.Connection, name: str, now: datetime) -> None:
    """Write into the file where its orders were moved; from the commit on every process is refused to change them."""
    connection.execute("CREATE TABLE moved (database TEXT NOT NULL, moved_at INTEGER NOT NULL) STRICT")
    connection.execute("INSERT INTO moved VALUES (?, ?)", [name, to_milliseconds(now)])
    for table in ("orders", "notifications", "people", "messages", "modals", "audit"):
        for change in ("INSERT", "UPDATE", "DELETE"):
            # A bot that still runs on the file must not take one more order into it.
            connection.execute(
                f"CREATE TRIGGER moved_{table}_{change} BEFORE {change} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'its orders were moved to PostgreSQL; set DATABASE_URL to it'); END"
            )
