"""Finds drafts that their person has left for a while, each once: the notifier asks then whether to go on.

Those that somebody leaves within a day are asked about in one message.

That it was found is kept in the draft by a compare-and-set, with what is to be told: several processes may look, and
who comes back to a draft in that moment isn't asked.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from flows.draft import LeftMessage
from flows.order import Occasion, Order, State
from storage import Conflict, Store

LOOKS_BACK = timedelta(hours=12)
"""What was left longer ago when we first look, after a long stop or an update, waits for `/order` and Home."""
OVERLAP = timedelta(minutes=1)
"""Looked at twice: a change is committed a little later than the moment it bears."""
ONE_MESSAGE = timedelta(days=1)
"""After that a message is too far up to be read again, so the next draft that is left gets another."""
BETWEEN = timedelta(seconds=30)
READ_IN = timedelta(minutes=1)
"""A text is read so long after it was written, if the process lives."""


def is_worth_asking(order: Order) -> bool:
    """It has something in it, nobody was asked before, and no message about its being sent back asks already."""
    return not order.draft.is_empty and order.draft.left_at is None and order.decided_by is None


def is_unread(order: Order) -> bool:
    """It holds what somebody wrote, and the process that was to read it has ended: nobody was answered."""
    return order.draft.unread is not None and is_worth_asking(order)


class LeftDrafts:
    """Looks twice a minute at what became old enough since the last look."""

    def __init__(
        self,
        store: Store,
        after: timedelta,
        clock: Clock,
        wake: Callable[[], None],
        is_worth_asking: Callable[[Order], bool] = is_worth_asking,
    ) -> None:
        self._store = store
        self._after = after
        self._clock = clock
        self._wake = wake
        self._is_worth_asking = is_worth_asking
        self._looked_until: datetime | None = None

    async def poll(self) -> int:
        """Have those asked who left a draft; gives how many drafts that were."""
        until = self._clock() - self._after
        since = self._looked_until
        if not self._after or (since is not None and until - since < BETWEEN):
            return 0
        began = max(since or until - LOOKS_BACK, until - LOOKS_BACK)
        found = await self._store.left(began - OVERLAP, until)
        left = [order for order in found if self._is_worth_asking(order)]
        for order in left:
            await self._have_asked(order)
        self._looked_until = until
        if left:
            self._wake()
        return len(left)

    async def _have_asked(self, order: Order) -> None:
        message = None if order.draft.unread else await self._message_there(order)
        # Our own writing: what a person sees of the draft, and when it was changed, stays as it is.
        draft = order.draft.with_(
            left_at=order.updated_at, left_message=message, file_writes=order.draft.file_writes + 1
        )
        with suppress(Conflict):  # The person has come back to it, or another process has found it.
            await self._store.update(order, replace(order, draft=draft), (Occasion.LEFT,))

    async def _message_there(self, order: Order) -> LeftMessage | None:
        """The one in which its person was asked about others lately, which they haven't finished."""
        person = order.person
        asked = [one.draft.asked_in for one in await self._store.editable(person) if one.state is State.OPEN]
        lately = [one for one in asked if one and order.updated_at - one.left_at < ONE_MESSAGE]
        return max(lately, key=lambda one: one.left_at, default=None)
