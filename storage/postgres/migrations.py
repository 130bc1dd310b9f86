"""The PostgreSQL schema, one step after the other. A step that has been released is never changed.

Procrastinate brings its own steps; they are recorded beside ours, so a newer version of it finds which are missing.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path

from procrastinate.schema import SchemaManager
from psycopg import sql
from psycopg.rows import DictRow

from storage.clients import known_by, rows_of_all
from storage.errors import StoreUnavailable
from storage.listing.words import FILL_WORKFLOW, TABLE, word_rows
from storage.postgres.pool import JOBS_SCHEMA, SCHEMA, Connection
from storage.postgres.transaction import write_all
from storage.sql.derived_columns import name_and_place, phone_and_place, workflow_and_words
from storage.sql.queries import CREATED_IN_TURN, DOUBTS_BEFORE, FILL_NAME_AND_PLACE, insertion

LOCK = 7_206_101
"""The advisory lock of starters: a number nobody else on this database should use."""

MIGRATIONS: Mapping[str, str] = {
    # Columns are those of storage/sql/rows.py: times are milliseconds since 1970, UTC, yes and no are 1 and 0.
    "m001_orders": """
        CREATE TABLE orders (
          id TEXT PRIMARY KEY,
          team TEXT NOT NULL,
          "user" TEXT NOT NULL,
          channel TEXT,
          state TEXT NOT NULL,
          version INTEGER NOT NULL,
          draft TEXT NOT NULL,
          body TEXT,
          modal TEXT,
          confirmed_at BIGINT,
          sent_at BIGINT,
          due_at BIGINT,
          attempts INTEGER NOT NULL,
          uncertain INTEGER NOT NULL,
          refused INTEGER NOT NULL,
          order_id TEXT,
          display_id TEXT,
          client_url TEXT,
          words TEXT,
          updated_at BIGINT NOT NULL
        );
        CREATE INDEX orders_by_person ON orders (team, "user", state, updated_at);
        CREATE INDEX orders_by_due ON orders (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX orders_by_order_id ON orders (team, order_id) WHERE order_id IS NOT NULL;
        CREATE TABLE tellings (
          order_id TEXT NOT NULL REFERENCES orders (id),
          occasion TEXT NOT NULL,
          kind TEXT NOT NULL,
          confirmation BIGINT NOT NULL,
          attempts INTEGER NOT NULL,
          due_at BIGINT,
          PRIMARY KEY (order_id, occasion, kind, confirmation)
        );
        CREATE INDEX tellings_by_due ON tellings (due_at) WHERE due_at IS NOT NULL;
        CREATE TABLE people (
          team TEXT NOT NULL,
          "user" TEXT NOT NULL,
          chosen_locale TEXT,
          slack_locale TEXT,
          PRIMARY KEY (team, "user")
        );
        """,
    "m002_alike": """
        ALTER TABLE orders ADD COLUMN phone TEXT;
        ALTER TABLE orders ADD COLUMN place TEXT;
        CREATE INDEX orders_by_phone ON orders (team, phone, confirmed_at) WHERE confirmed_at IS NOT NULL;
        CREATE INDEX orders_by_place ON orders (team, place, confirmed_at) WHERE confirmed_at IS NOT NULL;
        """,
    "m003_clients": """
        CREATE TABLE clients (
          id TEXT PRIMARY KEY,
          team TEXT NOT NULL,
          phone TEXT NOT NULL,
          email TEXT NOT NULL,
          ordered_at BIGINT NOT NULL,
          client TEXT NOT NULL,
          address TEXT NOT NULL
        );
        CREATE INDEX clients_by_phone ON clients (team, phone);
        CREATE INDEX clients_by_email ON clients (team, email);
        CREATE TABLE client_words (
          team TEXT NOT NULL,
          -- By code points, whatever the database's language: a search reads a range of it.
          word TEXT COLLATE "C" NOT NULL,
          client_id TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
          ordered_at BIGINT NOT NULL,
          PRIMARY KEY (team, word, client_id)
        );
        CREATE INDEX client_words_by_client ON client_words (client_id, word);
        """,
    "m004_approval": """
        ALTER TABLE orders ADD COLUMN approvers TEXT, ADD COLUMN decided_by TEXT, ADD COLUMN comment TEXT;
        """,
    "m005_messages": """
        CREATE TABLE messages (
          order_id TEXT NOT NULL REFERENCES orders (id),
          kind TEXT NOT NULL,
          recipient TEXT NOT NULL,
          confirmation BIGINT NOT NULL,
          channel TEXT NOT NULL,
          ts TEXT NOT NULL,
          PRIMARY KEY (channel, ts)
        );
        CREATE INDEX messages_by_order ON messages (order_id);
        ALTER TABLE orders ADD COLUMN settled_by TEXT;
        ALTER TABLE tellings ADD COLUMN came_due_at BIGINT;
        UPDATE tellings SET came_due_at = due_at;
        """,
    "m006_standing": """
        ALTER TABLE people ADD COLUMN membership TEXT, ADD COLUMN asked_at BIGINT;
        """,
    "m007_doubt": f"""
        ALTER TABLE orders
          ADD COLUMN doubt TEXT, ADD COLUMN unsettled_since BIGINT, ADD COLUMN look_ups INTEGER NOT NULL DEFAULT 0;
        {"; ".join(DOUBTS_BEFORE)};
        ALTER TABLE orders DROP COLUMN uncertain, DROP COLUMN refused;
        """,
    "m008_outages": """
        CREATE TABLE outages (
          kind TEXT PRIMARY KEY,
          since BIGINT NOT NULL,
          reason TEXT NOT NULL,
          due_at BIGINT,
          attempts INTEGER NOT NULL,
          is_told INTEGER NOT NULL,
          over_at BIGINT NOT NULL
        );
        """,
    "m009_progress": """
        ALTER TABLE orders ADD COLUMN trouble TEXT;
        CREATE TABLE modals (
          view_id TEXT PRIMARY KEY,
          order_id TEXT NOT NULL REFERENCES orders (id),
          shown_at BIGINT NOT NULL
        );
        """,
    "m010_names": """
        ALTER TABLE orders RENAME COLUMN order_id TO upstream_id;
        ALTER TABLE orders RENAME COLUMN words TO refusal;
        ALTER INDEX orders_by_order_id RENAME TO orders_by_upstream_id;
        ALTER TABLE tellings RENAME TO notifications;
        ALTER INDEX tellings_by_due RENAME TO notifications_by_due;
        ALTER INDEX tellings_pkey RENAME TO notifications_pkey;
        ALTER TABLE notifications RENAME CONSTRAINT tellings_order_id_fkey TO notifications_order_id_fkey;
        """,
    "m011_by_state": """
        CREATE INDEX orders_by_state ON orders (team, state, confirmed_at DESC NULLS LAST);
        """,
    "m012_same_clients": """
        ALTER TABLE clients ADD COLUMN name TEXT NOT NULL DEFAULT '', ADD COLUMN place TEXT NOT NULL DEFAULT '';
        DROP INDEX clients_by_phone;
        DROP INDEX clients_by_email;
        CREATE INDEX clients_by_phone_and_name ON clients (team, phone, name);
        CREATE INDEX clients_by_phone_and_place ON clients (team, phone, place);
        CREATE INDEX clients_by_email_and_name ON clients (team, email, name);
        """,
    "m013_audit": """
        CREATE TABLE audit (
          id TEXT PRIMARY KEY,
          at BIGINT NOT NULL,
          team TEXT NOT NULL,
          deed TEXT NOT NULL,
          person TEXT,
          order_id TEXT,
          detail TEXT
        );
        CREATE INDEX audit_by_time ON audit (at);
        CREATE INDEX audit_by_order ON audit (order_id, at) WHERE order_id IS NOT NULL;
        CREATE INDEX audit_by_person ON audit (person, at) WHERE person IS NOT NULL;
        CREATE OR REPLACE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'the audit is never changed'; END $$;
        CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit
          FOR EACH ROW EXECUTE FUNCTION refuse_to_change_audit();
        """,
    "m014_growth": """
        CREATE INDEX orders_by_touch ON orders (updated_at) WHERE state IN ('open', 'rejected');
        CREATE INDEX client_words_by_latest ON client_words (team, word, ordered_at DESC);
        """,
    "m015_by_number": """
        CREATE INDEX orders_by_number ON orders (team, upper(display_id)) WHERE display_id IS NOT NULL;
        """,
    "m016_finding": """
        ALTER TABLE orders ADD COLUMN workflow TEXT;
        CREATE TABLE order_words (
          team TEXT NOT NULL,
          -- By code points, whatever the database's language: a search reads a range of it.
          word TEXT COLLATE "C" NOT NULL,
          at BIGINT NOT NULL,
          order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
          PRIMARY KEY (team, word, at, order_id)
        );
        CREATE INDEX order_words_by_order ON order_words (order_id, word);
        DROP INDEX orders_by_state;
        CREATE INDEX orders_listed ON orders (team, state, confirmed_at, id);
        CREATE INDEX orders_listed_by_person ON orders (team, "user", state, confirmed_at, id);
        CREATE INDEX orders_listed_by_workflow ON orders (team, workflow, state, confirmed_at, id);
        """,
    "m017_home": """
        ALTER TABLE people ADD COLUMN opens_home SMALLINT NOT NULL DEFAULT 0;
        UPDATE people SET opens_home = 1;
        """,
    "m018_time_zone": """
        ALTER TABLE people ADD COLUMN time_zone TEXT;
        """,
    "m019_follow_up": """
        ALTER TABLE orders ADD COLUMN follow_up TEXT;
        """,
    "m020_one_of_many": """
        -- A plan is made once, for whoever asks: where all orders so far are one person's, of one job, it must not
        -- take everybody's to be as many. Not how many there are, but how few orders to expect of one.
        ALTER TABLE orders ALTER COLUMN "user" SET (n_distinct = 1000), ALTER COLUMN workflow SET (n_distinct = 1000);
        ALTER TABLE audit ALTER COLUMN person SET (n_distinct = 1000);
        ANALYZE orders, audit;
        """,
    "m021_client_search": """
        -- With the client: whom a search only compares isn't read from the table.
        DROP INDEX client_words_by_latest;
        CREATE INDEX client_words_by_latest ON client_words (team, word, ordered_at DESC) INCLUDE (client_id);
        """,
    "m022_modals": """
        -- With each order that is begun, all of a day's were read twice.
        CREATE INDEX modals_by_order ON modals (order_id);
        CREATE INDEX modals_by_time ON modals (shown_at);
        """,
}


ROWS_AT_ONCE = 500
"""Of a table that is filled in row by row: it may be larger than the memory."""


async def _some(connection: Connection, query: str) -> AsyncIterator[list[DictRow]]:
    """The rows as they were when it began, some at a time, through a cursor of the server's."""
    async with connection.cursor(name="filling") as cursor:
        await cursor.execute(query.encode())
        while rows := await cursor.fetchmany(ROWS_AT_ONCE):
            yield rows


async def _fill_phone_and_place(connection: Connection) -> None:
    async for drafts in _some(connection, "SELECT id, draft FROM orders"):
        derived = [(*phone_and_place(row["draft"]), row["id"]) for row in drafts]
        async with connection.cursor() as cursor:
            await cursor.executemany("UPDATE orders SET phone = %s, place = %s WHERE id = %s", derived)


async def _fill_clients(connection: Connection) -> None:
    created = _some(connection, CREATED_IN_TURN)
    clients, words = rows_of_all(
        [pair async for orders in created for row in orders for pair in known_by(row)]
    )
    for table, rows in (("clients", clients), ("client_words", words)):
        while some := list(islice(rows, ROWS_AT_ONCE)):
            await write_all(connection, insertion(table, some[0]), some)


async def _fill_name_and_place(connection: Connection) -> None:
    async for clients in _some(connection, "SELECT id, client, address FROM clients"):
        derived = [{**name_and_place(row["client"], row["address"]), "id": row["id"]} for row in clients]
        await write_all(connection, FILL_NAME_AND_PLACE, derived)


async def _fill_workflow_and_words(connection: Connection) -> None:
    async for orders in _some(connection, "SELECT id, team, draft, confirmed_at FROM orders"):
        derived = [(row, *workflow_and_words(row["draft"])) for row in orders]
        workflows = [{"workflow": workflow, "id": row["id"]} for row, workflow, _words in derived]
        await write_all(connection, FILL_WORKFLOW, workflows)
        rows = [
            word
            for row, _workflow, words in derived
            if row["confirmed_at"]
            for word in word_rows(row["id"], row["team"], row["confirmed_at"], words)
        ]
        if rows:
            await write_all(connection, insertion(TABLE, rows[0]), rows)


FILLINGS: Mapping[str, Callable[[Connection], Awaitable[None]]] = {
    "m002_alike": _fill_phone_and_place,
    "m003_clients": _fill_clients,
    "m012_same_clients": _fill_name_and_place,
    "m016_finding": _fill_workflow_and_words,
}
"""What a step does besides that SQL can't: new columns and tables filled from what is kept."""


async def migrate(connection: Connection, name: str) -> None:
    """Bring the schema up to date, on a connection that is closed afterwards; any number of processes may at once.

    `name` is the database's, for people. Raises StoreUnavailable if a newer Order Desk made it, and psycopg's errors.
    """
    if not await missing(connection, name):
        return
    # Held until the connection is closed, so nothing of it is left when a process dies. Taken before the transaction
    # begins: one that waits inside goes on believing in the tables it found missing.
    await connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    async with connection.transaction():
        await _make_schemas(connection)
        for step in await missing(connection, name):
            await _apply(connection, step)


@functools.cache
def _steps() -> Mapping[str, str]:
    """Every step by name; Procrastinate's first install is one step, which its later ones go beyond."""
    ours = {f"{SCHEMA}/{name}": text for name, text in MIGRATIONS.items()}
    files = sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))
    return ours | {f"{JOBS_SCHEMA}/{file.name}": file.read_text(encoding="utf-8") for file in files}


async def missing(connection: Connection, name: str) -> list[str]:
    """The steps that the database lacks, in turn. Raises StoreUnavailable as `migrate`."""
    steps = _steps()
    made = await applied(connection)
    if unknown := made - set(steps):
        raise StoreUnavailable(
            f"the database {name} was made by a newer version of Order Desk (it has {min(unknown)}); "
            "run that version or a later one"
        )
    return [step for step in steps if step not in made]


async def applied(connection: Connection) -> set[str]:
    """The steps that were made in the database; none where it is empty."""
    if await _lacks(connection, f"{SCHEMA}.migrations"):
        return set()
    rows = await connection.execute(sql.SQL("SELECT name FROM {}.migrations").format(sql.Identifier(SCHEMA)))
    return {row["name"] for row in await rows.fetchall()}


async def _make_schemas(connection: Connection) -> None:
    """Our schema with the record of steps, and Procrastinate's own, made whole at once."""
    if await _lacks(connection, f"{SCHEMA}.migrations"):
        await connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
        await connection.execute(
            sql.SQL(
                "CREATE TABLE {}.migrations (name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())"
            ).format(sql.Identifier(SCHEMA))
        )
    if await _lacks(connection, f"{JOBS_SCHEMA}.procrastinate_jobs"):
        await connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(JOBS_SCHEMA))
        )
        await _run_in(connection, JOBS_SCHEMA, SchemaManager.get_schema())
        await _record(connection, [step for step in _steps() if step.startswith(f"{JOBS_SCHEMA}/")])


async def _apply(connection: Connection, step: str) -> None:
    schema, _slash, name = step.partition("/")
    await _run_in(connection, schema, _steps()[step])
    if schema == SCHEMA and name in FILLINGS:
        await FILLINGS[name](connection)
    await _record(connection, [step])


async def _run_in(connection: Connection, schema: str, text: str) -> None:
    await connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))
    await connection.execute(text.encode())


async def _record(connection: Connection, steps: Iterable[str]) -> None:
    query = sql.SQL("INSERT INTO {}.migrations (name) SELECT unnest(%s::text[])").format(
        sql.Identifier(SCHEMA)
    )
    await connection.execute(query, [list(steps)])


async def _lacks(connection: Connection, table: str) -> bool:
    found = await connection.execute("SELECT to_regclass(%s) IS NULL AS lacks", [table])
    row: DictRow | None = await found.fetchone()
    return row is not None and bool(row["lacks"])
