"""An order taken in Slack, end to end."""

from __future__ import annotations

import pytest

from sandbox.orders_api.uploads import UPLOAD_PATH
from sandbox.script.input_values import Filled, Upload
from tests.support.examples import SURVEY
from tests.support.postgres import database
from tests.support.product import OpenProduct, Product
from tests.support.rich_texts import section, words
from tests.support.walkthrough import (
    EXAMPLE,
    EXAMPLE_WITHOUT_FILES,
    begin,
    comparable,
    fill_address,
    fill_client,
    place_the_vendors_example,
    to_summary,
)


@pytest.mark.parametrize("socket_mode", [False, True], ids=["over HTTP", "over Socket Mode"])
async def test_the_vendors_example_order_arrives_field_for_field(
    open_product: OpenProduct, socket_mode: bool
) -> None:
    async with open_product(socket_mode=socket_mode) as product:
        await place_the_vendors_example(product.person("kari"))
        (body,) = product.api.received
        assert comparable(body) == comparable(EXAMPLE_WITHOUT_FILES)
        assert body["metadata"] == {
            "draftId": body["idempotencyKey"],
            "source": "order-desk",
            "slackTeam": "T0LOCAL",
            "slackChannel": "C0ORDERS",
            "slackUser": "U0KARI",
        }


RICH = [section(words("Ring first", "bold"), ", the fuse box is in the basement.")]
"""A description with formatting, and below as Contentful's document."""
DOCUMENT = {
    "nodeType": "document",
    "data": {},
    "content": [
        {
            "nodeType": "paragraph",
            "data": {},
            "content": [
                {"nodeType": "text", "value": "Ring first", "marks": [{"type": "bold"}], "data": {}},
                {"nodeType": "text", "value": ", the fuse box is in the basement.", "marks": [], "data": {}},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    ("input", "sent"),
    [(EXAMPLE["description"], EXAMPLE["description"]), (RICH, DOCUMENT)],
    ids=["plain", "rich"],
)
async def test_the_vendors_example_order_is_whole_with_its_file(
    open_product: OpenProduct, input: Filled, sent: object
) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH, orders_rich_description=True) as product:
        product.api.uploads.next_ids.extend(EXAMPLE["fileIds"])
        photo = Upload("fuse box.jpg", b"\xff\xd8" + bytes(1000))
        await place_the_vendors_example(product.person("kari"), input, files=[photo])
        (body,) = product.api.received
        assert comparable(body) == comparable({**EXAMPLE, "description": sent})


@pytest.mark.thorough
async def test_an_order_is_taken_and_told_on_postgresql(open_product: OpenProduct) -> None:
    with database() as url:
        async with open_product(database_url=url) as product:
            kari = product.person("kari")
            await place_the_vendors_example(kari)
            await kari.hears("Created: P1-1")
            await kari.until(lambda: product.slack.channel("#ev-team").messages, "a post in #ev-team")
            assert [comparable(body) for body in product.api.received] == [comparable(EXAMPLE_WITHOUT_FILES)]


async def test_amounts_are_bare_integers_where_the_setting_says_so(open_product: OpenProduct) -> None:
    async with open_product(orders_bare_integers=True) as product:
        product.api.faults.bare_integers = True
        await place_the_vendors_example(product.person("kari"))
        line = product.api.received[0]["offer"]["lines"][1]
        assert (line["payerUnitAmount"], line["vatRate"]) == (100000, 2500)


async def test_the_channel_hears_of_the_order_and_the_list_shows_it(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    await kari.next()
    await kari.sees("Order created")
    assert kari.screen.buttons == ["Open order", "Details", "New order"]
    await kari.press("Open order")
    assert kari.trouble is None
    await kari.until(lambda: product.slack.channel("#ev-team").messages, "a post in #ev-team")
    (post,) = product.slack.channel("#ev-team").messages
    assert post.text == (
        "✅ P1-1 · EV charger installation · 10,000.00 NOK\nOslo · Ola N. · Fjord Elektro AS · taken by @kari\n"
        "[Details] [Repeat]"
    )
    await kari.hears("Created: P1-1")
    await kari.slash("/order list")
    await kari.hears("P1-1 · Ola Nordmann · Oslo · EV charger installation – Ola N. · 10,000.00 NOK")


async def test_create_pressed_twice_at_once_makes_one_order(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    await kari.submit_twice()
    await kari.sees("Order created")
    assert len(product.api.received) == len(product.api.orders) == 1
    assert kari.trouble is None


async def test_questions_of_every_kind_are_asked_and_sent_and_lines_left_out_where_the_workflow_allows_it(
    open_product: OpenProduct,
) -> None:
    async with open_product(catalog=SURVEY) as product:
        kari = product.person("kari")
        await begin(kari)
        await fill_client(kari)
        await fill_address(kari)
        await kari.sees("Step 3 of 3")
        await kari.fill(
            {
                "Existing model": "Nibe <F1255>",
                "What happened": "Stopped.\nThen started again.",
                "Area": "lots",
                "Floor": "Attic",
                "Chimney": "No",
                "Not before": "2026-12-01",
            }
        )
        await kari.next()
        assert list(kari.errors) == ["field.area"]
        await kari.fill({"Area": "1,250.5"})
        await kari.next()
        screen = await kari.sees("Create order")
        assert "Area: 1,250.5" in screen.text
        assert "Chimney: No" in screen.text
        assert "Not before: 1 December 2026" in screen.text
        await kari.next()
        await kari.sees("Order created")
        (body,) = product.api.received
        assert "offer" not in body
        assert body["workflowCustomId"] == "survey"
        assert body["customFields"] == [
            {"customId": "model", "value": "Nibe <F1255>"},
            {"customId": "story", "value": "Stopped.\nThen started again."},
            {"customId": "area", "value": "1250.5"},
            {"customId": "floor", "value": "Attic"},
            {"id": "0d0d63e5-43a2-4c2b-9a2f-2f1f7f6a1b11", "value": False},
            {"customId": "from", "value": "2026-12-01"},
        ]
