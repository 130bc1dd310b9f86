"""What somebody writes is kept before Slack has its ack: whatever ends then, it is a draft, once, and is read in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from flows.order import State
from sandbox.orders_api.server import LocalOrders
from sandbox.script.input_values import Upload
from sandbox.slack.delivery import payloads
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.person.conversation import Conversation
from sandbox.slack.workspace import BOT_USER
from tests.support.killing import Successors, die_at_the_next_ack
from tests.support.postgres import database_of
from tests.support.product import OpenProduct, Product
from tests.support.signed import send_event
from tests.support.sqlite_files import full_disk
from tests.support.stores import KARI
from tests.support.thorough import one_in

LEAD = "Navn: Ola Nordmann\n999 00 111\nola.nordmann@example.com"
PICTURE = Upload("meter.png", b"\x89PNG\r\n\x1a\n")
INTERRUPTED = "I was interrupted before I could read it"


async def after_the_command(kari: Conversation) -> None:
    await kari.slash(f"/order {LEAD}")


async def in_a_direct_message(kari: Conversation) -> None:
    await kari.to_the_bot().tell(LEAD, files=[PICTURE])


async def by_a_mention(kari: Conversation) -> None:
    await kari.tell(f"<@{BOT_USER}> {LEAD}", files=[PICTURE])


async def by_the_shortcut(kari: Conversation) -> None:
    await kari.message_shortcut("new_order_from_message", kari.write(LEAD, files=[PICTURE]))


WAYS: list[Callable[[Conversation], Awaitable[None]]] = [
    after_the_command,
    in_a_direct_message,
    by_a_mention,
    by_the_shortcut,
]


@pytest.fixture(params=["sqlite", "postgresql"][:: one_in(2)])
async def bots(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Successors]:
    """One after the other, on either store."""
    with database_of(request.param, tmp_path) as url:
        async with (
            LocalSlack() as slack,
            LocalOrders() as api,
            Successors(slack, api, tmp_path, database_url=url) as bots,
        ):
            yield bots
            assert slack.refusals == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_what_a_bot_was_killed_before_reading_is_a_draft_that_is_read_when_it_is_opened(
    bots: Successors, way: Callable[[Conversation], Awaitable[None]]
) -> None:
    kari = bots.product.person("kari")
    die_at_the_next_ack(bots.product.bot)
    await way(kari)
    await bots.succeed()
    await kari.slash("/order")
    screen = await kari.sees("You have 1 unfinished order")
    assert "Ola Nordmann 999 00 111" in " ".join(screen.text.split())
    await kari.press("Continue")
    await kari.sees("Step 2 of 4")
    await kari.press("◀ Back")
    assert (await kari.sees("Step 1 of 4")).value("email") == "ola.nordmann@example.com"
    (order,) = await bots.product.bot.store.editable(KARI)
    assert order.draft.unread is None
    assert bool(order.draft.message_link) is bool(order.draft.files) is (way is not after_the_command)


async def test_who_was_not_answered_is_asked_in_a_direct_message_and_continues_with_one_tap(
    bots: Successors,
) -> None:
    kari = bots.product.person("kari")
    die_at_the_next_ack(bots.product.bot)
    await after_the_command(kari)
    await bots.succeed()
    bots.clock.advance(90)
    asked = await kari.hears(INTERRUPTED)
    assert "Ola Nordmann" in asked.text
    await kari.press("Continue", message=asked)
    await kari.sees("Step 2 of 4")
    bots.clock.advance(3600)
    await bots.product.bot.pollers["left_drafts"].stop()
    assert len(kari.direct_messages) == 1


async def test_it_is_on_home_and_can_be_discarded_there(bots: Successors) -> None:
    kari = bots.product.person("kari")
    die_at_the_next_ack(bots.product.bot)
    await by_a_mention(kari)
    await bots.succeed()
    await kari.open_home()
    await kari.sees("Ola Nordmann")
    await kari.press("Discard")
    await kari.until(lambda: "Ola Nordmann" not in kari.home.text, "it to go")
    assert await bots.product.bot.store.editable(KARI) == []


async def test_an_event_that_slack_sends_again_after_the_bot_was_killed_is_answered_once(
    bots: Successors,
) -> None:
    kari = bots.product.person("kari").to_the_bot()
    die_at_the_next_ack(bots.product.bot)
    message = await kari.tell(LEAD)
    await bots.succeed()
    slack = bots.product.slack
    payload = payloads.message_posted(message, slack.workspace.channels[message.channel])
    for _again in range(2):
        await send_event(bots.product, payload)
        await bots.product.bot.lazy_functions.finish()
    assert [one.text.splitlines()[0] for one in kari.direct_messages if one.from_bot] == [
        "I've begun an order with what you wrote. Check it and go on:"
    ]
    assert len(await bots.product.bot.store.editable(KARI)) == 1


async def test_a_command_sent_twice_makes_one_draft_and_one_window(product: Product) -> None:
    kari = product.person("kari")
    await after_the_command(kari)
    await kari.sees("Step 2 of 4")
    sent = product.slack.deliveries[-1]
    await product.slack.courier.send(sent.kind, sent.payload)
    await product.bot.lazy_functions.finish()
    assert len(await product.bot.store.editable(KARI)) == 1
    assert kari.screens == 1


@pytest.mark.parametrize("where", ["command", "direct message"])
async def test_of_words_that_say_nothing_of_an_order_no_draft_stays_and_no_word(
    product: Product, where: str
) -> None:
    kari = product.person("kari")
    if where == "command":
        await kari.slash("/order ok, talk to you tomorrow")
    else:
        await kari.to_the_bot().tell("ok, talk to you tomorrow")
    await kari.hears("I found no client")
    await product.bot.lazy_functions.finish()
    assert await product.bot.store.editable(KARI) == []
    rows = await product.bot.store.database.rows("SELECT * FROM orders", {})
    assert [row["state"] for row in rows] == [State.DISCARDED]
    assert "tomorrow" not in rows[0]["draft"]
    assert await product.bot.store.audit.of_order(rows[0]["id"], 9) == []


async def test_a_command_s_word_and_an_order_s_number_are_never_kept(product: Product) -> None:
    kari = product.person("kari")
    for words in ("help", "list", "status P1-9", "language nb"):
        await kari.slash(f"/order {words}")
        await kari.to_the_bot().tell(words)
    await product.bot.lazy_functions.finish()
    assert await product.bot.store.database.rows("SELECT * FROM orders", {}) == []


async def test_of_who_may_not_order_no_word_is_kept(open_product: OpenProduct) -> None:
    async with open_product(order_users="U0LENA", list_users="*") as product:
        kari = product.person("kari")
        await after_the_command(kari)
        await kari.sees("You may not take orders here")
        await in_a_direct_message(kari)
        await kari.hears("You may not take orders here")
        assert await product.bot.store.database.rows("SELECT * FROM orders", {}) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_what_cannot_be_kept_is_given_back_with_the_reason(
    product: Product, tmp_path: Path, way: Callable[[Conversation], Awaitable[None]]
) -> None:
    kari = product.person("kari")
    with full_disk(tmp_path / "orderdesk.db"):
        await way(kari)
    told = await kari.hears("This could not be saved right now, so nothing was begun with it")
    assert LEAD in told.text
    assert await product.bot.store.editable(KARI) == []
