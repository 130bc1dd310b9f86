"""Saving while somebody types: Slack tells of every character, and the latest state is written once a second."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from bot.logs import log
from bot.service.order_service import NotEditable, OrderService
from flows.as_typed import keep_typed
from flows.draft import Draft, Inputs
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.person import Person
from storage import deadline

PAUSE = 1.0
"""Seconds between two writes of one draft."""

logger = log(__name__)


@dataclass(frozen=True)
class Typed:
    """All inputs of a screen at one moment, by field key; `at` is Slack's time of it, which tells what is later.

    Payloads overtake each other: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    gives each action an `action_ts` of its own. `screen` is a form step, or what lies on the offer.
    """

    person: Person
    screen: str
    line: str | None
    inputs: Inputs = field(repr=False)
    at: str


class QuietSaving:
    """What people are typing, until it is written. No view is drawn again for it: that would disturb the typing."""

    def __init__(self, service: OrderService, pause: float = PAUSE) -> None:
        self._service = service
        self._pause = pause
        self._latest: dict[str, Typed] = {}
        self._writers: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    def put(self, order_id: str, typed: Typed) -> None:
        """Have it written soon, unless a later state of the draft waits already."""
        waiting = self._latest.get(order_id)
        if waiting is None or waiting.at <= typed.at:
            self._latest[order_id] = typed
        if order_id not in self._writers:
            self._writers[order_id] = asyncio.create_task(self._write_on(order_id))

    def drop(self, order_id: str) -> None:
        """Forget what waits: the whole screen has been submitted, or is saved with a press."""
        self._latest.pop(order_id, None)

    async def close(self) -> None:
        """Write what waits, and end."""
        self._stopping.set()
        await asyncio.gather(*self._writers.values())

    async def _write_on(self, order_id: str) -> None:
        deadline.lift()  # Slack has its ack; what waits is written for later payloads too.
        try:
            while order_id in self._latest:
                await self._write(order_id)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), self._pause)
        finally:
            del self._writers[order_id]

    async def _write(self, order_id: str) -> None:
        """The latest state; one that can't be written now waits for the next try, unless we are stopping."""
        typed = self._latest[order_id]
        try:
            await self._save(order_id, typed)
        except NotEditable:
            self.drop(order_id)
        except Exception:
            logger.exception("what is being typed could not be saved")
            if self._stopping.is_set():
                self.drop(order_id)
            return
        if self._latest.get(order_id) is typed:
            self.drop(order_id)

    async def _save(self, order_id: str, typed: Typed) -> None:
        form_context = await self._service.form_context(typed.person)

        def keep(draft: Draft) -> StepResult:
            # Dropped meanwhile: what was submitted is newer.
            return StepResult(_kept(draft, typed, form_context) if order_id in self._latest else draft)

        await self._service.revise(order_id, typed.person, keep)


def _kept(draft: Draft, typed: Typed, form_context: FormContext) -> Draft:
    if typed.at < draft.typed_at:
        return draft
    kept = keep_typed(draft, typed.screen, typed.line, typed.inputs, form_context)
    return kept if kept == draft else kept.typed_until(typed.at)
