"""What requests tell of the Orders API, kept in the store for all processes: which outage began, and which is over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.logs import log
from flows.sending.outages import ABOUT_SENDING, OutageKind
from orders import Ambiguous, Forbidden, Misconfigured, OrdersError, RateLimited, Unauthorised, Unreachable
from storage import Store, StoreError
from storage.outages import Outage

logger = log(__name__)


class ApiHealth:
    """Never raises: what can't be kept now is kept at the next request, and no order waits for it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._created_at: datetime | None = None
        self._one_at_a_time = asyncio.Lock()
        self._success_waits = False

    def created(self, at: datetime) -> None:
        """An order was created at that moment: failures until then are no sign of an outage."""
        self._created_at = at

    async def after_post(
        self, error: OrdersError | None, at: datetime, outages: Sequence[Outage] | None = None
    ) -> None:
        """A POST was answered so at that moment; None: an order was created.

        `outages` are those that were known since, where they have been read.
        """
        try:
            if error is None:
                self.created(at)
                if outages is None or ABOUT_SENDING & _going_on(outages):
                    await self._after_success()
            else:
                async with self._one_at_a_time:
                    await self._after_failure(error, at)
        except StoreError as trouble:
            logger.warning("an outage could not be kept", reason=str(trouble))

    async def after_look_up(self, reason: str | None, *, found: bool = False) -> None:
        """The list told, or didn't for that reason, which holds nothing of an order; `found`: a lost answer's order."""
        try:
            async with self._one_at_a_time:
                await self._keep(OutageKind.LIST, reason)
                if found:
                    await self._keep(OutageKind.NO_ANSWER, None)
        except StoreError as trouble:
            logger.warning("an outage could not be kept", reason=str(trouble))

    async def _after_success(self) -> None:
        """Of several at once one looks for all."""
        if self._success_waits:
            return
        self._success_waits = True
        try:
            async with self._one_at_a_time:
                self._success_waits = False
                await self._end_all_about_sending()
        finally:
            self._success_waits = False

    async def _after_failure(self, error: OrdersError, at: datetime) -> None:
        kind = outage_of(error)
        if kind is OutageKind.NO_ANSWER and self._created_at is not None and at <= self._created_at:
            return  # Another order's success, which came later, is known already.
        if kind is not None:
            await self._keep(kind, str(error))
        elif not isinstance(error, Ambiguous | RateLimited):
            await self._end_all_about_sending()
        if kind not in {None, OutageKind.NO_ANSWER}:
            # An answer, though another one than before: the new outage is notified, and the end of the old one isn't.
            for replaced in ABOUT_SENDING - {kind}:
                await self._forget(replaced)

    async def _end_all_about_sending(self) -> None:
        for known in ABOUT_SENDING & await self._going_on():
            await self._store.outages.end(known, self._clock())

    async def _keep(self, kind: OutageKind, reason: str | None) -> None:
        going_on = await self._going_on()
        if reason is not None and kind not in going_on:
            await self._store.outages.begin(kind, reason, self._clock())
        elif reason is None and kind in going_on:
            await self._store.outages.end(kind, self._clock())

    async def _going_on(self) -> frozenset[OutageKind]:
        return _going_on(await self._store.outages.all())

    async def _forget(self, kind: OutageKind) -> None:
        if any(outage.kind is kind for outage in await self._store.outages.all()):
            await self._store.outages.forget(kind)


def _going_on(outages: Sequence[Outage]) -> frozenset[OutageKind]:
    return frozenset(outage.kind for outage in outages if outage.over_at is None)


def outage_of(error: OrdersError) -> OutageKind | None:
    """The outage that a failed POST is a sign of; None for none, or where it tells nothing of that."""
    match error:
        case Unauthorised():
            return OutageKind.UNAUTHORISED
        case Forbidden():
            return OutageKind.FORBIDDEN
        case Misconfigured():
            return OutageKind.WRONG_ADDRESS
        case Unreachable():
            return OutageKind.NO_ANSWER
        case _ if type(error) is Ambiguous:
            return OutageKind.NO_ANSWER
        case _:
            return None
