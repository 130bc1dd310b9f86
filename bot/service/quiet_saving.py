"""Saving while somebody types: Slack tells of every character, and the latest state is written once a second."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

from bot.logs import log
from bot.service.errors import NotEditable
from bot.service.order_service import OrderService
from flows.draft import Draft, Inputs
from flows.form.as_typed import keep_typed
from flows.form.dialog import StepResult
from flows.form.form_context import FormContext
from flows.person import Person
from storage.sql import deadline

PAUSE = 1.0
"""Seconds between two writes of one draft."""

logger = log(__name__)


@dataclass(frozen=True)
class Typed:
    """All inputs of a screen at one moment, by field key; `at` is Slack's time of it, which tells what is later.

    Payloads overtake each other: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
    gives each action an `action_ts` of its own. `screen` is a form step, or what lies on the offer, and `openings` the
    draft's when the window was opened: what is typed in an outdated one isn't the draft's.
    """

    person: Person
    screen: str
    line: str | None
    inputs: Inputs = field(repr=False)
    at: str
    openings: int | None = None


Place = tuple[str, str, str | None, int | None]
"""An order, a screen of it, the line that is in its editor, and which of the order's windows it is."""


class QuietSaving:
    """What people are typing, until it is written. No view is drawn again for it: that would disturb the typing."""

    def __init__(self, service: OrderService, pause: float = PAUSE) -> None:
        self._service = service
        self._pause = pause
        self._latest: dict[Place, Typed] = {}
        self._writers: dict[Place, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    def put(self, order_id: str, typed: Typed) -> None:
        """Have it written soon, unless a later state of the screen waits already."""
        place = (order_id, typed.screen, typed.line, typed.openings)
        waiting = self._latest.get(place)
        if waiting is None or waiting.at <= typed.at:
            self._latest[place] = typed
        if place not in self._writers:
            self._writers[place] = asyncio.create_task(self._write_on(place))

    async def give_way(self, order_id: str, screen: str, line: str | None, openings: int | None) -> bool:
        """Before a screen is saved by Next or a press, which has all of it: what waits of others is written first.

        Gives whether anything was.
        """
        self._drop((order_id, screen, line, openings))
        return await self.write_now(order_id)

    async def write_now(self, order_id: str) -> bool:
        """Write what waits of an order; gives whether anything did."""
        waiting = [place for place in self._latest if place[0] == order_id]
        for place in waiting:
            await self._write(place)
        return bool(waiting)

    async def close(self) -> None:
        """Write what waits, and end."""
        self._stopping.set()
        await asyncio.gather(*self._writers.values())

    def _drop(self, place: Place) -> None:
        self._latest.pop(place, None)

    async def _write_on(self, place: Place) -> None:
        deadline.lift()  # Slack has its ack; what waits is written for later payloads too.
        try:
            while place in self._latest:
                await self._write(place)
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._pause):
                        await self._stopping.wait()
        finally:
            del self._writers[place]

    async def _write(self, place: Place) -> None:
        """The latest state; one that can't be written now waits for the next try, unless we are stopping."""
        typed = self._latest.get(place)
        if typed is None:  # A press has written or forgotten it meanwhile.
            return
        try:
            await self._save(place, typed)
        except NotEditable:
            self._drop(place)
        except Exception:
            logger.exception("what is being typed could not be saved")
            if self._stopping.is_set():
                self._drop(place)
            return
        if self._latest.get(place) is typed:
            self._drop(place)

    async def _save(self, place: Place, typed: Typed) -> None:
        form_context = await self._service.form_context(typed.person)

        def keep(draft: Draft) -> StepResult:
            # Dropped meanwhile: what was submitted is newer.
            return StepResult(_kept(draft, typed, form_context) if place in self._latest else draft)

        await self._service.revise(place[0], typed.person, keep)


def _kept(draft: Draft, typed: Typed, form_context: FormContext) -> Draft:
    if typed.at < draft.typed_at or typed.openings not in {None, draft.openings}:
        return draft
    kept = keep_typed(draft, typed.screen, typed.line, typed.inputs, form_context)
    return kept if kept == draft else kept.typed_until(typed.at)
