"""`orderdesk audit`: who did what to which order, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from bot.cli import event_loop
from bot.cli.common import fail, settings_or_fail
from flows.audit import AuditEntry
from storage import StoreError, open_store

MOST_SHOWN = 10_000


@click.command()
@click.option("--order", metavar="NUMBER", help="Of one order: its number, such as P1-42, or its key.")
@click.option(
    "--person", metavar="USER", help="What one person did: their Slack user id, such as U0123456789."
)
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="From that day or minute on, in UTC.",
)
def audit(*, order: str | None, person: str | None, since: datetime | None) -> None:
    """Print who did what to which order when, the latest first, divided by tabs; times are in UTC."""
    try:
        entries = event_loop.run(_find(settings_or_fail().database_url, order, person, since))
    except StoreError as error:
        fail(str(error))
    for entry in entries:
        click.echo(_line(entry))
    if len(entries) == MOST_SHOWN:
        click.echo(
            f"The latest {MOST_SHOWN} are shown; narrow it with --order, --person or --since.", err=True
        )


async def _find(
    url: str, order: str | None, person: str | None, since: datetime | None
) -> Sequence[AuditEntry]:
    store = await open_store(url)
    try:
        order_id = await store.id_of(order) if order else None
        if order and order_id is None:
            fail(f"There is no order {order}: give its number as it is in Slack, or its key from the log.")
        utc = since.replace(tzinfo=UTC) if since else None
        return await store.audit.find(order_id, person, utc, MOST_SHOWN)
    finally:
        await store.close()


def _line(entry: AuditEntry) -> str:
    words = (f"{entry.at:%Y-%m-%dT%H:%M:%SZ}", entry.person, entry.deed.value, entry.order_id, entry.detail)
    return "\t".join(word or "-" for word in words)
