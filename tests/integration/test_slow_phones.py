"""A window that doesn't open in time is no dead end: what it would have shown comes as a message with a button."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from bot.listeners import open_modal
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from tests.support.product import Product, bot_on
from tests.support.walkthrough import begin, fill_address, fill_client, fill_job

DID_NOT_OPEN = "The window didn't open"
OPEN, UPDATE = "views.open", "views.update"


async def with_a_draft(product: Product) -> Conversation:
    """Kari has closed the form on its second screen."""
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    return kari


async def test_a_trigger_that_slack_finds_three_seconds_old_leaves_a_button(tmp_path: Path) -> None:
    seconds = itertools.count(step=4)
    async with (
        LocalSlack(clock=lambda: next(seconds)) as slack,
        LocalOrders() as api,
        bot_on(slack, api, tmp_path),
    ):
        kari = slack.person("kari")
        await kari.slash("/order")
        message = await kari.hears(DID_NOT_OPEN)
    assert (message.visible_to, message.channel) == (kari.id, "C0ORDERS")
    assert "Continue" in message.text


async def test_the_button_opens_the_form(product: Product) -> None:
    kari = product.person("kari")
    product.slack.faults.fail(OPEN, "expired_trigger_id")
    await kari.slash("/order")
    await kari.press("Continue", message=await kari.hears(DID_NOT_OPEN))
    await kari.sees("Step 1 of 4")


async def test_what_was_unfinished_is_shown_in_the_message(product: Product) -> None:
    kari = await with_a_draft(product)
    product.slack.faults.fail(OPEN, "exchanged_trigger_id")
    await kari.slash("/order")
    message = await kari.hears(DID_NOT_OPEN)
    assert "You have 1 unfinished order" in message.text
    await kari.press("Continue", message=message)
    await kari.sees("Step 2 of 4")


async def test_a_text_after_the_command_is_not_lost(product: Product) -> None:
    kari = product.person("kari")
    product.slack.faults.fail(OPEN, "expired_trigger_id")
    await kari.slash("/order Ola Nordmann, phone 999 00 111")
    await kari.press("Continue", message=await kari.hears(DID_NOT_OPEN))
    screen = await kari.sees("Step 1 of 4")
    assert screen.value("phone") == "999 00 111"


async def test_a_button_on_home_comes_again_in_a_message(product: Product) -> None:
    kari = await with_a_draft(product)
    await kari.open_home()
    await kari.sees("Unfinished orders")
    product.slack.faults.fail(OPEN, "expired_trigger_id")
    await kari.press("Continue")
    message = await kari.hears("Press the button once more")
    product.slack.faults.fail(OPEN, "expired_trigger_id")
    await kari.press("Continue", message=message)
    await kari.until(lambda: kari.ephemerals, "the button once more, beside the one pressed")
    await kari.press("Continue", message=kari.ephemerals[-1])
    await kari.sees("Step 2 of 4")


async def test_a_window_that_asks_something_is_asked_for_again(product: Product) -> None:
    kari = product.person("kari")
    await kari.slash("/order list")
    listed = await kari.hears("No orders")
    product.slack.faults.fail(OPEN, "expired_trigger_id")
    await kari.press("Filter", message=listed)
    again = await kari.hears("Press the button once more")
    await kari.press("Filter", message=again)
    await kari.until(lambda: kari.screens, "the window")


async def test_a_window_whose_answer_was_lost_is_found(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_modal, "OPENED_IN", 0.3)
    product.slack.faults.slow(OPEN, 1)
    kari = product.person("kari")
    await begin(kari)
    await product.bot.lazy_functions.finish()
    assert (kari.ephemerals, kari.direct_messages) == ([], [])


async def test_a_window_that_was_never_opened_leaves_a_button_too(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_modal, "OPENED_IN", 0.3)
    kari = product.person("kari")
    product.slack.faults.slow(OPEN, 1)
    product.slack.faults.fail(UPDATE, "not_found")
    await kari.slash("/order")
    await kari.hears(DID_NOT_OPEN)


async def test_one_moment_is_replaced_whatever_fails_and_has_a_way_on(product: Product) -> None:
    kari = await with_a_draft(product)
    await kari.open_home()
    await kari.sees("Unfinished orders")
    product.slack.faults.fail(UPDATE, "fatal_error", times=2)
    await kari.press("Continue")
    await kari.sees("Something went wrong")
    await kari.press("Open the form")
    await kari.sees("You have 1 unfinished order")


async def test_slack_that_fails_otherwise_is_told_with_a_button(product: Product) -> None:
    kari = product.person("kari")
    product.slack.faults.crash(OPEN)
    await kari.slash("/order")
    told = await kari.hears("Something went wrong on our side")
    await kari.press("Open the form", message=told)
    await kari.sees("Step 1 of 4")


async def test_a_line_s_editor_that_does_not_open_is_said_on_the_offer(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await fill_address(kari)
    await fill_job(kari)
    product.slack.faults.fail("views.push", "expired_trigger_id")
    await kari.press("+ Free line")
    await kari.sees(DID_NOT_OPEN)
    await kari.press("+ Free line")
    await kari.sees("New line")
