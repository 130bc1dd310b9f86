"""An order of which nobody can tell whether it exists: a person decides, and only then does it move."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.order import State
from sandbox.orders_api.faults import PostFault
from storage import MessageKind
from tests.support.clock import StillClock
from tests.support.product import OpenProduct
from tests.support.sending import QUIET, TIMEOUT, stuck
from tests.support.sqlite_files import full_disk

OPERATORS = "C0GENERAL"


async def test_send_again_sends_it_once_more_under_the_same_key(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET) as product:
        sending, order = await stuck(product, clock)
        kari = product.person("kari")
        card = await kari.hears("We can't tell whether the order system has this order")
        await kari.press("Send it again", message=card, confirm=False)
        assert sending.posts(order) == 2
        await kari.press("Send it again", message=card)
        await sending.reaches(order, State.CREATED)
        assert (sending.posts(order), sending.upstream(order)) == (3, 1)
        await kari.hears("Created")


async def test_what_could_not_be_saved_is_not_told_as_done(open_product: OpenProduct, tmp_path: Path) -> None:
    clock = StillClock()
    async with open_product(clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET) as product:
        sending, order = await stuck(product, clock)
        kari = product.person("kari")
        card = await kari.hears("We can't tell whether the order system has this order")
        with full_disk(tmp_path / "orderdesk.db"):
            await kari.press("Send it again", message=card)
            await kari.hears("tell your admin the reference")
        assert "We can't tell whether" in card.text
        assert (await sending.reaches(order, State.STUCK)).id == order.id
        await kari.press("Send it again", message=card)
        await sending.reaches(order, State.CREATED)


async def test_it_exists_takes_it_as_created_and_sends_nothing(open_product: OpenProduct) -> None:
    clock = StillClock()
    async with open_product(clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET) as product:
        sending, order = await stuck(product, clock)
        kari = product.person("kari")
        card = await kari.hears("We can't tell whether the order system has this order")
        await kari.press("It exists there", message=card)
        await kari.sees("is then taken as created")
        await kari.fill(upstream_id="0b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44")
        await kari.next()
        created = await sending.reaches(order, State.CREATED)
        assert created.upstream_id == "0b7f2c2e-0f53-4f4b-8a3d-2f0a7b3d9c44"
        assert sending.posts(order) == 2
        await kari.hears("Created")


@pytest.mark.parametrize(("operators", "state"), [("U0LENA", State.CREATED), ("", State.STUCK)])
async def test_operators_may_decide_about_others_orders_and_nobody_else(
    open_product: OpenProduct, operators: str, state: State
) -> None:
    clock = StillClock()
    settings = {"operators_channel": "C0ORDERS", "operator_users": operators, "orders_channel": "C0EVTEAM"}
    async with open_product(
        clock=clock, orders_timeout=TIMEOUT, orders_quiet_period=QUIET, **settings
    ) as product:
        sending, order = await stuck(product, clock)
        lena, channel = product.person("lena"), product.slack.channel("#orders")
        await lena.until(lambda: channel.messages, "the operators' card")
        await lena.press("Send it again", message=channel.messages[0])
        await sending.ticks()
        assert (await sending.reaches(order, state)).state is state


async def test_every_card_about_a_stuck_order_says_how_it_ended(open_product: OpenProduct) -> None:
    """Without a channel of theirs each operator has a card; stuck twice, there is a card each time."""
    clock = StillClock()
    given = {"operator_users": "U0LENA, U0SAM", "orders_timeout": TIMEOUT, "orders_quiet_period": QUIET}
    async with open_product(clock=clock, **given) as product:
        sending, order = await stuck(product, clock)
        lena, sam = product.person("lena"), product.person("sam")
        first = [await one.hears("We can't tell whether") for one in (lena, sam)]
        product.api.faults.next_posts.extend([PostFault.UNAVAILABLE, PostFault.INVALID])
        await lena.press("Send it again", message=first[0])
        await lena.until(lambda: all("@lena is sending it again" in one.text for one in first), "both cards")
        for _attempt in range(3):
            await sending.ticks()
            clock.advance(QUIET)
        await sending.reaches(order, State.STUCK)
        await lena.until(
            lambda: len(sam.direct_messages) == len(lena.direct_messages) == 2, "a new card each"
        )
        await sam.press("Send it again", message=sam.direct_messages[1])
        await sending.reaches(order, State.CREATED)
        cards = [*lena.direct_messages, *sam.direct_messages]
        await lena.until(lambda: all("has it as P1-1" in one.text for one in cards), "all cards to say so")
        assert not any("Ola" in one.text or "Send it" in f"{one.blocks}" for one in cards)
        await sending.ticks()
        assert await sending.store.messages.of(order.id, MessageKind.STUCK) == []


async def test_a_persons_card_whose_post_was_not_heard_of_says_how_it_ended(
    open_product: OpenProduct,
) -> None:
    """The bot learned of its own post only after an operator had decided."""
    clock = StillClock()
    given = {"operator_users": "U0LENA", "orders_timeout": TIMEOUT, "orders_quiet_period": QUIET}
    async with open_product(clock=clock, **given) as product:
        product.slack.faults.crash("chat.postMessage", times=None)
        sending, order = await stuck(product, clock)
        await sending.ticks()
        product.slack.faults.clear()
        product.slack.faults.crash("chat.postMessage", times=2, is_done=True)
        clock.advance(60)
        kari, lena = product.person("kari"), product.person("lena")
        await kari.hears("We can't tell whether")
        await lena.press("Send it again", message=await lena.hears("We can't tell whether"))
        await sending.reaches(order, State.CREATED)
        clock.advance(60)
        card = kari.direct_messages[0]
        await kari.until(lambda: "Created: P1-1" in card.text, "her card to say so")
