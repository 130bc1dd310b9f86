"""The app's Home: what waits for the person, what they took, and for a newcomer how to begin."""

from __future__ import annotations

import json
from pathlib import Path

from bot.views.as_json import as_json
from bot.views.home import OwnOrders, home_view
from flows.draft import Step
from flows.order import State
from tests.support.approval import CATALOG, asked
from tests.support.clock import StillClock
from tests.support.drafts import NOW, filled_to, form_context, order_of
from tests.support.product import OpenProduct, Product
from tests.support.sending import Sending
from tests.support.walkthrough import begin, fill_client, place_an_order


async def test_a_newcomer_reads_three_lines_of_help_that_go_with_the_first_order(product: Product) -> None:
    kari = product.person("kari")
    await kari.open_home()
    await kari.until(lambda: "• Press New order" in kari.home.text, "help")
    assert kari.home.text.count("• ") == 3
    assert "latest orders*" not in kari.home.text
    await place_an_order(kari)
    await kari.open_home()
    await kari.until(lambda: "Your latest orders" in kari.home.text, "the order")
    assert "• Press" not in kari.home.text


async def test_the_latest_orders_are_listed_with_their_state_and_open(product: Product) -> None:
    kari, sam = product.person("kari"), product.person("sam")
    await place_an_order(kari)
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    await kari.open_home()
    await kari.until(lambda: "Unfinished orders" in kari.home.text, "the draft")
    text = kari.home.text
    assert "P1-1 · Ola Nordmann · Oslo · EV charger installation · 10,000.00 NOK · ✅ Created" in text
    assert text.index("Unfinished orders") < text.index("Your latest orders")
    await kari.press("Details")
    await kari.sees("History")
    await sam.open_home()
    await sam.until(lambda: "• Press" in sam.home.text, "Home")
    assert "P1-1" not in sam.home.text


async def test_approvers_see_what_waits_for_them_and_nothing_of_the_client(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(CATALOG, encoding="utf-8")
    async with open_product(clock=clock, catalog=catalog) as product:
        await asked(Sending(product, clock))
        kari, lena = product.person("kari"), product.person("lena")
        await lena.open_home()
        await lena.until(lambda: "Waiting for your approval" in lena.home.text, "what waits")
        assert "taken by @kari" in lena.home.text
        assert "Ola" not in lena.home.text
        await kari.open_home()
        await kari.until(lambda: "Under way" in kari.home.text, "Home")
        assert "Waiting for your approval" not in kari.home.text


async def test_home_of_who_has_opened_it_follows_what_waits_for_them(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(CATALOG, encoding="utf-8")
    async with open_product(clock=clock, catalog=catalog) as product:
        lena, sam = product.person("lena"), product.person("sam")
        await lena.open_home()
        await lena.until(lambda: "New order" in lena.home.text, "Home")
        _order, card, _other = await asked(Sending(product, clock))
        await lena.until(lambda: "Waiting for your approval" in lena.home.text, "what waits")
        await sam.press("Approve", message=product.slack.person("sam").direct_messages[-1])
        await lena.until(lambda: "Waiting for your approval" not in lena.home.text, "that it is decided")
        assert sam.id not in product.slack.modals.homes, "he never opened it"
        assert "approved" in card.text


async def test_home_names_language_and_country(open_product: OpenProduct) -> None:
    async with open_product(default_country="SE", default_locale="nb-NO") as product:
        kari = product.person("kari")
        await kari.open_home()
        await kari.until(lambda: "Land: Sverige" in kari.home.text, "the country")
        assert "Norsk" in kari.home.text


def test_of_somebody_else_s_order_no_more_is_shown_than_a_channel_may_see() -> None:
    order = order_of(filled_to(Step.SUMMARY), State.CREATED)
    own, other = (
        json.dumps(as_json(home_view(OwnOrders(user, created=[order]), form_context("en"), NOW)))
        for user in (order.origin.user, "U0SAM")
    )
    assert ("Ola Nordmann" in own, "taken by" in own) == (True, False)
    assert ("Ola Nordmann" in other, "taken by" in other) == (False, True)
