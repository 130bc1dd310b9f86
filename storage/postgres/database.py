"""PostgreSQL through psycopg 3: a pool, one transaction a call, and jobs deferred in the same one."""

from __future__ import annotations

from collections.abc import Sequence

from storage.errors import StoreUnavailable
from storage.postgres.jobs import Jobs
from storage.postgres.migrations import migrate
from storage.postgres.pool import DATABASE_ERRORS, Connection, Pool, connect
from storage.postgres.transaction import PostgresTransaction
from storage.sql.database import Database, Query, Result, Row, Work

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
        """What each of the queries finds, on one connection."""

        async def read(connection: Connection) -> Sequence[Sequence[Row]]:
            on_it = PostgresTransaction(connection)
            return [await on_it.rows(query, given) for query, given in queries]

        return await self.pool.run(read)

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""

        async def on_connection(connection: Connection) -> Result:
            async with connection.transaction():
                return await work(PostgresTransaction(connection))

        return await self.pool.run(on_connection)

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""
        await self.change(CHANGE_NOTHING, {})

    async def close(self) -> None:
        """Finish what is under way and disconnect."""
        self._closed = True
        if self._pool is not None:
            await self._pool.close()
            self._pool = None
