"""Which orders are asked for, in which sequence: the latest confirmed first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Self

from flows.order import UNDER_WAY, Order, State

LISTED = UNDER_WAY | {State.CREATED}
"""What a list shows: drafts are their person's own, and what was thrown away is gone."""


class Position(NamedTuple):
    """A place in the sequence: that of an order, by when it was confirmed (aware UTC) and its id."""

    at: datetime
    order_id: str


class Found(NamedTuple):
    """Orders of one page, in the sequence asked for.

    `looked_to` is where the search ended that had looked at as many orders as it may before it found enough: what it
    asks for may also be behind that.
    """

    orders: Sequence[Order]
    looked_to: Position | None = None


class OrderQuery(NamedTuple):
    """A workspace's orders confirmed up to `until`, which stays the same from page to page.

    `person` is a Slack user id, `workflow` the catalog's. `text` is what somebody typed: an order's number or key, or
    words of its client, address and lines; these are looked for in one person's orders alone where `words_of` names
    them. All times are aware UTC.
    """

    team: str
    until: datetime
    states: frozenset[State] = LISTED
    person: str | None = None
    workflow: str | None = None
    since: datetime | None = None
    text: str = ""
    words_of: str | None = None

    def of_team(self, team: str) -> Self:
        """The same of another workspace."""
        return self._replace(team=team)
