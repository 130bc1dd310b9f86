"""Telling gives way to orders that stand in line, and not for long."""

from __future__ import annotations

import asyncio

import pytest

from bot.outbox import backlog
from bot.outbox.backlog import Backlog


async def test_where_no_order_stands_in_line_nothing_is_waited_for() -> None:
    await Backlog().give_way()


async def test_telling_waits_until_no_order_stands_in_line() -> None:
    orders = Backlog()
    orders.begin()
    telling = asyncio.ensure_future(orders.give_way())
    await asyncio.sleep(0)
    assert not telling.done()
    orders.end()
    await telling


async def test_however_long_orders_stand_in_line_telling_waits_once(monkeypatch: pytest.MonkeyPatch) -> None:
    orders = Backlog()
    monkeypatch.setattr(backlog, "GIVES_WAY_SECONDS", 0.0)
    orders.begin()
    monkeypatch.setattr(backlog, "GIVES_WAY_SECONDS", float("inf"))
    orders.begin()
    await orders.give_way()
    assert orders.is_there
