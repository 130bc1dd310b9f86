"""Tells people: the channel post, the receipt, the open modal. Work of its own, kept until it is done.

Whatever goes wrong here never touches the order.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.listeners.screens import screen
from bot.logs import log
from bot.views.cards import Message, channel_card, message, receipt_created, receipt_rejected
from bot.views.outcome import not_posted_text, open_button, outcome_view, stuck_text
from flows.order import Occasion, Order, State
from storage import Person, Telling, TellingKind

AT_ONCE = 8
CLAIM = timedelta(minutes=1)
"""How long a process that took a telling is believed to be at it."""
FIRST_DELAY = timedelta(seconds=2)
LONGEST_DELAY = timedelta(minutes=10)
GIVE_UP = timedelta(days=1)
GIVE_UP_MODAL = timedelta(minutes=10)

MODAL_IS_GONE = frozenset({"not_found", "view_not_found", "expired_trigger_id"})
NOT_IN_CHANNEL = frozenset({"channel_not_found", "not_in_channel", "is_archived"})

logger = log(__name__)


class Teller:
    """One per process; any number of processes may share a store."""

    def __init__(self, desk: Desk, slack: AsyncWebClient) -> None:
        self._desk = desk
        self._slack = slack

    async def tick(self) -> int:
        """Tell what is due; gives how many there were."""
        due = await self._desk.store.due_tellings(self._desk.clock(), AT_ONCE)
        await asyncio.gather(*(self._handle(telling) for telling in due))
        return len(due)

    async def _handle(self, telling: Telling) -> None:
        if not await self._desk.store.claim_telling(telling, self._desk.clock() + CLAIM):
            return
        order = await self._desk.store.any(telling.order_id)
        try:
            if order is not None:
                await self._tell(telling, order)
        except SlackApiError as error:
            await self._put_off(telling, order, str(error.response.get("error")), _retry_after(error))
        except (OSError, TimeoutError) as error:
            await self._put_off(telling, order, type(error).__name__, None)
        else:
            await self._desk.store.told(telling)

    async def _tell(self, telling: Telling, order: Order) -> None:
        match telling.kind:
            case TellingKind.CHANNEL_POST:
                await self._post(order)
            case TellingKind.RECEIPT:
                await self._send_receipt(telling.occasion, order)
            case TellingKind.MODAL:
                await self._update_modal(order)

    async def _post(self, order: Order) -> None:
        channel = self._desk.channel_of(order.draft)
        if channel is None:
            return
        shows = self._desk.settings.channel_client
        card = channel_card(order, self._desk.catalog, self._desk.workspace_language, shows)
        metadata = {"event_type": "order_created", "event_payload": {"order": order.id}}
        await self._slack.chat_postMessage(
            channel=channel, metadata=metadata, unfurl_links=False, **card.arguments()
        )

    async def _send_receipt(self, occasion: Occasion, order: Order) -> None:
        receipt = await self._receipt(occasion, order)
        if receipt is not None:
            await self._slack.chat_postMessage(
                channel=order.origin.user, unfurl_links=False, **receipt.arguments()
            )

    async def _receipt(self, occasion: Occasion, order: Order) -> Message | None:
        language = await self._desk.language_of(_person(order))
        match occasion:
            case Occasion.CREATED:
                return receipt_created(order, language, open_button(order, language))
            case Occasion.REJECTED if order.state is State.REJECTED:
                return receipt_rejected(order, language)
            case Occasion.STUCK if order.state is State.STUCK:
                return message(language, [stuck_text()])
            case _:
                return None  # It has moved on since; what came after is told by itself.

    async def _update_modal(self, order: Order) -> None:
        if order.modal is None:
            return
        situation = await self._desk.situation(_person(order))
        if order.state is State.REJECTED:
            view = screen(self._desk, order, situation)
        else:
            view = outcome_view(order, situation.language, self._desk.channel_of(order.draft))
        try:
            await self._slack.views_update(view_id=order.modal, view=view)
        except SlackApiError as error:
            if error.response.get("error") not in MODAL_IS_GONE:
                raise

    async def _put_off(
        self, telling: Telling, order: Order | None, reason: str, wait: timedelta | None
    ) -> None:
        now = self._desk.clock()
        logger.warning(
            "not told", order=telling.order_id, kind=telling.kind, reason=reason, attempt=telling.attempts
        )
        if _since(telling, now) > (GIVE_UP_MODAL if telling.kind is TellingKind.MODAL else GIVE_UP):
            logger.error("given up telling", order=telling.order_id, kind=telling.kind, reason=reason)
            await self._desk.store.told(telling)
            return
        delay = min(FIRST_DELAY * 2 ** min(telling.attempts, 16), LONGEST_DELAY)
        await self._desk.store.tell_later(telling, now + max(wait or delay, delay))
        if (
            order
            and telling.kind is TellingKind.CHANNEL_POST
            and reason in NOT_IN_CHANNEL
            and not telling.attempts
        ):
            await self._say_not_posted(order)

    async def _say_not_posted(self, order: Order) -> None:
        language, channel = await self._desk.language_of(_person(order)), self._desk.channel_of(order.draft)
        note = message(language, [not_posted_text(order, channel or "")])
        try:
            await self._slack.chat_postMessage(channel=order.origin.user, **note.arguments())
        except (SlackApiError, OSError, TimeoutError):
            logger.warning("the person could not be told that the order isn't posted", order=order.id)


def _person(order: Order) -> Person:
    return Person(order.origin.team, order.origin.user)


def _since(telling: Telling, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(telling.confirmation / 1000, now.tzinfo)


def _retry_after(error: SlackApiError) -> timedelta | None:
    """What Slack asks for with a 429: https://docs.slack.dev/apis/web-api/rate-limits."""
    headers = getattr(error.response, "headers", None) or {}
    seconds = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else None
