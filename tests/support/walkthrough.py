"""Whole conversations that several tests begin from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.script.input_values import Filled
from sandbox.slack.person.conversation import Conversation

EXAMPLE = json.loads((Path(__file__).parents[1] / "data" / "order-example.json").read_text(encoding="utf-8"))

CLIENT = {"contact_person": "Ola Nordmann", "phone": "999 00 111", "email": "ola.nordmann@example.com"}
ADDRESS = {
    "street": "Storgata 1",
    "postal_code": "0365",
    "city": "Oslo",
    "workplace": "Basement garage",
    "position": "59.0, 59.0",
}


async def begin(person: Conversation) -> None:
    """`/order`, to the first screen."""
    await person.slash("/order")
    await person.sees("Step 1 of")


async def unfold(person: Conversation, key: str) -> None:
    """Have the screen show its details, of which `key` is one."""
    if not person.screen.has(key):
        await person.press("details")
        await person.until(lambda: person.screen.has(key), "to see the details")


async def type_address(person: Conversation, **other: str) -> None:
    """All inputs of the second screen."""
    await unfold(person, "workplace")
    await person.fill({**ADDRESS, **other})


async def fill_client(person: Conversation) -> None:
    """The first screen, accepted."""
    await person.fill(CLIENT)
    await person.next()
    await person.sees("Step 2 of")


async def fill_address(person: Conversation) -> None:
    """The second screen, accepted."""
    await type_address(person)
    await person.next()
    await person.sees("Step 3 of")


async def fill_job(person: Conversation) -> None:
    """The third screen, accepted."""
    await person.fill(workflow="EV charger installation")
    await person.sees("Main fuse")
    await person.fill({"Main fuse": "25 A", "Own parking space": "Yes", "Electrician": "Fjord Elektro AS"})
    await person.next()
    await person.sees("Step 4 of")


async def add_charger(person: Conversation) -> None:
    """A product of the vendor's catalog on the offer."""
    await person.fill(product="EV Charger X")
    await person.sees("1 × EV Charger X")


async def to_summary(person: Conversation) -> None:
    """All four screens, with one line; the summary is shown."""
    await begin(person)
    await fill_client(person)
    await fill_address(person)
    await fill_job(person)
    await add_charger(person)
    await person.next()
    await person.sees("Create order")


def comparable(body: dict[str, Any]) -> dict[str, Any]:
    """A body without what is our own: key and metadata."""
    apart = {"idempotencyKey", "metadata"}
    return {key: value for key, value in body.items() if key not in apart}


EXAMPLE_WITHOUT_FILES = {key: value for key, value in EXAMPLE.items() if key != "fileIds"}


async def place_the_vendors_example(
    kari: Conversation, description: Filled = EXAMPLE["description"], **more: Filled
) -> None:
    """Every field of `data/order-example.json` typed into the screens, and created; `more` on the job's screen."""
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await kari.fill(workflow="EV charger installation")
    await kari.sees("Main fuse")
    await unfold(kari, "description")
    await kari.fill(
        {
            "Main fuse": "25 A",
            "Own parking space": "Yes",
            "Electrician": "Fjord Elektro AS",
            "Tags": ["Rush"],
            "Order name": "EV charger at Storgata 1",
            "Description": description,
            **more,
        }
    )
    await kari.next()
    await kari.sees("Step 4 of")
    await add_charger(kari)
    await kari.press("+ Free line")
    await kari.sees("New line")
    await kari.press("More details")
    await kari.sees("External id")
    await kari.fill(
        name="EV Charger X",
        quantity="2",
        unit_price="1,000.00",
        vat_rate="25",
        tax_inclusive=True,
        discount="200",
        discount_source="spring-campaign",
        external_id="cable-10m",
        image_url="https://example.com/cable.png",
        payout="500",
    )
    await kari.next()
    await kari.sees("2 × EV Charger X")
    await kari.fill(offer_name="EV charging package", payer="client")
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")


async def place_an_order(person: Conversation) -> None:
    await to_summary(person)
    await person.next()
    await person.hears("Created: P1-1")
    await person.close()
