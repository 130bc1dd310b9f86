"""The photos that a job needs: on the screen where they are required, else asked for until they are there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.service.errors import MayNotDecide
from bot.service.long_waits import LongWaits
from bot.settings import SettingsError
from flows.i18n.texts import verbatim
from flows.order import Order, State
from sandbox.orders_api.server import LocalOrders
from sandbox.orders_api.uploads import UPLOAD_PATH
from sandbox.script.input_values import Upload
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from tests.support.approval import CATALOG, LITTLE_LEFT, at_summary
from tests.support.clock import StillClock
from tests.support.product import OpenProduct, bot_on
from tests.support.sending import Sending
from tests.support.stores import SAM

MUCH_LEFT = LITTLE_LEFT.model_copy(update={"payout": 50_000})
PHOTOS = 'photos = ["Fuse box", "Parking space"]\n'
WITH_PHOTOS = CATALOG.replace("[[products]]", f"{PHOTOS}\n[[products]]", 1)
REQUIRED = WITH_PHOTOS.replace(PHOTOS, f"{PHOTOS}photos_required = true\n")
FUSE_BOX = Upload("IMG_1.jpg", b"\xff\xd8" + bytes(2000))
PARKING = Upload("IMG_2.png", b"\x89PNG" + bytes(1000))
DAY = 86_400
WAITS = "waits for"


@asynccontextmanager
async def asking(
    open_product: OpenProduct, tmp_path: Path, catalog: str = WITH_PHOTOS, **given: Any
) -> AsyncIterator[Sending]:
    (tmp_path / "catalog.toml").write_text(catalog, encoding="utf-8")
    clock = StillClock()
    async with open_product(clock=clock, catalog=tmp_path / "catalog.toml", **given) as product:
        yield Sending(product, clock)


async def waiting(sending: Sending) -> tuple[Order, Message]:
    """Kari's order that waits for its photos, and the message that asks her for them."""
    order = await at_summary(sending, MUCH_LEFT)
    kari = sending.product.person("kari")
    assert "📷 Missing photos: Fuse box, Parking space." in kari.screen.text
    assert "asks you for the missing photos" in kari.screen.text
    assert "sends it to" not in kari.screen.text
    await kari.next()
    await kari.sees("Waiting for photos")
    await kari.close()
    return order, await kari.hears("waits for 2 photos: Fuse box, Parking space")


async def add(sending: Sending, asked: Message, **photos: list[Upload]) -> None:
    kari = sending.product.person("kari")
    await kari.press("Add photos", message=asked)
    await kari.sees("Add what you have")
    await kari.fill({name.replace("_", " "): files for name, files in photos.items()})
    await kari.next()


async def test_an_order_waits_for_its_photos_and_goes_with_the_last_one(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    """Each is uploaded under its name before the order is sent; the message shows what is missing."""
    async with asking(open_product, tmp_path, orders_upload_path=UPLOAD_PATH) as sending:
        kari, api = sending.product.person("kari"), sending.product.api
        order, asked = await waiting(sending)
        await sending.ticks()
        assert sending.posts(order) == 0
        await add(sending, asked, Fuse_box=[FUSE_BOX])
        await kari.sees("waits for 1 photo: Parking space")
        await kari.close()
        await kari.until(
            lambda: "1 photo: Parking space" in asked.text, "the message to show what is missing"
        )
        assert "✅ Photos: Fuse box" in asked.text
        await add(sending, asked, Parking_space=[PARKING])
        created = await sending.reaches(order, State.CREATED)
        await kari.until(lambda: "has all its photos" in asked.text, "the message to say that it goes on")
        assert "Add photos" not in f"{asked.blocks}"
        names = [file.sent_name for file in created.draft.files]
        assert names == ["Fuse box – IMG_1.jpg", "Parking space – IMG_2.png"]
        assert sorted(upload.name for upload in api.uploads.files.values()) == names
        assert len(json.loads(created.body or "")["fileIds"]) == 2
        assert sending.posts(order) == 1


async def test_of_one_missing_photo_the_words_are_in_the_singular(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path) as sending:
        kari = sending.product.person("kari")
        order, asked = await waiting(sending)
        await add(sending, asked, Fuse_box=[FUSE_BOX])
        await kari.sees("waits for 1 photo")
        await kari.press("Create without it")
        await sending.reaches(order, State.CREATED)
        await kari.until(
            lambda: "goes on without this photo: Parking space" in asked.text, "the message to say so"
        )


async def test_links_say_which_photo_they_are(open_product: OpenProduct, tmp_path: Path) -> None:
    async with asking(open_product, tmp_path) as sending:
        order, asked = await waiting(sending)
        await add(sending, asked, Fuse_box=[FUSE_BOX], Parking_space=[PARKING])
        created = await sending.reaches(order, State.CREATED)
        metadata = json.loads(created.body or "")["metadata"]
        assert [metadata[f"slackFile{number}Photo"] for number in (1, 2)] == ["Fuse box", "Parking space"]


async def test_the_person_is_reminded_twice_and_the_order_goes_on_without(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path, operator_users="U0LENA") as sending:
        kari = sending.product.person("kari")
        order, asked = await waiting(sending)
        heard = []
        for days in (0.9, 0.2, 1, 1, 5, 20):
            sending.clock.advance(days * DAY)
            await sending.ticks()
            heard.append(sum(WAITS in message.text for message in kari.direct_messages))
        assert heard == [1, 2, 2, 3, 3, 3]
        await kari.press("Create without them", message=asked)
        await sending.reaches(order, State.CREATED)
        asking_still = [message for message in kari.direct_messages if WAITS in message.text]
        await kari.until(
            lambda: not any("Add photos" in f"{one.blocks}" for one in asking_still), "no button"
        )
        assert "goes on without these photos: Fuse box, Parking space" in asked.text


async def test_an_order_that_waits_for_photos_is_taken_back_and_asked_about_again(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path) as sending:
        kari = sending.product.person("kari")
        order, asked = await waiting(sending)
        await kari.press("Take back and change", message=asked)
        await kari.sees("Check the order")
        await sending.reaches(order, State.OPEN)
        await kari.until(lambda: "You took" in asked.text, "the message to say so")
        sending.clock.advance(1)
        await kari.next()
        await kari.sees("Waiting for photos")
        await kari.until(lambda: WAITS in kari.direct_messages[-1].text, "the new message")
        await kari.open_home()
        await kari.until(lambda: "📷 Waiting for photos: Fuse box, Parking space" in kari.home.text, "Home")


async def test_an_order_that_needs_approval_too_is_put_forward_with_its_photos(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path, order_users="U0KARI") as sending:
        kari, lena = sending.product.person("kari"), sending.product.person("lena")
        order = await at_summary(sending)
        assert "asks you for the missing photos, and then Sales leads" in kari.screen.text
        await kari.next()
        await kari.sees("Waiting for photos")
        await kari.close()
        asked = await kari.hears(WAITS)
        await sending.ticks()
        assert not lena.direct_messages
        await add(sending, asked, Fuse_box=[FUSE_BOX], Parking_space=[PARKING])
        await kari.sees("Waiting for approval by Sales leads")
        await lena.press("Approve", message=await lena.hears("asks for your approval"))
        await sending.reaches(order, State.CREATED)


async def test_nothing_is_added_where_nothing_was_chosen_and_the_message_says_what_became_of_it(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path) as sending:
        kari = sending.product.person("kari")
        order, asked = await waiting(sending)
        sending.product.slack.faults.fail("chat.update", "internal_error", times=None, channel=asked.channel)
        await add(sending, asked)
        assert "Add this photo" in str(kari.errors)
        await kari.close()
        await kari.press("Create without them", message=asked)
        await sending.reaches(order, State.CREATED)
        await kari.until(lambda: "goes on without these photos" in asked.text, "the message to say so")
        assert sending.posts(order) == 1


async def test_photos_that_are_required_are_asked_for_on_the_screen(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path, REQUIRED) as sending:
        kari = sending.product.person("kari")
        order = await at_summary(sending, MUCH_LEFT)
        await kari.next()
        await kari.sees("Step 3 of")
        await kari.fill({"Fuse box": [FUSE_BOX]})
        await kari.next()
        assert list(kari.errors) == ["photo.Parking space"]
        await kari.fill({"Parking space": [PARKING]})
        await kari.next()
        await kari.sees("Step 4 of")
        await kari.next()
        await kari.sees("✅ Photos: Fuse box, Parking space")
        await kari.next()
        assert len((await sending.reaches(order, State.CREATED)).draft.files) == 2


async def test_an_order_that_waits_for_photos_goes_on_after_a_restart(tmp_path: Path) -> None:
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(WITH_PHOTOS, encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            order, asked = await waiting(Sending(product, clock))
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            sending = Sending(product, clock)
            await add(sending, asked, Fuse_box=[FUSE_BOX], Parking_space=[PARKING])
            await sending.reaches(order, State.CREATED)


async def test_an_order_whose_job_needs_no_photos_any_more_goes_on_by_its_button(tmp_path: Path) -> None:
    catalog, clock = tmp_path / "catalog.toml", StillClock()
    catalog.write_text(WITH_PHOTOS, encoding="utf-8")
    async with LocalSlack() as slack, LocalOrders() as api:
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            order, asked = await waiting(Sending(product, clock))
        catalog.write_text(CATALOG, encoding="utf-8")
        async with bot_on(slack, api, tmp_path, catalog=catalog, clock=clock) as product:
            sending, kari = Sending(product, clock), product.person("kari")
            await kari.open_home()
            await kari.until(lambda: "No photo is missing any more" in kari.home.text, "Home to say so")
            await kari.press("Create without them", message=asked)
            await sending.reaches(order, State.CREATED)


async def test_photos_are_added_from_the_modal_that_says_that_they_are_missing(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path) as sending:
        kari = sending.product.person("kari")
        order = await at_summary(sending, MUCH_LEFT)
        await kari.next()
        await kari.sees("Waiting for photos")
        await kari.press("Add photos")
        await kari.sees("Add what you have")
        await kari.fill({"Fuse box": [FUSE_BOX], "Parking space": [PARKING]})
        await kari.next()
        await sending.reaches(order, State.CREATED)


async def test_photos_are_refused_at_start_where_no_files_are_taken(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=r"FILES is false, and workflows\[0\]\.photos"):
        async with asking(open_product, tmp_path, files=False):
            pass


async def waited(sending: Sending) -> tuple[Order, Message]:
    """An order that has waited for a week, and the operators' card about it."""
    order, _asked = await waiting(sending)
    sending.clock.advance(7 * DAY)
    return order, await sending.product.person("lena").hears("It has waited for 7 days")


async def test_operators_hear_of_an_order_that_waits_for_days_and_give_it_back(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path, operator_users="U0LENA") as sending:
        kari, lena = (sending.product.person(name) for name in ("kari", "lena"))
        order, told = await waited(sending)
        assert "📷 Waiting for photos: Fuse box, Parking space" in told.text
        await lena.press("Give it back", message=told)
        returned = await kari.hears("It waited for 7 days and nobody decided.")
        assert "Continue" in returned.text
        await kari.hears("@lena gave you")
        await lena.until(lambda: "@kari has it back" in told.text, "the card to say so")
        assert (await sending.reaches(order, State.OPEN)).decided_by == "U0LENA"
        assert sending.product.api.received == []


async def test_operators_let_an_order_go_on_without_its_photos(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path, operator_users="U0LENA") as sending:
        lena = sending.product.person("lena")
        order, told = await waited(sending)
        await lena.press("Create without them", message=told)
        await sending.reaches(order, State.CREATED)
        await lena.until(lambda: "doesn't wait for this any more" in told.text, "the card to say so")
        entries = await sending.store.audit.of_order(order.id, 9)
        assert ("U0LENA", "without_photos") in [(entry.person, entry.detail) for entry in entries]


async def test_who_is_no_operator_ends_no_wait_and_without_operators_its_person_is_told(
    open_product: OpenProduct, tmp_path: Path
) -> None:
    async with asking(open_product, tmp_path) as sending:
        order, _asked = await waiting(sending)
        waits = LongWaits(sending.product.bot.service)
        for end in (waits.go_without_photos(order.id, SAM), waits.give_back(order.id, SAM, verbatim("No."))):
            with pytest.raises(MayNotDecide):
                await end
        sending.clock.advance(7 * DAY)
        await sending.product.person("kari").hears("It has waited for 7 days")
