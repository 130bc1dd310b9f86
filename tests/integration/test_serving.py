"""How the service meets the world: signed requests only, its health, and an end that loses nothing."""

from __future__ import annotations

import asyncio
import gc
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_bolt.authorization.async_authorize import AsyncCallableAuthorize
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.middleware.context import Interaction
from bot.outbox.poller import Poller
from bot.settings import SettingsError
from bot.web.guard import Guard
from bot.web.serve import serve
from flows.order import State
from sandbox.orders_api.faults import PostFault
from sandbox.orders_api.server import LocalOrders
from sandbox.run import bot_process, free_port, ready
from sandbox.slack.local_slack import LocalSlack
from storage import SqliteStore, StoreUnavailable
from tests.support.calls import counted
from tests.support.clock import StillClock
from tests.support.examples import confirmed_order
from tests.support.http import get, post, readiness
from tests.support.product import CATALOG, OpenProduct, Product, settings_for
from tests.support.sending import Sending
from tests.support.signed import signed
from tests.support.sqlite_files import full_disk
from tests.support.walkthrough import to_summary

COMMAND = urlencode(
    {
        "command": "/order",
        "text": "list",
        "team_id": "T0LOCAL",
        "user_id": "U0KARI",
        "channel_id": "C0ORDERS",
        "trigger_id": "1.2.3",
        "response_url": "http://127.0.0.1:9/",
    }
).encode()


# Requests


async def test_a_signed_request_is_taken(product: Product) -> None:
    headers = signed(product.slack.signing_secret, COMMAND)
    assert await post(f"{product.url}/slack/events", COMMAND, headers) == 200


async def test_no_route_is_looked_for_and_no_argument_gathered_for_what_slack_sends(product: Product) -> None:
    headers = signed(product.slack.signing_secret, COMMAND)
    with counted() as calls:
        assert await post(f"{product.url}/slack/events", COMMAND, headers) == 200
    assert calls(Guard.__call__) > 0
    assert calls(Starlette.__call__) == calls(AsyncCallableAuthorize.__call__) == 0


async def test_what_slack_sent_is_let_go_of_without_a_collection_of_garbage(product: Product) -> None:
    gc.collect()
    gc.disable()
    try:
        await to_summary(product.person("kari"))
        await product.bot.lazy_functions.finish()
        left = sum(type(one) is Interaction for one in gc.get_objects())
    finally:
        gc.enable()
    assert left == 0


async def test_a_request_signed_with_another_secret_is_refused(product: Product) -> None:
    assert await post(f"{product.url}/slack/events", COMMAND, signed("guessed", COMMAND)) == 401
    assert product.api.list_requests == 0


async def test_a_request_changed_on_the_way_is_refused(product: Product) -> None:
    headers = signed(product.slack.signing_secret, COMMAND)
    assert await post(f"{product.url}/slack/events", COMMAND.replace(b"KARI", b"LENA"), headers) == 401


async def test_an_old_request_played_again_is_refused(product: Product) -> None:
    headers = signed(product.slack.signing_secret, COMMAND, seconds_ago=301)
    assert await post(f"{product.url}/slack/events", COMMAND, headers) == 401


async def test_a_request_without_a_signature_is_refused(product: Product) -> None:
    assert await post(f"{product.url}/slack/events", COMMAND, {}) == 401


async def test_slacks_requests_are_posted(product: Product) -> None:
    assert (await get(f"{product.url}/slack/events"))[0] == 405


async def test_over_socket_mode_no_request_comes_by_http(open_product: OpenProduct) -> None:
    async with open_product(socket_mode=True) as product:
        headers = signed(product.slack.signing_secret, COMMAND)
        assert await post(f"{product.url}/slack/events", COMMAND, headers) == 404
        assert (await get(f"{product.url}/readyz"))[0] == 200


@pytest.mark.parametrize(
    ("socket", "missing", "name"),
    [(True, "slack_app_token", "SLACK_APP_TOKEN"), (False, "slack_signing_secret", "SLACK_SIGNING_SECRET")],
)
async def test_what_a_way_of_serving_needs_is_asked_for_at_once(
    tmp_path: Path, missing: str, name: str, *, socket: bool
) -> None:
    settings = settings_for(LocalSlack(), LocalOrders(), tmp_path, **{missing: None})
    with pytest.raises(SettingsError, match=f"{name} is not set"):
        await serve(settings, socket=socket)


# Health


async def test_a_service_that_works_says_so(product: Product) -> None:
    assert await get(f"{product.url}/healthz") == (200, "ok")
    assert await readiness(product) == (200, True, [])


async def test_a_database_that_can_not_be_written_makes_it_unready(product: Product, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "orderdesk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await readiness(product) == (503, False, ["the database can't be written"])
        assert (await get(f"{product.url}/healthz"))[0] == 200
        other.rollback()
    product.clock.advance(1)
    assert await readiness(product) == (200, True, [])


async def test_a_full_disk_makes_it_unready(product: Product, tmp_path: Path) -> None:
    with full_disk(tmp_path / "orderdesk.db"):
        assert await readiness(product) == (503, False, ["the database can't be written"])
    product.clock.advance(1)
    assert await readiness(product) == (200, True, [])


@pytest.mark.parametrize("name", ["dispatching", "notifying"])
async def test_a_loop_that_has_stopped_makes_it_unready(product: Product, name: str) -> None:
    await product.bot.pollers[name].stop()
    assert await readiness(product) == (503, False, [f"{name} has stopped"])


# Loops


async def test_a_tick_that_fails_is_logged_and_never_ends_the_loop() -> None:
    ticks = [StoreUnavailable("the disk is full"), ValueError("Ola Nordmann"), None]
    done = asyncio.Event()

    async def poll() -> int:
        fault = ticks.pop(0) if ticks else None
        if fault:
            raise fault
        done.set()
        return 0

    with capture_logs() as logs:
        loop = Poller("trying", poll, idle=0.001)
        loop.start()
        await done.wait()
        assert loop.is_running
        await loop.stop()
    assert not loop.is_running
    assert [line["event"] for line in logs] == ["the store can't be used", "poll failed"]


async def test_a_loop_ticks_at_once_when_woken_and_as_long_as_something_is_due() -> None:
    due, ticked = [0, 3, 1, 0], asyncio.Event()

    async def poll() -> int:
        left = due.pop(0) if due else 0
        if not due:
            ticked.set()
        return left

    loop = Poller("waiting", poll, idle=3600)
    loop.start()
    loop.wake()
    await ticked.wait()
    await loop.stop()
    assert due == []


async def test_a_loop_that_never_began_is_not_running() -> None:
    loop = Poller("waiting", lambda: asyncio.sleep(0, 0), idle=1)
    assert not loop.is_running
    await loop.stop()


# The end


async def test_stopping_lets_the_request_under_way_finish_and_records_it(
    open_product: OpenProduct,
) -> None:
    async with open_product(clock=(clock := StillClock())) as product:
        sending = Sending(product, clock)
        product.api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
        order = await sending.confirm()
        await product.api.stalled()
        stopping = asyncio.create_task(product.bot.pollers["dispatching"].stop())
        await sending.clock.ticks("notifying")
        assert not stopping.done()
        product.api.release()
        await stopping
        kept = await sending.store.get(order.id)
        assert kept is not None
        assert (kept.state, kept.upstream_id) == (State.CREATED, product.api.orders[0].id)


async def test_the_service_told_to_stop_finishes_first_and_ends_well(tmp_path: Path) -> None:
    """The real process and a real SIGTERM, while a POST is under way."""
    database, port = tmp_path / "orderdesk.db", free_port()
    order = confirmed_order(StillClock()())
    store = await SqliteStore(database).open()
    await store.add(order)
    async with LocalSlack() as slack, LocalOrders() as api:
        api.faults.next_posts.append(PostFault.STALL_AFTER_CREATING)
        command = [sys.executable, "-m", "bot.cli", "serve"]
        async with bot_process(command, environment(slack, api, database, port)) as process:
            await ready(process, port)
            await api.stalled()
            process.terminate()
            await until_refused(port)
            assert process.returncode is None
            api.release()
            async with asyncio.timeout(10):
                assert await process.wait() == 0
        kept = await store.get(order.id)
        await store.close()
        assert kept is not None
        assert (kept.state, kept.upstream_id) == (State.CREATED, api.orders[0].id)
        assert len(api.received) == 1


def environment(slack: LocalSlack, api: LocalOrders, database: Path, port: int) -> dict[str, str]:
    """The settings of a bot in a process of its own."""
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{database}",
        "PORT": str(port),
        "ORDERS_API_URL": api.url,
        "ORDERS_API_TOKEN": api.token,
        "CATALOG": str(CATALOG),
    }


async def until_refused(port: int) -> None:
    """Wait until the service takes no more requests."""
    async with asyncio.timeout(10):
        while True:
            try:
                await get(f"http://127.0.0.1:{port}/healthz")
            except aiohttp.ClientConnectionError:
                return
