"""The SQL of lists and searches, for both databases. Each branch is one range of one index, read no further than asked.

Several states, and several words that begin as what was typed, are branches of one UNION: an IN would sort all that it
finds before the first row is known.
"""
# ruff: noqa: S608 - put together from constants

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.order import State
from storage.sql.queries import BY_NUMBER, LAST_LETTER

MOST_BEGINNINGS = 20
"""Words that begin as what was typed, the word itself first: each is a branch."""

MOST_NAMED = 100
"""Orders of one number or id: there is one, or the API has given it twice."""

MOST_COUNTED = 200
"""To know which of several words is the rarest: more are many, and a page looks at half as many orders."""

WORDS_BEGINNING = f"""
    WITH RECURSIVE beginnings (word) AS (
      SELECT min(word) FROM order_words WHERE team = :team AND word >= :typed AND word < :after
      UNION ALL
      SELECT (
        SELECT min(word) FROM order_words
        WHERE team = :team AND word > beginnings.word AND word < :after
      ) FROM beginnings WHERE beginnings.word IS NOT NULL
    )
    SELECT word FROM beginnings WHERE word IS NOT NULL LIMIT {MOST_BEGINNINGS}
    """
"""Each found by one look into the index, however many orders have it."""

TEAMS = """
    WITH RECURSIVE teams (team) AS (
      SELECT min(team) FROM orders
      UNION ALL
      SELECT (SELECT min(team) FROM orders WHERE team > teams.team) FROM teams WHERE teams.team IS NOT NULL
    )
    SELECT team FROM teams WHERE team IS NOT NULL
    """

COUNT_BEGINNING = f"""
    SELECT count(*) AS found FROM (
      SELECT 1 FROM order_words WHERE team = :team AND word >= :typed AND word < :after LIMIT {MOST_COUNTED}
    ) AS those
    """


def beginning_with(word: str) -> dict[str, str]:
    """The range of words that begin with this one, as parameters."""
    return {"typed": word, "after": word + LAST_LETTER}


@dataclass
class Selection:
    """Conditions that all branches share, with their parameters; `back` is from the earliest to the latest."""

    states: Sequence[State]
    given: dict[str, object] = field(default_factory=dict)
    back: bool = False

    def by_state(self) -> str:
        """Orders by state, the latest first."""
        branches = [self._of_state(state) for state in self.states]
        return f"{_union(branches)} ORDER BY {self._sequence('confirmed_at', 'id')} LIMIT :limit"

    def by_words(self, words: Sequence[str], also: Sequence[str]) -> str:
        """Orders that have one of these words, and a word beginning with each of the others; or the number typed."""
        self._look_for(words)
        having = self._having(also, "found.order_id")
        return self._each_once([self._with_word(place, having) for place in range(len(words))])

    def ends_of(self, words: Sequence[str], most: int) -> str:
        """The place behind which to look no further, since so many orders with these words are before it."""
        self._look_for(words)
        self.given |= {"most": max(most // len(words), 1)}
        branches = [
            f"""
            SELECT at, order_id FROM (
              SELECT at, order_id, count(*) OVER () AS remaining
              FROM ({self._of_word(place)} LIMIT 2 OFFSET :most - 1) AS last_ones
            ) AS counted WHERE remaining = 2
            """
            for place in range(len(words))
        ]
        return f"{_union(branches)} ORDER BY {self._sequence('at', 'order_id')} LIMIT 1"

    def by_state_and_words(self, typed: Sequence[str]) -> str:
        """Orders of these states with a word beginning with each of those typed; or the number typed."""
        having = self._having(typed, "orders.id") if typed else "AND 1 = 0"
        return self._each_once([self._of_state_with(state, having) for state in self.states])

    def look_to(self, at: object, order_id: object) -> None:
        """Look no further than this place in `by_words`."""
        self.given |= {"end_at": at, "end_id": order_id}

    def _look_for(self, words: Sequence[str]) -> None:
        self.given |= {f"word_{place}": word for place, word in enumerate(words)}

    def _having(self, words: Sequence[str], order_id: str) -> str:
        for place, word in enumerate(words):
            self.given |= {f"also_{place}": word, f"end_{place}": word + LAST_LETTER}
        return "".join(_has_word(place, order_id) for place in range(len(words)))

    def _each_once(self, branches: Sequence[str]) -> str:
        return f"""
            SELECT orders.* FROM orders JOIN (
              SELECT order_id, max(at) AS at FROM ({_union([*branches, *self._named()])}) AS found
              GROUP BY order_id ORDER BY {self._sequence("at", "order_id")} LIMIT :limit
            ) AS those ON those.order_id = orders.id
            ORDER BY {self._sequence("those.at", "those.order_id")}
            """

    def _of_state(self, state: State) -> str:
        return f"""
            SELECT * FROM orders WHERE team = :team AND state = '{state}'
            {self._more()} {self._after("confirmed_at", "id")} {self._since("confirmed_at")}
            ORDER BY {self._sequence("confirmed_at", "id")} LIMIT :limit
            """

    def _of_state_with(self, state: State, having: str) -> str:
        return f"""
            SELECT orders.id AS order_id, orders.confirmed_at AS at FROM orders
            WHERE orders.team = :team AND orders.state = '{state}' {self._more()} {self._words_of()} {having}
            {self._after("orders.confirmed_at", "orders.id")} {self._since("orders.confirmed_at")}
            ORDER BY {self._sequence("orders.confirmed_at", "orders.id")} LIMIT :limit
            """

    def _of_word(self, place: int) -> str:
        return f"""
            SELECT order_id, at FROM order_words WHERE team = :team AND word = :word_{place}
            {self._after("at", "order_id")} {self._since("at")}
            ORDER BY {self._sequence("at", "order_id")}
            """

    def _with_word(self, place: int, having: str) -> str:
        # CROSS: SQLite would otherwise be free to begin with the orders.
        return f"""
            SELECT found.order_id, found.at FROM order_words AS found CROSS JOIN orders
            WHERE found.team = :team AND found.word = :word_{place} AND orders.id = found.order_id
            {self._listed()} {self._words_of()} {having}
            {self._after("found.at", "found.order_id")} {self._since("found.at")} {self._to_the_end()}
            ORDER BY {self._sequence("found.at", "found.order_id")} LIMIT :limit
            """

    def _named(self) -> list[str]:
        # Found first, then narrowed: LIMIT keeps the databases from choosing another index by the other conditions.
        return [
            f"""
            SELECT orders.id AS order_id, orders.confirmed_at AS at FROM (
              SELECT * FROM orders WHERE team = :team AND {name} LIMIT {MOST_NAMED}
            ) AS orders
            WHERE orders.confirmed_at IS NOT NULL {self._listed()}
            {self._after("orders.confirmed_at", "orders.id")} {self._since("orders.confirmed_at")}
            """
            for name in (BY_NUMBER, "upstream_id = :name", "id = :name")
        ]

    def _listed(self) -> str:
        states = ", ".join(f"'{state}'" for state in self.states)
        return f"AND orders.state IN ({states}) {self._more()}"

    def _more(self) -> str:
        person = 'AND orders."user" = :person' if "person" in self.given else ""
        return person + (" AND orders.workflow = :workflow" if "workflow" in self.given else "")

    def _words_of(self) -> str:
        return 'AND orders."user" = :words_of' if "words_of" in self.given else ""

    def _after(self, at: str, order_id: str) -> str:
        """Behind an order, or before it; else up to when the list was opened."""
        if "id" not in self.given:
            return f"AND {at} <= :until"
        if self.back:
            return f"AND ({at}, {order_id}) > (:at, :id) AND {at} <= :until"
        # What was shown is from before `until`; PostgreSQL, told of both, would begin there and read all up to here.
        return f"AND ({at}, {order_id}) < (:at, :id)"

    def _to_the_end(self) -> str:
        if "end_at" not in self.given:
            return ""
        way = "<=" if self.back else ">="
        # The first half is for the index.
        return f"""
            AND found.at {way} :end_at AND (found.at, found.order_id) {way} (:end_at, :end_id)
            """

    def _sequence(self, at: str, order_id: str) -> str:
        way = "ASC" if self.back else "DESC"
        return f"{at} {way}, {order_id} {way}"

    def _since(self, at: str) -> str:
        return f"AND {at} >= :since" if "since" in self.given else ""


def _has_word(place: int, order_id: str) -> str:
    # OFFSET keeps PostgreSQL from making a join of it, which would read each order before it knows its words.
    return f"""
        AND EXISTS (
          SELECT 1 FROM order_words AS also WHERE also.order_id = {order_id}
          AND also.word >= :also_{place} AND also.word < :end_{place} LIMIT 1 OFFSET 0
        )
        """


def _union(branches: Sequence[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({text}) AS branch_{n}" for n, text in enumerate(branches))
