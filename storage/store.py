"""Drafts, orders and notifications, whatever database they are kept in. One suite of tests runs against each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from flows.notifications import Notification, notifications_of
from flows.order import Occasion, Order
from flows.person import KnownMembership, Locales, Person, Profile
from storage.audit import Audit
from storage.changes import Move, add_order, add_unread, owe, refuse_if_no_move, replace_order
from storage.clients import Clients
from storage.listing.found_orders import FoundOrders
from storage.messages import Messages, Modals
from storage.outages import Outages
from storage.sql import queries
from storage.sql.database import Database, Row, Transaction
from storage.sql.rows import (
    locales_row,
    membership_row,
    notification_key,
    person_key,
    row_locales,
    row_membership,
    row_notification,
    row_order,
    row_profile,
    similar_parameters,
    to_milliseconds,
)
from storage.telling import ForPerson, Recorded, Told, as_for_person, end, for_person, record

NOTHING_NEW: Mapping[Notification, datetime] = MappingProxyType({})

MOST_EDITABLE = 50
"""Drafts of one person that are read: ten are shown."""


class Store:
    """Drafts and orders, people's choices, and notifications. Times are aware UTC datetimes.

    Every call is one transaction and raises StoreUnavailable when the database can't be used.
    """

    clients: Clients
    """Clients who have ordered before; `update` keeps those of orders that come into being, in its transaction."""
    messages: Messages
    """Messages that may have to be edited."""
    outages: Outages
    """Outages of the Orders API, for all processes."""
    modals: Modals
    """Which order a modal shows."""
    audit: Audit
    """Who did what; what is done to an order is kept in the transaction that does it."""

    found: FoundOrders
    """Confirmed orders as lists, searches and exports ask for them."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clients = Clients(database)
        self.messages = Messages(database)
        self.outages = Outages(database)
        self.modals = Modals(database)
        self.audit = Audit(database)
        self.found = FoundOrders(database)

    # Orders

    async def add(self, order: Order) -> None:
        """Keep a new order."""
        await self.database.transaction(lambda transaction: add_order(transaction, order))

    async def add_unread(self, order: Order) -> bool:
        """Keep a draft that holds words to be read, once; False where its id was there, whatever became of it."""
        return await self.database.transaction(lambda transaction: add_unread(transaction, order))

    async def get_own(self, order_id: str, person: Person) -> Order | None:
        """The order, if it is this person's in this workspace; nobody else's is ever given."""
        return await self._order(queries.OWN_ORDER, {"id": order_id, **person_key(person)})

    async def get(self, order_id: str) -> Order | None:
        """The order, whoever's it is: for the dispatcher and the notifier, never for a person's request."""
        return await self._order(queries.ORDER, {"id": order_id})

    async def for_request(self, person: Person, order_id: str | None) -> tuple[Profile, Order | None]:
        """All that a request needs at first, in one read: what is known of the person, and their own order."""
        if order_id is None:
            return await self.profile(person), None
        (row,) = await self.database.rows(queries.FOR_REQUEST, {"id": order_id, **person_key(person)})
        return row_profile(row), row_order(row) if row["id"] else None

    async def for_person(self, order: Order) -> ForPerson:
        """All that it takes to tell an order's person of it, in one read."""
        return as_for_person(order, await self.database.rows_of(*for_person(order)))

    async def id_of(self, name: str, team: str | None = None) -> str | None:
        """The id of the latest order with this number upstream, in any case; of no team in particular, or by its id."""
        query, given = (queries.ORDER_ID_IN, {"team": team}) if team else (queries.ORDER_ID, {})
        rows = await self.database.rows(query, {"name": name, **given})
        return str(rows[0]["id"]) if rows else None

    async def editable(self, person: Person) -> Sequence[Order]:
        """The person's open and rejected orders, the latest touched first, MOST_EDITABLE at most."""
        return await self._orders(queries.EDITABLE_ORDERS, {**person_key(person), "limit": MOST_EDITABLE})

    async def unfinished(self, person: Person, limit: int) -> tuple[Sequence[Order], Sequence[Order]]:
        """What `editable` and `under_way` give, in one read."""
        key = person_key(person)
        drafts, under_way = await self.database.rows_of(
            (queries.EDITABLE_ORDERS, {**key, "limit": MOST_EDITABLE}),
            (queries.ORDERS_UNDER_WAY, {**key, "limit": limit}),
        )
        return [row_order(row) for row in drafts], [row_order(row) for row in under_way]

    async def for_new_order(self, person: Person) -> tuple[Sequence[Order], Order | None]:
        """What `editable` and `last_created` give, in one read."""
        key = person_key(person)
        drafts, created = await self.database.rows_of(
            (queries.EDITABLE_ORDERS, {**key, "limit": MOST_EDITABLE}), (queries.LAST_CREATED, key)
        )
        return [row_order(row) for row in drafts], row_order(created[0]) if created else None

    async def untouched(self, before: datetime, limit: int) -> Sequence[Order]:
        """Anybody's open and rejected orders that nobody has touched since, the oldest first."""
        given = {"before": to_milliseconds(before), "limit": limit}
        return await self._orders(queries.UNTOUCHED_ORDERS, given)

    async def left(self, after: datetime, until: datetime) -> Sequence[Order]:
        """Anybody's open orders that were touched last in that time, its end included, the longest left first."""
        given = {"after": to_milliseconds(after), "until": to_milliseconds(until)}
        return await self._orders(queries.LEFT_ORDERS, given)

    async def awaiting(self, person: Person) -> Sequence[Order]:
        """The person's orders that wait for approval, the longest waiting first."""
        return await self._orders(queries.AWAITING_ORDERS, person_key(person))

    async def last_created(self, person: Person) -> Order | None:
        """The person's latest order that exists upstream."""
        return await self._order(queries.LAST_CREATED, person_key(person))

    async def under_way(self, person: Person, limit: int) -> Sequence[Order]:
        """The person's confirmed orders that aren't created yet, refused ones too, the latest first."""
        return await self._orders(queries.ORDERS_UNDER_WAY, {**person_key(person), "limit": limit})

    async def update(
        self, before: Order, after: Order, tell: Sequence[Occasion] = (), then: Order | None = None
    ) -> Order:
        """Write `after` over `before` in one compare-and-set on its version, with the notifications of these occasions.

        `before` is as it was read or written last; only its draft and body may be newer.
        Where the move answers what a card asks, the cards' own notification is written too: they are to be edited.
        `then` is what the order goes on to in the same write: its row is never as `after` is, though the audit and
        people hear of it.

        Gives the order with its new version. Raises Conflict if the row changed since `before` was read, or if
        the state table doesn't allow the move.
        """
        moves = [Move(before, after, tell), *([Move(after, then)] if then else [])]
        written = replace(then or after, version=before.version + 1)
        for move in moves:
            refuse_if_no_move(move)
        await self.database.transaction(lambda transaction: replace_order(transaction, moves, written))
        return written

    async def record(
        self, before: Order, created: Order, tell: Sequence[Occasion], claim_until: datetime | None
    ) -> Recorded:
        """`update` for an order that came into being, which also claims until then what can be told of it at once.

        None claims nothing. With it is read what telling its person takes, and which outages aren't over.
        """
        move, written = Move(before, created, tell), replace(created, version=before.version + 1)
        refuse_if_no_move(move)
        found = await self.database.transaction(
            lambda transaction: record(transaction, move, written, claim_until)
        )
        return found.recorded(written)

    async def due(self, now: datetime, limit: int) -> Sequence[Order]:
        """Orders the dispatcher has something to do for, the longest waiting first."""
        return await self._orders(queries.DUE_ORDERS, {"now": to_milliseconds(now), "limit": limit})

    async def waiting(self, team: str) -> int:
        """How many of the workspace's orders are confirmed and not settled yet."""
        rows = await self.database.rows(queries.COUNT_WAITING, {"team": team})
        return int(rows[0]["waiting"])

    async def ours_among(self, team: str, upstream_ids: Sequence[str], keys: Sequence[str]) -> frozenset[str]:
        """Which of the API's ids, and which of the keys, are those of the workspace's orders."""
        query, given = queries.ours_among(upstream_ids, keys)
        rows = await self.database.rows(query, {"team": team, **given})
        return frozenset(value for row in rows for value in (row["id"], row["upstream_id"]) if value)

    async def find_similar(self, order: Order, since: datetime, limit: int) -> Sequence[Order]:
        """The workspace's other orders with its phone or address that were confirmed since, the latest first.

        Those upstream and those that are or may be on their way; none that was refused or thrown away.
        """
        return await self._orders(queries.SIMILAR, similar_parameters(order, since, limit))

    # Notifications

    async def due_notifications(self, now: datetime, limit: int) -> Sequence[Notification]:
        """Those to be sent now, the longest waiting first."""
        given = {"now": to_milliseconds(now), "limit": limit}
        return [row_notification(row) for row in await self.database.rows(queries.DUE_NOTIFICATIONS, given)]

    async def claim_notification(self, notification: Notification, until: datetime) -> Order | None:
        """Take one notification for this process until then, with its order; None if another has it or it is done."""
        given = {"attempts": notification.attempts, "until": to_milliseconds(until)}

        async def claim(transaction: Transaction) -> Sequence[Row]:
            claimed = await transaction.change(
                queries.CLAIM_NOTIFICATION, {**notification_key(notification), **given}
            )
            return await transaction.rows(queries.ORDER, {"id": notification.order_id}) if claimed else ()

        rows = await self.database.transaction(claim)
        return row_order(rows[0]) if rows else None

    async def notified(
        self, *told: Told, news: Mapping[Notification, datetime] = NOTHING_NEW
    ) -> Sequence[Notification]:
        """They were sent, or never will be, and so there is that news of an order, each to be told then.

        Gives those of which there is news since: they are to be told again.
        """
        return await self.database.transaction(lambda transaction: end(transaction, told, news))

    async def tell(self, order: Order, occasion: Occasion) -> None:
        """Add the notifications of an occasion that doesn't change the order's row."""
        notifications = notifications_of(order, order, (occasion,))
        await self.database.transaction(lambda transaction: owe(transaction, notifications))

    async def owes(self, notification: Notification) -> bool:
        """Whether it is still to be sent."""
        return bool(await self.database.rows(queries.OWED, notification_key(notification)))

    async def notify_later(self, notification: Notification, due: datetime) -> None:
        """It could not be sent; try again then."""

        async def put_off(transaction: Transaction) -> None:
            given = {**notification_key(notification), "due_at": to_milliseconds(due)}
            if await transaction.change(queries.PUT_OFF_NOTIFICATION, given):
                await transaction.schedule_notification(notification, due)

        await self.database.transaction(put_off)

    # People

    async def profile(self, person: Person) -> Profile:
        """All that a request needs to know of the person, in one read."""
        (row,) = await self.database.rows(queries.PROFILE, person_key(person))
        return row_profile(row)

    async def locales(self, person: Person) -> Locales:
        """What is known of the person's language."""
        rows = await self.database.rows(queries.PERSON, person_key(person))
        return row_locales(rows[0]) if rows else Locales()

    async def keep_locales(self, person: Person, locales: Locales) -> None:
        """Keep what is known of the person's language."""
        await self.database.change(queries.KEEP_LOCALES, locales_row(person, locales))

    async def membership(self, person: Person) -> KnownMembership:
        """What was last known of the person's membership."""
        rows = await self.database.rows(queries.PERSON, person_key(person))
        return row_membership(rows[0]) if rows else KnownMembership()

    async def keep_membership(
        self, person: Person, known: KnownMembership, time_zone: str | None = None
    ) -> None:
        """Keep what Slack told of the person's membership and time zone, which is an IANA name."""
        row = {**membership_row(person, known), "time_zone": time_zone}
        await self.database.change(queries.KEEP_MEMBERSHIP, row)

    async def keep_home_opened(self, person: Person) -> None:
        """The person has opened Home: from now on it is kept up to date."""
        await self.database.change(queries.KEEP_HOME_OPENED, person_key(person))

    # The database

    async def check(self) -> None:
        """Raises StoreUnavailable if the database can't be written now."""
        await self.database.check()

    async def close(self) -> None:
        """Finish what is under way and let the database go."""
        await self.database.close()

    async def _order(self, query: str, given: Row) -> Order | None:
        orders = await self._orders(query, given)
        return orders[0] if orders else None

    async def _orders(self, query: str, given: Row) -> list[Order]:
        return [row_order(row) for row in await self.database.rows(query, given)]
