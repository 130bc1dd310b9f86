"""`orderdesk orders`: orders as CSV or JSON, for spreadsheets and other programs."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

import click

from bot.app import load_catalog
from bot.cli import event_loop
from bot.cli.common import fail, settings_or_fail
from bot.clock import utc_now
from bot.service.listing.reader import Reader
from bot.settings import ClientInChannel, Settings, SettingsError
from flows.audit import AuditEntry, Deed
from flows.i18n.language import SOURCE_LANGUAGE, Language, language
from flows.listing.page import STATES, Stage
from flows.listing.query import OrderQuery
from storage import Store, StoreError, open_store

if TYPE_CHECKING:
    from bot.service.listing.exports import Writer

DAYS = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.command()
@click.option("--csv", "kind", flag_value="csv", help="A row an order, which Excel opens as it is.")
@click.option("--json", "kind", flag_value="json", help="An array with an object an order.")
@click.option("--since", type=DAYS, help="Confirmed from that day or minute on, in UTC.")
@click.option("--state", type=click.Choice([stage.value for stage in Stage]), help="Only these; else all.")
@click.option("--person", metavar="USER", help="Taken by one person: their Slack user id.")
@click.option(
    "--raw", is_flag=True, help="Values as they are stored: amounts in hundredths, times as ISO 8601."
)
@click.option(
    "--locale", help="The language of headings, amounts and times; else DEFAULT_LOCALE, else English."
)
@click.option(
    "--output", type=click.Path(dir_okay=False, writable=True), help="Into this file; else it is printed."
)
def orders(
    *,
    kind: str | None,
    since: datetime | None,
    state: str | None,
    person: str | None,
    raw: bool,
    locale: str | None,
    output: str | None,
) -> None:
    """Write confirmed orders, the latest first, with everything of their clients; drafts are not among them."""
    if kind is None:
        fail("Say how: orderdesk orders --csv, or orderdesk orders --json.")
    settings = settings_or_fail()
    from bot.service.listing.exports import CsvWriter, JsonWriter  # `serve` has no need of what writes files.
    from flows.listing.export import Style

    query = OrderQuery(
        team="",
        until=utc_now(),
        states=STATES[Stage(state) if state else None],
        person=person,
        since=since.replace(tzinfo=UTC) if since else None,
    )
    speaks = language(locale or settings.default_locale or SOURCE_LANGUAGE)
    style = Style(None if raw else speaks)
    try:
        with _opened(output) as into:
            writer = CsvWriter(into, style, speaks) if kind == "csv" else JsonWriter(into, style)
            event_loop.run(_write(settings, query, writer, speaks, f"orderdesk orders --{kind}"))
    except (StoreError, SettingsError, OSError) as error:
        fail(str(error))


def _opened(output: str | None) -> TextIO:
    if output:
        return open(output, "w", encoding="utf-8", newline="")  # noqa: PTH123 - closed by who asked
    # Whatever the terminal's encoding, and with the rows' own line ends.
    return io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)


async def _write(
    settings: Settings, query: OrderQuery, writer: Writer, speaks: Language, command: str
) -> None:
    from bot.service.listing.exports import Export

    catalog = load_catalog(settings.catalog).said_in(speaks.code)
    store = await open_store(settings.database_url)
    try:
        writer.begin()
        for team in await store.found.teams():
            reader = Reader(team, None, ClientInChannel.FULL, sees_others=True, sees_personal_data=True)
            count = await Export(store, catalog, reader).write(query.of_team(team), writer)
            await _keep(store, team, f"{command}, {count} orders")
        writer.end()
    finally:
        await store.close()


async def _keep(store: Store, team: str, detail: str) -> None:
    """In the audit, of nobody in Slack: whoever runs commands here can read the database too."""
    await store.audit.add(AuditEntry(utc_now(), team, Deed.EXPORTED, None, None, detail))
