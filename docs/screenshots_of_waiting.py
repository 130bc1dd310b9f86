# ruff: noqa: INP001 - a script beside the documents, not a package
"""Pictures of what waits: windows that open late, photos that are missing, approvals, and Home with all of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Locator, expect

from docs.camera import PEOPLE, Camera
from sandbox.orders_api.faults import PostFault
from sandbox.slack.person.conversation import Conversation
from tests.support.browser import Place, Visitor, place
from tests.support.clock import TestClock
from tests.support.waiting import DAY, HOUR, confirm, to_job, to_summary, waiting_catalog

NORWEGIAN = {
    "Site visit": "Befaring",
    "Replacement": "Utskifting",
    "Fuse box": "Sikringsskap",
    "Parking space": "Parkeringsplass",
    "Old charger": "Gammel lader",
    "Sales leads": "Salgslederne",
    "Managers": "Ledelsen",
    "Survey": "Besøk",
    "Little is left of this.": "Det blir lite igjen av denne.",
    '["U0LENA", "U0SAM"]': '["U0LENA", "U0KARI"]',
}
"""The catalog's words, which are the organisation's own."""
COMMENT = {"en": "At most 15 % off", "nb": "Høyst 15 % rabatt"}
REFUSED = "phoneNumber must be a mobile number"
THREE_DAYS = timedelta(days=3)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfz0AEYBxVSF+FAAhKDveksOjmAAAAAElFTkSuQmCC"
)


@dataclass(frozen=True)
class Scene:
    """One person's page in one language, with all that stands behind it."""

    here: Place
    person: Visitor
    camera: Camera
    clock: TestClock
    language: str
    phone: bool

    @property
    def script(self) -> Conversation:
        """The page's person, acting by script: the page shows what comes of it."""
        return self.here.slack.person(PEOPLE[self.language][0])

    def said(self, word: str) -> str:
        """A word of the catalog in the page's language."""
        return NORWEGIAN.get(word, word) if self.language == "nb" else word

    def message(self, text: str) -> Locator:
        """The latest message with one of the product's texts, up to where something is filled in."""
        return self.person.messages.filter(has_text=self.person.reads(text)).last

    async def visit(self, name: str) -> Visitor:
        """Somebody else's page, at the bot's messages to them."""
        scale = 2 if self.phone else 1
        other = await self.here.visit(name, phone=self.phone, locale=PEOPLE[self.language][1], scale=scale)
        await other.goes_to("Messages")
        return other


async def waiting(language: str, kind: str, folder: Path) -> None:
    """One person's pictures, on a workspace of their own, three days before today on the bot's clock."""
    name, locale = PEOPLE[language]
    phone, clock = kind == "phone", TestClock()
    clock.ahead = -THREE_DAYS
    catalog = waiting_catalog(folder, NORWEGIAN if language == "nb" else None)
    async with place(folder, default_locale=locale, clock=clock, catalog=catalog) as here:
        here.slack.add_person("vera", "en-GB", "Europe/Oslo", real_name="Vera Vik")
        person = await here.visit(name, phone=phone, locale=locale, scale=2 if phone else 1)
        scene = Scene(here, person, Camera(person, f"{language}-{kind}"), clock, language, phone)
        await opens_late(scene)
        await photos(scene)
        await required_photo(scene)
        await approval(scene)
        await nobody_decides(scene)
        await home_with_everything(scene)


async def opens_late(scene: Scene) -> None:
    """The message in place of the window, and the window behind its button."""
    person = scene.person
    scene.here.slack.faults.fail("views.open", "expired_trigger_id")
    await person.says("/order")
    late = scene.message("Continue")
    await expect(late).to_be_visible()
    await scene.camera.take("23-opens-late")
    await late.get_by_role("button", name=person.reads("Continue")).click()
    await expect(person.field("Phone")).to_be_visible()
    await person.presses("Close")


async def photos(scene: Scene) -> None:
    """Said on the summary, asked for, given in part, and done without."""
    person, camera = scene.person, scene.camera
    await to_summary(scene.script, "Ola Nordmann", scene.said("Site visit"), "EV Charger X")
    await person.sees("Check the order")
    await camera.take("24-photos-on-summary")
    await person.presses("Create order")
    await expect(person.modal.get_by_role("button", name=person.reads("Add photos"))).to_be_visible()
    await camera.take("25-photos-missing")
    await person.presses("Close")
    await person.goes_to("Messages")
    asked = scene.message("Add photos")
    await expect(asked).to_be_visible()
    await camera.take("26-photos-asked")
    await asked.get_by_role("button", name=person.reads("Add photos")).click()
    await attach(person, "IMG_4711.png")
    await camera.take("27-photos-window")
    await person.presses("Add")
    await expect(person.modal.get_by_role("button", name=person.reads("Add photos"))).to_be_visible()
    await person.presses("Close")
    await expect(person.messages.filter(has_text="✅")).to_be_visible()
    await asked.get_by_role("button").nth(1).click()
    question = person.page.locator("#question")
    await expect(question).to_be_visible()
    await camera.take("28-photos-without")
    await question.get_by_role("button", name=person.reads("Create without")).click()
    await expect(scene.message("Repeat")).to_be_visible()
    await camera.take("29-photos-over")


async def attach(person: Visitor, name: str) -> None:
    """Choose a picture in the window's first file input."""
    chooser = person.modal.locator("input[type=file]").first
    await chooser.set_input_files({"name": name, "mimeType": "image/png", "buffer": PIXEL})
    await expect(person.modal.get_by_text(name)).to_be_visible()


async def required_photo(scene: Scene) -> None:
    """A job whose photo is asked for on its screen, which says so at its input."""
    person = scene.person
    await to_job(scene.script, "Ola Nordmann")
    await scene.script.fill(workflow=scene.said("Replacement"))
    await person.sees(scene.said("Old charger"))
    await person.presses("Next")
    await expect(person.modal.locator("[aria-invalid=true]")).to_have_count(1)
    await scene.camera.take("30-photo-required")
    await person.presses("Close")


async def approval(scene: Scene) -> None:
    """What the person sees of an order that others must approve, and what these see."""
    person, camera = scene.person, scene.camera
    await confirm(scene.script, "Liv Hansen", "Heat pump survey", scene.said("Survey"))
    await expect(
        person.modal.get_by_role("button", name=person.reads("Take back and change"))
    ).to_be_visible()
    await camera.take("31-approval-waits")
    await person.presses("Close")
    lena = await scene.visit("lena")
    await expect(lena.messages.get_by_role("button", name=lena.reads("Approve"))).to_be_visible()
    await camera.at(lena).take("32-approval-asked")
    scene.clock.advance(5 * HOUR)
    await expect(lena.messages.get_by_role("button", name=lena.reads("Approve"))).to_have_count(2)
    await camera.at(lena).take("33-approval-reminder")
    await lena.messages.get_by_role("button", name=lena.reads("Send back")).last.click()
    await expect(lena.modal.get_by_role("textbox")).to_be_visible()
    await camera.at(lena).take("34-send-back")
    await lena.presses("Close")
    await lena.page.context.close()


async def nobody_decides(scene: Scene) -> None:
    """Whoever stands in, the escalation, the decision, and what the person was told meanwhile."""
    camera = scene.camera
    scene.clock.advance(DAY)
    vera = await scene.visit("vera")
    await expect(vera.messages.get_by_role("button", name=vera.reads("Approve"))).to_be_visible()
    await camera.at(vera).take("35-stand-in")
    scene.clock.advance(DAY)
    await vera.goes_to("orders")
    await expect(vera.messages.filter(has_text=scene.said("Managers"))).to_be_visible()
    await camera.at(vera).take("36-escalated")
    await vera.goes_to("Messages")
    await vera.messages.get_by_role("button", name=vera.reads("Send back")).click()
    await vera.modal.get_by_role("textbox").fill(COMMENT[scene.language])
    await vera.presses("Send back")
    await expect(vera.messages.get_by_role("button", name=vera.reads("Approve"))).to_have_count(0)
    await vera.page.context.close()
    await scene.person.goes_to("Messages")
    await expect(scene.message("Continue")).to_be_visible()
    await camera.take("37-sent-back")


async def home_with_everything(scene: Scene) -> None:
    """Orders that wait for photos, for approval, were refused and created; drafts; and what waits for the person."""
    person, script, api = scene.person, scene.script, scene.here.orders
    for client, workflow, product in (
        ("Per Olsen", scene.said("Site visit"), "EV Charger X"),
        ("Eva Berg", "Heat pump survey", scene.said("Survey")),
        ("Anne Lie", "Heat pump survey", "EV Charger X"),
    ):
        if client == "Anne Lie":
            api.faults.invalid_words = (REFUSED,)
            api.faults.next_posts.append(PostFault.INVALID)
        await confirm(script, client, workflow, product)
        await expect(person.modal.get_by_role("button", name=person.reads("Close")).last).to_be_visible()
        await script.close()
    await confirm(scene.here.slack.person("gus"), "Nils Dahl", "Heat pump survey", scene.said("Survey"))
    await person.goes_to("Home")
    await expect(person.page.locator("#stage button").first).to_be_visible()
    await scene.camera.take("38-home-with-everything")
