"""Tells of orders that this process created: what it claimed with the write that recorded them.

So nobody looks for what is due, and one write ends the post and the receipt. A process that dies meanwhile leaves what
any does: claims that run out, and messages that are looked for before they are posted again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.notify.notifier import POST_GRACE, Notifier
from bot.outbox.retries import CLAIM
from bot.service.order_service import OrderService
from flows.notifications import MODAL_GRACE, Notification, NotificationKind
from flows.order import Order
from storage import ForPerson, StoreError, Told, ToTell

TIMER_SECONDS = 0.005
"""A timer may be so much earlier than the clock."""


class Planned(NamedTuple):
    """A modal that may not be touched yet, and until when it is claimed."""

    order: Order
    notification: Notification
    until: datetime

    @property
    def due(self) -> datetime:
        """When it may be touched."""
        return self.notification.came_due_at or self.until

    def may_be_told(self, now: datetime) -> bool:
        """Its moment has come; a clock set back doesn't keep it from coming."""
        return not timedelta() < self.due - now <= MODAL_GRACE


class ToldAtOnce:
    """A `Teller`. Orders that it tells of take no place from what is found due, and don't stand in line behind it.

    `wake` has `poll` called, and is called when a modal may be touched.
    """

    def __init__(self, service: OrderService, notifier: Notifier, wake: Callable[[], None]) -> None:
        self._service = service
        self._notifier = notifier
        self._wake = wake
        self._pool = notifier.orders_told_of
        self._planned: dict[str, Planned] = {}

    @contextmanager
    def claim(self) -> Iterator[datetime | None]:
        """Until when what is told of one more order is claimed; None where there is no place for it."""
        if self._pool.free <= len(self._planned):
            yield None
            return
        with self._pool.place():
            yield self._service.clock() + CLAIM

    def begin(self, to_tell: ToTell, until: datetime) -> None:
        """Tell what was claimed, each when it may be told."""
        order, mine = to_tell.order, {one.kind: one for one in to_tell.claimed}
        if NotificationKind.MODAL in mine and order.modal is not None:
            self._plan(Planned(order, mine.pop(NotificationKind.MODAL), until))
        if mine:
            self._pool.start(order.id, self._tell(order, mine, to_tell.known))

    async def poll(self) -> bool:
        """Begin with the modals whose moment has come; nothing else is looked for, so there are no more."""
        now = self._service.clock()
        for planned in [one for one in self._planned.values() if one.may_be_told(now)]:
            del self._planned[planned.order.id]
            if now < planned.until:  # Else it is anybody's again.
                self._pool.start(f"{planned.order.id} modal", self._tell_modal(planned))
        return False

    async def finish(self) -> None:
        """Wait for what is being told, and leave to others what isn't to be told yet."""
        await self._pool.wait_all()
        planned, self._planned = list(self._planned.values()), {}
        for one in planned:
            with suppress(StoreError):  # It waits until the claim runs out.
                await self._service.store.notify_later(one.notification, one.due)

    def _plan(self, planned: Planned) -> None:
        self._planned[planned.order.id] = planned
        seconds = (planned.due - self._service.clock()).total_seconds()
        asyncio.get_running_loop().call_later(max(seconds, 0.0) + TIMER_SECONDS, self._wake)

    async def _tell(
        self, order: Order, mine: Mapping[NotificationKind, Notification], known: ForPerson
    ) -> None:
        """The message to its person waits a moment for the post, to say at once that it is there."""
        post = asyncio.create_task(self._told(order, mine.get(NotificationKind.CHANNEL_POST), known))
        _done, late = await asyncio.wait({post}, timeout=POST_GRACE.total_seconds())
        if late:
            try:
                await self._end(order, await self._told_person(order, mine, known))
            finally:
                await self._end(order, await post)
        else:
            posted = await post
            saying_so = known.and_of(posted[0].message) if posted else known
            told = await self._told_person(order, mine, saying_so)
            await self._end(order, [*posted, *told], mine.values())

    async def _told_person(
        self, order: Order, mine: Mapping[NotificationKind, Notification], known: ForPerson
    ) -> Sequence[Told]:
        kinds = (NotificationKind.RECEIPT, NotificationKind.MODAL)
        return [told for kind in kinds for told in await self._told(order, mine.get(kind), known)]

    async def _told(self, order: Order, claimed: Notification | None, known: ForPerson) -> Sequence[Told]:
        """What was told of this: nothing where another process has it, or where it failed and is put off."""
        told = await self._notifier.attempt(claimed, order, known) if claimed else None
        return [told] if told else []

    async def _tell_modal(self, planned: Planned) -> None:
        if told := await self._notifier.attempt(planned.notification, planned.order):
            await self._notifier.end(planned.order, told)

    async def _end(self, order: Order, told: Sequence[Told], to_come: Iterable[Notification] = ()) -> None:
        """`to_come` says by itself that there is a post, and so does a modal whose moment hasn't come.

        Until that is written its moment doesn't come: it would say that there is no post, and nobody would mend it.
        """
        if not told:
            return
        planned = self._planned.pop(order.id, None)
        try:
            still_planned = [planned.notification] if planned else []
            await self._notifier.end(order, *told, to_come=[*to_come, *still_planned])
        finally:
            if planned:
                self._plan(planned)
