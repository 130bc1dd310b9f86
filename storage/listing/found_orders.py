"""Pages of orders, by what is asked for: a page begins behind an order, whatever has come in since."""

from __future__ import annotations

from collections.abc import Sequence

from flows.listing.query import Found, OrderQuery, Position
from flows.listing.words import typed_words
from flows.order import UNDER_WAY, Order
from storage.listing.queries import COUNT_BEGINNING, TEAMS, WORDS_BEGINNING, Selection, beginning_with
from storage.sql.database import Database
from storage.sql.rows import row_order, to_milliseconds, to_moment

MOST_LOOKED_AT = 100
"""Orders with the rarest word of the search that one page looks at: few names have as many, and a list may not take
longer among a million orders than among a thousand."""


class FoundOrders:
    """Every call raises StoreUnavailable when the database can't be used, or doesn't answer in time."""

    def __init__(self, database: Database, most_looked_at: int = MOST_LOOKED_AT) -> None:
        self._database = database
        self._most = most_looked_at

    async def page(
        self, query: OrderQuery, limit: int, after: Position | None = None, *, back: bool = False
    ) -> Found:
        """At most so many, the latest confirmed first, those behind `after` where it is given.

        With `back` those before it, from there on: the earliest first.
        """
        selection = Selection(sorted(query.states), _given(query, limit, after), back)
        if not query.text.strip():
            return Found(await self._orders(selection.by_state(), selection))
        if query.states <= UNDER_WAY:
            # These are few, however many orders have the words.
            typed = typed_words(query.text)
            return Found(await self._orders(selection.by_state_and_words(typed), selection))
        words, also = await self._words(query)
        end = await self._end(words, selection)
        found = await self._orders(selection.by_words(words, also), selection)
        return Found(found, end if len(found) < limit else None)

    async def teams(self) -> Sequence[str]:
        """Whose orders there are."""
        return [str(row["team"]) for row in await self._database.rows(TEAMS, {})]

    async def _orders(self, sql: str, selection: Selection) -> list[Order]:
        return [row_order(row) for row in await self._database.rows(sql, selection.given)]

    async def _end(self, words: Sequence[str], selection: Selection) -> Position | None:
        """The place to which the page looks, which the selection is told; None where it looks at all."""
        ends = (
            await self._database.rows(selection.ends_of(words, self._most), selection.given) if words else ()
        )
        if not ends:
            return None
        at, order_id = ends[0]["at"], ends[0]["order_id"]
        selection.look_to(at, order_id)
        return Position(to_moment(at), order_id)

    async def _words(self, query: OrderQuery) -> tuple[Sequence[str], Sequence[str]]:
        """The words that the rarest of those typed begins, and the others; none where one of them begins none."""
        typed = typed_words(query.text)
        if not typed:
            return (), ()
        ranges = [{"team": query.team, **beginning_with(word)} for word in typed]
        counted = ranges if len(typed) > 1 else []
        asked = [(WORDS_BEGINNING, given) for given in ranges] + [
            (COUNT_BEGINNING, given) for given in counted
        ]
        found = await self._database.rows_of(*asked)
        counts = [rows[0]["found"] for rows in found[len(typed) :]] or [0]
        rarest, *also = sorted(range(len(typed)), key=lambda place: counts[place])
        return [row["word"] for row in found[rarest]], [typed[place] for place in also]


def _given(query: OrderQuery, limit: int, after: Position | None) -> dict[str, object]:
    last = {"at": to_milliseconds(after.at), "id": after.order_id} if after else {}
    chosen = {
        "person": query.person,
        "workflow": query.workflow,
        "since": to_milliseconds(query.since),
        "words_of": query.words_of,
    }
    return {
        "team": query.team,
        "limit": limit,
        "until": to_milliseconds(query.until),
        "name": query.text.strip(),
        **last,
        **{name: value for name, value in chosen.items() if value is not None},
    }
