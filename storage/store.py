"""The one door to what is kept. Every adapter behaves the same; one suite of tests runs against each.

Errors:

    StoreError
    ├── Conflict           the row changed since it was read; read it again
    └── StoreUnavailable   the database can't be opened, read or written now
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flows.notifications import Notification
from flows.order import Occasion, Order
from flows.person import Locales, Person, Standing
from storage.clients import Clients
from storage.messages import Messages
from storage.modals import Modals
from storage.outages import Outages


class StoreError(Exception):
    """Something kept can't be had or changed."""


class Conflict(StoreError):
    """The row changed since it was read, or such a move isn't allowed from its state; nothing was written."""


class StoreUnavailable(StoreError):
    """The database can't be opened, read or written now; nothing was written."""


class Store(Protocol):
    """Drafts and orders, people's choices, and what is still to be told. Times are aware UTC datetimes.

    Every call is one transaction and raises StoreUnavailable when the database can't be used.
    """

    clients: Clients
    """Clients who have ordered before; `put` keeps those of orders that come into being, in its transaction."""
    messages: Messages
    """Messages that may have to be edited."""
    outages: Outages
    """Outages of the Orders API, for all processes."""
    modals: Modals
    """Which order a modal shows."""

    async def add(self, order: Order) -> None:
        """Keep a new order."""

    async def get_own(self, order_id: str, person: Person) -> Order | None:
        """The order, if it is this person's in this workspace; nobody else's is ever given."""

    async def get(self, order_id: str) -> Order | None:
        """The order, whoever's it is: for the dispatcher and the teller, never for a person's request."""

    async def editable(self, person: Person) -> Sequence[Order]:
        """The person's open and rejected orders, the latest touched first."""

    async def awaiting(self, person: Person) -> Sequence[Order]:
        """The person's orders that wait for approval, the longest waiting first."""

    async def update(self, before: Order, after: Order, tell: Sequence[Occasion] = ()) -> Order:
        """Write `after` over `before` in one compare-and-set on its version, with what is to be told of it.

        Where the move answers what a card asks, that the cards are to be edited is written too.

        Gives the order with its new version. Raises Conflict if the row changed since `before` was read, or if
        the state table doesn't allow the move.
        """

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        """Orders the dispatcher has something to do for, the longest waiting first."""

    async def created(self, team: str, limit: int) -> Sequence[Order]:
        """The workspace's orders that exist upstream, the latest first."""

    async def waiting(self, team: str) -> int:
        """How many of the workspace's orders are confirmed and not settled yet."""

    async def with_upstream_ids(self, team: str, order_ids: Sequence[str]) -> Sequence[Order]:
        """The workspace's orders that the Orders API knows by these ids."""

    async def find_similar(self, order: Order, since: datetime, limit: int) -> Sequence[Order]:
        """The workspace's other orders with its phone or address that were confirmed since, the latest first.

        Those upstream and those that are or may be on their way; none that was refused or thrown away.
        """

    async def due_notifications(self, now: datetime, limit: int) -> Sequence[Notification]:
        """What is to be told now, the longest waiting first."""

    async def claim_notification(self, notification: Notification, until: datetime) -> bool:
        """Take one telling for this process until then; False if another has it or it is done."""

    async def notified(self, notification: Notification) -> bool:
        """It was told, or never will be: done. False where there is news of it since: it is still owed."""

    async def tell(self, order: Order, occasion: Occasion) -> None:
        """Owe what is to be told of an order on an occasion that doesn't change its row."""

    async def owes(self, notification: Notification) -> bool:
        """Whether it is still to be told."""

    async def under_way(self, person: Person, limit: int) -> Sequence[Order]:
        """The person's confirmed orders that aren't created yet, refused ones too, the latest first."""

    async def notify_later(self, notification: Notification, due: datetime) -> None:
        """It could not be told; try again then."""

    async def locales(self, person: Person) -> Locales:
        """What is known of the person's language."""

    async def keep_locales(self, person: Person, locales: Locales) -> None:
        """Keep what is known of the person's language."""

    async def standing(self, person: Person) -> Standing:
        """What the person was last told to be."""

    async def keep_standing(self, person: Person, standing: Standing) -> None:
        """Keep what the person is told to be."""

    async def check(self) -> None:
        """Raises StoreUnavailable if the database can't be written now."""

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
