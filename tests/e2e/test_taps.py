"""How much a thumb has to do: taps and keystrokes are counted in the browser, at a phone's size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import walkthrough
from tests.support.browser import Place, Visitor, add_charger, create, in_the_browser, place
from tests.support.product import CATALOG

pytestmark = in_the_browser

COUNTING = """
window.counted = {taps: 0, keys: 0};
let touched = null;
const lengths = new WeakMap(), begun = new WeakSet();
addEventListener("focusin", (event) => {
  if (!event.target.matches("[data-focus]") || begun.has(event.target)) return;
  begun.add(event.target);
  touched = event.target;
}, true);
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
"""A text put in by the test's driver counts as a tap on its input and a keystroke for each character.

The input in which a screen begins has the focus already, and needs no tap.
"""


BUNDLE = """
[[bundles]]
name = "EV charging package"
products = [{product = "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"}, {product = "cable-10m"}]
"""


async def counted_on(here: Place, *, opening: bool = False) -> Visitor:
    """Sam at a phone, on the first screen; taps and keystrokes are counted from there, or from `/order` on."""
    sam = await here.visit("sam", phone=True)
    if opening:
        await sam.page.evaluate(COUNTING)
    await sam.says("/order")
    await sam.sees("Step 1 of 4")
    if not opening:
        await sam.page.evaluate(COUNTING)
    await sam.page.evaluate(
        "document.activeElement.dispatchEvent(new FocusEvent('focusin', {bubbles: true}))"
    )
    return sam


async def counted(person: Visitor) -> Mapping[str, int]:
    found: Mapping[str, int] = await person.page.evaluate("counted")
    return found


def submits(here: Place) -> int:
    return sum(delivery.name == "view_submission" for delivery in here.slack.deliveries)


async def fill_in_a_new_client(sam: Visitor) -> None:
    """Client, address and job, with the data of the walkthrough; the city is the postal code's."""
    client, address = walkthrough.CLIENT, walkthrough.ADDRESS
    await sam.writes({"Contact person": client["contact_person"], "Phone": client["phone"]})
    await sam.writes({"E-mail": client["email"]})
    await sam.presses("Next")
    await sam.sees("Street and number")
    await sam.writes({"Street and number": address["street"], "Postal code": address["postal_code"]})
    await sam.presses("Next")
    await sam.ticks("Job", "EV charger installation")
    await sam.ticks("Main fuse", "25 A")
    await sam.presses("Next")


async def place_it(sam: Visitor) -> Mapping[str, int]:
    """From the offer to an order that exists, and what it took altogether."""
    await sam.presses("Next")
    await sam.sees("Check the order")
    assert "⚠️" not in await sam.modal.inner_text()
    await create(sam)
    return await counted(sam)


@pytest.mark.thorough
async def test_a_new_client_and_one_product_take_12_taps_and_65_keystrokes(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await counted_on(here)
        await fill_in_a_new_client(sam)
        await add_charger(sam)
        done = await place_it(sam)
        assert (done["taps"] <= 12, done["keys"] <= 65) == (True, True), done


@pytest.mark.thorough
async def test_a_new_client_with_a_bundle_three_free_lines_and_two_discounts_takes_24_taps_and_90_keystrokes(
    tmp_path: Path,
) -> None:
    catalog = tmp_path / "catalog.toml"
    catalog.write_text(f"{CATALOG.read_text(encoding='utf-8')}\n{BUNDLE}", encoding="utf-8")
    async with place(tmp_path, catalog=catalog) as here:
        sam = await counted_on(here)
        await fill_in_a_new_client(sam)
        await sam.picks("Add from catalog", "EV charging package")
        await sam.sees("1 × EV Charger X")
        for name, price, discount in (("Pipe", "90", "9"), ("Work", "500", "50"), ("Box", "75", "")):
            await sam.presses("+ Free line")
            await sam.sees("New line")
            await sam.writes({"Name": name, "Unit price (NOK)": price})
            if discount:
                await sam.writes({"Discount per unit (NOK or %)": discount})
            await sam.presses("Add line")
            await sam.sees(f"1 × {name}")
        done = await place_it(sam)
        assert (done["taps"] <= 24, done["keys"] <= 90) == (True, True), done


@pytest.mark.thorough
async def test_a_known_client_and_one_product_take_three_submits_10_taps_and_13_keystrokes_with_the_command(
    tmp_path: Path,
) -> None:
    async with place(tmp_path) as here:
        regular = here.slack.person("sam")
        await walkthrough.to_summary(regular)
        await regular.next()
        await regular.sees("Order created")
        await regular.close()
        before = submits(here)
        sam = await counted_on(here, opening=True)
        await sam.page.keyboard.type("ola")
        await sam.modal.get_by_role("option", name="Ola Nordmann").first.click()
        await sam.ticks("Main fuse", "25 A")
        await sam.presses("Next")
        await add_charger(sam)
        await sam.presses("Next")
        await sam.sees("Check the order")
        await create(sam)
        done = await counted(sam)
        assert submits(here) - before <= 3
        assert (done["taps"] <= 10, done["keys"] <= 13) == (True, True), done
