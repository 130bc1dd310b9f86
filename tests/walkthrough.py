"""Whole conversations that several tests begin from."""

from __future__ import annotations

from sandbox.conversation import Conversation

CLIENT = {"contact_person": "Ola Nordmann", "phone": "999 00 111", "email": "ola.nordmann@example.com"}
ADDRESS = {"street": "Storgata 1", "postal_code": "0365", "city": "Oslo", "workplace": "Basement garage"}


async def begin(person: Conversation) -> None:
    """`/order`, to the first screen."""
    await person.slash("/order")
    await person.sees("Step 1 of 4")


async def fill_client(person: Conversation) -> None:
    """The first screen, accepted."""
    await person.fill(CLIENT)
    await person.next()
    await person.sees("Step 2 of 4")


async def fill_address(person: Conversation) -> None:
    """The second screen, accepted."""
    await person.fill(ADDRESS)
    await person.next()
    await person.sees("Step 3 of 4")


async def fill_job(person: Conversation) -> None:
    """The third screen, accepted."""
    await person.fill(workflow="EV charger installation")
    await person.sees("Main fuse")
    await person.fill({"Main fuse": "25 A", "Own parking space": "Yes", "Electrician": "Fjord Elektro AS"})
    await person.next()
    await person.sees("Step 4 of 4")


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
