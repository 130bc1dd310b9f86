"""The `orderdesk` command."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.app import prepare
from bot.cli import event_loop
from bot.cli.audit import audit
from bot.cli.common import fail, settings_or_fail
from bot.cli.database import backup, migrate, work
from bot.cli.orders import orders
from bot.cli.recipients import unreachable
from bot.cli.user_groups import unread_groups
from bot.logs import set_up_logs
from bot.manifest import manifest
from bot.settings import SettingsError
from bot.web.serve import check_mode, serve
from storage import StoreUnavailable
from storage.opening import inspect_database
from storage.sql.database import Condition

CONDITIONS = {
    Condition.ABSENT: "there is none yet; the first start makes it.",
    Condition.EARLIER: "of an earlier version; the next start brings it up to date, and keeps everything.",
    Condition.CURRENT: "fine.",
}
"""What `doctor` says of the database."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="orderdesk")
def main() -> None:
    """Take installation orders in Slack. Settings are environment variables; see .env.example."""


@main.command("serve")
@click.option(
    "--socket", is_flag=True, help="Connect to Slack by Socket Mode instead of waiting for its requests."
)
def serve_command(*, socket: bool) -> None:
    """Run the bot until it is told to stop."""
    settings = settings_or_fail()
    set_up_logs(settings.log_level)
    try:
        event_loop.run(serve(settings, socket=socket))
    except (SettingsError, StoreUnavailable) as error:
        fail(str(error))


@main.command("manifest")
@click.option(
    "--url", help="Where Slack reaches the bot, for example https://orders.example.com; omit for Socket Mode."
)
def manifest_command(url: str | None) -> None:
    """Print the app manifest to create the Slack app from."""
    click.echo(json.dumps(manifest(url), indent=2))


@main.command()
@click.option("--socket", is_flag=True, help="Check for `orderdesk serve --socket`.")
def doctor(*, socket: bool) -> None:
    """Check settings, catalog, database and whom Slack must know, without sending or changing anything."""
    settings = settings_or_fail()
    try:
        check_mode(settings, socket=socket)
        catalog = prepare(settings).catalog
        condition = event_loop.run(inspect_database(settings.database_url))
    except (SettingsError, StoreUnavailable) as error:
        fail(str(error))
    click.echo("Settings: fine.")
    click.echo(
        f"Catalog: {len(catalog.workflows)} workflows, {len(catalog.products)} products, "
        f"{len(catalog.organizations)} installers, {len(catalog.tags)} tags."
    )
    click.echo(f"Database: {CONDITIONS[condition]}")
    for line in (*event_loop.run(unreachable(settings, catalog)), *event_loop.run(unread_groups(settings))):
        click.echo(line)


@main.command()
@click.option("--port", default=0, help="The page's port; by default a free one.")
@click.option("--demo", is_flag=True, help="Play one whole order, print it screen by screen, and stop.")
@click.option("--socket", is_flag=True, help="Let the bot connect by Socket Mode.")
@click.option(
    "--catalog", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Another catalog file."
)
@click.option(
    "--database",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep the bot's database in this file.",
)
@click.option(
    "--locale", default="en-GB", show_default=True, help="The workspace's language, for example nb-NO."
)
@click.option("--open/--no-open", "opens_page", default=True, help="Open the page in a browser.")
def sandbox(
    *,
    port: int,
    demo: bool,
    socket: bool,
    catalog: Path | None,
    database: Path | None,
    locale: str,
    opens_page: bool,
) -> None:
    """Run the bot with a local Slack and a local Orders API; nothing leaves this machine."""
    from sandbox.run import Plan, run

    plan = Plan(
        bot=(sys.executable, "-m", "bot.cli", "serve"),
        port=port,
        demo=demo,
        socket=socket,
        catalog=catalog,
        database=database,
        locale=locale,
        opens_page=opens_page,
        manifest=manifest(None),
    )
    sys.exit(run(plan))


for command in (migrate, backup, work, audit, orders):
    main.add_command(command)


if __name__ == "__main__":
    main()
