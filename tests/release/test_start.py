"""What a start costs: what is imported before the service answers, and where threads keep what they allocate."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.web.serve import IDLE_TICKS, _Server
from orders.client import OWN_AUTHORITIES

CATALOG = Path(__file__).parents[2] / "catalog.example.toml"
SETTINGS = {
    "SLACK_BOT_TOKEN": "xoxb-start",
    "SLACK_SIGNING_SECRET": "secret",
    "SLACK_API_URL": "http://127.0.0.1:9/",
    "ORDERS_API_URL": "http://127.0.0.1:9",
    "ORDERS_API_TOKEN": "token",
    "CATALOG": str(CATALOG),
}
"""Nothing listens there: the service starts all the same."""

FOR_FIRST_USES = {
    "anyio._backends._asyncio",
    "bot.slack.shapes",
    "babel.messages.pofile",
    "countrystatecity_postal_codes",
    "email_validator",
    "flows.pasting.paste",
    "httpcore",
    "httpcore._backends.anyio",
    "phonenumbers",
    "postalcheck",
    "price_parser",
}
"""Imported when the service answers, so that nobody waits for it."""

FOR_SOME = {
    "dotenv",
    "flows.intake",
    "flows.listing.export",
    "flows.readers.degrees",
    "flows.readers.map_link",
    "mailparser_reply",
    "orders.error_text",
    "procrastinate",
    "psycopg",
    "rapidfuzz",
    "slack_bolt.adapter.socket_mode",
    "sqlite_utils",
}
"""Imported where it is asked for: by a text or position that is read, an export, a refusal, on PostgreSQL and so on."""

START = f"""
import asyncio, gc, json, sys
looked = []
gc.callbacks.append(lambda phase, _info: looked.append(phase))
import bot.cli
looked_while_importing = len(looked)
from bot.app import order_desk
from bot.settings import read_settings
from bot.web.serve import serve
from bot.web.server import web_app
from bot.web.warm_up import _warm_up
from orders.client import _authorities
from pydantic.plugin import _loader

def imported():
    return sorted({FOR_FIRST_USES | FOR_SOME} & sys.modules.keys())

def authorities():
    return _authorities.cache_info().currsize

async def start():
    async with order_desk(read_settings()) as service:
        web_app(service, slack_events=True)
        before = [imported(), authorities()]
        _warm_up(service)
        print(json.dumps([before, [imported(), authorities()], _loader._plugins is None, looked_while_importing]))

asyncio.run(start())
"""


def run(script: str, **environment: str) -> str:
    ran = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def test_what_no_answer_needs_is_imported_after_the_service_answers_and_what_few_need_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OWN_AUTHORITIES:
        monkeypatch.delenv(name, raising=False)
    settings = {**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path}/orders.db"}
    run("from bot.cli import main; main(['migrate'])", **settings)
    before, warm, no_plugins, looked_for_garbage = json.loads(run(START, **settings))
    assert before == [[], 0]
    assert warm == [sorted(FOR_FIRST_USES), 1]
    assert no_plugins
    assert looked_for_garbage == 0


async def started_server(begun: list[str]) -> _Server:
    """That listens on a port of its own, and notes when it warms up and when it is asked."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        begun.append("asked")
        await PlainTextResponse("ok")(scope, receive, send)

    config = uvicorn.Config(answer, port=0, lifespan="off", log_config=None)
    config.load()
    server = _Server(config, lambda: begun.append("warming up"))
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    return server


async def test_libraries_for_later_wait_until_the_first_answer_is_out() -> None:
    begun: list[str] = []
    server = await started_server(begun)
    try:
        await server.on_tick(0)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient() as client:
            await client.get(f"http://127.0.0.1:{port}/")
        assert begun == ["asked"]
        for tick in range(1, IDLE_TICKS + 2):
            await server.on_tick(tick)
        assert begun == ["asked", "warming up"]
    finally:
        await server.shutdown()


@pytest.mark.parametrize(("stops", "begun_then"), [(False, ["warming up"]), (True, [])])
async def test_a_service_that_nobody_asks_warms_up_after_a_while_unless_it_stops(
    *, stops: bool, begun_then: list[str]
) -> None:
    begun: list[str] = []
    server = await started_server(begun)
    try:
        for tick in range(IDLE_TICKS):
            await server.on_tick(tick)
        assert begun == []
        server.should_exit = stops
        assert await server.on_tick(IDLE_TICKS) is stops
        assert begun == begun_then
    finally:
        await server.shutdown()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others have no such setting")
def test_threads_allocate_in_one_heap(tmp_path: Path) -> None:
    written = tmp_path / "heaps.xml"
    heaps = run(f"""
import ctypes, threading
from bot.cli import event_loop

async def allocate():
    kept = []
    threads = [threading.Thread(target=lambda: kept.append(bytes(4000))) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

event_loop.run(allocate())
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen({str(written)!r}.encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
print(open({str(written)!r}).read())
""")
    assert re.findall(r'<heap nr="(\d+)">', heaps) == ["0"]
