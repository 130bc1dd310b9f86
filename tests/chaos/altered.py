"""The bot's command line with something altered in memory: `python -m tests.chaos.altered no-look-up serve`.

The mutants each break one rule of sending, to show that a run notices. `hurried` breaks none: it shortens the waits on
which nothing depends, since a short run can't wait a minute for what a killed process had begun to tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from types import ModuleType

from sqlite_utils import Database

from bot import app, circuit, cli, dispatcher, teller
from flows.order import Occasion, Order, Pace, claimed
from orders import LookUp, listing
from storage import postgres, sqlite
from storage.postgres_pool import Connection
from storage.rows import row_order


def no_quiet_period() -> None:
    """An order is due again as soon as its POST is."""

    def eager(order: Order, now: datetime, pace: Pace) -> Order:
        return replace(claimed(order, now, pace), due_at=now)

    _alter(dispatcher, "claimed", eager)


def no_compare_and_set() -> None:
    """A write goes over whatever stands there, on either store."""
    on_sqlite, on_postgresql = sqlite._compare_and_set, postgres._compare_and_set

    def blindly(database: Database, before: Order, after: Order, tell: Sequence[Occasion]) -> None:
        now = row_order(next(iter(database.query("SELECT * FROM orders WHERE id = ?", [before.id]))))
        on_sqlite(database, now, replace(after, version=now.version + 1), tell)

    async def blindly_too(connection: Connection, before: Order, after: Order) -> None:
        rows = await connection.execute(
            "SELECT * FROM orders WHERE id = %(id)s FOR UPDATE", {"id": before.id}
        )
        now = row_order(await rows.fetchone() or {})
        await on_postgresql(connection, now, replace(after, version=now.version + 1))

    _alter(sqlite, "_compare_and_set", blindly)
    _alter(postgres, "_compare_and_set", blindly_too)


def no_look_up() -> None:
    """The list is never read: nothing is ever found in it."""

    async def nothing_found(*_arguments: object, **_more: object) -> LookUp:
        return LookUp(None, conclusive=True)

    _alter(listing, "find_order", nothing_found)


def hurried() -> None:
    """A dead process's tellings, a refused order and an API taken to be down are tried again within seconds."""
    _alter(teller, "CLAIM", timedelta(seconds=2))
    _alter(circuit, "FIRST_PAUSE", timedelta(seconds=0.5))
    _alter(circuit, "LONGEST_PAUSE", timedelta(seconds=2))
    _alter(app, "Pace", partial(Pace, first_delay=timedelta(seconds=0.5), longest_delay=timedelta(seconds=4)))


MUTANTS: dict[str, Callable[[], None]] = {
    "no-quiet-period": no_quiet_period,
    "no-compare-and-set": no_compare_and_set,
    "no-look-up": no_look_up,
}
ALTERATIONS = {**MUTANTS, "hurried": hurried}


def _alter(module: ModuleType, name: str, value: object) -> None:
    if name not in vars(module):
        raise LookupError(f"{module.__name__} has no {name} any more: alter what took its place")
    vars(module)[name] = value


def main() -> None:
    """Alter what the first argument names, divided by commas, and run the command of the others."""
    for name in sys.argv.pop(1).split(","):
        ALTERATIONS[name]()
    cli.main()


if __name__ == "__main__":
    main()
