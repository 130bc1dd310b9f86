"""The bot's command line with something altered in memory: `python -m tests.chaos.altered no-look-up serve`.

The mutants each break one rule of sending, to show that a run notices. `brief` and `hurried` break none: they shorten
waits on which nothing depends. A run would not end within minutes if pauses grew to minutes, and a short one can't wait
a minute for what a killed process had begun to tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import ModuleType
from typing import Any

from bot import app
from bot.cli import main as cli
from bot.notify import notifier, told_at_once
from bot.outbox import circuit_breaker, dispatcher, outcomes
from flows.order import Exists, Order, Outcome, Pace
from orders import LookUp, NoOrderId, OrdersError, listing
from storage import changes, telling
from storage.sql.database import Transaction
from storage.sql.queries import ORDER
from storage.sql.rows import row_order


def no_quiet_period() -> None:
    """An order may go out again as soon as its POST is given up."""
    paced = vars(app)["Pace"]

    def hasty(_quiet_period: timedelta, **given: Any) -> Pace:
        pace: Pace = paced(timedelta(), **given)
        return pace

    _alter(app, "Pace", hasty)


def no_compare_and_set() -> None:
    """A write goes over whatever stands there."""
    carefully = changes.compare_and_set

    async def blindly(transaction: Transaction, before: Order, after: Order) -> None:
        # Locks the row, so that nobody writes between the look and the write.
        await transaction.change("UPDATE orders SET version = version WHERE id = :id", {"id": before.id})
        (row,) = await transaction.rows(ORDER, {"id": before.id})
        now = row_order(row)
        await carefully(transaction, now, replace(after, version=now.version + 1))

    for module in (changes, telling):
        _alter(module, "compare_and_set", blindly)


def no_look_up() -> None:
    """The list is never read: nothing is ever found in it."""

    async def nothing_found(*_arguments: object, **_more: object) -> LookUp:
        return LookUp(None, conclusive=True)

    _alter(listing, "find_order", nothing_found)


def any_2xx_is_created() -> None:
    """Whatever comes with a status of success creates the order, whether it names one or not."""
    judged = outcomes.outcome_of

    def believed(error: OrdersError) -> Outcome:
        return Exists() if isinstance(error, NoOrderId) else judged(error)

    _alter(dispatcher, "outcome_of", believed)


def brief() -> None:
    """No pause between two attempts is longer than some seconds, whatever is wrong with the API."""
    _alter(outcomes, "WAIT_FOR_OPERATOR", timedelta(seconds=2))
    _alter(circuit_breaker, "FIRST_PAUSE", timedelta(seconds=1))
    _alter(circuit_breaker, "LONGEST_PAUSE", timedelta(seconds=4))
    _alter(app, "Pace", partial(vars(app)["Pace"], longest_delay=timedelta(seconds=10)))


def hurried() -> None:
    """A dead process's notifications, a refused order and an API taken to be down are tried again within seconds."""
    _alter(outcomes, "WAIT_FOR_OPERATOR", timedelta(seconds=1))
    for module in (notifier, told_at_once):
        _alter(module, "CLAIM", timedelta(seconds=2))
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
