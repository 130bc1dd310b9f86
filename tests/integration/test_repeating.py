"""A new order from an earlier one, wherever that is shown: from the receipt, the team's channel and Details."""

from __future__ import annotations

from tests.support.product import OpenProduct, Product
from tests.support.walkthrough import comparable, fill_job, place_an_order, to_summary


async def test_repeat_makes_the_same_order_once_more_with_nothing_typed_again(product: Product) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await kari.press("Repeat", message=await kari.hears("Created: P1-1"))
    screen = await kari.sees("Step 3 of 4")
    assert "Ola Nordmann · Storgata 1, Oslo" in screen.text
    await kari.fill({"Electrician": "Fjord Elektro AS"})
    await kari.next()
    await kari.sees("1 × EV Charger X")
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.hears("Created: P1-2")
    first, second = product.api.received
    assert comparable(second) == comparable(first)
    assert second["idempotencyKey"] != first["idempotencyKey"]


async def test_a_new_order_for_the_same_client_is_begun_in_the_window_that_shows_the_earlier_one(
    product: Product,
) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await kari.slash("/order P1-1")
    await kari.sees("History")
    await kari.press("New order for this client")
    screen = await kari.sees("Step 3 of 4")
    assert "Ola Nordmann · Storgata 1, Oslo" in screen.text
    assert kari.screens == 1
    await fill_job(kari)
    assert "EV Charger X" not in kari.screen.text


async def test_repeat_on_top_of_a_form_leaves_the_form_below_as_it_was(product: Product) -> None:
    kari = product.person("kari")
    await place_an_order(kari)
    await to_summary(kari)
    await kari.press("Details")
    await kari.sees("History")
    await kari.press("Repeat")
    await kari.sees("Step 3 of 4")
    await kari.close()
    await kari.sees("Create order")


async def test_whoever_may_not_see_the_client_cant_order_for_them_and_reads_whom_to_ask(
    open_product: OpenProduct,
) -> None:
    async with open_product(personal_data_users="U0LENA", operator_users="U0LENA") as product:
        kari, sam, lena = (product.person(name) for name in ("kari", "sam", "lena"))
        await place_an_order(kari)
        await kari.hears("Posted in #ev-team")
        (card,) = product.slack.channel("#ev-team").messages
        await sam.press("Repeat", message=card)
        refused = await sam.sees("PERSONAL_DATA_USERS")
        assert "Nordmann" not in refused.text
        await sam.close()
        await sam.press("Details", message=card)
        assert "Repeat" not in (await sam.sees("P1-1")).text
        await lena.press("Repeat", message=card)
        await lena.sees("Ola Nordmann · Storgata 1")
