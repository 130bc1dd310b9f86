"""Queries that both databases understand, with parameters as SQLite takes them: `:name`."""
# ruff: noqa: S608 - put together from constants

from __future__ import annotations

import re

from flows.order import SENT

_SENT = ", ".join(f"'{state}'" for state in sorted(SENT))
_LATEST_WITH = f"""
    SELECT id FROM (
      SELECT id FROM orders
      WHERE team = :team AND {{column}} = :{{column}} AND confirmed_at >= :since AND state IN ({_SENT}) AND id <> :id
      ORDER BY confirmed_at DESC LIMIT :limit
    ) AS with_the_same_{{column}}
    """

ALIKE = f"""
    SELECT * FROM orders
    WHERE id IN ({_LATEST_WITH.format(column="phone")} UNION {_LATEST_WITH.format(column="place")})
    ORDER BY confirmed_at DESC LIMIT :limit
    """
"""Orders of a team with a phone or a place; each by its own index, since an OR of both would use neither."""


def for_psycopg(query: str) -> str:
    """The query with parameters as psycopg takes them: `%(name)s`."""
    return re.sub(r":(\w+)", r"%(\1)s", query)
