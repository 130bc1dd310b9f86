"""`python -m tests.fuzz`: the fuzz run in its long form, against a bot in a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import click

from bot.manifest import manifest
from sandbox.orders_api.server import LocalOrders
from sandbox.run import free_port, ready
from sandbox.slack.local_slack import LocalSlack
from tests.fuzz.recorded import SETTINGS, patient_slack, record
from tests.fuzz.requests import requests
from tests.fuzz.run import exceptions, send_all
from tests.support.postgres import database_of
from tests.support.waiting import waiting_catalog

MEASURED = 10
"""How often the process is measured on the way."""


@click.command()
@click.option("--store", "stores", type=click.Choice(["sqlite", "postgresql"]), multiple=True, required=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--signed", "signed_ones", default=6000, show_default=True)
@click.option("--unsigned", "unsigned_ones", default=2000, show_default=True)
def main(*, stores: tuple[str, ...], seed: int, signed_ones: int, unsigned_ones: int) -> None:
    """Send changed requests; exit code 1 if one gives a server error, none, or an exception in the bot.

    The process's memory, open files and processor time are printed on the way: they should stay flat.
    """
    clean = True
    for store in stores:
        folder = Path(tempfile.mkdtemp(prefix="orderdesk-fuzz-"))
        click.echo(f"{store}, seed {seed}, {signed_ones} signed and {unsigned_ones} unsigned, in {folder}")
        clean = asyncio.run(_run(store, folder, seed, signed_ones, unsigned_ones)) and clean
    sys.exit(0 if clean else 1)


async def _run(store: str, folder: Path, seed: int, signed_ones: int, unsigned_ones: int) -> bool:
    log, port = folder / "bot.log", free_port()
    with database_of(store, folder) as database, log.open("wb") as written:
        async with patient_slack() as slack, LocalOrders() as api:
            slack.install(manifest(slack.origin))
            recorded = await record(slack, api, folder, database)
            slack.request_url = url = f"http://127.0.0.1:{port}/slack/events"
            bot = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot.cli",
                "serve",
                env=_environment(slack, api, database, port, waiting_catalog(folder)),
                stderr=written,
            )
            try:
                await ready(bot, port)
                asked = requests(
                    recorded,
                    slack.signing_secret,
                    Random(seed),  # noqa: S311 - the same seed draws the same requests
                    signed_ones=signed_ones,
                    unsigned_ones=unsigned_ones,
                )
                measure = _measuring(bot.pid, max((signed_ones + unsigned_ones) // MEASURED, 1), slack)
                answers = await send_all(url, asked, measure)
            finally:
                bot.terminate()
                await bot.wait()
    found = exceptions([json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()])
    click.echo(f"  answers     {answers}\n  exceptions  {found.total()}, log of {log.stat().st_size} bytes")
    for place, count in found.most_common():
        click.echo(f"    {count} × {place}")
    return not found and not answers.wrong


def _measuring(process: int, every: int, slack: LocalSlack) -> Callable[[int], None]:
    """Print what the process uses, and let go of what the local Slack remembers."""
    began = time.monotonic()

    def measure(count: int) -> None:
        if count % every:
            return
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
        megabytes = pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
        files = len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - links whose targets aren't asked for
        ticks = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        click.echo(
            f"  {count:6} after {time.monotonic() - began:4.0f} s: {megabytes:4.0f} MB, {files} files,"
            f" {seconds:.0f} s of processor time, {1000 * seconds / count:.1f} ms each"
        )
        for record_of in (slack.calls, slack.deliveries, slack.refusals):
            record_of.clear()

    return measure


def _environment(
    slack: LocalSlack, api: LocalOrders, database: str, port: int, catalog: Path
) -> dict[str, str]:
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "PORT": str(port),
        "ORDERS_API_URL": api.url,
        "ORDERS_API_TOKEN": api.token,
        "CATALOG": str(catalog),
        **{name.upper(): str(value) for name, value in SETTINGS.items() if value},
    }


if __name__ == "__main__":
    main()
