"""A page of a list of orders, whichever source each is from."""

from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

from flows.i18n.texts import Text
from flows.listing.page import ListPage
from flows.listing.query import Position


class Entry(NamedTuple):
    """An order as lists show it: number, client, place, job, sum, state, time; None where not known.

    `number` is the API's id of it where no number is known. `order_id` is ours; an order that was made elsewhere has
    none, and its `upstream_id` instead.
    """

    position: Position
    number: str | None = None
    client: Text | None = None
    place: str | None = None
    job: str | None = None
    sum: Text | None = None
    state: Text | None = None
    at: datetime | None = None
    order_id: str | None = None
    upstream_id: str | None = None


class Source(Enum):
    """What the Orders API has told."""

    CURRENT = auto()
    EARLIER = auto()
    """It doesn't answer; this is what it said before."""
    NOTHING = auto()
    """It doesn't answer, and nothing is known from before."""


class Listing(NamedTuple):
    """A page; `waiting` are orders not yet upstream, which come first on the first page.

    `older` and `newer` are the pages beside it, None where there are none. `as_of` is when the API told of its orders,
    or when our own records were read. `looked_to` is how far back a search has looked that ended before its page was
    full; the older page goes on from there.
    """

    page: ListPage
    entries: tuple[Entry, ...]
    as_of: datetime
    source: Source = Source.CURRENT
    waiting: tuple[Entry, ...] = ()
    more_waiting: bool = False
    looked_to: datetime | None = None
    older: ListPage | None = None
    newer: ListPage | None = None
