"""The offer's lines in Slack: bundles, one tap for one more, pasting a table, prices and pictures."""

from __future__ import annotations

from pathlib import Path

from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.product import CATALOG, OpenProduct, Product, bot_on
from tests.support.walkthrough import begin, fill_address, fill_client, fill_job

PACKAGE = """
[[bundles]]
name = "EV charging package"
products = [{product = "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"}, {product = "cable-10m", quantity = 2}]
"""


def with_bundle(folder: Path) -> Path:
    """The example's catalog with a bundle."""
    file = folder / "catalog.toml"
    file.write_text(CATALOG.read_text(encoding="utf-8") + PACKAGE, encoding="utf-8")
    return file


async def to_offer(person: Conversation) -> None:
    await begin(person)
    await fill_client(person)
    await fill_address(person)
    await fill_job(person)


async def test_a_bundle_a_tap_and_a_pasted_table_fill_an_offer(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with open_product(catalog=with_bundle(tmp_path)) as product:
        kari = product.person("kari")
        await to_offer(kari)
        assert await kari.suggestions("product", "charging") == ["EV charging package · 2 products"]
        assert await kari.suggestions("product", "3 cable") == ["3 × Cable, 10 m · 1,299.00 NOK"]
        await kari.fill(product="EV charging package")
        await kari.sees("2 × Cable, 10 m")
        await kari.press("+", nth=1)
        await kari.sees("3 × Cable, 10 m")
        await kari.press("−")
        await kari.sees("2 × Cable, 10 m")

        await kari.press("Paste lines")
        await kari.sees("Paste straight from Excel")
        await kari.fill(table="Name;Qty;Price\nWork <&amp;> travel;2;1.000\ncable-10m;3;")
        await kari.next()
        screen = await kari.sees("Row 2, Unit price (NOK): Is it 1.00 NOK or 1,000.00 NOK?")
        assert screen.value("table") == "Name;Qty;Price\nWork <&amp;> travel;2;1.000\ncable-10m;3;"
        await kari.fill(table="Name;Qty;Price\nWork <&amp;> travel;2;1000\ncable-10m;3;")
        await kari.next()
        screen = await kari.sees("Add 2 lines")
        assert "2 × Work <&> travel — 2,000.00 NOK" in screen.text
        assert "Sum incl. VAT 5,897.00 NOK" in screen.text
        await kari.press("Change the text")
        await kari.sees("Paste straight from Excel")
        await kari.next()
        await kari.sees("Add 2 lines")
        await kari.submit_twice()
        await kari.sees("5 × Cable, 10 m")
        assert kari.screens == 1

        await kari.next()
        await kari.sees("Create order")
        await kari.next()
        await kari.sees("Order created")
        lines = product.api.received[0]["offer"]["lines"]
        assert [(line.get("name"), line["quantity"]) for line in lines] == [
            (None, 1),
            ("Cable, 10 m", 5),
            ("Work <&> travel", 2),
        ]


async def test_who_may_not_set_prices_has_no_field_for_them(open_product: OpenProduct) -> None:
    async with open_product(price_users="U0SAM", payout_users="") as product:
        kari = product.person("kari")
        await to_offer(kari)
        await kari.fill(product="Cable, 10 m")
        await kari.sees("1 × Cable, 10 m")
        await kari.press("Change")
        screen = await kari.sees("Unit price: 1,299.00 NOK")
        assert screen.keys == ["name", "quantity"]
        await kari.fill(quantity="2")
        await kari.next()
        await kari.sees("2 × Cable, 10 m — 2,598.00 NOK")


async def test_an_offer_in_another_currency_is_sent_in_it_and_yen_are_refused(product: Product) -> None:
    kari = product.person("kari")
    await to_offer(kari)
    assert (await kari.suggestions("currency", "yen"))[0] == "JPY · Japanese Yen"
    await kari.fill(currency="JPY")
    await kari.next()
    assert "JPY can't be used" in kari.errors["currency"]
    await kari.fill(currency="EUR")
    await kari.fill(product="EV Charger X")
    await kari.sees("EV Charger X is priced in NOK, and EUR is chosen for the offer.")
    await kari.press("+ Free line")
    await kari.sees("Unit price (EUR)")
    await kari.fill(name="Work", quantity="1", unit_price="100", vat_rate="25")
    await kari.next()
    screen = await kari.sees("1 × Work — 100.00 EUR")
    assert not screen.has("currency")
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")
    assert product.api.received[0]["offer"]["lines"][0]["currencyCode"] == "EUR"


async def test_the_editor_shows_the_picture_and_stays_usable_when_slack_cannot_fetch_it(
    product: Product,
) -> None:
    kari = product.person("kari")
    await to_offer(kari)
    await kari.fill(product="Cable, 10 m")
    await kari.sees("1 × Cable, 10 m")
    await kari.press("Change")
    await kari.sees("(Cable, 10 m)")
    await kari.close()
    product.slack.faults.fail("views.update", "invalid_arguments", times=1)
    await kari.press("Change")
    screen = await kari.sees("Change line")
    assert "(Cable, 10 m)" not in screen.text
    await kari.fill(quantity="2")
    await kari.next()
    await kari.sees("2 × Cable, 10 m")


async def test_a_quantity_in_the_search_is_taken_and_countries_go_by_any_of_their_names(
    product: Product,
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    assert await kari.suggestions("country", "sver") == ["Sweden"]
    assert await kari.suggestions("country", "norge") == ["Norway"]
    await fill_address(kari)
    await fill_job(kari)
    await kari.fill(product="3 × Cable, 10 m")
    await kari.sees("3 × Cable, 10 m — 3,897.00 NOK")


async def test_a_discount_on_the_whole_offer_is_spread_and_what_can_not_be_placed_is_said(
    product: Product,
) -> None:
    kari = product.person("kari")
    await to_offer(kari)
    await kari.fill(product="3 × Cable, 10 m")
    await kari.sees("3 × Cable, 10 m — 3,897.00 NOK")
    await kari.press("Discount")
    await kari.sees("Discount on the whole offer (NOK incl. VAT, or %)")
    await kari.fill(discount="-100")
    await kari.next()
    assert "below zero" in kari.errors["discount"]
    await kari.fill(discount="100", discount_source="autumn")
    await kari.next()
    screen = await kari.sees("99.99 NOK of 100.00 NOK is taken off: each unit takes whole hundredths.")
    assert "− 99.99 NOK" in screen.text
    assert "Sum incl. VAT 3,797.01 NOK" in screen.text
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")
    (line,) = product.api.received[0]["offer"]["lines"]
    assert (line["quantity"], line["discountUnitAmount"], line["discountSourceType"]) == (3, "3333", "autumn")


async def test_the_vendors_product_becomes_a_line_of_our_own(product: Product) -> None:
    kari = product.person("kari")
    await to_offer(kari)
    await kari.fill(product="EV Charger X")
    await kari.sees("1 × EV Charger X")
    await kari.press("Change")
    screen = await kari.sees("Price and discount are the order system's; only the quantity is sent.")
    assert screen.keys == ["quantity"]
    await kari.fill(quantity="2")
    await kari.press("Make it a line of our own")
    await kari.sees("Unit price (NOK)")
    await kari.fill(unit_price="9000")
    await kari.next()
    await kari.sees("2 × EV Charger X — 18,000.00 NOK")
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")
    (line,) = product.api.received[0]["offer"]["lines"]
    assert "productId" not in line
    assert (line["name"], line["quantity"], line["payerUnitAmount"]) == ("EV Charger X", 2, "900000")


async def test_a_setting_sends_price_and_discount_with_the_vendors_product(
    open_product: OpenProduct,
) -> None:
    async with open_product(orders_product_prices=True) as product:
        kari = product.person("kari")
        await to_offer(kari)
        await kari.fill(product="EV Charger X")
        await kari.sees("1 × EV Charger X — 10,000.00 NOK")
        await kari.press("Discount")
        await kari.sees("Discount on the whole offer (NOK incl. VAT, or %)")
        await kari.fill(discount="10 %")
        await kari.next()
        await kari.sees("− 1,000.00 NOK discount")
        await kari.next()
        await kari.sees("Create order")
        await kari.next()
        await kari.sees("Order created")
        (line,) = product.api.received[0]["offer"]["lines"]
        assert line["productId"] == "5b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"
        assert (line["payerUnitAmount"], line["discountUnitAmount"], line["vatRate"]) == (
            "1000000",
            "100000",
            "2500",
        )


async def test_a_price_that_the_catalog_has_changed_is_taken_from_the_lines_menu(tmp_path: Path) -> None:
    dearer = tmp_path / "dearer.toml"
    dearer.write_text(CATALOG.read_text(encoding="utf-8").replace("1299.00", "1399.00"), encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        async with bot_on(slack, api, tmp_path) as product:
            kari = product.person("kari")
            await to_offer(kari)
            for name in ("EV Charger X", "Cable, 10 m"):
                await kari.fill(product=name)
                await kari.sees(f"1 × {name}")
            await kari.close()
        async with bot_on(slack, api, tmp_path, catalog=dearer, clock=product.clock):
            await kari.slash("/order")
            await kari.sees("You have 1 unfinished order")
            await kari.press("Continue")
            await kari.sees("Step 4 of 4")
            await kari.press("Use the new price")  # The other line's menu has no such choice.
            await kari.until(lambda: "— 1,299.00" not in kari.screen.text, "the price to change")
            assert "1 × Cable, 10 m — 1,399.00 NOK" in kari.screen.text
