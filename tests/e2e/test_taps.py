"""How much a thumb has to do: taps and keystrokes are counted in the browser, at a phone's size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support import browser, walkthrough
from tests.support.browser import Place, Visitor, add_charger, create, in_the_browser, place

pytestmark = in_the_browser

COUNTING = """
window.counted = {taps: 0, keys: 0};
let touched = null;
const lengths = new WeakMap();
addEventListener("click", (event) => {
  if (event.isTrusted && event.detail > 0) counted.taps += 1;
  touched = event.target;
}, true);
addEventListener("input", (event) => {
  const input = event.target, length = (input.value ?? "").length;
  if (input.matches("textarea, input:not([type=radio], [type=checkbox])")) {
    if (input !== touched) counted.taps += 1;
    touched = input;
    counted.keys += Math.abs(length - (lengths.get(input) ?? 0));
    lengths.set(input, length);
  }
}, true);
"""
"""A text put in by the test's driver counts as a tap on its input and a keystroke for each character."""

TAP_SECONDS = 1.1
KEY_SECONDS = 0.28
"""Pointing, and a keystroke of an average typist: Card, Moran and Newell, “The keystroke-level model” (1980)."""


async def counted_on(here: Place) -> Visitor:
    """Sam at a phone whose taps and keystrokes are counted from now on."""
    sam = await here.visit("sam", phone=True)
    await sam.page.evaluate(COUNTING)
    await sam.page.locator("#composer textarea").tap()
    await sam.page.keyboard.type("/order")
    await sam.page.locator("#composer").get_by_role("button", name="Send").tap()
    return sam


async def counted(person: Visitor) -> Mapping[str, int]:
    found: Mapping[str, int] = await person.page.evaluate("counted")
    return found


def submits(here: Place) -> int:
    return sum(delivery.name == "view_submission" for delivery in here.slack.deliveries)


async def test_a_known_client_and_one_product_take_three_submits_and_twelve_taps(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        regular = here.slack.person("sam")
        await walkthrough.to_summary(regular)
        await regular.next()
        await regular.sees("Order created")
        await regular.close()
        before = submits(here)
        sam = await counted_on(here)
        await sam.picks("Known client", "Ola Nordmann", typed="ola")
        await sam.ticks("Job", "EV charger installation")
        await sam.ticks("Main fuse", "25 A")
        await sam.presses("Next")
        await add_charger(sam)
        await sam.presses("Next")
        await sam.sees("Check the order")
        await create(sam)
        assert submits(here) - before <= 3
        assert (await counted(sam))["taps"] <= 12


async def test_a_new_client_with_three_lines_takes_a_minute_of_a_practised_thumb(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await counted_on(here)
        await browser.fill_client(sam)
        await browser.fill_address(sam)
        await sam.ticks("Job", "EV charger installation")
        await sam.ticks("Main fuse", "25 A")
        await sam.presses("Next")
        await add_charger(sam)
        await sam.picks("Add from catalog", "Cable, 10 m", typed="cab")
        await sam.sees("1 × Cable, 10 m")
        await sam.presses("+ Free line")
        await sam.writes({"Name": "Survey", "Unit price (NOK)": "500"})
        await sam.presses("Add line")
        await sam.sees("1 × Survey")
        await sam.presses("Next")
        await sam.sees("Check the order")
        await create(sam)
        done = await counted(sam)
        assert done["taps"] * TAP_SECONDS + done["keys"] * KEY_SECONDS < 60, done
