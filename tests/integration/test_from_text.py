"""New orders from what is written: after `/order`, and in a message that the shortcut is used on."""

from __future__ import annotations

import pytest

from sandbox.script.input_values import Upload
from sandbox.slack.person.conversation import Conversation
from tests.support.product import OpenProduct, Product
from tests.support.stores import KARI
from tests.support.walkthrough import fill_address, fill_client, fill_job, place_an_order

LEAD = "Ola Nordmann, 999 00 111, ola.nordmann@example.com"


async def test_a_text_after_the_command_fills_in_what_it_says_and_describes_the_order(
    product: Product,
) -> None:
    kari = product.person("kari")
    await kari.slash("/order Navn: Ola Nordmann\nola.nordmann@example.com 999 00 111\n2 stk EV Charger X")
    screen = await kari.sees("Step 2 of 4")
    assert "The draft is saved" in screen.text
    await kari.fill({"street": "Storgata 1", "postal_code": "0365", "city": "Oslo"})
    await kari.next()
    screen = await kari.sees("Step 3 of 4")
    assert "2 stk EV Charger X" in screen.text
    (order,) = await product.bot.store.editable(KARI)
    assert [(line.name, line.quantity) for line in order.draft.lines] == [("EV Charger X", 2)]
    await kari.press("◀ Back")
    await kari.sees("Step 2 of 4")
    await kari.press("◀ Back")
    screen = await kari.sees("Step 1 of 4")
    assert (screen.value("contact_person"), screen.value("email")) == (
        "Ola Nordmann",
        "ola.nordmann@example.com",
    )


@pytest.mark.parametrize("text", ["tull", "ok, I call you tomorrow", "help me", "status of nothing at all"])
async def test_a_text_that_says_nothing_of_an_order_is_said_and_not_lost(product: Product, text: str) -> None:
    kari = product.person("kari")
    await kari.slash(f"/order {text}")
    told = await kari.hears("Order Desk takes installation orders")
    assert ("I don't know" in told.text) is (" " not in text)
    await kari.press("New order with this text", message=told)
    await kari.sees("Step 1 of 4")
    await kari.fill({"contact_person": "Ola Nordmann", "phone": "999 00 111", "email": "o@example.com"})
    await kari.next()
    await kari.fill({"street": "Storgata 1", "postal_code": "0365", "city": "Oslo"})
    await kari.next()
    assert text in (await kari.sees("Step 3 of 4")).text


async def test_a_message_gives_its_words_its_files_and_its_link(product: Product) -> None:
    kari = product.person("kari")
    written = kari.write(f"Kontakt: {LEAD}\nMontering av EV Charger X", files=[Upload("a.png", b"\x89PNG")])
    await kari.message_shortcut("new_order_from_message", written)
    await kari.sees("Step 2 of 4")
    (order,) = await product.bot.store.editable(KARI)
    assert order.draft.message_link
    assert written.ts.replace(".", "") in order.draft.message_link
    assert len(order.draft.files) == 1
    await kari.close()
    forwarded = kari.forward(written, "Tar du denne?")
    await kari.message_shortcut("new_order_from_message", forwarded)
    await kari.sees("Step 2 of 4")
    await kari.press("◀ Back")
    assert (await kari.sees("Step 1 of 4")).value("contact_person") == "Ola Nordmann"


async def test_a_known_clients_phone_fills_in_client_and_address_for_those_alone_who_may_find_them(
    open_product: OpenProduct,
) -> None:
    async with open_product(client_users="U0KARI") as product:
        kari, sam = product.person("kari"), product.person("sam")
        await place_an_order(kari)
        await kari.hears("Created: P1-1")
        await kari.slash("/order ny lader, ring 999 00 111")
        screen = await kari.sees("Step 3 of 4")
        assert "Ola Nordmann · Storgata 1, Oslo" in screen.text
        await sam.slash("/order ny lader, ring 999 00 111")
        screen = await sam.sees("Step 1 of 4")
        assert screen.value("phone") == "999 00 111"
        assert "Ola" not in screen.text


async def test_somebody_else_with_the_known_phone_is_not_taken_for_the_client(product: Product) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await kari.hears("Created: P1-1")
    await kari.slash("/order navn: Liv Hansen, tlf 999 00 111")
    screen = await kari.sees("Step 1 of 4")
    assert screen.value("contact_person") == "Liv Hansen"


async def test_what_the_message_may_mean_of_the_catalog_is_taken_by_a_tap(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash(
        "/order Ola Nordmann, 999 00 111, ola.nordmann@example.com. They asked about the charger and the cable"
    )
    await fill_what_is_missing(kari)
    screen = await kari.sees("Choose what is meant")
    assert "No lines yet" in screen.text
    await kari.press("EV Charger X")
    screen = await kari.sees("1 × EV Charger X")
    assert "Choose what is meant" in screen.text, "the cable may be meant, too"
    await kari.press("None of these")
    await kari.until(lambda: "Choose what is meant" not in kari.screen.text, "the question to go")
    assert "1 × EV Charger X" in kari.screen.text


async def fill_what_is_missing(kari: Conversation) -> None:
    """The screens before the offer, whose first may be filled in."""
    screen = await kari.sees("Step")
    if "Step 1" in screen.text:
        await fill_client(kari)
    await kari.sees("Step 2 of 4")
    await fill_address(kari)
    await fill_job(kari)


@pytest.mark.parametrize("way", ["shortcut", "command"])
async def test_a_colleague_who_passes_a_lead_on_is_not_read_as_the_client(product: Product, way: str) -> None:
    kari = product.person("kari")
    sam = product.slack.add_person("lars", "en-GB", "Europe/Oslo", real_name="Lars Holm")
    text = "Please call 999 00 111 and order a charger.\nKontakt: Lars Holm"
    if way == "shortcut":
        await kari.message_shortcut("new_order_from_message", sam.write(text))
        reader = kari
    else:
        await sam.slash(f"/order {text}")
        reader = sam
    screen = await reader.sees("Step 1 of 4")
    assert (screen.value("contact_person"), screen.value("phone")) == (None, "999 00 111")
