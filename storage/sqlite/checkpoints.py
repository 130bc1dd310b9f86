"""Moving what SQLite's log holds into the file, beside the writes: https://www.sqlite.org/wal.html#ckpt."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

COMMITS_BETWEEN = 64
"""They write one to two thousand pages, some of them again and again; SQLite's own moves come after a thousand."""

PAGES_AT_MOST = 8000
"""Of the log, 32 MB: from then on a commit moves what is left, so the log can be begun anew."""


class Checkpoints:
    """A thread that moves the log's pages and waits for the disk, so that no commit has to.

    A log is begun anew where all of it is in the file when the next write begins. While one write follows the other
    that is seldom so. Then the writer moves the last few pages itself, once in PAGES_AT_MOST.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._commits = 0
        self._due = threading.Event()
        self._ending = False
        # It begins before the first write: what fails after a commit would say that nothing was written.
        self._thread = threading.Thread(target=self._run, name="sqlite-checkpoints", daemon=True)
        self._thread.start()

    def committed(self) -> None:
        """In the writer's thread, after each commit. Never fails."""
        self._commits += 1
        if self._commits % COMMITS_BETWEEN == 0:
            self._due.set()

    def close(self) -> None:
        """Finish what is under way, and end; nothing is committed any more. Blocks until then."""
        self._ending = True
        self._due.set()
        self._thread.join()

    def _run(self) -> None:
        if self._is_due():
            # What keeps it from the file or the disk keeps writes from it too, and is told there.
            with suppress(sqlite3.Error), closing(sqlite3.connect(self._path, isolation_level=None)) as log:
                log.execute("PRAGMA synchronous = FULL")
                self._move(log)

    def _move(self, log: sqlite3.Connection) -> None:
        is_due = True
        while is_due:
            with suppress(sqlite3.Error):
                log.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            is_due = self._is_due()

    def _is_due(self) -> bool:
        self._due.wait()
        self._due.clear()
        return not self._ending
