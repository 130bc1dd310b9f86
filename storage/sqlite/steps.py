"""How far a file's schema has come, by the names of the steps in `storage.sqlite.migrations`.

Apart from them, since sqlite-utils, by which they are taken, is a twelfth of a start: a current file needs none of it.
"""

from __future__ import annotations

import sqlite3

STEPS = (
    "m001_orders",
    "m002_alike",
    "m003_clients",
    "m004_approval",
    "m005_messages",
    "m006_standing",
    "m007_doubt",
    "m008_outages",
    "m009_progress",
    "m010_names",
    "m011_by_state",
    "m012_same_clients",
    "m013_audit",
    "m014_growth",
    "m015_by_number",
    "m016_finding",
    "m017_home",
    "m018_time_zone",
    "m019_follow_up",
    "m020_one_of_many",
    "m021_client_search",
    "m022_modals",
)
"""The names of all steps, in order."""


def applied(connection: sqlite3.Connection) -> frozenset[str]:
    """The steps that the file has taken; none where it is new."""
    if not has_table(connection, "_sqlite_migrations"):
        return frozenset()
    found = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'orderdesk'")
    return frozenset(name for (name,) in found)


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Take the steps that the file lacks."""
    if applied(connection).issuperset(STEPS):
        return
    # Only where it is asked for: it takes a tenth of a second to import.
    from sqlite_utils import Database

    from storage.sqlite.migrations import sqlite_migrations

    sqlite_migrations.apply(Database(connection, execute_plugins=False))


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Whether the file has a table of that name."""
    return bool(connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [name]).fetchone())
