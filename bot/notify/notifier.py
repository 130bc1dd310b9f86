"""Tells people: the channel post, the receipt, the open modal. Work of its own, kept until it is done.

Whatever goes wrong here never touches the order.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container, Sequence
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import log
from bot.notify.ask_approvers import ApproverCards
from bot.notify.ask_photos import PhotoMessages
from bot.notify.edit_cards import CARDS, CardEditor
from bot.notify.left_drafts import LeftDraftMessages
from bot.notify.not_posted import NotPosted
from bot.notify.post_once import MessagePoster
from bot.notify.receipts import Receipts, form_context_of
from bot.notify.send_cards import CardSender, still_asked
from bot.notify.show_draft import outcome, screen
from bot.notify.show_home import Homes
from bot.outbox.retries import CLAIM, GIVE_UP, next_attempt, why
from bot.outbox.task_pool import TaskPool
from bot.service.order_service import OrderService
from bot.slack.errors import reason_of
from bot.views.as_json import as_json
from bot.views.orders.cards import (
    Message,
    channel_card,
    message,
)
from bot.views.orders.not_posted import NEVER_TAKEN
from bot.views.orders.notices import given_up_text
from flows.notifications import ANOTHER_MESSAGE, Notification, NotificationKind, notifications_of
from flows.order import EDITABLE, PATIENCE, Occasion, Order, State
from flows.waiting.awaiting_photos import ASKING
from storage import ForPerson, KeptMessage, MessageKind, Told

AT_ONCE = 8
ORDERS_AT_ONCE = 4 * AT_ONCE
"""Most of these only wait until their modal may be touched."""
READ_AHEAD = 2 * AT_ONCE
POST_GRACE = timedelta(seconds=1)
GIVE_UP_VIEW = timedelta(minutes=10)
VIEWS = frozenset({NotificationKind.MODAL, NotificationKind.HOME, NotificationKind.APPROVERS_HOME})
NO_NEWS = VIEWS | {NotificationKind.DRAFT}
"""What these don't show is shown elsewhere too."""

MODAL_IS_GONE = frozenset({"not_found", "view_not_found", "expired_trigger_id"})

logger = log(__name__)


async def _at_once() -> None:
    """Nothing is more urgent."""


class Notifier:
    """One per process; any number of processes may share a store.

    `give_way` is awaited before anything is told: it waits as long as something else is more urgent.
    """

    def __init__(
        self,
        service: OrderService,
        slack: AsyncWebClient,
        wake: Callable[[], None] = lambda: None,
        give_way: Callable[[], Awaitable[None]] = _at_once,
    ) -> None:
        self._service = service
        self._slack = slack
        self._wake = wake
        self._give_way = give_way
        self._poster = MessagePoster(slack, service.store.messages)
        self._cards = CardEditor(service, self._poster)
        self._card_sender = CardSender(service, self._poster, self._cards)
        self._approver_cards = ApproverCards(service, slack, self._card_sender)
        self._photo_messages = PhotoMessages(service, self._poster)
        self._not_posted = NotPosted(service, self._poster)
        self._homes = Homes(service, slack)
        self._receipts = Receipts(service)
        self._left_drafts = LeftDraftMessages(service, self._poster)
        self._pool = TaskPool("notifying", AT_ONCE)
        self.orders_told_of = TaskPool("notifying", ORDERS_AT_ONCE)
        """By the process that created them, beside what it finds due: see `bot.notify.told_at_once`."""

    async def poll(self) -> bool:
        """Take up what is due to be told; gives whether there may be more."""
        if not self._pool.free:
            await self._pool.wait_any()
        now = self._service.clock()
        due = await self._service.store.due_notifications(now, READ_AHEAD)
        mine = [
            one for one in due if not (self._pool.is_running(one.key) or self._waits_for_post(one, due, now))
        ]
        begun = mine[: self._pool.free]
        for notification in begun:
            self._pool.start(notification.key, self.handle(notification))
        return len(begun) < len(mine) or (bool(begun) and len(due) == READ_AHEAD)

    def _waits_for_post(self, notification: Notification, due: Sequence[Notification], now: datetime) -> bool:
        """A message about an order waits a moment for the post in the channel, to say at once that it is there."""
        if notification.kind is not NotificationKind.RECEIPT:
            return False
        post, since = notification.post, notification.came_due_at
        is_being_posted = self._pool.is_running(post.key) or self.orders_told_of.is_running(post.order_id)
        is_under_way = post in due or is_being_posted
        return is_under_way and since is not None and now - since < POST_GRACE

    async def finish(self) -> None:
        """Wait for what is being told."""
        await self._pool.wait_all()

    async def handle(self, notification: Notification) -> None:
        """Tell one thing, unless another process is at it."""
        await self._give_way()
        store, now = self._service.store, self._service.clock()
        order = await store.claim_notification(notification, now + CLAIM)
        if order is None:
            return
        if later := _too_early(notification, order, now):
            await store.notify_later(notification, later)
            return
        if told := await self.attempt(notification, order):
            await self.end(order, told)
        if notification.kind is NotificationKind.CHANNEL_POST:
            self._wake()  # The message to its person has waited for it.

    async def attempt(
        self, notification: Notification, order: Order, known: ForPerson | None = None
    ) -> Told | None:
        """Tell one thing that this process has claimed; None where that failed, which is put off.

        `known` is what a message to the order's person says beside the order, where it was read a moment ago.
        """
        try:
            return Told(notification, await self._tell(notification, order, known))
        except SlackApiError as error:
            await self._put_off(notification, order, error)
        except Exception as error:
            # A lost connection, an answer the SDK can't read, a view that can't be built: all wait alike.
            logger.exception("notification failed", order=notification.order_id, kind=notification.kind)
            await self._put_off(notification, order, error)
        return None

    async def end(self, order: Order, *told: Told, to_come: Container[Notification] = ()) -> None:
        """They were told, or won't be; a post that is settled is news for who reads of the order.

        What is `to_come` will say so by itself.
        """
        posts = [one for one in told if one.notification.kind is NotificationKind.CHANNEL_POST]
        news = notifications_of(order, order, (Occasion.NEWS,)) if posts else {}
        still_news = {one: due for one, due in news.items() if one not in to_come}
        for again in await self._service.store.notified(*told, news=still_news):
            await self._service.store.notify_later(again, self._service.clock())

    async def _tell(
        self, notification: Notification, order: Order, known: ForPerson | None
    ) -> KeptMessage | None:
        """Gives a message that is still to be kept: that, and that it was told, are one write."""
        match notification.kind:
            case NotificationKind.CHANNEL_POST:
                return await self._post(notification, order)
            case NotificationKind.RECEIPT:
                return await self._send_receipt(notification, order, known)
            case NotificationKind.MODAL:
                await self._update_modal(order)
            case NotificationKind.OPERATORS:
                await self._card_sender.tell_operators(notification, order)
            case NotificationKind.APPROVERS:
                await self._approver_cards.send(notification, order)
            case NotificationKind.CARDS:
                await self._cards.edit(order)
            case NotificationKind.DRAFT:
                await self._left_drafts.show(notification, order)
            case NotificationKind.HOME | NotificationKind.APPROVERS_HOME:
                await self._homes.tell(notification, order)
        return None

    async def _post(self, notification: Notification, order: Order) -> KeptMessage | None:
        channel = self._service.channel_of(order.draft)
        if channel is None:
            return None
        shows = self._service.settings.channel_client
        card = channel_card(
            order,
            self._service.catalog,
            self._service.workspace_language,
            shows,
            links_files=self._service.settings.channel_files,
        )
        if not notification.attempts:
            return await self._poster.post_first(channel, card, notification, MessageKind.POST)
        await self._poster.post_once(channel, card, notification, MessageKind.POST)
        await self._not_posted.is_posted(order, channel)
        return None

    async def _send_receipt(
        self, notification: Notification, order: Order, known: ForPerson | None
    ) -> KeptMessage | None:
        if notification.occasion in ASKING:
            await self._photo_messages.send(notification, order)
        elif notification.occasion in ANOTHER_MESSAGE:
            await self._tell_of_approval(notification, order)
        elif order.confirmed_at == notification.confirmation:
            # Otherwise it was changed and confirmed again, which has a notification of its own.
            known = known or await self._service.store.for_person(order)
            return await self._show_progress(notification, order, known)
        return None

    async def _show_progress(
        self, notification: Notification, order: Order, known: ForPerson
    ) -> KeptMessage | None:
        posted, receipt = None, await self._receipts.progress(order, known)
        if receipt is not None:
            posted = await self._poster.show(
                order.origin.user, receipt, notification, MessageKind.PROGRESS, known.messages
            )
        if order.state is not State.CREATED or not any(one.kind in CARDS for one in known.messages):
            return posted
        # Operators may have read that it was refused, before its person changed it.
        if posted is not None:
            await self._service.store.messages.keep(posted)
        await self._cards.edit(order)
        return None

    async def _tell_of_approval(self, notification: Notification, order: Order) -> None:
        asks = notification.occasion in {Occasion.AWAITING, Occasion.STAND_IN}
        if asks and not still_asked(notification, order):
            return
        receipt = await self._receipts.of(notification.occasion, order)
        if receipt is not None:
            await self._poster.post_once(order.origin.user, receipt, notification)

    async def _update_modal(self, order: Order) -> None:
        if order.modal is None:
            return
        known = await self._service.store.for_person(order)
        if not known.is_in_modal:
            return
        form_context = form_context_of(self._service, order, known)
        if order.state in EDITABLE:
            view = await screen(self._service, order, form_context)
        else:
            view = await outcome(self._service, order, form_context.language, known.messages)
        try:
            await self._slack.views_update(view_id=order.modal, view=as_json(view))
        except SlackApiError as error:
            if reason_of(error) not in MODAL_IS_GONE:
                raise

    async def _put_off(self, notification: Notification, order: Order, error: Exception) -> None:
        now, reason = self._service.clock(), why(error)
        owed_for = now - notification.came_due_at if notification.came_due_at else timedelta()
        logger.warning(
            "not told",
            order=notification.order_id,
            kind=notification.kind,
            reason=reason,
            attempt=notification.attempts,
        )
        is_post = notification.kind is NotificationKind.CHANNEL_POST
        if is_post:
            await self._not_posted.say(notification, order, reason, owed_for)
        if is_post and reason in NEVER_TAKEN:
            logger.error("Slack never takes this post", order=notification.order_id, reason=reason)
            await self.end(order, Told(notification))
        elif owed_for > (GIVE_UP_VIEW if notification.kind in VIEWS else GIVE_UP):
            await self._give_up(notification, order, reason)
        else:
            await self._service.store.notify_later(
                notification, next_attempt(now, notification.attempts, error)
            )

    async def _give_up(self, notification: Notification, order: Order, reason: str) -> None:
        logger.error(
            "notification given up", order=notification.order_id, kind=notification.kind, reason=reason
        )
        await self.end(order, Told(notification))
        if notification.kind in NO_NEWS:
            return
        note = message(self._service.workspace_language, [given_up_text(notification.order_id, reason)])
        for recipient in self._service.permissions.operators:
            await self._note(recipient, note)

    async def _note(self, channel: str, note: Message) -> None:
        """A word by the way: if it can't be said, the log has it."""
        try:
            await self._slack.chat_postMessage(channel=channel, **note.arguments())
        except (SlackApiError, OSError, TimeoutError) as error:
            logger.warning("a note could not be sent", reason=type(error).__name__)


def _too_early(notification: Notification, order: Order, now: datetime) -> datetime | None:
    """When to say that an order waits: not before it has waited for a while. None: now."""
    is_progress = (
        notification.occasion is Occasion.PROGRESS and notification.kind is not NotificationKind.HOME
    )
    waits = order.state in {State.CONFIRMED, State.SENDING} and not order.waits_long(now)
    return order.confirmed_at + PATIENCE if is_progress and waits and order.confirmed_at else None
