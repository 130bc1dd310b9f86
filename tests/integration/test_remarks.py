"""What looks wrong is said on the summary, and one tap corrects it before anything is sent."""

from __future__ import annotations

from tests.support.product import Product
from tests.support.walkthrough import begin, fill_job, unfold


async def test_a_misspelt_address_and_a_swapped_position_are_corrected_by_a_tap_each(
    product: Product,
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await kari.fill(contact_person="Ola Nordmann", phone="999 00 111", email="ola@gmial.com")
    await kari.next()
    await kari.sees("Step 2 of 4")
    await unfold(kari, "position")
    await kari.fill(street="Storgata 1", postal_code="0365 Oslo", position="10.74609, 59.91273")
    await kari.next()
    await fill_job(kari)
    await kari.fill(product="Cable, 10 m")
    await kari.sees("1 × Cable, 10 m")
    await kari.next()
    await kari.sees("ola@gmial.com looks misspelt. Is it ola@gmail.com?")
    await kari.press("Correct it")
    await kari.sees("The position is not in Norway. Are latitude and longitude swapped?")
    await kari.press("Swap them")
    await kari.sees("59.91273, 10.74609")
    await kari.next()
    await kari.sees("Order created")
    (order,) = product.api.received
    assert order["email"] == "ola@gmail.com"
    assert (order["latitude"], order["longitude"]) == (59.91273, 10.74609)
