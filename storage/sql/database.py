"""What a store needs of a database. All that is built on it is written once, for SQLite and PostgreSQL alike.

Queries are those of `storage.sql.queries`, with parameters as `:name`, given by name.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from enum import Enum, auto
from typing import Any, Protocol, TypeVar

from flows.notifications import Notification

Row = Mapping[str, Any]
Query = tuple[str, Row]
"""A query, and what is given for its names."""
Result = TypeVar("Result")


class Transaction(Protocol):
    """A transaction under way: all of it is written, or nothing. Its methods raise the database's own errors."""

    async def rows(self, query: str, given: Row) -> Sequence[Row]:
        """What a query finds."""

    async def rows_of(self, *queries: Query) -> Sequence[Sequence[Row]]:
        """What each of the queries finds, in their order and with one wait for all of them."""

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement wrote one row."""

    async def change_all(self, statement: str, given: Sequence[Row]) -> None:
        """Execute the statement with each of these, whatever it changes.

        A database may wait with it for the next question, or for the transaction's end.
        """

    async def insert(self, table: str, rows: Sequence[Row], or_else: str = "") -> None:
        """Add rows, all with the same columns; `or_else` is for one that exists already: see `queries.insertion`.

        When it is written is as with `change_all`.
        """

    async def take_turns(self, matter: str) -> None:
        """Wait until no other transaction that takes turns in this matter is under way."""

    async def schedule_order(self, order_id: str, due: datetime) -> None:
        """A worker looks at the order when it is due."""

    async def unschedule_order(self, order_id: str, due: datetime) -> None:
        """No worker needs to look at the order then, which was scheduled earlier."""

    async def schedule_notification(self, notification: Notification, due: datetime) -> None:
        """A worker looks at the notification when it is due."""

    async def unschedule_notification(self, notification: Notification, due: datetime) -> None:
        """No worker needs to look at the notification then, in this transaction or an earlier one scheduled."""


Work = Callable[[Transaction], Coroutine[Any, Any, Result]]
"""What is done in one transaction. It awaits nothing but the transaction's methods."""


class Condition(Enum):
    """What opening a database would do with its tables."""

    ABSENT = auto()
    """Make them."""
    EARLIER = auto()
    """Bring those of an earlier version up to date."""
    CURRENT = auto()
    """Nothing."""


class Database(Protocol):
    """A database with its schema. Every call ends within two seconds, and raises StoreUnavailable if it can't be done.

    A caller that is cancelled leaves a transaction whole: finished or undone.
    """

    async def rows(self, query: str, given: Row) -> Sequence[Row]:
        """What a query finds."""
        (found,) = await self.rows_of((query, given))
        return found

    async def rows_of(self, *queries: Query) -> Sequence[Sequence[Row]]:
        """What each of the queries finds, in one go."""

    async def transaction(self, work: Work[Result]) -> Result:
        """Do the work in a transaction, which is undone if it raises."""

    async def change(self, statement: str, given: Row) -> bool:
        """Whether the statement, in a transaction of its own, wrote one row."""
        return await self.transaction(lambda transaction: transaction.change(statement, given))

    async def check(self) -> None:
        """Raises StoreUnavailable if nothing can be written now."""

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
