"""The store in a PostgreSQL database. docs/decisions/0007-postgresql.md says why, with the traps."""

from __future__ import annotations

from storage.postgres.database import PostgresDatabase
from storage.postgres.jobs import Jobs
from storage.store import Store


class PostgresStore(Store):
    """A `Store` in a PostgreSQL database, for any number of processes on any number of hosts.

    Whenever an order or a notification is written with a time at which it is due, a job for it is deferred in the same
    transaction. A connection that is lost during a commit leaves open whether it was made, so StoreUnavailable
    can follow a write that was made: the next compare-and-set on the row finds out.
    """

    database: PostgresDatabase

    def __init__(self, url: str) -> None:
        super().__init__(PostgresDatabase(url))

    @property
    def jobs(self) -> Jobs:
        """The jobs that wake workers. Raises StoreUnavailable before `open`."""
        return self.database.jobs

    async def open(self) -> PostgresStore:
        """Connect, bringing the schema up to date. Raises StoreUnavailable."""
        await self.database.open()
        return self
