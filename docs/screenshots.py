# ruff: noqa: INP001 - a script beside the documents, not a package
"""`make screenshots`: the README's pictures, taken from the running product into docs/images."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from bot.logs import set_up_logs
from docs.camera import IMAGES, PEOPLE, Camera
from docs.screenshots_of_waiting import waiting
from sandbox.slack.person.conversation import Conversation
from tests.support.browser import (
    Visitor,
    add_charger,
    create,
    fill_address,
    fill_client,
    fill_job,
    place,
)
from tests.support.clock import TestClock
from tests.support.waiting import HALF_AN_HOUR

TABLE = "EV Charger X\t2\ncable-10m\t1"
WITHOUT_EMAIL = {
    "en": "Contact: Liv Hansen, phone 412 34 567\nParkveien 2, 0350 Oslo\nWants a home charger, 1 x EV Charger X",
    "nb": "Kontakt: Liv Hansen, tlf. 412 34 567\nParkveien 2, 0350 Oslo\nØnsker hjemmelader, 1 stk EV Charger X",
}
WHOLE_LEAD = {
    "en": "Contact: Per Olsen, phone 406 12 345, per.olsen@example.com\nBogstadveien 3, 0355 Oslo\n"
    "Wants a heat pump survey and 2 x Cable, 10 m",
    "nb": "Kontakt: Per Olsen, tlf. 406 12 345, per.olsen@example.com\nBogstadveien 3, 0355 Oslo\n"
    "Ønsker varmepumpebefaring og 2 stk Kabel 10 m",
}
MISTAKE = {"Contact person": "Ola Nordmann", "Phone": "999 00 11", "E-mail": "ola@example.com"}


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


async def from_texts(person: Visitor, camera: Camera, language: str) -> None:
    """Orders begun with what a message says: in the form, and in the direct message with the bot."""
    await person.says(f"/order {WITHOUT_EMAIL[language]}")
    await expect(person.field("Contact person")).to_have_value("Liv Hansen")
    await camera.take("14-from-text")
    await person.presses("Close")
    await person.says(f"/order {WHOLE_LEAD[language]}")
    await person.sees("Check the order")
    await camera.take("15-summary-from-text")
    await person.presses("Close")
    await person.goes_to("Messages")
    await person.says(WITHOUT_EMAIL[language])
    await expect(person.messages.get_by_role("button", name=person.reads("Discard"))).to_be_visible()
    await camera.take("16-written")


async def interrupted(person: Visitor, camera: Camera, other: Conversation, clock: TestClock) -> None:
    """Drafts that were left: in the list, on Home, continued on another device, and asked about."""
    await person.goes_to("Home")
    discard = person.reads("Discard")
    await expect(person.page.locator("#stage").get_by_role("button", name=discard).first).to_be_visible()
    await camera.take("17-drafts-on-home")
    await person.page.locator("#stage").get_by_role("button", name=discard).first.click()
    await expect(person.page.locator("#question")).to_be_visible()
    await camera.take("18-discard")
    await person.page.locator("#question").get_by_role("button", name=discard).click()
    await person.goes_to("ev-team")
    await person.says("/order")
    await expect(person.modal.get_by_role("button", name=discard).first).to_be_visible()
    await camera.take("19-drafts")
    await person.modal.get_by_role("button", name=person.reads("Continue")).last.click()
    await expect(person.modal.get_by_role("button", name=person.reads("Next"))).to_be_visible()
    await other.slash("/order")
    await other.until(lambda: person.reads("Continue") in other.screen.buttons, "the drafts")
    drafts = [line for line in other.screen.text.splitlines() if line.endswith(", Oslo")]
    await other.press(person.reads("Continue"), nth=drafts.index("Ola Nordmann · Storgata 1, Oslo"))
    await expect(person.modal.get_by_role("button", name=person.reads("Continue here"))).to_be_visible()
    await camera.take("20-continued-elsewhere")
    await person.presses("Close")
    clock.advance(HALF_AN_HOUR)
    await person.goes_to("Messages")
    await expect(person.messages.filter(has_text=person.reads("Saved. Continue?")).first).to_be_visible()
    await camera.take("21-saved")
    await came_back(person, camera)


async def came_back(person: Visitor, camera: Camera) -> None:
    """What the message about left drafts says when all but one are discarded and that is gone on with."""
    about = person.messages.filter(has_text=person.reads("Saved. Continue?")).last
    discards = about.get_by_role("button", name=person.reads("Discard"))
    for left in (2, 1):
        await discards.first.click()
        await person.page.locator("#question").get_by_role("button", name=person.reads("Discard")).click()
        await expect(discards).to_have_count(left)
    await about.get_by_role("button", name=person.reads("Continue")).click()
    await expect(person.modal.get_by_role("button").last).to_be_visible()
    await person.presses("Close")
    await expect(
        person.messages.filter(has_text=person.reads("Saved. You have gone on with it."))
    ).to_be_visible()
    await camera.take("22-saved-later")


async def session(language: str, kind: str, folder: Path) -> None:
    """One person's pictures, on a workspace of their own."""
    name, locale = PEOPLE[language]
    phone = kind == "phone"
    clock = TestClock()
    async with place(folder, default_locale=locale, clock=clock) as here:
        person = await here.visit(name, phone=phone, locale=locale, scale=2 if phone else 1)
        camera = Camera(person, f"{language}-{kind}")
        await play(person, camera)
        await again(person, camera)
        await from_texts(person, camera, language)
        await interrupted(person, camera, here.slack.person(name).on_device("other"), clock)
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
            for of in (session, waiting):
                with tempfile.TemporaryDirectory() as folder:
                    await of(language, kind, Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
