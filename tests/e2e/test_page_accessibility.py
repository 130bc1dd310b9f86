"""The page by keyboard, by screen reader and by thumb; axe is asked at every place."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.support.browser import PHONE, Visitor, create, in_the_browser, place, to_summary

pytestmark = in_the_browser

SMALLEST_TARGET = 44
GRAVE = ("serious", "critical")


async def grave_violations(visitor: Visitor) -> list[str]:
    """What axe finds serious or critical on the page as it is, light and dark: rule and element."""
    return [*await _found_when(visitor, "light"), *await _found_when(visitor, "dark")]


async def _found_when(visitor: Visitor, scheme: Literal["light", "dark"]) -> list[str]:
    await visitor.page.emulate_media(color_scheme=scheme)
    found: dict[str, Any] = (await Axe().run(visitor.page)).response
    return [
        f"{scheme}: {violation['id']}: {node['target']}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
@pytest.mark.thorough
async def test_axe_finds_nothing_grave_anywhere(tmp_path: Path, phone: bool) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam", phone=phone)
        grave = await grave_violations(sam)
        await sam.says("/order")
        await expect(sam.field("Phone")).to_be_visible()
        await sam.presses("Next")
        await expect(sam.field("Phone")).to_have_attribute("aria-invalid", "true")
        grave += await grave_violations(sam)
        await sam.presses("Close")
        await to_summary(sam)
        grave += await grave_violations(sam)
        await create(sam)
        await sam.presses("Close")
        await sam.says("/order list")
        await expect(sam.messages).to_have_count(1)
        grave += await grave_violations(sam)
        await sam.goes_to("Home")
        for tab in ("Inspector", "Orders API", "Faults"):
            await sam.opens_tool(tab)
            grave += await grave_violations(sam)
        assert grave == []


async def test_an_order_is_begun_without_a_mouse(tmp_path: Path) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam")
        keyboard = sam.page.keyboard
        composer = sam.page.locator("#composer textarea")
        await composer.focus()
        await keyboard.type("/or")
        await keyboard.press("Enter")
        await expect(composer).to_have_value("/order")
        await keyboard.press("Enter")
        await expect(sam.field("Contact person")).to_be_focused()
        await keyboard.type("Ola Nordmann")
        await keyboard.press("Tab")
        await keyboard.type("999 00 111")
        await keyboard.press("Tab")
        await keyboard.type("ola@example.com")
        await keyboard.press("Enter")
        await expect(sam.field("Street and number")).to_be_focused()
        country = sam.field("Country")
        for _passed in ("Postal code", "City", "Country"):
            await keyboard.press("Tab")
        await expect(country).to_be_focused()
        await keyboard.type("swed")
        await expect(sam.modal.get_by_role("option")).to_have_count(1)
        await keyboard.press("Enter")
        await expect(country).to_have_value("Sweden")
        # The bot has taken the choice: what is closed before that is asked about.
        await expect(sam.modal).to_contain_text("For example 114 55")
        await keyboard.press("Escape")
        await expect(sam.modal).to_be_hidden()
        await expect(composer).to_be_focused()


@pytest.mark.thorough
async def test_tab_stays_inside_a_modal(tmp_path: Path) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam")
        await sam.says("/order")
        await expect(sam.field("Contact person")).to_be_focused()
        for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
            await sam.page.keyboard.press(key)
            assert await sam.page.evaluate(
                "document.getElementById('modal').contains(document.activeElement)"
            )


@pytest.mark.thorough
async def test_a_phone_shows_one_column_with_targets_for_thumbs(tmp_path: Path) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam", phone=True)
        small = await too_small(sam)
        await sam.says("/order")
        await expect(sam.field("Phone")).to_be_visible()
        box = await sam.modal.bounding_box()
        assert box == {"x": 0, "y": 0, **PHONE}
        small += await too_small(sam)
        await sam.presses("Close")
        await to_summary(sam)
        small += await too_small(sam)
        await create(sam)
        await sam.presses("Close")
        for tab in ("Inspector", "Orders API", "Faults"):
            await sam.opens_tool(tab)
            small += await too_small(sam)
        assert small == []


async def too_small(visitor: Visitor) -> list[str]:
    """Controls that a thumb misses, and the page's own name if it scrolls sideways."""
    found: list[str] = await visitor.page.evaluate(
        """(smallest) => {
            const reach = (node) => (node.closest("label.choice, .file-drop") ?? node).getBoundingClientRect();
            const controls = [...document.querySelectorAll("button, input, select, textarea, summary")];
            const small = controls.filter((node) => node.checkVisibility() && !node.closest("[inert]"))
                .filter((node) => Math.min(reach(node).width, reach(node).height) < smallest)
                .filter((node) => !node.matches("[role=switch]") || !node.closest(".fault"));
            const isWide = document.scrollingElement.scrollWidth > window.innerWidth;
            return [...small.map((node) => node.outerHTML.slice(0, 120)), ...(isWide ? ["sideways"] : [])];
        }""",
        SMALLEST_TARGET,
    )
    return found
