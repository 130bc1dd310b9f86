"""Photos and files that go with an order: attached, uploaded or linked, and never in the order's way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.orders_api.faults import UploadFault
from sandbox.orders_api.uploads import UPLOAD_PATH
from sandbox.script.input_values import Upload
from sandbox.slack.element_state import UNTOUCHED_FILES
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.web_api.server import Call
from tests.support.examples import SURVEY
from tests.support.postgres import database
from tests.support.product import OpenProduct, Product
from tests.support.signed import last_submission, send
from tests.support.walkthrough import add_charger, begin, fill_address, fill_client, unfold

FUSE_BOX = Upload("Ola's fuse box.jpg", b"\xff\xd8" + bytes(200_000))
DRIVEWAY = Upload("driveway.png", b"\x89PNG" + bytes(1000))
JOB = {
    "workflow": "EV charger installation",
    "Main fuse": "25 A",
    "Own parking space": "Yes",
    "Electrician": "Fjord Elektro AS",
}


async def to_job(person: Conversation) -> None:
    await begin(person)
    await fill_client(person)
    await fill_address(person)


async def fill_job(person: Conversation) -> None:
    await person.fill(workflow=JOB["workflow"])
    await person.sees("Main fuse")
    await person.fill({key: value for key, value in JOB.items() if key != "workflow"})


async def to_summary_with(person: Conversation, *files: Upload) -> None:
    await to_job(person)
    await fill_job(person)
    await unfold(person, "files")
    await person.fill(files=list(files))
    await person.next()
    await person.sees("Step 4 of 4")
    await add_charger(person)
    await person.next()
    await person.sees("Create order")


async def created(product: Product, person: Conversation) -> dict[str, Any]:
    await person.next()
    await person.sees("Order created")
    body: dict[str, Any] = product.api.received[-1]
    return body


async def test_photos_are_uploaded_and_their_ids_go_with_the_order(open_product: OpenProduct) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH) as product:
        kari = product.person("kari")
        await to_summary_with(kari, FUSE_BOX, DRIVEWAY)
        await kari.sees("Uploaded; they go with the order.")
        body = await created(product, kari)
        received = product.api.uploads.files
        assert [received[each].name for each in body["fileIds"]] == [FUSE_BOX.name, DRIVEWAY.name]
        assert {(file.name, file.mimetype, file.content) for file in received.values()} == {
            (FUSE_BOX.name, "image/jpeg", FUSE_BOX.content),
            (DRIVEWAY.name, "image/png", DRIVEWAY.content),
        }
        assert not any(key.startswith("slackFile") for key in body["metadata"])


async def test_without_an_upload_path_the_order_and_the_channel_link_to_them(product: Product) -> None:
    kari = product.person("kari")
    await to_summary_with(kari, FUSE_BOX)
    await kari.sees("They stay in Slack; the order links to them.")
    body = await created(product, kari)
    (file,) = product.slack.workspace.files.values()
    assert "fileIds" not in body
    assert body["metadata"]["slackFile1"] == file["permalink"]
    await kari.until(lambda: product.slack.channel("#ev-team").messages, "a post in #ev-team")
    assert product.slack.channel("#ev-team").messages[0].text.endswith("📎 Files: 1\n[Details] [Repeat]")


async def test_an_upload_that_fails_is_linked_and_told_and_can_be_tried_again(
    open_product: OpenProduct, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH, file_types="jpg") as product:
        product.api.faults.next_uploads.extend([UploadFault.UNAVAILABLE] * 3)
        kari = product.person("kari")
        await to_summary_with(kari, FUSE_BOX)
        screen = await kari.sees("it could not be brought over just now")
        assert FUSE_BOX.name in screen.text
        await kari.press("Try again")
        await kari.sees("Uploaded; they go with the order.")
        assert len(product.api.uploads.files) == 1
        assert "file not brought over" in caplog.text
        assert "fuse box" not in caplog.text


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (UploadFault.TOO_LARGE, "the order system doesn't take it"),
        (UploadFault.NOT_FOUND, "the order system doesn't take it"),
        (UploadFault.NO_ID, "it could not be brought over just now"),
    ],
)
async def test_an_order_goes_with_links_to_what_could_not_be_uploaded(
    open_product: OpenProduct, fault: UploadFault, words: str
) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH) as product:
        product.api.faults.every_upload = fault
        kari = product.person("kari")
        await to_summary_with(kari, FUSE_BOX)
        await kari.sees(words)
        body = await created(product, kari)
        (file,) = product.slack.workspace.files.values()
        assert "fileIds" not in body
        assert body["metadata"]["slackFile1"] == file["permalink"]


async def test_create_needs_not_wait_for_uploads_and_the_order_has_them_all_the_same(
    open_product: OpenProduct,
) -> None:
    async with open_product(
        orders_upload_path=UPLOAD_PATH, orders_timeout=5, orders_quiet_period=9
    ) as product:
        product.api.faults.slow = 1
        kari = product.person("kari")
        await to_summary_with(kari, FUSE_BOX, DRIVEWAY)
        await kari.sees("0 of 2 uploaded. You needn't wait")
        body = await created(product, kari)
        assert len(body["fileIds"]) == 2
        assert set(body["fileIds"]) == product.api.uploads.files.keys()


async def test_a_file_that_arrives_after_the_summary_was_drawn_makes_it_no_other_order(
    open_product: OpenProduct,
) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH) as product:
        product.api.faults.slow = 0.5
        kari = product.person("kari")
        await to_summary_with(kari, FUSE_BOX)
        await kari.sees("0 of 1 uploaded")
        product.slack.faults.fail("views.update", "not_found", times=None)
        await kari.until(
            lambda: any(call.method == "views.update" for call in failed(product)), "a redraw in vain"
        )
        product.slack.faults.clear()
        await kari.next()
        await kari.sees("Order created")
        assert "changed in another window" not in kari.transcript


def failed(product: Product) -> list[Call]:
    return [call for call in product.slack.calls if not call.is_ok]


async def test_files_are_uploaded_before_the_order_by_whichever_process_sends_it(
    open_product: OpenProduct,
) -> None:
    """The process that took them may have ended: on PostgreSQL another one goes on from the row."""
    with database() as url:
        async with open_product(orders_upload_path=UPLOAD_PATH, database_url=url) as product:
            product.api.faults.slow = 60
            kari = product.person("kari")
            await to_summary_with(kari, FUSE_BOX)
            # Were it still on its way, it would be taken there though its process lets go of it here.
            await kari.until(lambda: product.api.uploads.requests, "the upload to arrive")
            product.api.faults.slow = 0  # First: whatever begins while the others end isn't held up.
            await product.bot.uploads.close()
            body = await created(product, kari)
            assert body.get("fileIds") == list(product.api.uploads.files), body["metadata"]


async def test_what_was_attached_survives_errors_back_and_another_phone_and_can_be_taken_off(
    product: Product,
) -> None:
    kari = product.person("kari")
    await to_job(kari)
    await unfold(kari, "files")
    await kari.fill(workflow=JOB["workflow"], files=[FUSE_BOX, DRIVEWAY])
    await kari.sees("Main fuse")
    await kari.next()
    assert kari.errors
    await kari.press("◀ Back")
    await kari.sees("2 files attached")
    await kari.close()
    await kari.slash("/order")
    await kari.sees("Unfinished order")
    await kari.press("Continue")
    await kari.sees("Step 2 of 4")
    await kari.next()
    screen = await kari.sees("Step 3 of 4")
    assert f"📎 {FUSE_BOX.name} · 196 kB" in screen.text
    assert f"📎 {DRIVEWAY.name} · 1 kB" in screen.text
    await kari.press("Remove")
    await kari.until(lambda: FUSE_BOX.name not in kari.screen.text, "the file to be gone")
    await fill_job(kari)
    await kari.fill(files=[FUSE_BOX])
    await kari.next()
    await kari.sees("2 files attached")


async def test_a_file_taken_out_of_the_input_after_an_error_is_not_attached(
    open_product: OpenProduct,
) -> None:
    async with open_product(catalog=SURVEY) as product:
        kari = product.person("kari")
        await to_job(kari)
        await kari.fill({"Existing model": "F1255", "What happened": "Stopped.", "Area": "lots"})
        await unfold(kari, "files")
        await kari.fill({"Floor": "Attic", "Chimney": "No"}, files=[FUSE_BOX, DRIVEWAY])
        await kari.next()
        assert list(kari.errors) == ["field.area"]
        assert kari.screen.value("files") == [FUSE_BOX.name, DRIVEWAY.name]
        (kept,) = [file for file in product.slack.workspace.files.values() if file["name"] == DRIVEWAY.name]
        await kari.fill(files=[kept], Area="120")
        await kari.next()
        await kari.sees("1 photo or file")


async def test_somebody_elses_file_is_left_out(product: Product) -> None:
    """A forged id: the bot can see the file, since it is in a channel of its own, but kari didn't put it there."""
    product.person("lena").write("Not for orders", files=[FUSE_BOX])
    (foreign,) = product.slack.workspace.files.values()
    kari = product.person("kari")
    await to_job(kari)
    await fill_job(kari)
    await unfold(kari, "files")
    await kari.fill(files=[foreign])
    await kari.next()
    await kari.sees("Step 4 of 4")
    await add_charger(kari)
    await kari.next()
    await kari.sees("Slack doesn't let this app see it, so it is left out.")
    body = await created(product, kari)
    assert "fileIds" not in body
    assert foreign["permalink"] not in str(body)


async def test_a_messages_files_are_taken_along_into_a_new_order(open_product: OpenProduct) -> None:
    async with open_product(orders_upload_path=UPLOAD_PATH) as product:
        kari = product.person("kari")
        await begin(kari)
        await kari.fill(contact_person="Somebody else")
        await kari.next()
        await kari.close()
        message = product.person("lena").write("Fuse box of the new client", files=[FUSE_BOX, DRIVEWAY])
        await kari.message_shortcut("new_order_from_message", message)
        screen = await kari.sees("Step 1 of 4 · Client · 2 files attached")
        assert screen.value("contact_person") is None
        await fill_client(kari)
        await kari.until(lambda: len(product.api.uploads.files) == 2, "both uploads")


async def test_files_of_a_message_that_is_quoted_are_taken_along_and_deleted_ones_are_not(
    product: Product,
) -> None:
    kari = product.person("kari")
    message = kari.write("Ola's house", files=[FUSE_BOX, DRIVEWAY, Upload("gone.png")])
    kari.delete_file(message, "gone.png")
    await kari.message_shortcut("new_order_from_message", kari.forward(message))
    await kari.sees("2 files attached")
    await kari.close()
    await kari.message_shortcut("new_order_from_message", message)
    await kari.sees("2 files attached")


async def test_attachments_without_files_open_an_empty_form(product: Product) -> None:
    kari = product.person("kari")
    message = kari.write("Ola's house", files=[Upload("gone.png")])
    kari.delete_file(message, "gone.png")
    shared = kari.forward(message)
    shared.attachments += [{"fallback": "a link"}, {"files": None}]
    await kari.message_shortcut("new_order_from_message", shared)
    screen = await kari.sees("Step 1 of 4")
    assert "attached" not in screen.text


async def test_a_view_that_slack_refuses_over_its_file_types_is_drawn_without_them(product: Product) -> None:
    product.slack.modals.refused_filetypes = frozenset({"webp", "heic", "heif"})
    kari = product.person("kari")
    await to_summary_with(kari, Upload("house.heic"))
    await kari.press("Edit", nth=2)
    await kari.sees("house.heic")
    await kari.next()
    await kari.sees("Create order")


@pytest.mark.parametrize("shape", UNTOUCHED_FILES)
async def test_a_file_input_that_nobody_touched_is_no_file_in_whatever_shape_it_comes(
    product: Product, shape: dict[str, Any]
) -> None:
    kari = product.person("kari")
    await to_job(kari)
    await fill_job(kari)
    await kari.next()
    await kari.sees("Step 4 of 4")
    payload = last_submission(product)
    payload["view"]["state"]["values"]["job.files"] = {"typed": {"type": "file_input", **shape}}
    await kari.press("back")
    await kari.sees("Step 3 of 4")
    answer = await send(product, payload)
    assert "Step 4 of 4" in json.dumps(answer)


async def test_a_message_without_files_opens_an_empty_form(product: Product) -> None:
    kari = product.person("kari")
    await kari.message_shortcut("new_order_from_message", kari.write("Ola wants a charger"))
    screen = await kari.sees("Step 1 of 4")
    assert "attached" not in screen.text


async def test_no_file_is_asked_for_where_that_is_switched_off(open_product: OpenProduct) -> None:
    async with open_product(files=False) as product:
        kari = product.person("kari")
        await to_job(kari)
        assert not kari.screen.has("files")
