"""The SQLite schema, one step after the other. A step that has been released is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from storage.clients import known_by, rows_of_all
from storage.listing.words import FILL_WORKFLOW, FILLED_FROM, TABLE, word_rows
from storage.sql.derived_columns import name_and_place, phone_and_place, workflow_and_words
from storage.sql.queries import CREATED_IN_TURN, DOUBTS_BEFORE, FILL_NAME_AND_PLACE, insertion

sqlite_migrations = Migrations("orderdesk")

ROWS_AT_ONCE = 500
"""Of a table that is filled in row by row: it may be larger than the memory."""


def _each(database: Database, query: str) -> Iterator[dict[str, Any]]:
    """Rows by their ids, some at a time: what is written meanwhile disturbs no reading."""
    after = ""
    while rows := list(database.query(query, {"after": after, "limit": ROWS_AT_ONCE})):
        yield from rows
        after = rows[-1]["id"]


@sqlite_migrations()
def m001_orders(database: Database) -> None:
    """Orders with their drafts, notifications, and people's choice of language."""
    database.executescript(
        """
        CREATE TABLE orders (
          id TEXT PRIMARY KEY,
          team TEXT NOT NULL,
          user TEXT NOT NULL,
          channel TEXT,
          state TEXT NOT NULL,
          version INTEGER NOT NULL,
          draft TEXT NOT NULL,
          body TEXT,
          modal TEXT,
          confirmed_at INTEGER,
          sent_at INTEGER,
          due_at INTEGER,
          attempts INTEGER NOT NULL,
          uncertain INTEGER NOT NULL,
          refused INTEGER NOT NULL,
          order_id TEXT,
          display_id TEXT,
          client_url TEXT,
          words TEXT,
          updated_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX orders_by_person ON orders (team, user, state, updated_at);
        CREATE INDEX orders_by_due ON orders (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX orders_by_order_id ON orders (team, order_id) WHERE order_id IS NOT NULL;
        CREATE TABLE tellings (
          order_id TEXT NOT NULL REFERENCES orders (id),
          occasion TEXT NOT NULL,
          kind TEXT NOT NULL,
          confirmation INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          due_at INTEGER,
          PRIMARY KEY (order_id, occasion, kind, confirmation)
        ) STRICT;
        CREATE INDEX tellings_by_due ON tellings (due_at) WHERE due_at IS NOT NULL;
        CREATE TABLE people (
          team TEXT NOT NULL,
          user TEXT NOT NULL,
          chosen_locale TEXT,
          slack_locale TEXT,
          PRIMARY KEY (team, user)
        ) STRICT;
        """
    )


@sqlite_migrations()
def m002_alike(database: Database) -> None:
    """Each order's phone and place, to find others like it."""
    database.execute("ALTER TABLE orders ADD COLUMN phone TEXT")
    database.execute("ALTER TABLE orders ADD COLUMN place TEXT")
    for row in _each(database, "SELECT id, draft FROM orders WHERE id > :after ORDER BY id LIMIT :limit"):
        derived = phone_and_place(row["draft"])
        database.execute("UPDATE orders SET phone = ?, place = ? WHERE id = ?", [*derived, row["id"]])
    for column in ("phone", "place"):
        database.execute(
            f"CREATE INDEX orders_by_{column} ON orders (team, {column}, confirmed_at)"
            " WHERE confirmed_at IS NOT NULL"
        )


@sqlite_migrations()
def m003_clients(database: Database) -> None:
    """Clients of created orders, and the words each is found by."""
    database.executescript(
        """
        CREATE TABLE clients (
          id TEXT PRIMARY KEY,
          team TEXT NOT NULL,
          phone TEXT NOT NULL,
          email TEXT NOT NULL,
          ordered_at INTEGER NOT NULL,
          client TEXT NOT NULL,
          address TEXT NOT NULL
        ) STRICT;
        CREATE INDEX clients_by_phone ON clients (team, phone);
        CREATE INDEX clients_by_email ON clients (team, email);
        CREATE TABLE client_words (
          team TEXT NOT NULL,
          word TEXT NOT NULL,
          client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
          ordered_at INTEGER NOT NULL,
          PRIMARY KEY (team, word, client_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX client_words_by_client ON client_words (client_id, word);
        """
    )
    clients, words = rows_of_all(pair for row in database.query(CREATED_IN_TURN) for pair in known_by(row))
    for table, rows in (("clients", clients), ("client_words", words)):
        for row in rows:
            database.execute(insertion(table, row), row)


@sqlite_migrations()
def m004_approval(database: Database) -> None:
    """Who is asked to approve an order, who decided, and why it was sent back."""
    for column in ("approvers", "decided_by", "comment"):
        database.execute(f"ALTER TABLE orders ADD COLUMN {column} TEXT")


@sqlite_migrations()
def m005_messages(database: Database) -> None:
    """Messages that may be edited, who decided about a stuck order, and since when a notification is due."""
    database.executescript(
        """
        CREATE TABLE messages (
          order_id TEXT NOT NULL REFERENCES orders (id),
          kind TEXT NOT NULL,
          recipient TEXT NOT NULL,
          confirmation INTEGER NOT NULL,
          channel TEXT NOT NULL,
          ts TEXT NOT NULL,
          PRIMARY KEY (channel, ts)
        ) STRICT;
        CREATE INDEX messages_by_order ON messages (order_id);
        ALTER TABLE orders ADD COLUMN settled_by TEXT;
        ALTER TABLE tellings ADD COLUMN came_due_at INTEGER;
        UPDATE tellings SET came_due_at = due_at;
        """
    )


@sqlite_migrations()
def m006_standing(database: Database) -> None:
    """What a person is in the workspace, and when that was asked."""
    database.execute("ALTER TABLE people ADD COLUMN membership TEXT")
    database.execute("ALTER TABLE people ADD COLUMN asked_at INTEGER")


@sqlite_migrations()
def m007_doubt(database: Database) -> None:
    """Why it isn't known whether an order exists, since when, and how often that was looked for."""
    database.execute("ALTER TABLE orders ADD COLUMN doubt TEXT")
    database.execute("ALTER TABLE orders ADD COLUMN unsettled_since INTEGER")
    database.execute("ALTER TABLE orders ADD COLUMN look_ups INTEGER NOT NULL DEFAULT 0")
    for statement in DOUBTS_BEFORE:
        database.execute(statement)
    for column in ("uncertain", "refused"):
        database.execute(f"ALTER TABLE orders DROP COLUMN {column}")


@sqlite_migrations()
def m008_outages(database: Database) -> None:
    """Outages of the Orders API that operators are notified of."""
    database.executescript(
        """
        CREATE TABLE outages (
          kind TEXT PRIMARY KEY,
          since INTEGER NOT NULL,
          reason TEXT NOT NULL,
          due_at INTEGER,
          attempts INTEGER NOT NULL,
          is_told INTEGER NOT NULL,
          over_at INTEGER NOT NULL
        ) STRICT;
        """
    )


@sqlite_migrations()
def m009_progress(database: Database) -> None:
    """Why an order waits, and which order a modal shows where another was begun in it."""
    database.executescript(
        """
        ALTER TABLE orders ADD COLUMN trouble TEXT;
        CREATE TABLE modals (
          view_id TEXT PRIMARY KEY,
          order_id TEXT NOT NULL REFERENCES orders (id),
          shown_at INTEGER NOT NULL
        ) STRICT;
        """
    )


@sqlite_migrations()
def m010_names(database: Database) -> None:
    """Names that say what they hold: the API's id of an order, its refusal, and notifications."""
    database.executescript(
        """
        ALTER TABLE orders RENAME COLUMN order_id TO upstream_id;
        ALTER TABLE orders RENAME COLUMN words TO refusal;
        DROP INDEX orders_by_order_id;
        CREATE INDEX orders_by_upstream_id ON orders (team, upstream_id) WHERE upstream_id IS NOT NULL;
        ALTER TABLE tellings RENAME TO notifications;
        DROP INDEX tellings_by_due;
        CREATE INDEX notifications_by_due ON notifications (due_at) WHERE due_at IS NOT NULL;
        """
    )


@sqlite_migrations()
def m011_by_state(database: Database) -> None:
    """A workspace's orders of one state, the latest confirmed first, without reading all of its orders."""
    database.execute("CREATE INDEX orders_by_state ON orders (team, state, confirmed_at)")


@sqlite_migrations()
def m012_same_clients(database: Database) -> None:
    """Known clients' names and places, by which those of one company's phone or e-mail are told apart."""
    for column in ("name", "place"):
        database.execute(f"ALTER TABLE clients ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    rows = "SELECT id, client, address FROM clients WHERE id > :after ORDER BY id LIMIT :limit"
    for row in _each(database, rows):
        derived = name_and_place(row["client"], row["address"])
        database.execute(FILL_NAME_AND_PLACE, {**derived, "id": row["id"]})
    database.executescript(
        """
        DROP INDEX clients_by_phone;
        DROP INDEX clients_by_email;
        CREATE INDEX clients_by_phone_and_name ON clients (team, phone, name);
        CREATE INDEX clients_by_phone_and_place ON clients (team, phone, place);
        CREATE INDEX clients_by_email_and_name ON clients (team, email, name);
        """
    )


@sqlite_migrations()
def m013_audit(database: Database) -> None:
    """Who did what to which order when; an entry is never changed and never removed."""
    database.executescript(
        """
        CREATE TABLE audit (
          id TEXT PRIMARY KEY,
          at INTEGER NOT NULL,
          team TEXT NOT NULL,
          deed TEXT NOT NULL,
          person TEXT,
          order_id TEXT,
          detail TEXT
        ) STRICT;
        CREATE INDEX audit_by_time ON audit (at);
        CREATE INDEX audit_by_order ON audit (order_id, at) WHERE order_id IS NOT NULL;
        CREATE INDEX audit_by_person ON audit (person, at) WHERE person IS NOT NULL;
        CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
          BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
        CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
          BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
        """
    )


@sqlite_migrations()
def m014_growth(database: Database) -> None:
    """Drafts that nobody has touched for long, and the latest clients with a word, without reading all of them."""
    database.executescript(
        """
        CREATE INDEX orders_by_touch ON orders (updated_at) WHERE state IN ('open', 'rejected');
        CREATE INDEX client_words_by_latest ON client_words (team, word, ordered_at);
        """
    )


@sqlite_migrations()
def m015_by_number(database: Database) -> None:
    """A workspace's order by its number upstream, however its letters are written."""
    database.execute(
        "CREATE INDEX orders_by_number ON orders (team, upper(display_id)) WHERE display_id IS NOT NULL"
    )


@sqlite_migrations()
def m016_finding(database: Database) -> None:
    """Orders found by their words, and listed by state, job and person without reading all of them."""
    database.executescript(
        """
        ALTER TABLE orders ADD COLUMN workflow TEXT;
        CREATE TABLE order_words (
          team TEXT NOT NULL,
          word TEXT NOT NULL,
          at INTEGER NOT NULL,
          order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
          PRIMARY KEY (team, word, at, order_id)
        ) STRICT, WITHOUT ROWID;
        """
    )
    for row in _each(database, FILLED_FROM):
        workflow, words = workflow_and_words(row["draft"])
        database.execute(FILL_WORKFLOW, {"workflow": workflow, "id": row["id"]})
        for word in (
            word_rows(row["id"], row["team"], row["confirmed_at"], words) if row["confirmed_at"] else ()
        ):
            database.execute(insertion(TABLE, word), word)
    database.executescript(
        """
        CREATE INDEX order_words_by_order ON order_words (order_id, word);
        DROP INDEX orders_by_state;
        CREATE INDEX orders_listed ON orders (team, state, confirmed_at, id);
        CREATE INDEX orders_listed_by_person ON orders (team, user, state, confirmed_at, id);
        CREATE INDEX orders_listed_by_workflow ON orders (team, workflow, state, confirmed_at, id);
        """
    )


@sqlite_migrations()
def m017_home(database: Database) -> None:
    """Who has opened Home; of those known before anybody may have."""
    database.execute("ALTER TABLE people ADD COLUMN opens_home INTEGER NOT NULL DEFAULT 0")
    database.execute("UPDATE people SET opens_home = 1")


@sqlite_migrations()
def m018_time_zone(database: Database) -> None:
    """Where a person's days begin and end."""
    database.execute("ALTER TABLE people ADD COLUMN time_zone TEXT")


@sqlite_migrations()
def m019_follow_up(database: Database) -> None:
    """What follows while nobody decides about an order that waits for approval."""
    database.execute("ALTER TABLE orders ADD COLUMN follow_up TEXT")


@sqlite_migrations()
def m020_one_of_many(database: Database) -> None:
    """Nothing here: PostgreSQL is told how few orders to expect of one person."""


@sqlite_migrations()
def m021_client_search(database: Database) -> None:
    """Nothing here: an index has the key of its row, and the client is in it; PostgreSQL's is told to have it."""


@sqlite_migrations()
def m022_modals(database: Database) -> None:
    """A day's modals by order and by time: with each order that is begun all of them were read, twice."""
    database.executescript(
        """
        CREATE INDEX modals_by_order ON modals (order_id);
        CREATE INDEX modals_by_time ON modals (shown_at);
        """
    )
