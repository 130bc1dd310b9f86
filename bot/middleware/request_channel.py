"""In which channel something is done: by Slack's payload, else by what the view or the order was begun from.

A right that a channel gives goes on in the windows that follow. Nothing here comes from a client: payloads are signed
by Slack, a view's metadata is what we put there, and the order's channel is in our own store.
"""

from __future__ import annotations

from bot.service.order_service import OrderService
from bot.slack.payloads import Body, channel_of, order_named
from flows.person import Person
from storage import StoreError


async def acting_channel_of(body: Body, person: Person, service: OrderService) -> str | None:
    """The channel by its id. The store is asked only where a setting names channels."""
    found = channel_of(body)
    if found in service.permissions.all_named:
        return found
    if service.permissions.name_channels and (order_id := order_named(body)):
        return await _begun_in(order_id, person, service) or found
    return found


async def _begun_in(order_id: str, person: Person, service: OrderService) -> str | None:
    """Where the person's own order was begun."""
    try:
        order = await service.store.get_own(order_id, person)
    except StoreError:
        return None
    return order.origin.channel if order else None
