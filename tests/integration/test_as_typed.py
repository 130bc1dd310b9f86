"""What people type is shown as they typed it wherever it stands, and arrives so at the Orders API."""

from __future__ import annotations

from tests.support.product import OpenProduct
from tests.support.walkthrough import CLIENT, add_charger, begin, fill_address, fill_job

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
NAME = f"*Ola* _Nordmann_ ~x~ `y` :zap: 12:30:45 {FAMILY}"


async def test_marks_emoji_names_and_joined_emoji_are_shown_as_typed_everywhere(
    open_product: OpenProduct,
) -> None:
    async with open_product(channel_client="full") as product:
        kari = product.person("kari")
        await begin(kari)
        await kari.fill({**CLIENT, "contact_person": NAME})
        await kari.next()
        await kari.sees("Step 2 of")
        await kari.close()
        await kari.open_home()
        await kari.until(lambda: NAME in kari.home.text, "the name on Home")
        await kari.press("Continue")
        await kari.sees("Step 2 of")
        await fill_address(kari)
        await fill_job(kari)
        await add_charger(kari)
        await kari.next()
        assert NAME in (await kari.sees("Create order")).text
        await kari.next()
        await kari.hears("Created")
        channel = product.slack.channel("#ev-team")
        await kari.until(lambda: channel.messages, "the post")
        await kari.slash("/order list")
        listed = await kari.hears("Page 1 · ")
    assert NAME in channel.messages[0].text
    assert NAME in listed.text
    assert product.api.received[0]["contactPersonName"] == NAME
