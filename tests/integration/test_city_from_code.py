"""A city that the postal code tells isn't typed."""

from __future__ import annotations

from tests.support.product import Product
from tests.support.walkthrough import ADDRESS, add_charger, begin, fill_client, fill_job, unfold

TYPED = {key: value for key, value in ADDRESS.items() if key not in {"city", "position"}}


async def test_a_city_left_empty_is_filled_in_shown_as_such_and_sent(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    assert "If empty: taken from the postal code" in kari.screen.text
    await unfold(kari, "workplace")
    await kari.fill({**TYPED, "country": "Germany", "postal_code": "01609"})
    await kari.next()
    assert kari.errors["city"].startswith("Several places have that postal code. Write which it is: Gröditz,")
    await kari.fill(country="Norway", postal_code="N-0365")
    await kari.next()
    await fill_job(kari)
    await add_charger(kari)
    await kari.next()
    screen = await kari.sees("Storgata 1, 0365 Oslo (city from the postal code)")
    assert "By our list" not in screen.text
    await kari.press("edit.address")
    await kari.sees("If empty: Oslo, from the postal code")
    await kari.fill(city="Bergen")
    await kari.next()
    await kari.sees("By our list, the postal code 0365 is Oslo, but the city here is Bergen.")
    await kari.next()
    await kari.sees("Order created")
    assert [(body["postalCode"], body["city"]) for body in product.api.received] == [("0365", "Bergen")]


async def test_help_says_whose_postal_codes_are_used(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order help")
    await kari.hears("Cities from postal codes: Countries States Cities Database, ODbL 1.0.")
