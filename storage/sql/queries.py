"""Queries that both databases understand, with parameters as SQLite takes them: `:name`."""
# ruff: noqa: S608 - put together from constants

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from flows.notifications import TOLD_AT_ONCE
from flows.order import EDITABLE, SENT, UNDER_WAY, State


def _listed(states: Iterable[State]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


ORDER = "SELECT * FROM orders WHERE id = :id"
ORDER_ID = "SELECT id FROM orders WHERE id = :name OR display_id = :name ORDER BY confirmed_at DESC LIMIT 1"
BY_NUMBER = "display_id IS NOT NULL AND upper(display_id) = upper(:name)"
"""The first half is the index's own condition, without which SQLite doesn't use it."""
ORDER_ID_IN = f"""
    SELECT id FROM orders WHERE team = :team AND {BY_NUMBER}
    ORDER BY confirmed_at DESC NULLS LAST LIMIT 1
    """
_OF_PERSON = 'SELECT * FROM orders WHERE team = :team AND "user" = :user'
OWN_ORDER = f"{_OF_PERSON} AND id = :id"
EDITABLE_ORDERS = f"{_OF_PERSON} AND state IN ({_listed(EDITABLE)}) ORDER BY updated_at DESC LIMIT :limit"
UNTOUCHED_ORDERS = f"""
    SELECT * FROM orders WHERE state IN ({_listed(EDITABLE)}) AND updated_at < :before
    ORDER BY updated_at LIMIT :limit
    """
LEFT_ORDERS = f"""
    SELECT * FROM orders WHERE state IN ({_listed(EDITABLE)}) AND state = '{State.OPEN}'
    AND updated_at > :after AND updated_at <= :until ORDER BY updated_at
    """
"""The first condition is the index's own, without which SQLite doesn't use it."""
AWAITING_ORDERS = f"{_OF_PERSON} AND state = '{State.AWAITING}' ORDER BY updated_at"
ORDERS_UNDER_WAY = f"""
    {_OF_PERSON} AND state IN ({_listed(UNDER_WAY)}) ORDER BY confirmed_at DESC LIMIT :limit
    """
LAST_CREATED = f"{_OF_PERSON} AND state = '{State.CREATED}' ORDER BY updated_at DESC LIMIT 1"
DUE_ORDERS = "SELECT * FROM orders WHERE due_at <= :now ORDER BY due_at LIMIT :limit"
COUNT_WAITING = f"""
    SELECT count(*) AS waiting FROM orders
    WHERE team = :team AND state IN ({_listed([State.CONFIRMED, State.SENDING])})
    """
_LATEST_WITH = f"""
    SELECT id FROM (
      SELECT id FROM orders
      WHERE team = :team AND {{column}} = :{{column}} AND confirmed_at >= :since AND id <> :id
      AND state IN ({_listed(SENT)})
      ORDER BY confirmed_at DESC LIMIT :limit
    ) AS with_the_same_{{column}}
    """

SIMILAR = f"""
    SELECT * FROM orders
    WHERE id IN ({_LATEST_WITH.format(column="phone")} UNION {_LATEST_WITH.format(column="place")})
    ORDER BY confirmed_at DESC LIMIT :limit
    """
"""Orders of a team with a phone or a place; each by its own index, since an OR of both would use neither."""

CREATED_IN_TURN = (
    "SELECT id, team, draft, confirmed_at FROM orders WHERE state = 'created' ORDER BY confirmed_at"
)
DOUBTS_BEFORE = (
    "UPDATE orders SET doubt = 'no_answer' WHERE uncertain = 1",
    "UPDATE orders SET doubt = 'refused' WHERE refused = 1",
    "UPDATE orders SET unsettled_since = sent_at WHERE state = 'sending'",
    "UPDATE orders SET unsettled_since = confirmed_at WHERE state = 'created' AND due_at IS NOT NULL",
)
"""What was known of unknown outcomes before there were doubts."""
FILL_NAME_AND_PLACE = "UPDATE clients SET name = :name, place = :place WHERE id = :id"
_SAME_CLIENT = """
    SELECT * FROM clients WHERE team = :team AND {the_same}
    AND (place = :place OR (client <> :client AND ordered_at <= :ordered_at))
    """
SAME_CLIENTS = f"""
    SELECT * FROM (
      {_SAME_CLIENT.format(the_same="phone = :phone AND name = :name")}
      UNION {_SAME_CLIENT.format(the_same="phone = :phone AND place = :place")}
      UNION {_SAME_CLIENT.format(the_same="email = :email AND name = :name")}
    ) AS same_clients
    ORDER BY CASE WHEN place = :place THEN 0 ELSE 1 END, ordered_at DESC LIMIT :limit
    """
"""At the order's address, and at others where the order's data are news; each by its own index. Thousands may share a
company's phone or e-mail: those under another name, or with the same data already, aren't read."""
FORGET_CLIENT = "DELETE FROM clients WHERE id = :id"
ONE_CLIENT = "SELECT * FROM clients WHERE id = :id AND team = :team"
KEEP_MESSAGE = """
    INSERT INTO messages (order_id, kind, recipient, confirmation, channel, ts)
    VALUES (:order_id, :kind, :recipient, :confirmation, :channel, :ts) ON CONFLICT (channel, ts) DO NOTHING
    """
MESSAGES_OF = "SELECT * FROM messages WHERE order_id = :order_id ORDER BY ts"
SHOW_IN_MODAL = """
    INSERT INTO modals (view_id, order_id, shown_at) VALUES (:view_id, :order_id, :shown_at)
    ON CONFLICT (view_id) DO UPDATE SET order_id = excluded.order_id, shown_at = excluded.shown_at
    """
MODAL = "SELECT order_id FROM modals WHERE view_id = :view_id"
OTHER_MODALS = "SELECT view_id FROM modals WHERE order_id = :order_id AND view_id <> :view_id"
FORGET_MODAL = "DELETE FROM modals WHERE view_id = :view_id"
FORGET_MODALS = "DELETE FROM modals WHERE shown_at < :before"
_UNLESS_AT_WORK = """
    CASE WHEN notifications.due_at IS NULL OR (notifications.attempts = 0 AND excluded.due_at < notifications.due_at)
    THEN excluded.{column} ELSE notifications.{column} END
    """
TELL_AGAIN = f"""
    ON CONFLICT (order_id, occasion, kind, confirmation) DO UPDATE SET
      due_at = {_UNLESS_AT_WORK.format(column="due_at")},
      came_due_at = {_UNLESS_AT_WORK.format(column="came_due_at")},
      attempts = CASE WHEN notifications.attempts = 0 THEN 0 ELSE notifications.attempts + 1 END
    """
"""There is news: the notification is due again, or earlier than planned. A process that is sending it finds more
attempts than its own afterwards, and sends it once more."""
_THIS_NOTIFICATION = (
    "order_id = :order_id AND occasion = :occasion AND kind = :kind AND confirmation = :confirmation"
)
OWED = f"SELECT 1 AS one FROM notifications WHERE {_THIS_NOTIFICATION} AND due_at IS NOT NULL"
DUE_NOTIFICATIONS = "SELECT * FROM notifications WHERE due_at <= :now ORDER BY due_at LIMIT :limit"
DUE_NOTIFICATION = f"SELECT * FROM notifications WHERE {_THIS_NOTIFICATION} AND due_at IS NOT NULL"
CLAIM_NOTIFICATION = f"""
    UPDATE notifications SET attempts = attempts + 1, due_at = :until
    WHERE {_THIS_NOTIFICATION} AND attempts = :attempts AND due_at IS NOT NULL
    """
CLAIM_CREATED = f"""
    UPDATE notifications SET attempts = 1, due_at = :until
    WHERE order_id = :order_id AND confirmation = :confirmation AND attempts = 0 AND due_at IS NOT NULL
    AND (occasion, kind) IN (VALUES {", ".join(f"('{occasion}', '{kind}')" for occasion, kind in TOLD_AT_ONCE)})
    RETURNING *
    """
"""What is told of a created order and nobody has begun with."""
NOTIFIED = f"""
    UPDATE notifications SET due_at = NULL WHERE {_THIS_NOTIFICATION} AND attempts <= :attempts + 1
    RETURNING 1 AS one
    """
PUT_OFF_NOTIFICATION = f"UPDATE notifications SET due_at = :due_at WHERE {_THIS_NOTIFICATION}"

PERSON = 'SELECT * FROM people WHERE team = :team AND "user" = :user'
PROFILE = """
    SELECT people.*, EXISTS (SELECT 1 FROM clients WHERE clients.team = :team) AS has_clients
    FROM (SELECT 1 AS one) AS always LEFT JOIN people ON people.team = :team AND people."user" = :user
    """
"""One row, whether or not the person is known: what every request needs, read in one go."""
FOR_REQUEST = """
    SELECT people.*, EXISTS (SELECT 1 FROM clients WHERE clients.team = :team) AS has_clients, orders.*
    FROM (SELECT 1 AS one) AS always LEFT JOIN people ON people.team = :team AND people."user" = :user
    LEFT JOIN orders ON orders.id = :id AND orders.team = :team AND orders."user" = :user
    """
"""The same, with a person's own order, if there is one: as one query, since each is a hand-over between threads or
a way to a server and back. Both tables have `team` and `user`, and no other column of one name."""
KEEP_LOCALES = """
    INSERT INTO people (team, "user", chosen_locale, slack_locale)
    VALUES (:team, :user, :chosen_locale, :slack_locale)
    ON CONFLICT (team, "user") DO UPDATE SET
      chosen_locale = excluded.chosen_locale, slack_locale = excluded.slack_locale
    """
KEEP_MEMBERSHIP = """
    INSERT INTO people (team, "user", membership, asked_at, time_zone)
    VALUES (:team, :user, :membership, :asked_at, :time_zone)
    ON CONFLICT (team, "user") DO UPDATE SET
      membership = excluded.membership, asked_at = excluded.asked_at, time_zone = excluded.time_zone
    """
KEEP_HOME_OPENED = """
    INSERT INTO people (team, "user", opens_home) VALUES (:team, :user, 1)
    ON CONFLICT (team, "user") DO UPDATE SET opens_home = 1
    """
OPENS_HOME = 'SELECT 1 AS one FROM people WHERE team = :team AND "user" = :user AND opens_home = 1'

FORGET_MESSAGE = "DELETE FROM messages WHERE channel = :channel AND ts = :ts"

AUDIT_OF_ORDER = "SELECT * FROM audit WHERE order_id = :order_id ORDER BY at DESC, id DESC LIMIT :limit"

OUTAGES = "SELECT * FROM outages ORDER BY since, kind"
BEGIN_OUTAGE = """
    INSERT INTO outages (kind, since, reason, due_at, attempts, is_told, over_at)
    VALUES (:kind, :since, :reason, :due_at, 0, 0, 0)
    ON CONFLICT (kind) DO UPDATE SET over_at = 0, due_at = NULL, attempts = 0 WHERE outages.over_at > 0
    """
"""`over_at` is 0 as long as it goes on. One that is said to be over and isn't, is known already."""
DROP_OUTAGE = "DELETE FROM outages WHERE kind = :kind AND is_told = 0 AND attempts = 0"
END_OUTAGE = """
    UPDATE outages SET over_at = :now, due_at = :now, attempts = 0 WHERE kind = :kind AND over_at = 0
    """
_THIS_OUTAGE = "kind = :kind AND since = :since AND over_at = :over_at"
CLAIM_OUTAGE = f"""
    UPDATE outages SET attempts = attempts + 1, due_at = :until
    WHERE {_THIS_OUTAGE} AND attempts = :attempts AND due_at IS NOT NULL
    """
PUT_OFF_OUTAGE = f"UPDATE outages SET due_at = :due_at WHERE {_THIS_OUTAGE}"
NOTICE_SENT = f"UPDATE outages SET is_told = 1, due_at = NULL, attempts = 0 WHERE {_THIS_OUTAGE}"
FORGET_OUTAGES_OF = "DELETE FROM outages WHERE kind = :kind"
FORGET_OUTAGE = f"DELETE FROM outages WHERE {_THIS_OUTAGE}"

LAST_LETTER = chr(0x10FFFF)
"""Sorts after every other one, in UTF-8 too."""


_AUDIT_CONDITIONS = {
    "order_id": "order_id = :order_id",
    "person": "person = :person",
    "since": "at >= :since",
}


def audit_where(given: Iterable[str]) -> str:
    """The query for entries of the audit that meet all the conditions given, the latest first."""
    where = " AND ".join(_AUDIT_CONDITIONS[name] for name in given) or "1 = 1"
    return f"SELECT * FROM audit WHERE {where} ORDER BY at DESC, id DESC LIMIT :limit"


def ours_among(upstream_ids: Sequence[str], keys: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The query for a team's orders that have one of these ids upstream, or one of these keys, and its parameters."""
    # Most are found by the first, and needn't be looked for by the second. LIMIT: of several keys and a team SQLite
    # would look for the team, and read all its orders.
    upstream, ids = (
        {f"{name}_{number}": value for number, value in enumerate(values)}
        for name, values in (("upstream", upstream_ids), ("key", keys))
    )
    return (
        f"""
        WITH found AS (
          SELECT id, upstream_id FROM orders WHERE team = :team AND upstream_id IN ({_names(upstream)})
        ), keys (key) AS ({_values(ids)})
        SELECT id, upstream_id FROM found
        UNION ALL SELECT id, upstream_id FROM (
          SELECT id, upstream_id, team FROM orders
          WHERE id IN (SELECT key FROM keys EXCEPT SELECT id FROM found) LIMIT {len(ids)}
        ) AS named WHERE team = :team
        """,
        upstream | ids,
    )


def _names(given: Iterable[str]) -> str:
    """Parameters with commas between; of none NULL, which equals nothing."""
    return ", ".join(f":{name}" for name in given) or "NULL"


def _values(given: Iterable[str]) -> str:
    """Parameters as rows of one column; of none NULL."""
    return f"VALUES {', '.join(f'(:{name})' for name in given) or '(NULL)'}"


def insertion(table: str, columns: Iterable[str], or_else: str = "") -> str:
    """The statement that adds a row; `or_else` says what happens if the row exists already: `ON CONFLICT …`."""
    return _insertion(table, tuple(columns), or_else)


@functools.cache
def _insertion(table: str, names: Sequence[str], or_else: str) -> str:
    quoted, values = ", ".join(f'"{name}"' for name in names), ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({values}) {or_else}"


@functools.cache
def replacement(columns: Sequence[str]) -> str:
    """The statement that writes columns of an order which still has the version and the state it was read with."""
    assignments = ", ".join(f'"{name}" = :{name}' for name in columns)
    return (
        f"UPDATE orders SET {assignments}"
        " WHERE id = :order_id AND version = :version_before AND state = :state_before"
    )


@functools.cache
def for_psycopg(query: str) -> str:
    """The query with parameters as psycopg takes them: `%(name)s`, and `%` itself twice."""
    return re.sub(r":(\w+)", r"%(\1)s", query.replace("%", "%%"))
