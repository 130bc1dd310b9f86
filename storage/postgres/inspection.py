"""A look at a PostgreSQL database that changes nothing in it: what opening it would find."""

from __future__ import annotations

from storage.errors import StoreUnavailable
from storage.postgres.migrations import applied, missing
from storage.postgres.pool import DATABASE_ERRORS, Connection, connect, database_name, unavailable
from storage.sql.database import Condition

MAY_CREATE = "SELECT has_database_privilege(current_database(), 'CREATE') AS may"


async def condition_of(url: str) -> Condition:
    """What opening it would do. Raises StoreUnavailable where it would be refused."""
    name = database_name(url)
    async with await connect(url) as connection:
        try:
            return await _condition(connection, name)
        except DATABASE_ERRORS as error:
            raise unavailable(name, error) from None


async def _condition(connection: Connection, name: str) -> Condition:
    if not await missing(connection, name):
        return Condition.CURRENT
    if await applied(connection):
        return Condition.EARLIER
    row = await (await connection.execute(MAY_CREATE)).fetchone()
    if not (row and row["may"]):
        raise StoreUnavailable(
            f"the database {name} can't be used: permission denied to make a schema. Let the user of DATABASE_URL "
            "create schemas in it."
        )
    return Condition.ABSENT
