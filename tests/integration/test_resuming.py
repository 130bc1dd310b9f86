"""Close the modal, lose the network, restart the server: what was entered is still there."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from tests.support.product import Product, bot_on
from tests.support.signed import last_submission, send
from tests.support.walkthrough import (
    add_charger,
    begin,
    fill_address,
    fill_client,
    fill_job,
    to_summary,
    type_address,
)


async def test_a_closed_form_is_continued_where_it_was(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    await kari.slash("/order")
    screen = await kari.sees("You have 1 unfinished order")
    assert "Ola Nordmann" in screen.text
    await kari.press("Continue")
    await kari.sees("Step 2 of 4")


async def test_discard_throws_the_draft_away_after_asking(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Discard")
    await kari.press("Discard", confirm=False)
    assert "Ola Nordmann" in kari.screen.text
    await kari.press("Discard")
    screen = await kari.sees("Step 1 of 4")
    assert screen.value("contact_person") is None
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Step 1 of 4")


async def test_back_keeps_what_is_typed_even_if_it_can_not_be_read(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await type_address(kari, postal_code="03")
    await kari.press("back")
    screen = await kari.sees("Step 1 of 4")
    assert screen.value("contact_person") == "Ola Nordmann"
    await kari.next()
    screen = await kari.sees("Step 2 of 4")
    assert (screen.value("street"), screen.value("postal_code")) == ("Storgata 1", "03")


async def test_a_section_edited_from_the_summary_returns_to_it(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    await kari.press("edit.address")
    await kari.sees("Step 2 of 4")
    await kari.fill(street="Storgata 2")
    await kari.next()
    screen = await kari.sees("Create order")
    assert "Storgata 2, 0365 Oslo" in screen.text


async def test_a_line_is_changed_doubled_and_removed(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await add_charger(kari)
    await kari.press("edit:1")
    await kari.sees("Change line")
    await kari.fill(quantity="3")
    await kari.next()
    await kari.sees("3 × EV Charger X — 30,000.00 NOK")
    await kari.press("duplicate:1")
    await kari.sees("60,000.00")
    await kari.press("remove:1")
    await kari.sees("Sum incl. VAT 30,000.00")


async def test_the_bot_restarts_in_the_middle_and_the_person_goes_on(tmp_path: Path) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        kari = slack.person("kari")
        async with bot_on(slack, api, tmp_path):
            await begin(kari)
            await fill_client(kari)
        async with bot_on(slack, api, tmp_path):
            await fill_address(kari)
        async with bot_on(slack, api, tmp_path):
            await fill_job(kari)
            await add_charger(kari)
            await kari.next()
            await kari.sees("Create order")
        async with bot_on(slack, api, tmp_path):
            await kari.next()
            await kari.sees("Order created")
        assert len(api.orders) == 1
        assert slack.refusals == []


async def test_create_on_an_outdated_summary_shows_the_change_and_sends_nothing(product: Product) -> None:
    """The phone shows the summary, on the laptop the street is changed, then Create is pressed on the phone."""
    kari = product.person("kari")
    await to_summary(kari)
    outdated = kari.screen.private_metadata
    await kari.press("edit.address")
    await kari.sees("Step 2 of 4")
    await kari.fill(street="Storgata 2")
    await kari.next()
    await kari.sees("Storgata 2")
    payload = last_submission(product)
    payload["view"].update({"callback_id": "summary", "private_metadata": outdated})
    answer = json.dumps(await send(product, payload))
    assert "changed in another window" in answer
    assert "Storgata 2" in answer
    assert product.api.received == []


async def test_next_on_a_screen_that_was_left_elsewhere_shows_where_the_draft_is(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    answer = await send(product, last_submission(product))
    assert answer["view"]["callback_id"] == "screen.address"
    assert "changed in another window" in json.dumps(answer)
