"""From an order, ours or one that was made elsewhere, to its line in a list: no more of it than its reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.service.listing.reader import Reader
from bot.service.order_service import OrderService
from bot.settings import ClientInChannel
from bot.views.orders.cards import client_texts, public_name, sum_text
from bot.views.orders.progress import state_text
from flows.address.rules import city_line
from flows.i18n.texts import Text, _, verbatim
from flows.listing.order_list import Entry
from flows.listing.query import Position
from flows.names import short_name, tells_of
from flows.order import Order, State
from orders import ListedOrder

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""Where orders without a readable time are in the sequence: at its end."""

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


def position_of(order: Order) -> Position:
    """Where a confirmed order is in the sequence."""
    return Position(order.confirmed_at or LONG_AGO, order.id)


def position_elsewhere(listed: ListedOrder) -> Position:
    """Where an order that was made elsewhere is; to the millisecond, as our own."""
    at = listed.created_at or LONG_AGO
    return Position(at.replace(microsecond=at.microsecond // 1000 * 1000), listed.id)


def own_entry(order: Order, listed: ListedOrder | None, reader: Reader, service: OrderService) -> Entry:
    """One of ours, with what the API says of it now; what it leaves out is as it was taken here."""
    shows, draft = reader.shows(order), order.draft
    entry = Entry(
        position=position_of(order),
        number=order.display_id or order.upstream_id,
        client=next(iter(client_texts(draft, shows)), None),
        place=city_line(draft.address) if draft.address else None,
        job=public_name(order, service.catalog, shows) or None,
        sum=sum_text(draft),
        state=_own_state(order, shows, service),
        at=order.confirmed_at,
        order_id=order.id,
    )
    return _as_the_api_has_it(entry, listed, shows, service) if listed else entry


def entry_elsewhere(listed: ListedOrder, reader: Reader, service: OrderService) -> Entry:
    """One that was made elsewhere."""
    shows = reader.shows(None)
    position = position_elsewhere(listed)
    entry = Entry(position, number=listed.id, job=_name(listed, shows), upstream_id=listed.id)
    return _as_the_api_has_it(entry, listed, shows, service)


def _own_state(order: Order, shows: ClientInChannel, service: OrderService) -> Text:
    if order.state is State.CREATED:
        return _("Created")
    # The API's words of refusal may repeat what is in the order.
    told = order if shows is ClientInChannel.FULL else replace(order, refusal=None)
    return state_text(told, service.catalog, service.clock())


def _as_the_api_has_it(
    entry: Entry, listed: ListedOrder, shows: ClientInChannel, service: OrderService
) -> Entry:
    return entry._replace(
        number=listed.display_id or entry.number,
        client=_client(listed.contact_person_name, shows) or entry.client,
        place=listed.city or entry.place,
        state=_state(listed.status, service.settings.orders_status_names) or entry.state,
        at=listed.created_at or entry.at,
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
