"""Clients found by what is typed: of several words, by those that are the quickest to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.sql.client_search import (
    MOST_BEGINNINGS,
    MOST_COMPARED,
    MOST_LOOKED_AT,
    all_since,
    how_common,
    latest_with,
    looked_up,
    ranges_of,
)
from storage.sql.database import Database, Row

MOST_APART = 3
"""How many times as far back the latest clients with one word reach as those with another: the rarer one's are
looked at then, since few of them are among the other's latest."""


@dataclass(frozen=True)
class Commonness:
    """How common a word that was typed is, as far as it was counted.

    `rows` have words that begin so, of which there are `beginnings`. `since` is when the last of the latest
    MOST_COMPARED clients with one of these ordered, and `reach` how long before the latest client with any that was
    typed, both in milliseconds; None where fewer have it.
    """

    word: str = field(repr=False)
    rows: int
    beginnings: int
    since: int | None
    reach: int | None

    @property
    def sequence(self) -> tuple[int, bool, int]:
        """Sorts the rarest first."""
        return self.rows, self.beginnings > MOST_BEGINNINGS, -(self.reach or 0)

    def is_like(self, rarer: Commonness) -> bool:
        """Whether both are common, and about as common."""
        if self.reach is None or rarer.reach is None:
            return False
        beginnings = max(self.beginnings, rarer.beginnings)
        return beginnings <= MOST_BEGINNINGS and rarer.reach <= MOST_APART * self.reach


async def clients_with(
    database: Database, team: str, words: Sequence[str], limit: int
) -> tuple[Sequence[Row], bool]:
    """A team's clients who have words beginning with all of these, the latest first, and whether all were looked at.

    Of one word the latest of all are found. Of several common ones the latest with each are compared, as far back as
    is known of all; else those with the rarest are looked at, one by one.
    """
    given = {"team": team, "limit": limit}
    if len(words) == 1:
        return await database.rows(latest_with(), given | ranges_of(words)), True
    rarest, *others = await _commonness(database, team, words)
    given |= ranges_of([one.word for one in (rarest, *others)])
    if all(other.is_like(rarest) for other in others):
        since = max(one.since or 0 for one in (rarest, *others))
        return await database.rows(all_since(len(words)), given | {"since": since}), False
    query = looked_up(len(words))
    return await database.rows(query, given | {"most": MOST_LOOKED_AT}), rarest.rows <= MOST_LOOKED_AT


async def _commonness(database: Database, team: str, words: Sequence[str]) -> Sequence[Commonness]:
    """Of each word, the rarest first."""
    given = {"team": team, "most": MOST_COMPARED, **ranges_of(words)}
    (row,) = await database.rows(how_common(len(words)), given)
    latest = max(row[f"latest_{place}"] or 0 for place in range(len(words)))
    known = []
    for place, word in enumerate(words):
        since = row[f"since_{place}"]
        reach = None if since is None else latest - since
        known.append(Commonness(word, row[f"rows_{place}"], row[f"beginnings_{place}"], since, reach))
    return sorted(known, key=lambda one: one.sequence)
