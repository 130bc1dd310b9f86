"""A form that is closed: Home shows the draft at once, it counts as left from then, and its window is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.slack.person.conversation import Conversation
from tests.support.database_calls import counted
from tests.support.product import OpenProduct, Product
from tests.support.stores import KARI
from tests.support.walkthrough import begin, fill_client

MINUTE = 60.0


async def test_home_shows_the_draft_without_being_opened_again(product: Product) -> None:
    kari = product.person("kari")
    await kari.open_home()
    await kari.until(lambda: "New order" in kari.home.text, "Home")
    await begin(kari)
    await fill_client(kari)
    assert "Ola Nordmann" not in kari.home.text
    await kari.close()
    await kari.until(lambda: "Ola Nordmann" in kari.home.text, "the draft on Home")


async def test_what_was_typed_a_moment_before_is_saved_and_on_home(product: Product) -> None:
    kari = product.person("kari")
    await kari.open_home()
    await begin(kari)
    await kari.fill(contact_person="Liv")
    await kari.fill(contact_person="Liv Hansen")
    await kari.close()
    await kari.until(lambda: "Liv Hansen" in kari.home.text, "the draft on Home")


async def test_home_that_was_never_opened_is_not_drawn(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    await product.bot.lazy_functions.finish()
    assert kari.id not in product.slack.modals.homes


async def test_the_reminder_counts_from_closing(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    (before,) = await product.bot.store.editable(KARI)
    product.clock.advance(20 * MINUTE)
    await kari.close()
    await product.bot.lazy_functions.finish()
    (after,) = await product.bot.store.editable(KARI)
    assert after.updated_at - before.updated_at > timedelta(minutes=19)
    assert (after.edition, after.draft.step) == (before.edition, before.draft.step), "nobody has changed it"
    product.clock.advance(30 * MINUTE)
    await kari.hears("Saved. Continue?")
    assert len(kari.direct_messages) == 1


async def test_closing_what_was_saved_a_moment_ago_or_is_empty_writes_no_order(
    open_product: OpenProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_product(quiet_saving=False) as product:
        kari = product.person("kari")
        await begin(kari)
        product.clock.advance(2 * MINUTE)
        await kari.close()
        await product.bot.lazy_functions.finish()
        (empty,) = await product.bot.store.editable(KARI)
        assert empty.version == 1
        await begin(kari)
        await fill_client(kari)
        await product.bot.lazy_functions.finish()
        calls = counted(product.bot.store.database, monkeypatch)
        await kari.close()
        await product.bot.lazy_functions.finish()
        assert calls["writes"] == 1, "the window is forgotten"


async def test_a_closed_window_is_not_updated_when_the_draft_is_continued_elsewhere(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    window = product.slack.modals.top(kari.id)
    assert window is not None
    await kari.close()
    await product.bot.lazy_functions.finish()
    before = len(product.slack.calls)
    phone = kari.on_device("phone")
    await phone.slash("/order")
    await phone.sees("You have 1 unfinished order")
    await phone.press("Continue")
    await phone.sees("Step 2 of 4")
    await product.bot.lazy_functions.finish()
    assert [call.body for call in product.slack.calls[before:] if call.body.get("view_id") == window.id] == []


async def closing_changes_nothing(product: Product, kari: Conversation) -> None:
    """Two minutes after what was last done, the draft is the same as before the window was closed."""
    await product.bot.lazy_functions.finish()
    (before,) = await product.bot.store.editable(KARI)
    product.clock.advance(2 * MINUTE)
    await kari.close()
    await product.bot.lazy_functions.finish()
    assert await product.bot.store.editable(KARI) == [before]


async def test_of_a_draft_that_they_were_asked_about_already_nothing_changes(product: Product) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)
    await kari.close()
    product.clock.advance(30 * MINUTE)
    message = await kari.hears("Saved. Continue?")
    await kari.press("Continue", message=message)
    await kari.sees("Step 2 of 4")
    await closing_changes_nothing(product, kari)


async def test_closing_a_window_that_the_draft_was_gone_on_without_changes_nothing(
    open_product: OpenProduct,
) -> None:
    async with open_product(quiet_saving=False) as product:
        kari = product.person("kari")
        await begin(kari)
        await fill_client(kari)
        phone = kari.on_device("phone")
        await phone.slash("/order")
        await phone.sees("You have 1 unfinished order")
        await phone.press("Continue")
        await phone.sees("Step 2 of 4")
        await closing_changes_nothing(product, kari)
