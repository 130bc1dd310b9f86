"""One run: everything started, every order pressed, every kill made, all settled, and the reckoning."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import UTC, datetime
from pathlib import Path

from sandbox.slack.local_slack import LocalSlack
from storage import Store, open_store
from tests.chaos.bots import bots
from tests.chaos.deciders import Deciders
from tests.chaos.ledger import ledger
from tests.chaos.people import Crowd, drafts
from tests.chaos.progress import Progress
from tests.chaos.report import Report
from tests.chaos.scenario import Scenario
from tests.chaos.upstream import ChaoticOrders
from tests.chaos.witness import Witness
from tests.support.postgres import new_database
from tests.support.stores import END_OF_TIME

LOOKS_AGAIN = 0.3
"""Seconds between two looks into the store for whether all is settled."""


async def run(scenario: Scenario, folder: Path) -> Report:
    """Play the scenario; the database and the bots' logs stay in the folder."""
    began, progress = time.monotonic(), Progress(scenario)
    async with (
        LocalSlack() as slack,
        ChaoticOrders(scenario) as upstream,
        database(scenario, folder) as (url, store),
        bots(progress, slack, upstream, url, folder) as every,
    ):
        orders = drafts(scenario, datetime.now(UTC))
        for order in orders:
            await store.add(order)
        crowd, witness = Crowd(orders, every, progress, slack), Witness(slack, upstream, orders)
        deciders = Deciders(slack, upstream, store, crowd, witness)
        async with deciders.at_work():
            async with asyncio.TaskGroup() as group:
                group.create_task(every.run())
                group.create_task(crowd.press_all())
            with suppress(TimeoutError):  # The ledger says what isn't settled by then.
                async with asyncio.timeout(scenario.patience):
                    await _settled(store, deciders, lambda: bool(scenario.mutant and witness.falsehoods))
        exit_codes = await every.stop()
        witness.close()
        return Report(
            scenario=scenario,
            entries=await ledger(orders, store, upstream, witness),
            unassigned=[saying for saying in witness.falsehoods if saying.order is None],
            decisions=deciders.decisions,
            arrivals=upstream.arrivals,
            kills=progress.kills,
            presses=crowd.presses,
            duplicates=upstream.duplicates,
            list_requests=upstream.list_requests + upstream.list_faults,
            list_faults=upstream.list_faults,
            exit_codes=exit_codes,
            seconds=time.monotonic() - began,
        )


@asynccontextmanager
async def database(scenario: Scenario, folder: Path) -> AsyncIterator[tuple[str, Store]]:
    """The URL of the run's database, which is empty at first, and a store of the harness's own on it."""
    sqlite = nullcontext(f"sqlite:///{folder / 'orderdesk.db'}")
    with sqlite if scenario.store == "sqlite" else new_database() as url:
        store = await open_store(url)
        try:
            yield url, store
        finally:
            await store.close()


async def _settled(store: Store, deciders: Deciders, is_found_out: Callable[[], bool]) -> None:
    """Until there is nothing left to do, or what a mutant did to an order never will be."""
    while not is_found_out() and (  # noqa: ASYNC110 - it is others who settle
        await store.due(END_OF_TIME, 1) or await store.due_notifications(END_OF_TIME, 1) or deciders.is_busy
    ):
        await asyncio.sleep(LOOKS_AGAIN)
