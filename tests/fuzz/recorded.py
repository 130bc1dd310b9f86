"""Real payloads of every kind, from conversations with the running bot."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import utc_now
from sandbox.orders_api.server import LocalOrders
from sandbox.orders_api.uploads import UPLOAD_PATH
from sandbox.slack.delivery.delivery import Kind
from sandbox.slack.local_slack import LocalSlack
from storage.transfer import transfer
from tests.fuzz import form, waits, ways_in
from tests.support.clock import TestClock
from tests.support.product import bot_on
from tests.support.signed import Payload
from tests.support.sqlite_files import with_schema
from tests.support.waiting import waiting_catalog

SETTINGS: dict[str, Any] = {
    "payout_users": "*",
    "export_users": "*",
    "orders_channel": "C0ORDERS",
    "operators_channel": "C0ORDERS",
    "waiting_days": 1,
    "orders_upload_path": UPLOAD_PATH,
    "default_locale": None,  # A newcomer is asked for their language.
}
EARLIER = timedelta(days=-8)
"""The conversations take some days of the bot's clock; the requests follow today."""


ACK_SECONDS = 30.0


def patient_slack() -> LocalSlack:
    """It waits for acks on a busy machine, and its triggers don't expire: what is recorded is the same each time."""
    return LocalSlack(clock=lambda: 0.0, ack_seconds=ACK_SECONDS)


@dataclass(frozen=True)
class Recorded:
    """A payload, and the way on which Slack sends its kind."""

    kind: Kind
    payload: Payload


async def record(slack: LocalSlack, api: LocalOrders, folder: Path, database: str) -> Sequence[Recorded]:
    """What Slack sends while people take orders, wait and are interrupted; the orders stay in the database.

    They are taken on SQLite, whose bot goes by a clock that can be moved; PostgreSQL gets them by the product's own
    transfer, as its queue goes by the database's clock.
    """
    clock = TestClock()
    clock.ahead = EARLIER
    slack.add_person("vera", "en-US", "Europe/Oslo")
    file = with_schema(folder / "orderdesk.db")
    given: dict[str, Any] = {
        "database_url": f"sqlite:///{file}",
        "catalog": waiting_catalog(folder),
        "clock": clock,
    }
    async with bot_on(slack, api, folder, **SETTINGS, **given) as product:
        await form.first_order(product.person("kari"))
        await ways_in.play(product)
        await form.play(product)
        await waits.play(product)
    if not database.startswith("sqlite"):
        await transfer(file, database, utc_now())
    return [Recorded(one.kind, copy.deepcopy(one.payload)) for one in slack.deliveries]
