"""A page of orders: our own records, and what the Orders API lists besides them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import NamedTuple

from bot.service.dependencies import Dependencies
from bot.service.listing.entries import entry_elsewhere, own_entry, position_elsewhere
from bot.service.listing.reader import Reader
from bot.service.listing.upstream_list import Upstream
from flows.listing.order_list import Entry, Listing, Source
from flows.listing.page import STATES, Filters, ListPage
from flows.listing.query import OrderQuery, Position
from flows.order import UNDER_WAY, Order, State
from flows.search import fold
from orders import ListedOrder

ON_A_PAGE = 10
MOST_WAITING = 10
"""Shown before the others; `/order list waiting` has them all."""


def query_of(filters: Filters, reader: Reader, page: ListPage, zone: tzinfo) -> OrderQuery:
    """Which of our own orders the reader is shown."""
    own_alone = reader.person.user if reader.person and not reader.sees_others else None
    searched = reader.person.user if reader.person and not reader.sees_personal_data else None
    return OrderQuery(
        team=reader.team,
        until=page.until,
        states=STATES[filters.stage],
        person=own_alone or filters.person,
        workflow=filters.workflow,
        since=filters.period.begins(page.until, zone) if filters.period else None,
        text=filters.text,
        words_of=searched,
    )


class OrderLists(NamedTuple):
    """Makes pages for one reader, whose days are those of the `zone`. Raises what the store raises."""

    dependencies: Dependencies
    reader: Reader
    zone: tzinfo

    async def page(self, page: ListPage, shown_to: Reader | None = None) -> Listing:
        """The page; as `shown_to` may see it, where it is shared. Never raises for the Orders API."""
        upstream = await self.dependencies.upstream_list.latest()
        query = query_of(page.filters, self.reader, page, self.zone)
        ours = await self._ours(upstream)
        drawn = _Drawn(self.dependencies, shown_to or self.reader, upstream, ours)
        waiting_only = State.CREATED not in query.states
        elsewhere = [] if waiting_only else self._elsewhere(query, upstream, ours)
        listed = query if waiting_only else query._replace(states=frozenset({State.CREATED}))
        merged = await self._merged(listed, page, elsewhere, drawn)
        listing = _with_neighbours(page, merged, drawn.as_of(page))
        if waiting_only or listing.page.number:
            return listing
        return await self._with_waiting(listing, query, drawn)

    async def _with_waiting(self, listing: Listing, query: OrderQuery, drawn: _Drawn) -> Listing:
        states = query.states & UNDER_WAY
        if not states:
            return listing
        found = await self.dependencies.service.store.found.page(
            query._replace(states=states), MOST_WAITING + 1
        )
        waiting = tuple(drawn.own(order) for order in found.orders[:MOST_WAITING])
        return listing._replace(waiting=waiting, more_waiting=len(found.orders) > MOST_WAITING)

    async def _ours(self, upstream: Upstream | None) -> frozenset[str]:
        """Of the API's orders those that are ours, by its ids and by our keys."""
        if upstream is None:
            return frozenset()
        ids = [one.id for one in upstream.orders]
        keys = [key for one in upstream.orders if (key := one.key)]
        return await self.dependencies.service.store.ours_among(self.reader.team, ids, keys)

    def _elsewhere(
        self, query: OrderQuery, upstream: Upstream | None, ours: frozenset[str]
    ) -> list[ListedOrder]:
        if upstream is None or query.person or query.workflow or not self.reader.sees_others:
            return []
        others = [one for one in upstream.orders if one.id not in ours and one.key not in ours]
        return [one for one in others if self._fits(one, query)]

    def _fits(self, one: ListedOrder, query: OrderQuery) -> bool:
        at = position_elsewhere(one).at
        in_time = at <= query.until and (query.since is None or at >= query.since)
        if not (in_time and query.text.strip()):
            return in_time
        typed = fold(query.text)
        if typed in {fold(one.display_id or ""), fold(one.id)}:
            return True
        return self.reader.sees_personal_data and _has_words(one, typed.split())

    async def _merged(
        self, query: OrderQuery, page: ListPage, elsewhere: Sequence[ListedOrder], drawn: _Drawn
    ) -> _Merged:
        position, found = page.position, self.dependencies.service.store.found
        own = await found.page(query, ON_A_PAGE + 1, position, back=page.back)
        others = [one for one in elsewhere if _is_beyond(position_elsewhere(one), position, back=page.back)]
        if end := own.looked_to:
            others = [one for one in others if not _is_beyond(position_elsewhere(one), end, back=page.back)]
        entries = [drawn.own(order) for order in own.orders] + [drawn.elsewhere(one) for one in others]
        # Stable, and by the time alone: orders of one moment stay as the database has them.
        entries.sort(key=lambda entry: entry.position.at, reverse=not page.back)
        shown, is_full = entries[:ON_A_PAGE], len(entries) > ON_A_PAGE
        near = shown[0].position if shown else _around(position, back=page.back)
        far = shown[-1].position if is_full else own.looked_to
        return _Merged(shown[::-1] if page.back else shown, near, far, is_full)


class _Merged(NamedTuple):
    """A page's entries, the latest first; `near` and `far` are where the pages before and after it go on.

    With a place to go on from though not full is a search that had looked at enough.
    """

    entries: Sequence[Entry]
    near: Position | None
    far: Position | None
    is_full: bool


class _Drawn(NamedTuple):
    """Entries as their reader sees them, with what the API says of each."""

    dependencies: Dependencies
    reader: Reader
    upstream: Upstream | None
    ours: frozenset[str]

    def own(self, order: Order) -> Entry:
        return own_entry(order, self._listed(order), self.reader, self.dependencies.service)

    def elsewhere(self, listed: ListedOrder) -> Entry:
        return entry_elsewhere(listed, self.reader, self.dependencies.service)

    def as_of(self, page: ListPage) -> Listing:
        """An empty page that says what the API has told."""
        if self.upstream is None:
            return Listing(page, (), self.dependencies.service.clock(), Source.NOTHING)
        source = Source.CURRENT if self.upstream.is_current else Source.EARLIER
        return Listing(page, (), self.upstream.as_of, source)

    def _listed(self, order: Order) -> ListedOrder | None:
        if self.upstream is None or order.state is not State.CREATED:
            return None
        return next(
            (one for one in self.upstream.orders if one.id == order.upstream_id or one.key == order.id), None
        )


def _with_neighbours(page: ListPage, merged: _Merged, empty: Listing) -> Listing:
    """The page with those beside it; one that went back to the beginning is the first."""
    is_first = page.position is None or (page.back and merged.far is None)
    here = page.model_copy(update={"number": 0}) if is_first else page
    behind, before = (merged.near, merged.far) if page.back else (merged.far, merged.near)
    is_cut = merged.far is not None and not merged.is_full and not page.back
    return empty._replace(
        page=here,
        entries=tuple(merged.entries),
        older=here.beside(behind, back=False) if behind else None,
        newer=here.beside(before, back=True) if before and not is_first else None,
        looked_to=merged.far.at if merged.far and is_cut else None,
    )


def _around(position: Position | None, *, back: bool) -> Position | None:
    """For a page without entries: from where the way back finds the order that the page is behind, too."""
    if position is None:
        return None
    return Position(position.at + timedelta(milliseconds=1), "") if back else Position(position.at, "")


def _is_beyond(one: Position, position: Position | None, *, back: bool) -> bool:
    if position is None:
        return True
    here, there = (one.at, one.order_id), (position.at, position.order_id)
    return here > there if back else here < there


def _has_words(one: ListedOrder, words: Sequence[str]) -> bool:
    texts = (one.name, one.contact_person_name, one.address, one.city, one.postal_code)
    known = " ".join(["", *(fold(text) for text in texts if text)])
    return all(f" {word}" in known for word in words)
