"""Every button of the form's screens, played for the recording."""

from __future__ import annotations

from sandbox.orders_api.faults import UploadFault
from sandbox.slack.person.conversation import Conversation
from tests.support.product import Product
from tests.support.waiting import PICTURE, begin_another
from tests.support.walkthrough import (
    begin,
    fill_address,
    fill_client,
    fill_job,
    place_the_vendors_example,
    unfold,
)

MANY_LINES = "\n".join(f"Pipe {number}\t2\t90\t25" for number in range(30))


async def first_order(kari: Conversation) -> None:
    """With every field, by a newcomer who is asked for their language."""
    await begin(kari)
    await kari.press("Bytt")
    await kari.sees("Trinn 1")
    await kari.close()
    await kari.slash("/order language en")
    await kari.hears("English")
    await place_the_vendors_example(kari)
    await kari.close()
    await kari.slash("/order list")
    await kari.hears("EV charger at Storgata 1")


async def play(product: Product) -> None:
    """Those parts of the form that the first order doesn't need."""
    kari = product.person("kari")
    await _take_a_known_client(kari)
    await _bring_files(kari, product)
    await _edit_lines(kari)
    await _take_what_was_meant(kari)
    await _mend_what_looks_wrong(kari)


async def _take_a_known_client(kari: Conversation) -> None:
    """And then another one after all."""
    await begin_another(kari)
    await kari.fill(known_client="Ola Nordmann")
    await kari.sees("Step 3 of")
    await kari.press("Change")
    await kari.sees("Step 1 of")
    await kari.close()


async def _bring_files(kari: Conversation, product: Product) -> None:
    """One is taken away again, and one comes at the second try."""
    product.api.faults.next_uploads.extend([UploadFault.UNAVAILABLE] * 3)
    await begin_another(kari)
    await fill_client(kari)
    await fill_address(kari)
    await unfold(kari, "files")
    await kari.fill(files=[PICTURE])
    await fill_job(kari)
    await kari.press("◀ Back")
    await kari.sees("Step 3 of")
    await fill_job(kari)
    await kari.fill(product="Cable, 10 m")
    await kari.sees("1 × Cable, 10 m")
    await kari.next()
    await kari.sees("could not be brought over")
    await kari.press("Try again")
    await kari.close()


async def _edit_lines(kari: Conversation) -> None:
    """All that can be done to lines and their prices."""
    await begin_another(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.fill(product="EV Charger X")
    await kari.sees("1 × EV Charger X")
    await kari.press("Change")
    await kari.sees("only the quantity is sent")
    await kari.press("Make it a line of our own")
    await kari.sees("Unit price (NOK)")
    await kari.fill(unit_price="9000")
    await kari.next()
    await kari.press("+")
    await kari.sees("2 × EV Charger X")
    await kari.press("Duplicate")
    await kari.press("Remove", nth=1)
    await kari.press("Paste lines")
    await kari.sees("Paste straight from Excel")
    await kari.fill(table=MANY_LINES)
    await kari.next()
    await kari.sees("Change the text")
    await kari.press("Change the text")
    await kari.next()
    await kari.sees("Change the text")
    await kari.next()
    await kari.sees("◀ Previous lines")
    await kari.press("◀ Previous lines")
    await kari.sees("Next lines ▶")
    await kari.press("Discount")
    await kari.sees("Discount on the whole offer")
    await kari.fill(discount="10 %")
    await kari.next()
    await kari.next()
    await kari.sees("Create order")
    await kari.press("Edit")
    await kari.sees("Step 1 of")
    await kari.close()


async def _take_what_was_meant(kari: Conversation) -> None:
    """Products that a message may name, each with its button."""
    await kari.slash(
        "/order Liv Hansen, 999 00 112, liv@example.com, they asked about the charger and the cable"
    )
    await kari.sees("Step ")
    if "Step 1" in kari.screen.text:
        await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.sees("Choose what is meant")
    await kari.press("EV Charger X")
    await kari.sees("1 × EV Charger X")
    await kari.press("None of these")
    await kari.close()


async def _mend_what_looks_wrong(kari: Conversation) -> None:
    """On the summary, by its button."""
    await begin_another(kari)
    await kari.fill(contact_person="Ola Nordmann", phone="999 00 111", email="ola@gmial.com")
    await kari.next()
    await fill_address(kari)
    await fill_job(kari)
    await kari.fill(product="Cable, 10 m")
    await kari.sees("1 × Cable, 10 m")
    await kari.next()
    await kari.sees("looks misspelt")
    await kari.press("Correct it")
    await kari.close()
