"""Every way to begin an order, from the first tap to the first screen and what is filled in on it, by hand."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.support import walkthrough
from tests.support.browser import (
    Place,
    Visitor,
    create,
    fill_address,
    fill_job,
    in_the_browser,
    place,
)
from tests.support.thorough import one_in

pytestmark = in_the_browser

LEAD = "Navn: Ola Nordmann\nola.nordmann@example.com 999 00 111\n2 stk EV Charger X"

Begin = Callable[[Visitor], Awaitable[None]]
Check = Callable[[Visitor], Awaitable[None]]


async def by_the_command(sam: Visitor) -> None:
    await sam.says("/order")


async def by_the_command_and_a_text(sam: Visitor) -> None:
    await sam.says(f"/order {LEAD}")


async def by_the_global_shortcut(sam: Visitor) -> None:
    await sam.page.locator("#composer").get_by_role("button", name="Shortcuts").click()
    await sam.page.get_by_role("menuitem", name=re.compile("^New order")).click()


async def by_a_messages_shortcut(sam: Visitor) -> None:
    await sam.says(LEAD)
    await sam.messages.last.get_by_role("button", name=re.compile("Act on the message")).click()
    await sam.page.get_by_role("menuitem", name="New order from message").click()


async def by_the_button_on_home(sam: Visitor) -> None:
    await sam.goes_to("Home")
    await sam.page.locator("#stage").get_by_role("button", name="New order").click()


async def by_a_direct_message(sam: Visitor) -> None:
    await sam.goes_to("Messages")
    await sam.says(LEAD)
    await press_below(sam, "I've begun an order with what you wrote", "Continue")


async def by_naming_the_bot(sam: Visitor) -> None:
    composer = sam.page.locator("#composer textarea")
    await composer.press_sequentially("@ord")
    await sam.page.get_by_role("option", name="@orderdesk").click()
    await composer.press_sequentially(LEAD.replace("\n", ", "))
    await composer.press("Enter")
    await expect(sam.messages.first.locator(".mention")).to_have_text("@orderdesk")
    await press_below(sam, "I've begun an order with what you wrote", "Continue")


async def by_repeat(sam: Visitor) -> None:
    await sam.goes_to("ev-team")
    await press_below(sam, "P1-1", "Repeat")


async def by_a_new_order_for_the_client(sam: Visitor) -> None:
    await sam.goes_to("ev-team")
    await press_below(sam, "P1-1", "Details")
    await sam.presses("New order for this client")


async def press_below(sam: Visitor, words: str, button: str) -> None:
    """A button of the message with those words."""
    message: Locator = sam.messages.filter(has_text=words).filter(has=sam.page.get_by_role("button"))
    await message.get_by_role("button", name=button, exact=True).click()


async def is_empty(sam: Visitor) -> None:
    await sam.sees("Step 1 of 4")
    for label in ("Contact person", "Phone", "E-mail"):
        await expect(sam.field(label)).to_have_value("")


async def is_filled_with_the_lead(sam: Visitor) -> None:
    await sam.sees("Step 2 of 4")
    await sam.presses("◀ Back")
    await sam.sees("Step 1 of 4")
    await expect(sam.field("Contact person")).to_have_value("Ola Nordmann")
    await expect(sam.field("Phone")).to_have_value("999 00 111")
    await expect(sam.field("E-mail")).to_have_value("ola.nordmann@example.com")


async def is_for_the_same_client(sam: Visitor) -> None:
    await sam.sees("Step 3 of 4")
    await sam.sees("Ola Nordmann · Storgata 1, Oslo")


async def is_the_same_order(sam: Visitor) -> None:
    await is_for_the_same_client(sam)
    await expect(sam.group("Job").get_by_label("EV charger installation")).to_be_checked()
    await expect(sam.group("Main fuse").get_by_label("25 A")).to_be_checked()


async def has_no_job(sam: Visitor) -> None:
    await is_for_the_same_client(sam)
    await expect(sam.group("Job").get_by_label("EV charger installation")).not_to_be_checked()


WAYS: list[tuple[Begin, Check, bool]] = [
    (by_the_command, is_empty, False),
    (by_the_command_and_a_text, is_filled_with_the_lead, False),
    (by_the_global_shortcut, is_empty, False),
    (by_a_messages_shortcut, is_filled_with_the_lead, False),
    (by_the_button_on_home, is_empty, False),
    (by_a_direct_message, is_filled_with_the_lead, False),
    (by_naming_the_bot, is_filled_with_the_lead, False),
    (by_repeat, is_the_same_order, True),
    (by_a_new_order_for_the_client, has_no_job, True),
]
"""How it begins, what the first screen shows, and whether there is an earlier order."""

CASES = [
    pytest.param(*way, phone, id=f"{way[0].__name__}, {'phone' if phone else 'desktop'}".replace("_", " "))
    for number, way in enumerate(WAYS)
    for phone in (bool(number % 2), not number % 2)
]
"""Both sizes of each; in a quick run some, in turns."""


@pytest.mark.parametrize(("begin", "check", "has_earlier", "phone"), CASES[:: one_in(7)])
async def test_an_order_begins(
    tmp_path: Path, begin: Begin, check: Check, has_earlier: bool, phone: bool
) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        if has_earlier:
            await an_earlier_order(here)
        sam = await here.visit("sam", phone=phone)
        await begin(sam)
        await check(sam)
        assert sam.troubles == []
        assert here.slack.refusals == []


async def an_earlier_order(here: Place) -> None:
    sam = here.slack.person("sam")
    await walkthrough.place_an_order(sam)
    await sam.until(lambda: here.slack.channel("#ev-team").messages, "the card")


@pytest.mark.thorough
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
async def test_a_message_becomes_an_order_that_exists(tmp_path: Path, phone: bool) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam", phone=phone)
        await by_a_messages_shortcut(sam)
        await sam.sees("Step 2 of 4")
        await fill_address(sam)
        await fill_job(sam)
        await sam.sees("2 × EV Charger X")
        await sam.presses("Next")
        await sam.sees("From the message, check:")
        await create(sam)
        (body,) = here.orders.received
        assert (body["phoneNumber"], body["email"]) == ("+4799900111", "ola.nordmann@example.com")
        assert [line["quantity"] for line in body["offer"]["lines"]] == [2]
        assert sam.troubles == []


@pytest.mark.parametrize("phone", [True, False][:: one_in(2)], ids=["phone", "desktop"][:: one_in(2)])
async def test_drafts_are_continued_and_discarded_from_home(tmp_path: Path, phone: bool) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam", phone=phone)
        for name in ("Ola Nordmann", "Liv Hansen"):
            await by_the_button_on_home(sam)
            await is_empty(sam)
            await sam.writes({"Contact person": name, "Phone": "999 00 111", "E-mail": "o@example.com"})
            await sam.presses("Next")
            await sam.sees("Step 2 of 4")
            await sam.presses("Close")
        await sam.goes_to("Home")
        home = sam.page.locator("#stage")
        await expect(home).to_contain_text("Ola Nordmann")
        await home.get_by_role("button", name="Discard").first.click()
        await expect(sam.page.locator("#question")).to_contain_text("Discard this draft?")
        await sam.page.locator("#question").get_by_role("button", name="Keep it").click()
        await expect(home.get_by_role("button", name="Discard")).to_have_count(2)
        await home.get_by_role("button", name="Discard").first.click()
        await sam.page.locator("#question").get_by_role("button", name="Discard").click()
        await expect(home).not_to_contain_text("Liv Hansen")
        await home.get_by_role("button", name="Continue").click()
        await sam.sees("Step 2 of 4")
        await sam.presses("◀ Back")
        await expect(sam.field("Contact person")).to_have_value("Ola Nordmann")
        assert sam.troubles == []
