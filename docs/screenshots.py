# ruff: noqa: INP001 - a script beside the documents, not a package
"""`make screenshots`: the README's pictures, taken from the running product into docs/images."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from bot.logs import set_up_logs
from tests.support.browser import (
    Visitor,
    add_charger,
    create,
    fill_address,
    fill_client,
    fill_job,
    place,
)

IMAGES = Path(__file__).parent / "images"
PEOPLE = {"en": ("sam", "en-GB"), "nb": ("kari", "nb-NO")}
TABLE = "EV Charger X\t2\ncable-10m\t1"
MISTAKE = {"Contact person": "Ola Nordmann", "Phone": "999 00 11", "E-mail": "ola@example.com"}


class Camera:
    """Takes pictures of one person's page; their names begin with the language and the kind of screen."""

    def __init__(self, person: Visitor, prefix: str) -> None:
        self._person = person
        self._prefix = prefix

    async def take(self, name: str) -> None:
        """One picture, of the page as it is."""
        await self._person.page.mouse.move(0, 0)
        await self._person.page.screenshot(path=IMAGES / f"{self._prefix}-{name}.png")


async def play(person: Visitor, camera: Camera) -> None:
    """A whole order, the channel's post, the list, Details and Home, each photographed."""
    await person.says("/order")
    await expect(person.field("Phone")).to_be_visible()
    await person.writes(MISTAKE)
    await person.presses("Next")
    await expect(person.field("Phone")).to_have_attribute("aria-invalid", "true")
    await camera.take("1-client")
    await fill_client(person)
    await person.writes({"Street and number": "Storgata 1", "Postal code": "0365", "City": "Oslo"})
    await camera.take("2-address")
    await fill_address(person)
    await person.ticks("Job", "EV charger installation")
    await expect(person.field("Electrician")).to_be_visible()
    await camera.take("3-job")
    await fill_job(person)
    await add_charger(person)
    await camera.take("4-offer")
    await person.presses("Next")
    await person.sees("Check the order")
    await camera.take("5-summary")
    await create(person)
    await camera.take("6-created")
    await person.presses("Close")
    await after(person, camera)


async def after(person: Visitor, camera: Camera) -> None:
    """The channel's post, the list with what opens from it, and Home."""
    await person.goes_to("ev-team")
    await expect(person.messages.filter(has_text="P1-")).to_be_visible()
    await camera.take("7-channel")
    await person.says("/order list")
    listed = person.messages.filter(has_text="Only visible to you")
    await expect(listed).to_be_visible()
    await camera.take("8-list")
    for button, picture in (("Details", "12-details"), ("Share in channel", "13-share")):
        await listed.get_by_role("button", name=person.reads(button), exact=True).click()
        await expect(person.modal.get_by_role("button", name=person.reads("Close")).last).to_be_visible()
        await camera.take(picture)
        await person.presses("Close")
    await person.goes_to("Home")
    await expect(person.page.locator("#stage button").first).to_be_visible()
    await camera.take("9-home")


async def again(person: Visitor, camera: Camera) -> None:
    """The same client orders again: found while typing, and the lines pasted from a table."""
    await person.goes_to("ev-team")
    await person.says("/order")
    await expect(person.field("Phone")).to_be_visible()
    await person.modal.get_by_role("combobox").first.press_sequentially("ola")
    found = person.modal.get_by_role("option", name="Ola Nordmann")
    await expect(found).to_be_visible()
    await camera.take("10-known-client")
    await found.click()
    await fill_job(person)
    await person.presses("Paste lines")
    await expect(person.field("Lines")).to_be_visible()
    await person.field("Lines").fill(TABLE)
    await person.presses("Check")
    await person.sees("Change the text")
    await camera.take("11-paste")
    await person.modal.get_by_role("button", name="2").last.click()
    await expect(person.field("Add from catalog")).to_be_visible()
    await person.presses("Close")


async def session(language: str, kind: str, folder: Path) -> None:
    """One person's pictures, on a workspace of their own."""
    name, locale = PEOPLE[language]
    phone = kind == "phone"
    async with place(folder, default_locale=locale) as here:
        person = await here.visit(name, phone=phone, locale=locale, scale=2 if phone else 1)
        camera = Camera(person, f"{language}-{kind}")
        await play(person, camera)
        await again(person, camera)
        if language == "en" and not phone:
            await in_the_dark(person)


async def in_the_dark(person: Visitor) -> None:
    """The whole page in dark colours, with the order as the Orders API received it."""
    await person.page.emulate_media(color_scheme="dark")
    await person.goes_to("ev-team")
    await person.page.get_by_role("tab", name="Orders API").click()
    await Camera(person, "en-desktop").take("dark")


async def main() -> None:
    """Every language on every kind of screen."""
    set_up_logs("WARNING")
    IMAGES.mkdir(exist_ok=True)
    for language in PEOPLE:
        for kind in ("desktop", "phone"):
            with tempfile.TemporaryDirectory() as folder:
                await session(language, kind, Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
