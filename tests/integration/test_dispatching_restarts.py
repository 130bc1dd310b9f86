"""A bot that stops with orders in any state goes on when it starts again; two bots on one file send once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.views.ids import Metadata
from flows.listing.query import OrderQuery
from flows.order import MOVES, Occasion, Order, Pace, State, claimed
from flows.order import Exists as ExistsUpstream
from flows.sending.answers import after_post
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from storage import SqliteStore
from tests.support import approval
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.product import Product, bot_on
from tests.support.sending import LONG_TIMEOUT, QUIET, TIMEOUT, Sending
from tests.support.walkthrough import begin, fill_client, to_summary

"""Where nothing stalls: longer than a busy machine holds anything up."""
PACE = Pace(timedelta(seconds=QUIET))


@dataclass
class Site:
    """A Slack and an Orders API that outlive the bot, and the file it keeps everything in."""

    slack: LocalSlack
    api: LocalOrders
    clock: StillClock
    folder: Path

    def bot(self, **given: Any) -> AbstractAsyncContextManager[Product]:
        """The bot, started again on the same file."""
        return bot_on(
            self.slack,
            self.api,
            self.folder,
            clock=self.clock,
            **{"orders_timeout": LONG_TIMEOUT, "orders_quiet_period": QUIET, **given},
        )

    def sending(self, product: Product) -> Sending:
        """What tests do with that bot."""
        return Sending(product, self.clock)

    async def keep(self, order: Order, *later: Order, tell: tuple[Occasion, ...] = ()) -> None:
        """Put an order into the file while no bot runs, by the moves it went through."""
        store = await SqliteStore(self.folder / "orderdesk.db").open()
        await store.add(order)
        for after in later:
            order = await store.update(order, after, tell if after is later[-1] else ())
        await store.close()

    def confirmed(self) -> Order:
        """An order confirmed a moment before its bot died."""
        return confirmed_order(self.clock())

    def sent(self) -> tuple[Order, Order]:
        """One whose bot died when it had permission to POST."""
        order = self.confirmed()
        return order, claimed(order, self.clock(), PACE)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with LocalSlack() as slack, LocalOrders() as api:
        yield Site(slack, api, StillClock(), tmp_path)
        assert slack.refusals == [], "Slack would have refused this"


async def test_a_draft_that_was_being_filled_in_is_continued(site: Site) -> None:
    kari = site.slack.person("kari")
    async with site.bot():
        await begin(kari)
        await fill_client(kari)
    async with site.bot() as product:
        await kari.close()
        await kari.slash("/order")
        await kari.sees("You have 1 unfinished order")
        await kari.press("Continue")
        await kari.sees("Step 2 of 4")
        assert await product.bot.store.get(_draft(kari.screen.private_metadata))
    assert site.api.received == []


async def test_the_open_modal_goes_on_over_a_restart(site: Site) -> None:
    kari = site.slack.person("kari")
    async with site.bot():
        await to_summary(kari)
    async with site.bot() as product:
        await kari.next()
        await kari.hears("Created")
        query = OrderQuery("T0LOCAL", product.clock(), frozenset({State.CREATED}))
        kept = (await product.bot.store.found.page(query, 9)).orders
        assert [body["idempotencyKey"] for body in site.api.received] == [one.id for one in kept]


async def test_a_confirmed_order_is_sent_by_the_next_bot(site: Site) -> None:
    order = site.confirmed()
    await site.keep(order)
    async with site.bot() as product:
        sending = site.sending(product)
        await sending.reaches(order, State.CREATED)
        await sending.told()
        assert (sending.posts(order), site.api.list_requests) == (1, 0)


@pytest.mark.parametrize("arrived", [True, False])
async def test_an_order_under_way_when_the_bot_died_is_looked_for_after_the_quiet_period(
    site: Site, *, arrived: bool
) -> None:
    before, order = site.sent()
    await site.keep(before, order)
    if arrived:
        site.api.create(json.loads(order.body or ""))
    site.clock.advance(QUIET - 0.001)
    async with site.bot() as product:
        sending = site.sending(product)
        await sending.ticks()
        assert (site.api.received, site.api.list_requests) == ([], 0)
        site.clock.advance(0.001)
        await sending.reaches(order, State.CREATED)
        await sending.told()
        assert site.api.list_requests == 1
        assert (sending.posts(order), sending.upstream(order)) == (0 if arrived else 1, 1)


async def test_the_quiet_period_is_kept_over_a_restart(site: Site) -> None:
    site.api.faults.next_posts.append(PostFault.UNAVAILABLE)
    async with site.bot() as product:
        order = await site.sending(product).until(
            await site.sending(product).confirm(), lambda now: now.uncertain
        )
    site.clock.advance(QUIET - 0.001)
    async with site.bot() as product:
        sending = site.sending(product)
        await sending.ticks()
        assert sending.posts(order) == 1
        site.clock.advance(0.001)
        await sending.reaches(order, State.CREATED)
        await sending.told()
        assert (sending.posts(order), sending.upstream(order)) == (2, 1)


async def test_a_created_order_that_nobody_was_told_of_is_told(site: Site) -> None:
    before, order = site.sent()
    upstream = site.api.create(json.loads(order.body or ""))
    moved = after_post(order, ExistsUpstream(upstream.id, upstream.display_id), site.clock(), PACE)
    await site.keep(before, order, moved.order, tell=moved.occasions)
    async with site.bot() as product:
        await site.sending(product).told()
    async with site.bot() as product:
        await site.sending(product).told()
    assert site.api.received == []


async def test_a_created_order_without_its_number_is_searched_for(site: Site) -> None:
    before, order = site.sent()
    upstream = site.api.create(json.loads(order.body or ""))
    await site.keep(before, order, after_post(order, ExistsUpstream(), site.clock(), PACE).order)
    site.clock.advance(2)
    async with site.bot() as product:
        found = await site.sending(product).until(order, lambda now: now.upstream_id)
    assert (found.upstream_id, site.api.received) == (upstream.id, [])


@pytest.mark.parametrize("state", [State.STUCK, State.REJECTED])
async def test_what_waits_for_a_person_goes_on_waiting(site: Site, state: State) -> None:
    before, order = site.sent()
    settled = replace(order, state=state, due_at=None, refusal="phoneNumber must be a mobile number")
    await site.keep(before, order, settled)
    site.clock.advance(86_400)
    async with site.bot() as product:
        sending = site.sending(product)
        await sending.ticks()
        kept = await sending.reaches(order, state)
        await sending.told(receipts=0, posts=0)
    assert kept.due_at is None
    assert (site.api.received, site.api.list_requests) == ([], 0)


async def test_a_rejected_order_is_changed_and_created_after_a_restart(site: Site) -> None:
    kari = site.slack.person("kari")
    site.api.faults.next_posts.append(PostFault.INVALID)
    async with site.bot():
        await to_summary(kari)
        await kari.next()
        receipt = await kari.hears("The order system refused")
        await kari.close()
    async with site.bot():
        await kari.press("Change it", message=receipt)
        await kari.sees("phoneNumber must be a mobile number")
        site.clock.advance(5)
        await kari.next()
        await kari.hears("Created")
    first, second = site.api.received
    assert first["idempotencyKey"] == second["idempotencyKey"]
    assert len(site.api.orders) == 1


async def test_a_bot_that_stops_records_what_came_of_the_request_under_way(site: Site) -> None:
    site.api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
    async with site.bot(orders_timeout=TIMEOUT) as product:
        order = await site.sending(product).confirm()
        await site.api.stalled()
    store = await SqliteStore(site.folder / "orderdesk.db").open()
    kept = await store.get(order.id)
    await store.close()
    assert kept is not None
    assert (kept.state, kept.uncertain) == (State.SENDING, True)


async def test_two_bots_on_one_file_send_and_tell_each_order_once(site: Site) -> None:
    orders = [site.confirmed() for _ in range(8)]
    for order in orders:
        await site.keep(order)
    async with site.bot() as one, site.bot() as other:
        orders += [await site.sending(product).confirm() for product in (one, other) for _ in range(4)]
        sending = site.sending(one)
        for order in orders:
            await sending.reaches(order, State.CREATED)
        await sending.told(receipts=16, posts=16)
    assert [sending.posts(order) for order in orders] == [1] * 16
    assert len(site.api.orders) == 16


async def test_two_bots_settle_an_unknown_outcome_once(site: Site) -> None:
    site.api.faults.next_posts.extend([PostFault.UNAVAILABLE] * 4)
    async with site.bot() as one, site.bot():
        sending = site.sending(one)
        orders = [await sending.confirm() for _ in range(4)]
        for order in orders:
            await sending.until(order, lambda now: now.uncertain)
        site.clock.advance(QUIET)
        for order in orders:
            await sending.reaches(order, State.CREATED)
        await sending.told(receipts=4, posts=4)
    assert [sending.posts(order) for order in orders] == [2] * 4
    assert len(site.api.orders) == 4


async def test_an_order_that_waits_for_approval_is_approved_after_a_restart(site: Site) -> None:
    catalog = site.folder / "catalog.toml"
    await asyncio.to_thread(catalog.write_text, approval.CATALOG, "utf-8")
    async with site.bot(catalog=catalog) as product:
        order, lenas, _sams = await approval.asked(site.sending(product))
    async with site.bot(catalog=catalog) as product:
        await product.person("lena").press("Approve", message=lenas)
        await site.sending(product).reaches(order, State.CREATED)
    assert len(site.api.orders) == 1


def test_every_state_an_order_can_be_left_in_is_restarted_from_above() -> None:
    """What is created, discarded or expired has no moves left; all others have a test here."""
    left = {state for state in State if MOVES[state]}
    assert left == {
        State.OPEN,
        State.AWAITING,
        State.AWAITING_PHOTOS,
        State.CONFIRMED,
        State.SENDING,
        State.REJECTED,
        State.STUCK,
    }


def _draft(private_metadata: str) -> str:
    metadata = Metadata.load(private_metadata)
    assert metadata is not None
    return metadata.order_id
