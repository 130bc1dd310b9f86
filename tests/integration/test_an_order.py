"""An order taken in Slack, end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.walkthrough import add_charger, begin, fill_address, fill_client
from tests.workplace import Workplace

EXAMPLE = json.loads(
    (Path(__file__).parent.parent / "data" / "order-example.json").read_text(encoding="utf-8")
)


def comparable(body: dict[str, Any]) -> dict[str, Any]:
    """A body without what comes later (files, coordinates) and what is our own (key, metadata)."""
    apart = {"fileIds", "latitude", "longitude", "idempotencyKey", "metadata"}
    return {key: value for key, value in body.items() if key not in apart}


async def place_the_vendors_example(desk: Workplace) -> None:
    kari = desk.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await kari.fill(workflow="EV charger installation")
    await kari.sees("Main fuse")
    await kari.fill(
        {
            "Main fuse": "25 A",
            "Own parking space": "Yes",
            "Electrician": "Fjord Elektro AS",
            "Tags": ["Rush"],
            "Order name": "EV charger at Storgata 1",
            "Description": "This is a plain text example.",
        }
    )
    await kari.next()
    await kari.sees("Step 4 of 4")
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


async def test_the_vendors_example_order_arrives_field_for_field(desk: Workplace) -> None:
    await place_the_vendors_example(desk)
    print(desk.person("kari").transcript)
    (body,) = desk.api.received
    assert comparable(body) == comparable(EXAMPLE)
    assert len(body["idempotencyKey"]) == 36
    assert body["metadata"]["draftId"] == body["idempotencyKey"]
