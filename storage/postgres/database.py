"""PostgreSQL through psycopg 3: a pool, one transaction a call, and jobs deferred in the same one."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import AsyncCursor
from psycopg.rows import DictRow

from storage.errors import StoreUnavailable
from storage.postgres.jobs import Jobs
from storage.postgres.migrations import migrate
from storage.postgres.pool import DATABASE_ERRORS, Connection, Pool, connect
from storage.postgres.transaction import PostgresTransaction, storable
from storage.sql.database import Database, Query, Result, Row, Work
from storage.sql.queries import for_psycopg

CHANGE_NOTHING = "UPDATE orders SET version = version WHERE false"
"""Changes no row, but a standby, a read-only database or one without our rights refuses it."""


class PostgresDatabase(Database):
    """A `Database` on a server."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Pool | None = None
        self._jobs: Jobs | None = None
        self._closed = False

    @property
    def jobs(self) -> Jobs:
        """The jobs that wake workers. Raises StoreUnavailable before `open`."""
        if self._jobs is None:
            raise StoreUnavailable("the store is not open")
        return self._jobs

    @property
    def pool(self) -> Pool:
        """Its connections. Raises StoreUnavailable before `open` and after `close`."""
        if self._pool is None:
            raise StoreUnavailable(f"the store is {'closed' if self._closed else 'not open'}")
        return self._pool

    async def open(self) -> None:
        """Connect, bringing the schema up to date. Raises StoreUnavailable."""
        pool = Pool(self._url)
        async with await connect(self._url) as connection:
            try:
                await migrate(connection, pool.name)
            except DATABASE_ERRORS as error:
                raise pool.unavailable(error) from None
        await pool.open()
        self._jobs = Jobs(pool)
        await self._jobs.open()
        self._pool = pool

    async def rows_of(self, *queries: Query) -> Sequence[Sequence[Row]]:
        """What each of the queries finds, on one connection and, of several, with one wait for all of them."""
        read = _read_one if len(queries) == 1 else _read_several
        return await self.pool.run(lambda connection: read(connection, *queries))

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row; the connection commits each by itself."""

        async def once(connection: Connection) -> bool:
            return (await _asked(connection, (statement, given))).rowcount == 1

        return await self.pool.run(once)

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""
        return await self.pool.run(lambda connection: _transaction(connection, work))

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""
        await self.change(CHANGE_NOTHING, {})

    async def close(self) -> None:
        """Finish what is under way and disconnect."""
        self._closed = True
        if self._pool is not None:
            await self._pool.close()
            self._pool = None


async def _transaction(connection: Connection, work: Work[Result]) -> Result:
    """In pipeline mode, where the server is waited for only to learn something: not for the beginning, not to insert.

    psycopg's own `transaction()` would wait for the beginning, and before the commit.
    """
    try:
        async with connection.pipeline() as pipeline:
            await connection.execute(b"BEGIN", prepare=False)
            transaction = PostgresTransaction(connection, pipeline)
            result = await work(transaction)
            await transaction.write_jobs()
            await connection.execute(b"COMMIT", prepare=False)
    except BaseException:
        await connection.rollback()
        raise
    return result


async def _read_one(connection: Connection, query: Query) -> Sequence[Sequence[Row]]:
    return [await (await _asked(connection, query)).fetchall()]


async def _read_several(connection: Connection, *queries: Query) -> Sequence[Sequence[Row]]:
    async with connection.pipeline():
        cursors = [await _asked(connection, query) for query in queries]
    return [await cursor.fetchall() for cursor in cursors]


async def _asked(connection: Connection, query: Query) -> AsyncCursor[DictRow]:
    text, given = query
    return await connection.execute(for_psycopg(text).encode(), storable(given))
