"""Who did what, append-only: the database itself refuses to change or remove an entry."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flows.audit import AuditEntry, Deed
from storage.sql.database import Database, Row, Transaction
from storage.sql.queries import AUDIT_OF_ORDER, audit_where
from storage.sql.rows import to_milliseconds, to_moment


class Audit:
    """Every call raises StoreUnavailable when the database can't be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, entry: AuditEntry) -> None:
        """Keep what no change of an order goes with."""
        await self._database.transaction(lambda transaction: keep(transaction, entry))

    async def of_order(self, order_id: str, limit: int) -> Sequence[AuditEntry]:
        """What was done to the order, the latest first."""
        given = {"order_id": order_id, "limit": limit}
        return [_entry(row) for row in await self._database.rows(AUDIT_OF_ORDER, given)]

    async def find(
        self,
        order_id: str | None = None,
        person: str | None = None,
        since: datetime | None = None,
        limit: int = 10_000,
    ) -> Sequence[AuditEntry]:
        """What was done, the latest first; each condition holds where it is given."""
        given = {"order_id": order_id, "person": person, "since": to_milliseconds(since)}
        known = {name: value for name, value in given.items() if value is not None}
        rows = await self._database.rows(audit_where(known), {**known, "limit": limit})
        return [_entry(row) for row in rows]


async def keep(transaction: Transaction, entry: AuditEntry) -> None:
    """Add the entry in this transaction."""
    await transaction.insert("audit", [_row(entry)])


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        # In the order of writing, for those of one moment.
        "id": f"{time.time_ns():019d}-{secrets.token_hex(4)}",
        "at": to_milliseconds(entry.at),
        "team": entry.team,
        "deed": entry.deed.value,
        "person": entry.person,
        "order_id": entry.order_id,
        "detail": entry.detail,
    }


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        at=to_moment(row["at"]),
        team=row["team"],
        deed=Deed(row["deed"]),
        person=row["person"],
        order_id=row["order_id"],
        detail=row["detail"],
    )
