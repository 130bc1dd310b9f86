"""People at the sandbox's page, in a real browser: Debian's chromium, driven by Playwright."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect
from slack_bolt.async_app import AsyncApp

from bot.manifest import manifest
from flows.i18n.language import Language, language
from flows.i18n.texts import Text
from sandbox.page import server
from sandbox.page.orders import WatchedOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.bounds import longer_bounds, patient_slack
from tests.support.product import bot_on
from tests.support.sandbox_bots import over_http

CHROMIUM = Path("/usr/bin/chromium")
WITHOUT = (
    # Playwright's own list as far as it concerns a page: of two lists Chromium takes the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "HttpsUpgrades",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    # Two hidden pages of the address bar, which cost a second of processor in each window.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(WITHOUT)}",
)
DESKTOP = {"width": 1360, "height": 860}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000.0  # milliseconds

SHARED: list[Browser] = []
"""The browser that the tests of this process share, while it runs."""

needs_browser = pytest.mark.skipif(
    not CHROMIUM.exists() and not os.environ.get("SKIP_NOTHING"),
    reason=f"there is no {CHROMIUM}; on Debian: apt-get install chromium",
)
in_the_browser = [
    needs_browser,
    pytest.mark.timeout(120),
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.usefixtures("shared_browser"),
]
"""Marks a module of such tests: they share an event loop, as they share the browser."""
expect.set_options(timeout=PATIENCE)


@dataclass
class Visitor:
    """Someone at the page. The product's texts are given in English, whatever language the person reads."""

    page: Page
    language: Language
    troubles: list[str] = field(default_factory=list)

    @property
    def modal(self) -> Locator:
        """The modal that is open."""
        return self.page.locator("#modal")

    @property
    def messages(self) -> Locator:
        """The messages of the channel that is open."""
        return self.page.locator("#stage .message")

    def reads(self, text: str) -> str:
        """One of the product's texts as this person reads it."""
        return self.language.say(Text(text))

    def field(self, label: str) -> Locator:
        """The input one types or chooses in with that label."""
        named = re.compile(rf"^{re.escape(self.reads(label))}(\s+\(optional\))?$")
        typed = self.modal.get_by_role("textbox", name=named)
        return typed.or_(self.modal.get_by_role("combobox", name=named))

    def group(self, label: str) -> Locator:
        """The radio buttons or boxes with that label."""
        return self.modal.get_by_role("group", name=re.compile(f"^{re.escape(self.reads(label))}"))

    async def sees(self, text: str) -> None:
        """Wait until the modal shows that text."""
        await expect(self.modal).to_contain_text(self.reads(text))

    async def goes_to(self, name: str) -> None:
        """Open a channel, `Home` or `Messages` by its name in the sidebar."""
        if await self.page.locator("#tabs").is_visible():  # on a phone
            await self.page.locator("#tabs").get_by_role("button", name="Chats").click()
        await self.page.locator("#sidebar").get_by_role("button", name=name).click()

    async def says(self, words: str) -> None:
        """Type into the composer and press Enter."""
        composer = self.page.locator("#composer textarea")
        await composer.fill(words)
        await composer.press("Escape")
        await composer.press("Enter")

    async def writes(self, fields: dict[str, str]) -> None:
        """Type texts into inputs, by label."""
        for label, words in fields.items():
            await self.field(label).fill(words)

    async def picks(self, label: str, option: str, typed: str = "") -> None:
        """Choose in a select; `typed` is searched for first."""
        select = self.field(label)
        await select.click()
        if typed:
            await select.press_sequentially(typed)
        await self.modal.get_by_role("option", name=option).first.click()

    async def ticks(self, group: str, option: str) -> None:
        """Choose a radio button or tick a box."""
        await self.group(group).get_by_label(self.reads(option)).check()

    async def presses(self, name: str) -> None:
        """Press a button of the modal."""
        await self.modal.get_by_role("button", name=self.reads(name), exact=True).last.click()

    async def opens_tool(self, name: str) -> None:
        """Open a tab of the tools."""
        if await self.page.locator("#tabs").is_visible():  # on a phone
            await self.page.locator("#tabs").get_by_role("button", name="Tools").click()
        await self.page.get_by_role("tab", name=name).click()

    async def switches(self, label: str, choice: str) -> None:
        """Set a fault that has several choices."""
        await self.opens_tool("Faults")
        await self.page.get_by_label(label, exact=True).select_option(choice)


@dataclass
class Place:
    """The page with everything behind it."""

    slack: LocalSlack
    orders: WatchedOrders
    url: str
    browser: Browser

    async def visit(
        self,
        person: str,
        place: str = "C0ORDERS",
        *,
        phone: bool = False,
        locale: str = "en",
        scale: float = 1,
    ) -> Visitor:
        """Open the page as someone who reads a language.

        Whatever goes wrong in the page's own code is kept in `troubles`.
        """
        size = PHONE if phone else DESKTOP
        context = await self.browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            has_touch=phone,
            is_mobile=phone,
            device_scale_factor=scale,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        visitor = Visitor(page, language(locale))
        page.on("pageerror", lambda error: visitor.troubles.append(str(error)))
        page.on(
            "console",
            lambda message: visitor.troubles.append(message.text) if message.type == "error" else None,
        )
        await page.goto(f"{self.url}#{person}/{place}")
        await expect(page.locator("#heading h2")).not_to_be_empty()
        return visitor


@asynccontextmanager
async def place(folder: Path, **settings: Any) -> AsyncIterator[Place]:
    """A local Slack with its page, a local Orders API, the real bot and a browser."""
    with longer_bounds():
        slack, orders = patient_slack(), WatchedOrders()
        slack.install(manifest(None))
        page = server.Page(slack, orders)
        async with slack, orders, bot_on(slack, orders, folder, **settings), chromium() as browser:
            yield Place(slack, orders, page.url, browser)


@asynccontextmanager
async def place_of(
    slack: LocalSlack, app: Callable[[], AsyncApp], features: Mapping[str, Any]
) -> AsyncIterator[Place]:
    """The same around a small app of the test's own, made once `slack` runs; `features` are its manifest's."""
    orders = WatchedOrders()
    slack.install({"features": dict(features)})
    page = server.Page(slack, orders)
    async with slack, orders, over_http(slack, app()), chromium() as browser:
        yield Place(slack, orders, page.url, browser)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The tests' shared browser, or one of its own; what was opened in it is closed."""
    if not SHARED:
        async with launched() as browser:
            yield browser
        return
    try:
        yield SHARED[0]
    finally:
        for context in SHARED[0].contexts:
            await context.close()


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


async def fill_client(person: Visitor) -> None:
    """The first screen, accepted."""
    await person.writes(
        {"Contact person": "Ola Nordmann", "Phone": "999 00 111", "E-mail": "ola@example.com"}
    )
    await person.presses("Next")
    await expect(person.field("Street and number")).to_be_visible()


async def fill_address(person: Visitor) -> None:
    """The second screen, accepted."""
    await person.writes({"Street and number": "Storgata 1", "Postal code": "0365", "City": "Oslo"})
    await person.presses("Next")
    await expect(person.group("Job")).to_be_visible()


async def fill_job(person: Visitor) -> None:
    """The third screen, accepted."""
    await person.ticks("Job", "EV charger installation")
    await person.ticks("Main fuse", "25 A")
    await person.picks("Electrician", "Fjord Elektro AS")
    await person.presses("Next")
    await expect(person.field("Add from catalog")).to_be_visible()


async def add_charger(person: Visitor) -> None:
    """A product of the catalog on the offer."""
    await person.picks("Add from catalog", "EV Charger X", typed="char")
    await person.sees("1 × EV Charger X")


async def to_summary(person: Visitor) -> None:
    """From `/order` to the summary."""
    await person.says("/order")
    await fill_client(person)
    await fill_address(person)
    await fill_job(person)
    await add_charger(person)
    await person.presses("Next")
    await person.sees("Check the order")


async def create(person: Visitor) -> None:
    """From the summary to an order that exists."""
    await person.presses("Create order")
    await person.sees("Order created")
