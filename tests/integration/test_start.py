"""What a start costs: what is imported before the service answers, and where threads keep what they allocate."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

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
    "babel.messages.pofile",
    "countrystatecity_postal_codes",
    "email_validator",
    "flows.pasting.paste",
    "phonenumbers",
    "postalcheck",
    "price_parser",
}
"""Imported when the service answers, so that nobody waits for it."""

FOR_SOME = {
    "flows.intake",
    "mailparser_reply",
    "procrastinate",
    "psycopg",
    "rapidfuzz",
    "slack_bolt.adapter.socket_mode",
    "sqlite_utils",
}
"""Imported where it is asked for: by a text that is read, on PostgreSQL, over Socket Mode, for a new file's schema."""

START = f"""
import asyncio, json, sys
import bot.cli
from bot.app import order_desk
from bot.settings import read_settings
from bot.web.serve import serve
from bot.web.server import web_app
from bot.web.warm_up import _warm_up
from pydantic.plugin import _loader

def imported():
    return sorted({FOR_FIRST_USES | FOR_SOME} & sys.modules.keys())

async def start():
    async with order_desk(read_settings()) as service:
        web_app(service, slack_events=True)
        before = imported()
        _warm_up(service)
        print(json.dumps([before, imported(), _loader._plugins is None]))

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
    tmp_path: Path,
) -> None:
    settings = {**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path}/orders.db"}
    run("from bot.cli import main; main(['migrate'])", **settings)
    before, warm, no_plugins = json.loads(run(START, **settings))
    assert before == []
    assert warm == sorted(FOR_FIRST_USES)
    assert no_plugins


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
