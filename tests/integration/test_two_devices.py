"""A draft that is open on two devices continues on the one where it was opened last; the other says so."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.slack.person.conversation import Conversation
from tests.support.postgres import database_of
from tests.support.product import OpenProduct, Product
from tests.support.thorough import one_in
from tests.support.walkthrough import add_charger, begin, fill_address, fill_client, fill_job, to_summary

ELSEWHERE = "continued on another device or in another window"


@pytest.fixture(params=["sqlite", "postgresql"][:: one_in(2)])
async def product(
    open_product: OpenProduct, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Product]:
    """On either store."""
    with database_of(request.param, tmp_path_factory.mktemp("database")) as url:
        async with open_product(database_url=url) as product:
            yield product


async def continued_on_phone(kari: Conversation) -> Conversation:
    """Kari goes on with her draft on her phone, while it is open on her laptop."""
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("You have 1 unfinished order")
    await phone.press("Continue")
    await phone.sees("Step 2 of 4")
    return phone


async def test_the_older_screen_says_at_once_that_it_went_on_elsewhere_and_takes_it_back(
    product: Product,
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    phone = await continued_on_phone(kari)
    await kari.sees(ELSEWHERE)
    await fill_address(phone)
    await kari.press("Continue here")
    await kari.sees("Step 3 of 4")
    await phone.sees(ELSEWHERE)
    await fill_job(kari)
    await add_charger(kari)
    await kari.next()
    await kari.sees("Create order")
    await kari.next()
    await kari.sees("Order created")
    assert len(product.api.orders) == 1


async def test_what_is_typed_on_the_older_screen_is_repeated_and_overwrites_nothing(product: Product) -> None:
    """Slack doesn't take the update of the older screen, so one can go on typing there."""
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    product.slack.faults.fail("views.update", "fatal_error", times=1)
    phone = await continued_on_phone(kari)
    await phone.fill(street="Storgata 1")
    await kari.fill(street="Parkveien 2", postal_code="0365")
    await kari.next()
    screen = await kari.sees(ELSEWHERE)
    assert "Street and number: Parkveien 2" in screen.text
    await fill_address(phone)
    await phone.press("back")
    screen = await phone.sees("Step 2 of 4")
    assert screen.value("street") == "Storgata 1"


async def test_create_on_the_older_summary_creates_nothing(product: Product) -> None:
    kari = product.person("kari")
    await to_summary(kari)
    product.slack.faults.fail("views.update", "fatal_error", times=1)
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("You have 1 unfinished order")
    await phone.press("Continue")
    await phone.sees("Create order")
    await kari.next()
    await kari.sees(ELSEWHERE)
    assert product.api.received == []
    await phone.next()
    await phone.sees("Order created")
    assert len(product.api.orders) == 1


async def test_a_button_and_a_line_s_editor_of_the_older_window_say_so_too(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.press("+ Free line")
    await kari.sees("New line")
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("You have 1 unfinished order")
    await phone.press("Continue")
    await phone.sees("Step 4 of 4")
    await kari.fill(name="Cable", quantity="2", unit_price="10")
    await kari.next()
    screen = await kari.sees(ELSEWHERE)
    assert "Cable" in screen.text
    await phone.press("back")
    await phone.sees("Step 3 of 4")
    await kari.close()
    await kari.sees(ELSEWHERE)


async def to_pasted_lines(kari: Conversation) -> None:
    """Lines that were pasted, shown before they are added."""
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    await kari.press("Paste lines")
    await kari.sees("Paste straight from Excel")
    await kari.fill(table="Pipe\t2\t90\t25")
    await kari.next()
    await kari.sees("Change the text")


@pytest.mark.parametrize(("button", "says"), [("Continue", ELSEWHERE), ("Discard", "discarded")])
async def test_pasted_lines_of_an_older_window_say_what_became_of_the_order(
    product: Product, button: str, says: str
) -> None:
    kari = product.person("kari")
    await to_pasted_lines(kari)
    if button == "Continue":
        product.slack.faults.fail("views.update", "fatal_error", times=1)  # The older window isn't told.
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("You have 1 unfinished order")
    await phone.press(button)
    await phone.until(lambda: "unfinished" not in phone.screen.text, "the phone to show what comes of it")
    await kari.press("Change the text")
    await kari.sees(says)


async def test_a_new_order_that_is_still_empty_is_in_one_window_too(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    phone = kari.on_device("phone")
    await begin(phone)
    await kari.sees(ELSEWHERE)
    await fill_client(phone)
