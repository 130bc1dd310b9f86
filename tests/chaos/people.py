"""The people of a run: their drafts, ready at the summary, and how they press Create until it is acked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.views.ids import Callback, Metadata
from flows.draft import Address, Client, Draft, Job, Line, Offer, Step
from flows.order import Order, State
from flows.sending.compiling import Origin
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.modals import Modals
from sandbox.slack.views import TEAM, View
from tests.chaos.bots import Bots
from tests.chaos.progress import Progress
from tests.chaos.scenario import CHANNEL, Scenario

PEOPLE = ("U0KARI", "U0SAM", "U0LENA", "U0GUS")
HEAT_PUMP = "8b1f6a34-27d5-4c39-9d0c-5f7c1f9f2a10"
ACK_SECONDS = 3.0
PRESSED_AGAIN = 0.2
"""Seconds after which a person presses again when Slack says that it had trouble connecting."""
MOST_PRESSES = 300


class NeverAcked(Exception):
    """Create was pressed again and again, and never taken; the text is the order's id."""


def drafts(scenario: Scenario, now: datetime) -> list[Order]:
    """Open orders at their summaries, of the people in turn."""
    chances = scenario.random("orders")
    return [
        _draft(number, UUID(int=chances.getrandbits(128), version=4), now)
        for number in range(scenario.orders)
    ]


def _draft(number: int, key: UUID, now: datetime) -> Order:
    draft = Draft(
        id=str(key),
        step=Step.SUMMARY,
        client=Client(
            contact_person=f"Client{number} Example",
            phone="+4799900111",
            phone_typed="999 00 111",
            phone_country="NO",
            email="client@example.com",
        ),
        address=Address(country="NO", street=f"Storgata {number + 1}", postal_code="0365", city="Oslo"),
        job=Job(workflow=HEAT_PUMP),
        offer=Offer(),
        lines=(Line(id="1", name="Survey", unit_price=125_000, currency="NOK", vat_rate=2500),),
    )
    person = PEOPLE[number % len(PEOPLE)]
    return Order(draft, Origin(TEAM, CHANNEL, person), State.OPEN, now)


class Crowd:
    """Everyone who presses Create, each order in a window of its own that stays open."""

    def __init__(self, orders: Sequence[Order], bots: Bots, progress: Progress, slack: LocalSlack) -> None:
        self.presses = 0
        self._orders = orders
        self._bots = bots
        self._progress = progress
        self._verifier = SignatureVerifier(slack.signing_secret)
        self._chances = progress.scenario.random("press")
        self._modals = slack.modals
        self._windows = {order.id: _window(order, slack.modals) for order in orders}

    def any_url(self) -> str:
        """Where one of the bots takes Slack's requests, whether it lives or not."""
        return self._chances.choice(self._bots.urls)

    async def press_all(self) -> None:
        """Each person presses Create for one order after the other, each until it is acked."""
        async with asyncio.TaskGroup() as group:
            for person in PEOPLE:
                group.create_task(self._press_own(person))

    async def _press_own(self, person: str) -> None:
        for number, order in enumerate(self._orders):
            if order.origin.user == person:
                await self._progress.may_press(number)
                await self.press(order)
                await self._progress.acked()

    async def press(self, order: Order) -> None:
        """Press Create on the summary of the order as it is here, until it is acked. Raises NeverAcked."""
        timeout = aiohttp.ClientTimeout(total=ACK_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            for _press in range(MOST_PRESSES):
                if await self._is_acked(session, order):
                    return
                await asyncio.sleep(PRESSED_AGAIN)
        raise NeverAcked(order.id)

    async def _is_acked(self, session: aiohttp.ClientSession, order: Order) -> bool:
        """Whether the answer shows the order on its way or further; any other leaves the summary to press again."""
        self.presses += 1
        window = self._windows[order.id]
        window.unanswered += 1
        try:
            ack = await self._ack(session, order)
        finally:
            window.unanswered -= 1
        if ack.get("response_action") != "update":
            return False
        shown = self._modals.update_in_answer(window, ack["view"])
        return bool(shown.definition.get("callback_id") == Callback.OUTCOME)

    async def _ack(self, session: aiohttp.ClientSession, order: Order) -> dict[str, Any]:
        body = urlencode({"payload": json.dumps(submission(order))})
        try:
            async with session.post(self.any_url(), data=body, headers=self._headers(body)) as answer:
                ack: dict[str, Any] = await answer.json() if answer.status == 200 else {}
                return ack
        except (aiohttp.ClientError, TimeoutError):
            return {}

    def _headers(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._verifier.clock.now()))
        return {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": str(self._verifier.generate_signature(timestamp=timestamp, body=body)),
        }


def _window(order: Order, modals: Modals) -> View:
    """The summary as it is open, with nothing read from it."""
    window = View(id=f"V{order.id}", person=order.origin.user, definition={"type": "modal", "blocks": []})
    modals.stack(order.origin.user).append(window)
    return window


def submission(order: Order) -> dict[str, Any]:
    """Create pressed on the order's summary: https://docs.slack.dev/reference/interaction-payloads/view_submission-payload."""
    view = f"V{order.id}"
    return {
        "type": "view_submission",
        "team": {"id": order.origin.team, "domain": "local"},
        "user": {"id": order.origin.user, "name": order.origin.user, "team_id": order.origin.team},
        "api_app_id": "A0ORDERDESK",
        "trigger_id": f"trigger-{order.id}",
        "view": {
            "id": view,
            "root_view_id": view,
            "type": "modal",
            "callback_id": Callback.SUMMARY,
            "private_metadata": Metadata(order_id=order.id, edition=order.edition).dump(),
            "blocks": [],
            "state": {"values": {}},
        },
        "response_urls": [],
    }
