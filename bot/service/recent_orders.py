"""The latest orders: from the Orders API with what we know of them, or from our own copy when it doesn't answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.logs import log
from bot.service.dependencies import Dependencies
from bot.settings import ClientInChannel
from bot.views.orders.cards import client_texts, public_name, sum_text
from flows.address.rules import city_line
from flows.catalog import Catalog
from flows.i18n.texts import Text, _, verbatim
from flows.listing.order_list import Entry, Listing
from flows.listing.query import OrderQuery
from flows.names import short_name, tells_of
from flows.order import Order, State
from flows.person import Person
from orders import ListedOrder, OrdersError

ON_A_PAGE = 10
MOST_LISTED = 100

logger = log(__name__)


STATES: Mapping[str, Text] = {
    "created": _("Created"),
    "dispatching": _("Dispatching"),
    "scheduled": _("Scheduled"),
    "in progress": _("In progress"),
    "completed": _("Completed"),
    "declined": _("Declined"),
    "cancelled": _("Cancelled"),
}
"""The vendor's life-cycle names; what its numbers mean is a setting, since it publishes no mapping."""


async def recent_orders(dependencies: Dependencies, team: str, reader: Person | None, page: int) -> Listing:
    """One page of the latest orders, the newest first. Never raises for the Orders API.

    Of a client it tells what a channel may see, and all of it where the only `reader` took the order.
    """
    service = dependencies.service
    try:
        listed = await dependencies.orders.recent_orders(MOST_LISTED)
    except OrdersError as error:
        logger.warning("list served from our own copy", reason=str(error))
        query = OrderQuery(team, service.clock(), frozenset({State.CREATED}))
        own = await service.store.found.page(query, MOST_LISTED)
        return _page(
            [_own_entry(order, service.catalog, _shown_to(reader, order, dependencies)) for order in own],
            page,
            service.clock(),
            own_copy=True,
        )
    known = {
        order.upstream_id: order
        for order in await service.store.with_upstream_ids(team, [one.id for one in listed])
    }
    entries = [_entry(one, known.get(one.id), reader, dependencies) for one in listed]
    return _page(entries, page, service.clock(), own_copy=False)


def _page(entries: list[Entry], page: int, now: datetime, *, own_copy: bool) -> Listing:
    pages = max(1, -(-len(entries) // ON_A_PAGE))
    shown = min(max(page, 0), pages - 1)
    part = tuple(entries[shown * ON_A_PAGE : (shown + 1) * ON_A_PAGE])
    return Listing(part, shown, pages, now, own_copy)


def _shown_to(reader: Person | None, order: Order | None, dependencies: Dependencies) -> ClientInChannel:
    if order and reader and reader == Person(order.origin.team, order.origin.user):
        return ClientInChannel.FULL
    return dependencies.service.settings.channel_client


def _own_entry(order: Order, catalog: Catalog, shows: ClientInChannel) -> Entry:
    draft = order.draft
    return Entry(
        number=order.display_id or order.upstream_id,
        client=next(iter(client_texts(draft, shows)), None),
        place=city_line(draft.address) if draft.address else None,
        job=public_name(order, catalog, shows) or None,
        sum=sum_text(draft),
        state=_("Created"),
        created_at=order.confirmed_at,
    )


def _entry(
    listed: ListedOrder, own: Order | None, reader: Person | None, dependencies: Dependencies
) -> Entry:
    """As the API has it; what its list leaves out is as it was taken here."""
    shows, catalog = _shown_to(reader, own, dependencies), dependencies.service.catalog
    taken = _own_entry(own, catalog, shows) if own else Entry()
    name = taken.job if own else _name(listed, shows)
    return Entry(
        number=listed.display_id or taken.number or listed.id,
        client=_client(listed.contact_person_name, shows) or taken.client,
        place=listed.city or taken.place,
        job=name or None,
        sum=taken.sum,
        state=_state(listed.status, dependencies.service.settings.orders_status_names),
        created_at=listed.created_at or taken.created_at,
    )


def _name(listed: ListedOrder, shows: ClientInChannel) -> str | None:
    """The name of another system's order, unless it tells more of the client than may be seen."""
    name, client = listed.name, listed.contact_person_name
    if shows is ClientInChannel.FULL or not name:
        return name
    return name if client and not tells_of(name, client, but_short=shows is ClientInChannel.SHORT) else None


def _client(name: str | None, shows: ClientInChannel) -> Text | None:
    if not name or shows is ClientInChannel.NONE:
        return None
    return verbatim(name if shows is ClientInChannel.FULL else short_name(name))


def _state(status: int | str | None, names: Mapping[str, str]) -> Text | None:
    if status is None:
        return None
    name = names.get(str(status), str(status) if isinstance(status, str) else "")
    return STATES.get(name.casefold(), verbatim(name)) if name else None
