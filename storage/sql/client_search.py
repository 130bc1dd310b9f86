"""The SQL by which known clients are found, for both databases. Whatever is typed, it reads a bounded part of an index.

A word that is typed is first completed to words that begin so; of each, the clients who ordered last are read.
"""
# ruff: noqa: S608 - put together from constants

from __future__ import annotations

from collections.abc import Sequence

from storage.sql.queries import LAST_LETTER

MOST_BEGINNINGS = 20
"""Words that begin as what was typed, the word itself first: of each, the latest clients are found."""

MOST_FURTHER = 300
"""Rows of further words that begin so, in the sequence of the words: a phone's first digits have very many."""

MOST_COMPARED = 200
"""Of each of several words: the latest clients who have it, to find those who have them all."""

MOST_LOOKED_AT = 100
"""Clients who have the rarest of several words, whose other words are looked up one by one."""


def all_since(count: int) -> str:
    """Clients who have ordered since `:since` and have a word beginning with each of several, the latest first."""
    # Not a join: PostgreSQL may know nothing of the table yet, and read one list anew for each row of the other.
    return _clients(count, " INTERSECT ".join(_since(place) for place in range(count)))


def looked_up(count: int) -> str:
    """The latest `:most` clients with a word that begins with the first, as far as they have the others too."""
    # LIMIT 1 OFFSET 0 keeps PostgreSQL from making a join of it, which may read all that have the word.
    having = "".join(
        f"""
        AND EXISTS (
          SELECT 1 FROM client_words AS also WHERE also.client_id = found.client_id
          AND also.word >= :word_{place} AND also.word < :after_{place} LIMIT 1 OFFSET 0
        )
        """
        for place in range(1, count)
    )
    looked_at = f"""
        SELECT client_id, max(ordered_at) AS ordered_at
        FROM ({_latest(0, ":most")} UNION ALL {_further(0)}) AS those
        GROUP BY client_id ORDER BY ordered_at DESC LIMIT :most
        """
    with_all = (
        f"SELECT * FROM ({looked_at}) AS found WHERE 1 = 1 {having} ORDER BY ordered_at DESC LIMIT :limit"
    )
    return _clients(1, with_all)


def how_common(count: int) -> str:
    """One row: of each word how many rows begin so (`rows_0`), with how many words, and when its latest ordered.

    `latest_0` is when the latest client with one of the words ordered, `since_0` when the last of the latest `:most`
    did; NULL where fewer have it.
    """
    columns = ", ".join(
        f"""
        (SELECT count(*) FROM (
          SELECT 1 FROM client_words WHERE {_in_range(place)} LIMIT {MOST_LOOKED_AT + 1}
        ) AS rows_of_{place}) AS rows_{place},
        (SELECT count(word) FROM beginnings_{place}) AS beginnings_{place},
        (SELECT max({_end_of(place, "1")}) FROM beginnings_{place}) AS latest_{place},
        (SELECT max({_end_of(place, ":most")}) FROM beginnings_{place}) AS since_{place}
        """
        for place in range(count)
    )
    return f"{_with_beginnings(count, MOST_BEGINNINGS + 1)} SELECT {columns}"


def latest_with() -> str:
    """Clients with a word that begins as the one typed, the latest first: at most `:limit`."""
    return _clients(1, f"{_latest(0, ':limit')} UNION ALL {_further(0)}")


def ranges_of(words: Sequence[str]) -> dict[str, str]:
    """The words that begin with each of these, as parameters."""
    typed = {f"word_{place}": word for place, word in enumerate(words)}
    return typed | {f"after_{place}": word + LAST_LETTER for place, word in enumerate(words)}


def _clients(count: int, found: str) -> str:
    """The clients of what is found, each once, the latest first."""
    return f"""
        {_with_beginnings(count, MOST_BEGINNINGS)}
        SELECT id, client, address, clients.ordered_at FROM clients JOIN (
          SELECT client_id, max(ordered_at) AS latest FROM ({found}) AS those_with_all
          GROUP BY client_id ORDER BY latest DESC, client_id LIMIT :limit
        ) AS those ON those.client_id = clients.id
        ORDER BY clients.ordered_at DESC, clients.id
        """


def _with_beginnings(count: int, most: int) -> str:
    """Of each word typed, the first words that begin so: each is one look into the index."""
    tables = ", ".join(
        f"""
        beginnings_{place} (word, place) AS (
          SELECT min(word), 1 FROM client_words WHERE {_in_range(place)}
          UNION ALL
          SELECT (
            SELECT min(word) FROM client_words
            WHERE team = :team AND word > beginnings_{place}.word AND word < :after_{place}
          ), place + 1 FROM beginnings_{place} WHERE word IS NOT NULL AND place < {most}
        )
        """
        for place in range(count)
    )
    return f"WITH RECURSIVE {tables}"


def _latest(place: int, most: str) -> str:
    """The latest so many clients with each of a word's beginnings."""
    # LIMIT keeps PostgreSQL from looking for the end anew with each row.
    return f"""
        SELECT those_{place}.client_id, those_{place}.ordered_at FROM (
          SELECT word, coalesce({_end_of(place, most)}, 0) AS end_at FROM beginnings_{place}
          WHERE word IS NOT NULL LIMIT {MOST_BEGINNINGS}
        ) AS ends_{place} CROSS JOIN client_words AS those_{place}
        WHERE those_{place}.team = :team AND those_{place}.word = ends_{place}.word
        AND those_{place}.ordered_at >= ends_{place}.end_at
        """


def _since(place: int) -> str:
    """All clients who have ordered since then, with each of a word's beginnings."""
    return f"""
        SELECT those_{place}.client_id, those_{place}.ordered_at
        FROM beginnings_{place} CROSS JOIN client_words AS those_{place}
        WHERE those_{place}.team = :team AND those_{place}.word = beginnings_{place}.word
        AND those_{place}.ordered_at >= :since
        """


def _end_of(place: int, most: str) -> str:
    """When the last of the latest so many clients with the word ordered; NULL where there are fewer."""
    return f"""
        (SELECT ordered_at FROM client_words AS one_{place}
         WHERE one_{place}.team = :team AND one_{place}.word = beginnings_{place}.word
         ORDER BY ordered_at DESC LIMIT 1 OFFSET {most} - 1)
        """


def _further(place: int) -> str:
    """Some of those whose word comes after all the beginnings."""
    return f"""
        SELECT * FROM (
          SELECT client_id, ordered_at FROM client_words WHERE team = :team AND word < :after_{place}
          AND word > (SELECT word FROM beginnings_{place} WHERE place = {MOST_BEGINNINGS})
          ORDER BY word LIMIT {MOST_FURTHER}
        ) AS further_{place}
        """


def _in_range(place: int) -> str:
    return f"team = :team AND word >= :word_{place} AND word < :after_{place}"
