"""Tells operators of outages of the Orders API: once each, however many processes see it, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.errors import SlackApiError

from bot.logs import log
from bot.notify.post_once import MessagePoster, Posting
from bot.outbox.retries import CLAIM, GIVE_UP, next_attempt, why
from bot.service.order_service import OrderService
from bot.views.operators.outages import outage_began, outage_over
from flows.sending.outages import ABOUT_SENDING, OutageKind
from storage.outages import Outage

logger = log(__name__)


class OutageNotifier:
    """One per process; any number of processes may share a store."""

    def __init__(self, service: OrderService, poster: MessagePoster) -> None:
        self._service = service
        self._poster = poster

    async def poll(self) -> int:
        """Tell what is due; gives how much that was."""
        now = self._service.clock()
        outages = await self._service.store.outages.all()
        due = [one for one in outages if _is_due(one, outages, now)]
        for outage in due:
            await self._handle(outage)
        return len(due)

    async def _handle(self, outage: Outage) -> None:
        if not await self._service.store.outages.claim(outage, self._service.clock() + CLAIM):
            return
        try:
            await self._tell(outage)
        except Exception as error:
            # A lost connection, an answer the SDK can't read: all wait alike.
            logger.exception("outage not told", kind=outage.kind, reason=why(error), attempt=outage.attempts)
            await self._put_off(outage, error)
        else:
            await self._service.store.outages.notified(outage)

    async def _tell(self, outage: Outage) -> None:
        """To each of them; who can't be reached keeps nobody else from hearing of it."""
        logger.warning("outage", kind=outage.kind, is_over=outage.over_at is not None, reason=outage.reason)
        language = self._service.workspace_language
        told = outage_over(outage, language) if outage.over_at else outage_began(outage, language)
        failed: SlackApiError | None = None
        for recipient in self._service.permissions.operators:
            try:
                await self._poster.post(recipient, told, _posting(outage))
            except SlackApiError as error:
                failed = error
        if failed is not None:
            raise failed

    async def _put_off(self, outage: Outage, error: Exception) -> None:
        now = self._service.clock()
        if now - (outage.over_at or outage.since) > GIVE_UP:
            await self._service.store.outages.notified(outage)
        else:
            await self._service.store.outages.put_off(outage, next_attempt(now, outage.attempts, error))


def _is_due(outage: Outage, outages: Sequence[Outage], now: datetime) -> bool:
    """A list that doesn't tell is no news while nothing can be sent either."""
    if outage.kind is OutageKind.LIST and any(one.kind in ABOUT_SENDING for one in outages):
        return False
    return outage.due_at is not None and outage.due_at <= now


def _posting(outage: Outage) -> Posting:
    since = outage.over_at or outage.since
    payload = {
        "outage": outage.kind.value,
        "since": outage.since.isoformat(),
        "is_over": outage.over_at is not None,
    }
    return Posting(payload, since, outage.attempts)
