"""A person takes orders in the sandbox's page, as one would in Slack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.browser import create, fill_client, in_the_browser, place, to_summary
from tests.support.thorough import one_in

pytestmark = in_the_browser


@pytest.mark.parametrize(
    ("person", "locale", "phone"),
    [("kari", "nb-NO", True), ("sam", "en-GB", False)][:: one_in(2)],
    ids=["phone, Norwegian", "desktop"][:: one_in(2)],
)
async def test_a_whole_order_is_placed_by_hand(tmp_path: Path, phone: bool, person: str, locale: str) -> None:
    async with place(tmp_path, default_locale=locale) as here:
        visitor = await here.visit(person, phone=phone, locale=locale)
        await to_summary(visitor)
        await create(visitor)
        await visitor.presses("Close")
        await visitor.goes_to("ev-team")
        await expect(visitor.messages).to_contain_text("P1-1 · EV charger installation")
        await visitor.opens_tool("Orders API")
        await expect(visitor.page.get_by_role("article", name="Order P1-1")).to_contain_text("+4799900111")
        assert len(here.orders.received) == 1
        assert visitor.troubles == []
        assert here.slack.refusals == []


@pytest.mark.thorough
async def test_the_first_order_begins_with_the_button_that_greets(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.page.get_by_role("button", name="Take an order").click()
        await fill_client(sam)


@pytest.mark.thorough
async def test_a_mistake_stands_at_its_field_and_goes_when_it_is_mended(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.says("/order")
        await sam.writes({"Contact person": "Ola Nordmann", "Phone": "999", "E-mail": "ola@example.com"})
        await sam.presses("Next")
        phone = sam.field("Phone")
        await expect(phone).to_have_attribute("aria-invalid", "true")
        await expect(phone).to_have_accessible_description(
            re.compile("digits of the phone number are missing")
        )
        await expect(phone).to_be_focused()
        await expect(sam.field("Contact person")).to_have_value("Ola Nordmann")
        await fill_client(sam)


async def test_a_closed_form_goes_on_where_it_was_also_after_the_page_was_reloaded(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.says("/order")
        await fill_client(sam)
        await sam.page.reload()
        await expect(sam.field("Street and number")).to_be_visible()
        await sam.presses("Close")
        await expect(sam.modal).to_be_hidden()
        await sam.says("/order")
        await sam.presses("Continue")
        await expect(sam.field("Street and number")).to_be_visible()


@pytest.mark.thorough
async def test_an_external_select_searches_the_bot_while_one_types(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.says("/order")
        await fill_client(sam)
        country = sam.field("Country")
        await expect(country).to_have_value("Norway")
        await sam.picks("Country", "Sweden", typed="swe")
        await expect(country).to_have_value("Sweden")
        typed = [each.payload["value"] for each in here.slack.deliveries if each.name == "block_suggestion"]
        assert "swe" in typed


@pytest.mark.thorough
async def test_an_order_outlives_an_api_that_is_down(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await to_summary(sam)
        await sam.switches("The Orders API is", "down, answers 503")
        await sam.presses("Create order")
        await sam.sees("Order saved")
        await expect(sam.page.locator("#tab-faults")).to_contain_text("1")
        await sam.switches("The Orders API is", "up")
        await sam.sees("Order created")
        assert len(here.orders.orders) == 1


@pytest.mark.thorough
async def test_home_begins_an_order_and_changes_the_language(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.goes_to("Home")
        home = sam.page.locator("#stage")
        await home.get_by_role("button", name="New order").click()
        await expect(sam.field("Contact person")).to_be_visible()
        await sam.presses("Close")
        await home.get_by_role("combobox").click()
        await home.get_by_role("option", name="Norsk bokmål").click()
        await expect(home.get_by_role("button", name="Ny ordre")).to_be_visible()


@pytest.mark.thorough
async def test_the_list_is_seen_by_one_and_shared_with_all(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await to_summary(sam)
        await create(sam)
        await sam.presses("Close")
        await sam.says("/order list")
        await expect(sam.messages).to_contain_text("Only visible to you")
        lena = await here.visit("lena")
        await expect(lena.messages).to_have_count(0)
        await sam.messages.get_by_role("button", name="Share in channel").click()
        await expect(sam.modal).to_contain_text("will read this")
        await sam.presses("Share")
        await expect(lena.messages).to_contain_text("shares orders")
        await expect(lena.messages).to_contain_text("P1-1")


@pytest.mark.thorough
async def test_acting_as_somebody_else_shows_what_they_have_not_read(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await to_summary(sam)
        await create(sam)
        await sam.presses("Close")
        await expect(sam.page.get_by_role("button", name="Messages 1 unread")).to_be_visible()
        await sam.page.get_by_role("button", name="Acting as Sam Smith").click()
        await sam.page.get_by_role("menuitem", name="Kari Nordmann").click()
        await expect(sam.page.get_by_role("button", name="Acting as Kari Nordmann")).to_contain_text("1")
        await expect(sam.page.get_by_role("button", name="ev-team 1 unread")).to_be_visible()
        await expect(sam.page.get_by_role("button", name="Messages", exact=True)).to_be_visible()
        await sam.goes_to("ev-team")
        await expect(sam.page.get_by_role("button", name="ev-team", exact=True)).to_have_attribute(
            "aria-current", "page"
        )


@pytest.mark.thorough
async def test_a_reset_forgets_everything_but_the_bots_own_database(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.says("/order")
        await fill_client(sam)
        await sam.presses("Close")
        await sam.says("hello")
        await expect(sam.messages).to_have_count(1)
        await sam.switches("The Orders API is", "down, answers 503")
        await sam.page.get_by_role("button", name="Reset the workspace").click()
        await sam.page.get_by_role("button", name="Reset", exact=True).click()
        await expect(sam.messages).to_have_count(0)
        await expect(sam.page.get_by_label("The Orders API is")).to_have_value("")
        assert not here.orders.faults.down
        await sam.says("/order")
        await sam.presses("Continue")
        await expect(sam.field("Street and number")).to_be_visible()


@pytest.mark.thorough
async def test_a_command_nobody_knows_is_answered_at_once(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        sam = await here.visit("sam")
        await sam.says("/ordre")
        await expect(sam.page.get_by_role("alert")).to_have_text(
            "/ordre isn't a command here. There is /order."
        )
        assert here.slack.deliveries == []
