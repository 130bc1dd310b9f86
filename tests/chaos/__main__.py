"""`python -m tests.chaos`: the crash test in its long form."""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

import click

from tests.chaos.altered import MUTANTS
from tests.chaos.report import Report
from tests.chaos.run import run
from tests.chaos.scenario import Scenario, chaos

LEDGER = "ledger.txt"
"""A line an order, in the run's folder."""


@click.command()
@click.option("--store", "stores", type=click.Choice(["sqlite", "postgresql"]), multiple=True, required=True)
@click.option("--seed", "seeds", type=int, multiple=True, default=(1,), show_default=True)
@click.option("--orders", default=1000, show_default=True)
@click.option("--kills", default=100, show_default=True)
@click.option(
    "--mutant", type=click.Choice([*MUTANTS]), help="Break the bots in one way: the run should notice."
)
def main(
    *, stores: tuple[str, ...], seeds: tuple[int, ...], orders: int, kills: int, mutant: str | None
) -> None:
    """Confirm orders while the bots are killed; exit code 1 if any is lost, doubled or told of wrongly.

    Given several stores or seeds, it runs every combination.
    """
    clean = True
    for store in stores:
        for seed in seeds:
            folder = Path(tempfile.mkdtemp(prefix="orderdesk-chaos-"))
            report = asyncio.run(_run(chaos(store, seed, orders, kills, mutant), folder))
            (folder / LEDGER).write_text("".join(f"{entry}\n" for entry in report.entries), encoding="utf-8")
            click.echo(f"{report}\n  ledger      {folder / LEDGER}, beside the logs")
            clean = clean and report.is_clean
    sys.exit(0 if clean else 1)


async def _run(scenario: Scenario, folder: Path) -> Report:
    """A run that leaves no bot behind, even if it is told to stop."""
    task = asyncio.ensure_future(run(scenario, folder))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


if __name__ == "__main__":
    main()
