"""Commands on the database, and the worker's: `migrate`, `backup`, `work`."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from bot.app import order_desk
from bot.cli import event_loop
from bot.cli.common import fail, settings_or_fail
from bot.clock import utc_now
from bot.logs import log, set_up_logs
from bot.settings import Settings, SettingsError
from storage import StoreError, StoreUnavailable, open_store
from storage.opening import is_postgresql, sqlite_path
from storage.sqlite.backup import back_up

logger = log(__name__)


@click.command()
@click.option(
    "--from", "source", metavar="URL", help="Move everything out of this SQLite database: sqlite:///FILE."
)
@click.option(
    "--to",
    "target",
    metavar="URL",
    help="Where to, postgresql://…; by default DATABASE_URL, which ps doesn't show.",
)
def migrate(source: str | None, target: str | None) -> None:
    """Bring the database up to date, making it if there is none; or move everything to PostgreSQL."""
    if target and not source:
        fail("--to needs --from: say which database to move, for example --from sqlite:///orderdesk.db")
    try:
        if source:
            _move(source, target or settings_or_fail().database_url)
        else:
            asyncio.run(_bring_up_to_date(settings_or_fail().database_url))
    except StoreError as error:
        fail(str(error))


async def _bring_up_to_date(url: str) -> None:
    store = await open_store(url)
    await store.close()
    click.echo(f"{sqlite_path(url) or 'The database'} is up to date.")


def _move(source: str, target: str) -> None:
    file = sqlite_path(source)
    if file is None:
        fail("--from must be an SQLite database, for example sqlite:///orderdesk.db")
    if not is_postgresql(target):
        fail("--to (or DATABASE_URL) must be a PostgreSQL database: postgresql://USER:PASSWORD@HOST/DATABASE")
    # Only where it is asked for: its libraries take a quarter of a second to import.
    from storage.transfer import transfer

    for table in asyncio.run(transfer(file, target, utc_now())):
        click.echo(f"{table.table}: {table.rows} rows, checksum {table.checksum} on both sides")
    click.echo(f"Moved. {file} keeps its rows and refuses to be used. Set DATABASE_URL to the new database.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the SQLite database into a new FILE, while the bot serves or not."""
    database = sqlite_path(settings_or_fail().database_url)
    if database is None:
        fail(
            "DATABASE_URL is PostgreSQL, which has its own: pg_dump --format=custom --file=FILE DATABASE_URL"
        )
    try:
        orders = back_up(database, file)
    except FileExistsError:
        fail(
            f"{file} is there already. Nothing is overwritten: name a new file, for example {file.stem}-2{file.suffix}"
        )
    except OSError as error:
        fail(f"{file} can't be written: {error.strerror}")
    except StoreUnavailable as error:
        fail(str(error))
    click.echo(f"{orders} orders of {database} copied to {file}.")


@click.command()
def work() -> None:
    """Send orders and tell people, without listening to Slack: any number of these may run."""
    settings = settings_or_fail()
    set_up_logs(settings.log_level)
    try:
        event_loop.run(_work(settings))
    except (SettingsError, StoreUnavailable) as error:
        fail(str(error))


async def _work(settings: Settings) -> None:
    """Until SIGINT or SIGTERM; what is under way is finished."""
    stop = asyncio.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, stop.set)
    async with order_desk(settings):
        logger.info("working")
        await stop.wait()
    logger.info("stopped")
