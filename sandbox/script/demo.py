"""A whole order, played by a salesperson in the local Slack: what she types, what she sees, what is sent."""

from __future__ import annotations

import json

from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation


async def play(slack: LocalSlack, orders: LocalOrders) -> None:
    """Play and print the conversation, the JSON that the Orders API received, and the channel's post."""
    kari = slack.person("kari")
    await take_an_order(kari)
    card = slack.channel("#ev-team").messages[-1]
    await list_orders(kari)
    print(kari.transcript)
    print("\nThe Orders API received this:\n")
    print(json.dumps(orders.received[-1], indent=2, ensure_ascii=False))
    print("\n#ev-team reads this:\n")
    print(card.text, flush=True)


async def take_an_order(kari: Conversation) -> None:
    """From `/order` to an order that exists."""
    await kari.slash("/order language en")
    await kari.hears("English")
    await kari.slash("/order")
    await kari.sees("Step 1 of 4")
    await kari.fill(contact_person="Ola Nordmann", phone="999 00 11", email="ola.nordmann@example.com")
    await kari.next()
    # One digit is missing: the form says so, and everything typed is kept.
    await kari.fill(phone="999 00 111")
    await kari.next()
    await kari.sees("Step 2 of 4")
    await kari.press("More details")
    await kari.sees("Place on site")
    await kari.fill(street="Storgata 1", postal_code="0365", city="Oslo", workplace="Basement garage")
    await kari.next()
    await kari.sees("Step 3 of 4")
    await kari.fill(workflow="EV charger installation")
    await kari.sees("Main fuse")
    await kari.fill({"Main fuse": "25 A", "Own parking space": "Yes", "Electrician": "Fjord Elektro AS"})
    await kari.next()
    await kari.sees("Step 4 of 4")
    await kari.fill(product="EV Charger X")
    await kari.sees("1 × EV Charger X")
    await kari.press("+ Free line")
    await kari.sees("New line")
    await kari.fill(name="Cable, 10 m", unit_price="1,299.00", vat_rate="25")
    await kari.next()
    await kari.sees("1 × Cable, 10 m")
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")


async def list_orders(kari: Conversation) -> None:
    """`/order list`."""
    await kari.slash("/order list")
    await kari.hears("Page 1 · ")
