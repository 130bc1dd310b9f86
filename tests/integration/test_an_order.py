"""An order taken in Slack, end to end."""

from __future__ import annotations

import pytest

from tests.conftest import OpenWorkplace
from tests.walkthrough import EXAMPLE, comparable, place_the_vendors_example, to_summary
from tests.workplace import Workplace


@pytest.mark.parametrize("socket_mode", [False, True], ids=["over HTTP", "over Socket Mode"])
async def test_the_vendors_example_order_arrives_field_for_field(
    open_workplace: OpenWorkplace, socket_mode: bool
) -> None:
    async with open_workplace(socket_mode=socket_mode) as desk:
        await place_the_vendors_example(desk.person("kari"))
        (body,) = desk.api.received
        assert comparable(body) == comparable(EXAMPLE)
        assert body["metadata"] == {
            "draftId": body["idempotencyKey"],
            "source": "order-desk",
            "slackTeam": "T0LOCAL",
            "slackChannel": "C0ORDERS",
            "slackUser": "U0KARI",
        }


async def test_amounts_are_bare_integers_where_the_setting_says_so(open_workplace: OpenWorkplace) -> None:
    async with open_workplace(orders_bare_integers=True) as desk:
        desk.api.faults.bare_integers = True
        await place_the_vendors_example(desk.person("kari"))
        line = desk.api.received[0]["offer"]["lines"][1]
        assert (line["payerUnitAmount"], line["vatRate"]) == (100000, 2500)


async def test_the_channel_hears_of_the_order_and_the_list_shows_it(desk: Workplace) -> None:
    kari = desk.person("kari")
    await to_summary(kari)
    await kari.next()
    await kari.sees("Order created")
    await kari.until(lambda: desk.slack.channel("#ev-team").messages, "a post in #ev-team")
    (post,) = desk.slack.channel("#ev-team").messages
    assert post.text == (
        "✅ P1-1 · EV charger installation · 10,000.00 NOK\nOslo · Ola N. · Fjord Elektro AS · taken by @kari"
    )
    await kari.hears("Created: P1-1")
    await kari.slash("/order list")
    await kari.hears("P1-1 · Ola N. · Oslo · EV charger installation – Ola N. · 10,000.00 NOK")


async def test_create_pressed_twice_at_once_makes_one_order(desk: Workplace) -> None:
    kari = desk.person("kari")
    await to_summary(kari)
    await kari.submit_twice()
    await kari.sees("Order created")
    assert len(desk.api.received) == len(desk.api.orders) == 1
    assert kari.trouble is None


async def test_an_order_without_lines_is_taken_where_the_workflow_allows_it(
    open_workplace: OpenWorkplace,
) -> None:
    async with open_workplace() as desk:
        sam = desk.person("sam")
        await sam.slash("/order")
        await sam.sees("Step 1 of 4")
        assert desk.api.received == []
