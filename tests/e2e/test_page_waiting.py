"""What waits for somebody, by hand: photos that are asked for, an approval, and a window that opened too late."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.support.browser import (
    Place,
    Visitor,
    fill_address,
    in_the_browser,
    place,
)
from tests.support.waiting import PICTURE, confirm, waiting_catalog

pytestmark = [*in_the_browser, pytest.mark.thorough]

both_sizes = pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])


def nothing_went_wrong(here: Place, visitor: Visitor) -> None:
    assert visitor.troubles == []
    assert here.slack.refusals == []


async def chooses_photo(sam: Visitor, label: str) -> None:
    chooser = sam.modal.get_by_label(label)
    await chooser.set_input_files({"name": PICTURE.name, "mimeType": "image/png", "buffer": PICTURE.content})
    await expect(sam.modal.get_by_text(PICTURE.name).last).to_be_visible()


@both_sizes
async def test_photos_are_asked_for_and_given_one_after_the_other(tmp_path: Path, phone: bool) -> None:
    async with place(tmp_path, default_locale="en-GB", catalog=waiting_catalog(tmp_path)) as here:
        sam = await here.visit("sam", phone=phone)
        await confirm(here.slack.person("sam"), "Ola Nordmann", "Site visit", "EV Charger X")
        await sam.sees("Waiting for photos")
        await sam.presses("Close")
        await sam.goes_to("Messages")
        asked = sam.messages.filter(has_text="waits for")
        await asked.get_by_role("button", name="Add photos").click()
        await chooses_photo(sam, "Fuse box")
        await sam.presses("Add")
        await sam.sees("waits for 1 photo: Parking space")
        await sam.presses("Add photos")
        await chooses_photo(sam, "Parking space")
        await sam.presses("Add")
        await expect(sam.messages.filter(has_text="has all its photos")).to_be_visible()
        await expect(sam.messages.filter(has_text="Created: P1-1")).to_be_visible()
        nothing_went_wrong(here, sam)


@both_sizes
async def test_a_second_person_approves_and_the_first_one_is_told(tmp_path: Path, phone: bool) -> None:
    async with place(tmp_path, default_locale="en-GB", catalog=waiting_catalog(tmp_path)) as here:
        sam = await here.visit("sam", phone=phone)
        await confirm(here.slack.person("sam"), "Ola Nordmann", "Heat pump survey", "Survey")
        await sam.sees("Waiting for approval by Sales leads")
        await sam.presses("Close")
        lena = await here.visit("lena", phone=phone)
        await lena.goes_to("Messages")
        await lena.messages.get_by_role("button", name="Approve").click()
        await expect(lena.messages.filter(has_text="@lena approved it")).to_be_visible()
        await expect(lena.messages.get_by_role("button", name="Approve")).to_have_count(0)
        await sam.goes_to("Messages")
        await expect(sam.messages.filter(has_text="Created: P1-1")).to_be_visible()
        assert len(here.orders.received) == 1
        nothing_went_wrong(here, sam)


@both_sizes
async def test_a_window_that_opened_too_late_opens_by_the_button_of_the_message(
    tmp_path: Path, phone: bool
) -> None:
    async with place(tmp_path, default_locale="en-GB") as here:
        sam = await here.visit("sam", phone=phone)
        here.slack.faults.fail("views.open", "expired_trigger_id")
        await sam.says("/order Ola Nordmann, phone 999 00 111")
        late = sam.messages.filter(has_text="The window didn't open")
        await late.get_by_role("button", name="Continue").click()
        await expect(sam.field("Phone")).to_have_value("999 00 111")
        await sam.writes({"E-mail": "ola@example.com"})
        await sam.presses("Next")
        await fill_address(sam)
        nothing_went_wrong(here, sam)


async def test_times_are_written_as_slack_writes_them_for_each_reader(tmp_path: Path) -> None:
    """Of the tokens, the one of figures is the same in every language."""
    async with place(tmp_path, default_locale="nb-NO") as here:
        here.slack.person("sam").write("<!date^1767225600^{date_num} {time}|then>")
        for name, when in (("sam", "2025-12-31 7:00 PM"), ("kari", "2026-01-01 01:00")):
            reader = await here.visit(name)
            await expect(reader.messages.last).to_contain_text(when)
