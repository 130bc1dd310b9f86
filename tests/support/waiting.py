"""A catalog of which every kind of order waits for somebody, and the orders that do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.views.ids import SHORTCUT, Action, Callback
from sandbox.script.input_values import Upload
from sandbox.slack.person.conversation import Conversation
from tests.support.approval import FOLLOW_UP, RULES
from tests.support.product import CATALOG

WITH_PHOTOS = """
[[workflows]]
name = "Site visit"
custom_id = "site-visit"
photos = ["Fuse box", "Parking space"]

[[workflows]]
name = "Replacement"
custom_id = "replacement"
photos = ["Old charger"]
photos_required = true
"""
PICTURE = Upload("meter.png", b"\x89PNG\r\n\x1a\n")
HALF_AN_HOUR = 1801
HOUR = 3600
DAY = 24 * HOUR


def waiting_catalog(folder: Path, words: Mapping[str, str] | None = None) -> Path:
    """The example catalog with photos, approval and what follows it, as a file; `words` are put in place of others."""
    text = f"{CATALOG.read_text(encoding='utf-8')}\n{WITH_PHOTOS}\n{RULES}{FOLLOW_UP}"
    for ours, theirs in (words or {}).items():
        text = text.replace(ours, theirs)
    file = folder / "waiting.toml"
    file.write_text(text, encoding="utf-8")
    return file


async def begin_another(person: Conversation) -> None:
    """A new order's first screen, whatever is unfinished, in any language."""
    await person.shortcut(SHORTCUT)
    await person.until(lambda: person.screen.callback_id in {Callback.RESUME, Callback.CLIENT}, "a window")
    if person.screen.callback_id == Callback.RESUME:
        await person.press(Action.NEW_ORDER)
        await person.until(lambda: person.screen.has("contact_person"), "the client's screen")


async def to_job(person: Conversation, client: str) -> None:
    """A new order's third screen."""
    await begin_another(person)
    await person.fill(contact_person=client, phone="999 00 111", email="kunde@example.com")
    await person.next()
    await person.until(lambda: person.screen.has("street"), "the address")
    await person.fill(street="Storgata 1", postal_code="0365", city="Oslo")
    await person.next()
    await person.until(lambda: person.screen.has("workflow"), "the job")


async def to_offer(person: Conversation, client: str, workflow: str) -> None:
    """Past a job that asks nothing."""
    await to_job(person, client)
    await person.fill(workflow=workflow)
    await person.next()
    await person.until(lambda: person.screen.has("product"), "the offer")


async def to_summary(person: Conversation, client: str, workflow: str, product: str) -> None:
    """With one line on the offer."""
    await to_offer(person, client, workflow)
    await person.fill(product=product)
    await person.until(lambda: f"1 × {product}" in person.screen.text, "the line")
    await person.next()
    await person.until(lambda: person.screen.callback_id == Callback.SUMMARY, "the summary")


async def confirm(person: Conversation, client: str, workflow: str, product: str) -> None:
    """An order that is confirmed; its window stays open on what became of it."""
    await to_summary(person, client, workflow, product)
    await person.next()
    await person.until(lambda: person.screen.callback_id != Callback.SUMMARY, "what became of it")
