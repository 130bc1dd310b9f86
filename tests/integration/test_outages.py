"""Outages of the Orders API: operators hear of each once, with the cure, and again when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.outbox.api_health import ApiHealth
from bot.web.server import web_app
from flows.order import Order, State
from flows.sending.outages import OutageKind
from orders import Unauthorised, Unreachable
from sandbox.orders_api.faults import ListFault, PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from storage import Store
from storage.outages import Outage
from tests.support.clock import StillClock
from tests.support.product import bot_on
from tests.support.sending import QUIET, TIMEOUT, Sending, outbox
from tests.support.stores import NOON

OPERATORS: dict[str, Any] = {"operators_channel": "C0ORDERS", "orders_channel": "C0EVTEAM"}
CURES = {
    PostFault.UNAUTHORISED: "Put a valid token into ORDERS_API_TOKEN",
    PostFault.FORBIDDEN: "Give the user of ORDERS_API_TOKEN the role",
    PostFault.NOT_FOUND: "Set ORDERS_API_URL to the address",
    PostFault.REDIRECT: "Set ORDERS_API_URL to the address",
}
OVER = "✅ The order system takes orders again"


@pytest.fixture
async def sending(tmp_path: Path) -> AsyncIterator[Sending]:
    async with outbox(tmp_path, **OPERATORS) as sending:
        yield sending


def heard(sending: Sending) -> list[Message]:
    """What operators have been told in their channel."""
    messages = sending.product.slack.channel("#orders").messages
    return [one for one in messages if "outage" in one.metadata.get("event_payload", {})]


async def hear(sending: Sending, count: int) -> str:
    """What they were told last, once that is so many messages and no more follow."""
    await sending.product.person("kari").until(lambda: len(heard(sending)) >= count, f"{count} messages")
    await sending.ticks()
    assert len(heard(sending)) == count, [message.text for message in heard(sending)]
    return heard(sending)[-1].text


async def readiness(sending: Sending) -> str:
    """What /readyz says of the Orders API."""
    app = web_app(sending.product.bot, slack_events=False)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        answer = await client.get("/readyz")
    assert answer.status_code == 200, "orders can be taken"
    return str(answer.json()["orders_api"])


async def refused_for_now(sending: Sending, order: Order, posts: int) -> None:
    """Let minutes pass until so many POSTs of it have been refused."""
    await sending.ticks()
    while sending.posts(order) < posts:
        sending.clock.advance(60)
        await sending.ticks()


@pytest.mark.parametrize("fault", CURES)
async def test_a_refused_access_is_told_once_with_its_cure_and_when_it_is_over(
    sending: Sending, fault: PostFault
) -> None:
    sending.product.api.faults.next_posts.extend([fault] * 5)
    order, _other = await sending.confirm(), await sending.confirm()
    assert CURES[fault] in await hear(sending, 1)
    await refused_for_now(sending, order, 2)
    assert CURES[fault] in await hear(sending, 1)
    said = await readiness(sending)
    assert "ORDERS_API_" in said or "role" in said
    await sending.in_time(order, State.CREATED)
    assert OVER in await hear(sending, 2)
    assert await readiness(sending) == "answers"


async def test_an_outage_is_told_once_though_the_bot_starts_again(tmp_path: Path) -> None:
    clock = StillClock()
    async with LocalSlack() as slack, LocalOrders() as api:
        api.faults.next_posts.extend([PostFault.UNAUTHORISED] * 3)
        async with bot_on(slack, api, tmp_path, clock=clock, **OPERATORS) as product:
            sending = Sending(product, clock)
            order = await sending.confirm()
            await hear(sending, 1)
        async with bot_on(slack, api, tmp_path, clock=clock, **OPERATORS) as product:
            sending = Sending(product, clock)
            await refused_for_now(sending, order, 3)
            await hear(sending, 1)
            await sending.in_time(order, State.CREATED)
            assert OVER in await hear(sending, 2)


async def test_another_cause_is_told_too_and_only_the_last_end(sending: Sending) -> None:
    """The token was mended, and its user lacks the role."""
    faults = [PostFault.UNAUTHORISED, PostFault.FORBIDDEN]
    sending.product.api.faults.next_posts.extend(faults)
    order = await sending.confirm()
    assert CURES[faults[0]] in await hear(sending, 1)
    await refused_for_now(sending, order, 2)
    assert CURES[faults[1]] in await hear(sending, 2)
    await sending.in_time(order, State.CREATED)
    assert OVER in await hear(sending, 3)


async def test_without_a_channel_each_operator_hears_of_it_though_slack_fails_at_first(
    tmp_path: Path,
) -> None:
    async with outbox(tmp_path, operator_users="U0LENA, U0GONE, U0SAM") as sending:
        sending.product.slack.faults.crash("chat.postMessage", times=1, is_done=True)
        sending.product.api.faults.next_posts.append(PostFault.UNAUTHORISED)
        await sending.confirm()
        for _attempt in range(2):
            await sending.ticks()
            sending.clock.advance(5)
        for name in ("lena", "sam"):
            (told,) = sending.product.person(name).direct_messages
            assert CURES[PostFault.UNAUTHORISED] in told.text


async def test_an_api_that_does_not_answer_is_told_after_ten_minutes(tmp_path: Path) -> None:
    async with outbox(tmp_path, orders_timeout=TIMEOUT, orders_quiet_period=QUIET, **OPERATORS) as sending:
        sending.product.api.faults.next_posts.extend([PostFault.UNAVAILABLE] * 99)
        sending.product.api.faults.list_fault = ListFault.UNAVAILABLE
        order = await sending.confirm()
        await sending.ticks()
        sending.clock.advance(599)
        await sending.ticks()
        assert heard(sending) == []
        sending.clock.advance(1)
        assert "has answered no order since" in await hear(sending, 1)
        sending.product.api.faults.next_posts.clear()
        sending.product.api.faults.list_fault = None
        await sending.in_time(order, State.CREATED)
        assert OVER in await hear(sending, 2)


async def test_a_short_silence_is_nobodys_news(sending: Sending) -> None:
    sending.product.api.faults.next_posts.append(PostFault.UNAVAILABLE)
    order = await sending.confirm()
    await sending.until(order, lambda now: now.uncertain)
    await sending.in_time(order, State.CREATED)
    sending.clock.advance(3600)
    await sending.ticks()
    assert (heard(sending), await sending.store.outages.all()) == ([], [])


async def test_a_list_that_fails_while_orders_go_out_is_told_once(tmp_path: Path) -> None:
    async with outbox(tmp_path, orders_timeout=TIMEOUT, orders_quiet_period=QUIET, **OPERATORS) as sending:
        sending.product.api.faults.next_posts.append(PostFault.UNAVAILABLE)
        sending.product.api.faults.list_fault = ListFault.FORBIDDEN
        order = await sending.confirm()
        await sending.until(order, lambda now: now.uncertain)
        await sending.reaches(await sending.confirm(), State.CREATED)
        while [one.kind for one in await sending.store.outages.all()] != [OutageKind.LIST]:
            sending.clock.advance(QUIET)
            await sending.ticks()
        assert heard(sending) == []
        sending.clock.advance(600)
        assert "Check that the user of ORDERS_API_TOKEN may read the list" in await hear(sending, 1)
        (outage,) = await sending.store.outages.all()
        assert outage.kind is OutageKind.LIST
        sending.product.api.faults.list_fault = None
        sending.product.api.faults.next_posts.append(PostFault.UNAVAILABLE)
        await sending.in_time(await sending.confirm(), State.CREATED)
        assert "can be read again" in await hear(sending, 2)


async def test_of_orders_that_are_created_at_once_not_each_asks_what_outages_go_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one whose turn comes after all of them looks for all."""
    health, reads, read = ApiHealth(store, lambda: NOON), 0, store.outages.all

    async def counting() -> Sequence[Outage]:
        nonlocal reads
        reads += 1
        return await read()

    await health.after_post(Unauthorised(), NOON)
    monkeypatch.setattr(store.outages, "all", counting)
    await asyncio.gather(*(health.after_post(None, NOON) for _order in range(9)))
    assert reads == 2
    assert await read() == [], "nobody was told of it, so nobody hears that it is over"


async def test_a_silence_counts_from_the_last_success_and_ends_with_an_order_that_the_list_has(
    sending: Sending,
) -> None:
    """Answers of several orders come in any sequence, and each is told with its own moment."""
    health, outages, now = ApiHealth(sending.store, sending.clock), sending.store.outages, sending.clock()
    await health.after_post(None, now)
    await health.after_post(Unreachable("ConnectError"), now - timedelta(seconds=1))
    assert await outages.all() == []
    health.created(
        now + timedelta(seconds=1)
    )  # Its outages are being read, and its success is known already.
    await health.after_post(Unreachable("ConnectError"), now + timedelta(seconds=1))
    assert await outages.all() == []
    await health.after_post(Unreachable("ConnectError"), now + timedelta(seconds=2))
    await health.after_look_up(None, found=False)
    assert [(one.kind, one.over_at) for one in await outages.all()] == [(OutageKind.NO_ANSWER, None)]
    await health.after_look_up(None, found=True)
    assert [one for one in await outages.all() if one.over_at is None] == []
