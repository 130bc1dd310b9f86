"""A refusal names our fields: the label people know, the API's words, and a button that leads there."""

from __future__ import annotations

import pytest

from sandbox.orders_api.faults import PostFault
from sandbox.slack.person.conversation import Conversation
from tests.support.product import Product
from tests.support.walkthrough import to_summary

WORDS = (
    "phoneNumber must be a mobile number",
    "offer.lines[0].vatRate must be a number string",
    "quota of the month exceeded",
)


@pytest.fixture
def refusing(product: Product) -> Product:
    product.api.faults.invalid_words = WORDS
    product.api.faults.next_posts.append(PostFault.INVALID)
    return product


async def refused(kari: Conversation) -> None:
    await to_summary(kari)
    await kari.next()
    await kari.sees("The order system refused it")


async def test_a_refusal_on_the_summary_leads_to_the_screen_and_to_the_line_it_is_about(
    refusing: Product,
) -> None:
    refusing.api.faults.invalid_words = (WORDS[0], "customFields[1].value should not be empty", WORDS[2])
    kari = refusing.person("kari")
    await refused(kari)
    screen = await kari.sees("Phone: “phoneNumber must be a mobile number”")
    assert "Own parking space: “customFields[1].value should not be empty”" in screen.text
    assert "“quota of the month exceeded”" in screen.text
    await kari.press("edit.refused_1")
    await kari.sees("Printed on the fuse box door")
    await kari.next()
    await kari.sees("Phone: “phoneNumber must be a mobile number”")
    await kari.press("edit.refused_0")
    await kari.sees("Contact person")
    await kari.fill(phone="411 22 333")
    await kari.next()
    await kari.sees("+47 41 12 23 33")
    await kari.next()
    await kari.sees("Order created")
    assert len(refusing.api.orders) == 1


async def test_a_refused_line_is_opened_in_its_editor_and_closed_onto_the_offer(refusing: Product) -> None:
    kari = refusing.person("kari")
    refusing.api.faults.invalid_words = ("body/offer/lines/0/quantity must be <= 10",)
    await refused(kari)
    await kari.sees("EV Charger X · Quantity: “body/offer/lines/0/quantity must be <= 10”")
    await kari.press("edit.refused_0")
    await kari.until(lambda: kari.screens == 2, "the line editor")
    await kari.fill(quantity="2")
    await kari.next()
    await kari.sees("2 × EV Charger X")
    assert kari.screens == 1
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")


async def test_the_message_about_a_refusal_names_the_fields_in_the_persons_language_and_leads_to_them(
    refusing: Product,
) -> None:
    kari = refusing.person("kari")
    await to_summary(kari)
    await kari.slash("/order language nb")
    await kari.until(lambda: kari.ephemerals, "the answer")
    await kari.next()
    told = await kari.hears("Ordresystemet avviste")
    assert "Telefon: «phoneNumber must be a mobile number»" in told.text
    assert "EV Charger X · Mva." in told.text
    assert "«quota of the month exceeded»" in told.text
    await kari.close()
    await kari.press("mend.refused_0", message=told)
    await kari.sees("Kontaktperson")
    await kari.next()
    await kari.sees("Ordresystemet avviste ordren")
    await kari.close()
    await kari.press("mend.refused_1", message=told)
    await kari.sees("1 × EV Charger X")
