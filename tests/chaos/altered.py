"""The bot's command line with something altered in memory: `python -m tests.chaos.altered no-look-up serve`.

The mutants each break one rule of sending, to show that a run notices. `brief` and `hurried` break none: they shorten
waits on which nothing depends. A run would not end within minutes if pauses grew to minutes, and a short one can't wait
a minute for what a killed process had begun to tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import ModuleType
from typing import Any

from sqlite_utils import Database

from bot import app
from bot.cli import main as cli
from bot.notify import notifier
from bot.outbox import circuit_breaker, dispatcher
from flows.order import Exists, Occasion, Order, Outcome, Pace
from orders import LookUp, NoOrderId, OrdersError, listing
from storage.postgres import store as postgres
from storage.postgres.pool import Connection
from storage.rows import row_order
from storage.sqlite import store as sqlite


def no_quiet_period() -> None:
    """An order may go out again as soon as its POST is given up."""
    paced = vars(app)["Pace"]

    def hasty(_quiet_period: timedelta, **given: Any) -> Pace:
        pace: Pace = paced(timedelta(), **given)
        return pace

    _alter(app, "Pace", hasty)


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


def any_2xx_is_created() -> None:
    """Whatever comes with a status of success creates the order, whether it names one or not."""
    judged = dispatcher.outcome_of

    def believed(error: OrdersError) -> Outcome:
        return Exists() if isinstance(error, NoOrderId) else judged(error)

    _alter(dispatcher, "outcome_of", believed)


def brief() -> None:
    """No pause between two attempts grows beyond some seconds, nor one for an API that is taken to be down."""
    _alter(circuit_breaker, "FIRST_PAUSE", timedelta(seconds=1))
    _alter(circuit_breaker, "LONGEST_PAUSE", timedelta(seconds=4))
    _alter(app, "Pace", partial(vars(app)["Pace"], longest_delay=timedelta(seconds=10)))


def hurried() -> None:
    """A dead process's tellings, a refused order and an API taken to be down are tried again within seconds."""
    _alter(notifier, "CLAIM", timedelta(seconds=2))
    _alter(circuit_breaker, "FIRST_PAUSE", timedelta(seconds=0.5))
    _alter(circuit_breaker, "LONGEST_PAUSE", timedelta(seconds=2))
    _alter(
        app,
        "Pace",
        partial(vars(app)["Pace"], first_delay=timedelta(seconds=0.5), longest_delay=timedelta(seconds=4)),
    )


MUTANTS: dict[str, Callable[[], None]] = {
    "no-quiet-period": no_quiet_period,
    "no-compare-and-set": no_compare_and_set,
    "no-look-up": no_look_up,
    "any-2xx-is-created": any_2xx_is_created,
}
ALTERATIONS = {**MUTANTS, "brief": brief, "hurried": hurried}


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
