"""How often what a person does goes to the store: each time costs as much as the rest of a short request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import order_desk, orders_client
from bot.clock import utc_now
from bot.listeners.look_beside import LookBeside
from bot.notify.notifier import READ_AHEAD, Notifier
from bot.outbox.dispatcher import AT_ONCE, Dispatcher
from flows.notifications import MODAL_GRACE, NotificationKind
from flows.order import Occasion, Order, State
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from storage import MessageKind
from storage.sql.database import Query, Row
from storage.sql.queries import SIMILAR
from tests.support.database_calls import counted
from tests.support.examples import confirmed_order, order_at_summary
from tests.support.product import OpenProduct, Product, settings_for
from tests.support.stores import PACE
from tests.support.walkthrough import add_charger, begin, fill_address, fill_client, fill_job, to_summary


@pytest.fixture
async def product(open_product: OpenProduct) -> AsyncIterator[Product]:
    """Without saving while one types, which writes whenever its pause is over."""
    async with open_product(quiet_saving=False) as product:
        yield product


async def calls_of(
    product: Product, monkeypatch: pytest.MonkeyPatch, what: Callable[[], Awaitable[object]]
) -> Row:
    """What it took until the end of what was begun by it; what was begun before has ended by then."""
    await product.bot.lazy_functions.finish()
    calls = counted(product.bot.store.database, monkeypatch)
    await what()
    await product.bot.lazy_functions.finish()
    return dict(calls)


async def test_orders_that_wait_are_read_many_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LocalSlack() as slack, LocalOrders() as api:
        settings = settings_for(slack, api, tmp_path)
        async with order_desk(settings, works=False) as bot, orders_client(settings) as orders:
            dispatcher = Dispatcher(bot.store, orders, PACE, utc_now)
            for _order in range(3 * AT_ONCE):
                await bot.store.add(confirmed_order(utc_now()))
            reads, due = 0, bot.store.due

            async def counting(now: datetime, limit: int) -> Sequence[Order]:
                nonlocal reads
                reads += 1
                return await due(now, limit)

            monkeypatch.setattr(bot.store, "due", counting)
            while await dispatcher.poll():
                pass
            await dispatcher.finish()
        assert len(api.orders) == 3 * AT_ONCE
    assert reads == 1, "fewer than it asked for were due, so there are no more"


async def test_what_is_to_be_told_is_looked_for_once_where_all_of_it_is_taken_up(tmp_path: Path) -> None:
    async with (
        LocalSlack() as slack,
        LocalOrders() as api,
        order_desk(settings_for(slack, api, tmp_path), works=False) as bot,
    ):
        notifier, given = Notifier(bot.service, bot.app.client), []
        for many in (2, READ_AHEAD + 1):
            for _order in range(many):
                order = replace(confirmed_order(utc_now()), state=State.CREATED, due_at=None)
                await bot.store.add(order)
                await bot.store.tell(order, Occasion.NUMBER_NOT_FOUND)
            given.append(await notifier.poll())
            await notifier.finish()
    assert given == [False, True], "that there are more than were read is found out by looking again"


async def test_orders_like_it_are_looked_for_while_the_draft_is_written(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = product.person("kari")
    for fill in (begin, fill_client, fill_address, fill_job, add_charger):
        await fill(kari)
    await product.bot.lazy_functions.finish()
    happened: list[str] = []
    rows_of, transaction = product.bot.store.database.rows_of, product.bot.store.database.transaction

    async def read(*queries: Query) -> Sequence[Sequence[Row]]:
        happened.extend("looked for" for query, _given in queries if query == SIMILAR)
        return await rows_of(*queries)

    async def write(work: Callable[..., Any]) -> object:
        happened.append("being written")
        await asyncio.sleep(0)
        written: object = await transaction(work)
        happened.append("written")
        return written

    monkeypatch.setattr(product.bot.store.database, "rows_of", read)
    monkeypatch.setattr(product.bot.store.database, "transaction", write)
    await kari.next()
    await kari.sees("Create order")
    assert happened == ["being written", "looked for", "written"]


async def test_next_reads_once_and_writes_once(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    kari = product.person("kari")
    await begin(kari)
    taken = await calls_of(product, monkeypatch, lambda: fill_client(kari))
    assert taken == {"reads": 1, "writes": 1}


async def test_a_choice_that_changes_the_screen_reads_once_before_and_once_after_it_is_drawn(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = product.person("kari")
    await begin(kari)
    await fill_client(kari)

    async def choose() -> None:
        await kari.press("details")
        await kari.until(lambda: kari.screen.has("workplace"), "the details")

    assert await calls_of(product, monkeypatch, choose) == {"reads": 2, "writes": 1}


async def test_telling_a_person_of_their_order_reads_once_and_writes_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One write takes what is to be told, the other says that it was, and keeps the message."""
    calls: dict[NotificationKind, Row] = {}
    async with (
        LocalSlack() as slack,
        LocalOrders() as api,
        order_desk(settings_for(slack, api, tmp_path), works=False) as bot,
    ):
        order = replace(confirmed_order(utc_now()), state=State.CREATED, due_at=None, modal="V1")
        await bot.store.add(order)
        await bot.store.tell(order, Occasion.CREATED)
        notifier = Notifier(bot.service, bot.app.client)
        for notification in await bot.store.due_notifications(utc_now() + MODAL_GRACE, AT_ONCE):
            with monkeypatch.context() as patched:
                calls[notification.kind] = counted(bot.store.database, patched)
                await notifier.handle(notification)
        kept = [message.kind for message in await bot.store.messages.of(order.id)]
    assert calls[NotificationKind.CHANNEL_POST] == {"writes": 2}
    assert calls[NotificationKind.RECEIPT] == {"reads": 1, "writes": 2}
    assert calls[NotificationKind.MODAL] == {"reads": 1, "writes": 2}
    assert sorted(kept) == [MessageKind.POST, MessageKind.PROGRESS]


async def test_telling_of_an_order_that_was_created_here_reads_once_and_writes_twice(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Besides the two writes that confirm it and record it: one for post and receipt, one for the modal."""
    kari = product.person("kari")
    await to_summary(kari)
    await product.bot.lazy_functions.finish()
    calls = counted(product.bot.store.database, monkeypatch)
    await kari.next()
    await kari.sees("Posted in")
    await product.bot.dispatcher.finish()
    assert calls == {"reads": 2, "writes": 4}, "the other read is that of the request"


async def test_a_press_asks_one_query_who_it_is_and_what_of(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = product.person("kari")
    await begin(kari)
    queries: list[int] = []
    rows_of = product.bot.store.database.rows_of

    async def counting(*asked: Query) -> Sequence[Sequence[Row]]:
        queries.extend([len(asked)] if any("people" in query for query, _given in asked) else [])
        return await rows_of(*asked)

    await product.bot.lazy_functions.finish()
    monkeypatch.setattr(product.bot.store.database, "rows_of", counting)
    await fill_client(kari)
    assert queries == [1]


async def test_a_receipt_says_at_once_that_the_order_is_posted(product: Product) -> None:
    """It waits for the post, where that doesn't take long, instead of being edited when it is there."""
    kari = product.person("kari")
    await to_summary(kari)
    await kari.next()
    receipt = await kari.hears("Created: P1-1")
    assert "Posted in" in receipt.text


async def test_orders_like_it_are_looked_for_again_where_it_is_not_what_was_written(product: Product) -> None:
    """Of two windows' Next the second may lose, and show what the first one saved."""
    service, order = product.bot.service, order_at_summary(utc_now())
    async with LookBeside(service) as looking:
        looking.begin(order)
        other = replace(order, draft=order.draft.with_(openings=2))
        assert await looking.found(other) is None
        assert await looking.found(order) == []
