"""An order whole, from wherever it is named, as far as its reader may see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.audit import Deed
from flows.order import State
from sandbox.slack.person.conversation import Conversation
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, Product
from tests.support.sending import Sending
from tests.support.walkthrough import place_an_order, to_summary

PHONE = "+47 99 90 01 11"


async def a_created_order(product: Product, clock: StillClock) -> None:
    """Kari's, with the number P1-1."""
    sending = Sending(product, clock)
    await sending.reaches(await sending.confirm(), State.CREATED)


async def opened(person: Conversation, asked: str = "/order P1-1") -> str:
    """What the person reads in the window."""
    await person.slash(asked)
    await person.until(lambda: person.screens, "the order")
    return person.screen.text


async def test_the_receipt_names_client_and_sum_and_opens_the_order_with_its_history(
    product: Product,
) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    receipt = await kari.hears("Ola Nordmann · ")
    await kari.press("Details", message=receipt)
    await kari.sees(PHONE)
    for said in (
        "Storgata 1, 0365 Oslo",
        "EV charger installation",
        "Main fuse: 25 A",
        "✅ Created",
        "confirmed · @kari",
    ):
        assert said in kari.screen.text
    assert "Edit" not in kari.screen.text


@pytest.mark.parametrize("asked", ["/order P1-1", "/order p1-1", "/order status P1-1", "/order status p1-1"])
async def test_others_see_what_a_channel_may_and_read_whom_to_ask_for_more(
    open_product: OpenProduct, asked: str
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, operator_users="U0LENA") as product:
        await a_created_order(product, clock)
        text = await opened(product.person("sam"), asked)
    assert "Ola N. · Oslo · " in text
    assert "Ask @lena to add you to PERSONAL_DATA_USERS" in text
    for private in ("Nordmann", PHONE, "Storgata", "example.com"):
        assert private not in text


async def test_who_may_see_personal_data_sees_all_and_that_is_kept_for_operators_to_read(
    open_product: OpenProduct,
) -> None:
    clock = StillClock()
    async with open_product(clock=clock, personal_data_users="U0SAM", operator_users="U0LENA") as product:
        await a_created_order(product, clock)
        sam, lena = product.person("sam"), product.person("lena")
        await sam.open_home()
        assert PHONE in await opened(sam)
        assert "opened in full" not in sam.screen.text
        (seen,) = [each for each in await product.bot.store.audit.find() if each.deed is Deed.SEEN]
        assert seen.person == "U0SAM"
        assert "opened in full · @sam" in await opened(lena)


async def test_a_number_nobody_has_is_said_and_a_draft_of_others_is_not_opened(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order status P1-99")
    await kari.hears("No order here has the number P1-99")


async def test_an_order_like_it_opens_on_top_of_the_summary(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        await a_created_order(product, clock)
        sam = product.person("sam")
        await to_summary(sam)
        assert "Ordered less than an hour ago for this phone and address: P1-1" in sam.screen.text
        await sam.press("Details")
        await sam.sees("Ola N. · Oslo")
        assert PHONE not in sam.screen.text
        await sam.close()
        await sam.sees("Create order")


async def test_the_apis_words_of_refusal_are_for_who_sees_the_whole_order(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock) as product:
        sending = Sending(product, clock)
        order = await sending.reaches(await sending.confirm(), State.CREATED)
        store = product.bot.store
        refused = replace(order, draft=order.draft.with_(id="0" * 8 + order.id[8:]), state=State.REJECTED)
        await store.add(replace(refused, refusal="999 00 111 is no mobile", display_id="P1-2"))
        assert "999 00 111" in await opened(product.person("kari"), "/order P1-2")
        assert "999 00 111" not in await opened(product.person("sam"), "/order P1-2")
