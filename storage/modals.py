"""Which order a modal shows, where another one was begun in it: news of the first must not be drawn over it."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database import Database
from storage.queries import FORGET_MODALS, MODAL, SHOW_IN_MODAL

LONGEST_OPEN = timedelta(days=1)
"""Nothing is drawn in a modal by itself after that."""


class Modals:
    """Modals by Slack's view ids. Every call raises StoreUnavailable when the database can't be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def show(self, view_id: str, order_id: str, now: datetime) -> None:
        """From now on the modal shows that order."""
        moment = round(now.timestamp() * 1000)
        longest = round(LONGEST_OPEN.total_seconds() * 1000)
        await self._database.change(FORGET_MODALS, {"before": moment - longest})
        await self._database.change(
            SHOW_IN_MODAL, {"view_id": view_id, "order_id": order_id, "shown_at": moment}
        )

    async def shows_another(self, view_id: str, order_id: str) -> bool:
        """Whether another order was begun in the modal since."""
        rows = await self._database.rows(MODAL, {"view_id": view_id})
        return bool(rows) and rows[0]["order_id"] != order_id
