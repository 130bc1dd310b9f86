"""The crash test in its short form, and the proof that it notices bots that break a rule of sending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.orders_api.faults import PostFault
from tests.chaos.altered import MUTANTS
from tests.chaos.report import Report
from tests.chaos.run import run
from tests.chaos.scenario import Scenario, chaos, first

pytestmark = pytest.mark.timeout(180)

DIRECTED = Scenario(
    seed=1,
    orders=4,
    kills=0,
    answers=first(None),
    serving=1,
    hurried=True,
    list_faults=0.0,
    stall=0.0,
    patience=60,
)
"""What shows a mutation for certain: nobody is killed, and the orders are too few to open a circuit."""

SCENARIOS = {
    # Every order is created long after its POST was given up; look-ups before that find nothing, on a busy machine too.
    "no-quiet-period": replace(DIRECTED, window=2.5, quiet_period=4.5),
    # Both bots have read what is due before the slow list lets the first of them go on.
    "no-compare-and-set": replace(
        DIRECTED,
        serving=2,
        answers=first(PostFault.UNAVAILABLE),
        timeout=2.0,
        window=1.2,
        list_delay=1.6,
        quiet_period=3.4,
    ),
    # Every order exists, but no answer told so.
    "no-look-up": replace(DIRECTED, answers=first(PostFault.BAD_GATEWAY_AFTER_CREATING), quiet_period=1.5),
    # No order exists, and each answer has the status of success.
    "any-2xx-is-created": replace(DIRECTED, answers=first(PostFault.MAINTENANCE_PAGE), quiet_period=1.5),
}

FOUND_BY: dict[str, Callable[[Report], int]] = {
    # Whether the API has the order by then, so that its duplicate check catches the needless POST, is up to the clock.
    "no-quiet-period": lambda report: report.needless,
    "no-compare-and-set": lambda report: report.needless,
    "no-look-up": lambda report: report.needless,
    "any-2xx-is-created": lambda report: report.told_falsely,
}


async def test_killed_again_and_again_the_bots_lose_and_double_nothing(tmp_path: Path) -> None:
    mix = chaos("sqlite", seed=8, orders=40, kills=4)
    brief = replace(
        mix,
        hurried=True,
        life=0.6,
        list_state=lambda seconds: mix.list_state(3 * seconds),
        access=lambda seconds: mix.access(3 * seconds),
    )
    report = await run(brief, tmp_path)
    assert report.is_clean, str(report)
    assert report.kills >= brief.kills
    # The seed says what each order's first POST meets: no clock has a say in it.
    assert len({one.fault for one in report.arrivals if one.attempt == 1}) > 5, "too few to prove much"


@pytest.mark.parametrize("mutant", MUTANTS)
async def test_bots_that_break_a_rule_of_sending_are_found_out_where_the_product_is_not(
    tmp_path: Path, mutant: str
) -> None:
    scenario = SCENARIOS[mutant]
    product, broken = await asyncio.gather(
        played(scenario, tmp_path / "product"), played(replace(scenario, mutant=mutant), tmp_path / "mutant")
    )
    assert product.is_clean, str(product)
    assert not broken.is_clean
    assert FOUND_BY[mutant](broken), str(broken)


async def played(scenario: Scenario, folder: Path) -> Report:
    """A run in a folder of its own."""
    await asyncio.to_thread(folder.mkdir)
    return await run(scenario, folder)
