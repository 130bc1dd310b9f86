"""People who act on what they read: who took a refused order creates it again, an operator settles stuck ones."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from flows.order import Order, State
from sandbox.orders_api.responses import LocalOrder
from sandbox.script.screens import Parts
from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.messages import Message
from sandbox.slack.person.conversation import ConversationError
from sandbox.slack.workspace import BOT_USER
from storage import Store
from tests.chaos.claims import Claim
from tests.chaos.people import Crowd
from tests.chaos.scenario import OPERATOR, OPERATORS_CHANNEL
from tests.chaos.upstream import ChaoticOrders
from tests.chaos.witness import DIRECT, Saying, Witness

READS = 1.0
"""Seconds in which a person reads that an order was refused, and mends it."""
PATIENCE = 3.0
"""Seconds in which a window opens, or a person presses again."""
TRIED_AGAIN = 0.3
EXISTS, SEND = "It exists there", "Send it again"
FOUND, SENT_AGAIN, CREATED_AGAIN = "found upstream", "sent again", "created again by who took it"
"""What they decide."""


class Deciders:
    """They hear what the witness hears; `decisions` counts what they did."""

    def __init__(
        self, slack: LocalSlack, upstream: ChaoticOrders, store: Store, crowd: Crowd, witness: Witness
    ) -> None:
        self.decisions: Counter[str] = Counter()
        self._slack = slack
        self._upstream = upstream
        self._store = store
        self._crowd = crowd
        slack.workspace.add_channel(OPERATORS_CHANNEL, "operators", [BOT_USER])
        self._operator = slack.add_person(OPERATOR, "en-GB", "Europe/London")
        self._operator.patience = PATIENCE
        self._one_at_a_time = asyncio.Lock()
        self._asked: asyncio.Queue[Saying] = asyncio.Queue()
        self._busy = 0
        witness.listeners.append(self._hear)

    @property
    def is_busy(self) -> bool:
        """Somebody was asked for something that isn't done yet."""
        return self._busy > 0

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """They act until the block ends; whatever goes wrong with them ends it."""
        async with asyncio.TaskGroup() as group:
            work = group.create_task(self._work())
            yield
            work.cancel()

    async def _work(self) -> None:
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._act(await self._asked.get()))

    def _hear(self, saying: Saying) -> None:
        is_stuck = Claim.UNSURE in saying.claims and saying.place == OPERATORS_CHANNEL
        is_refused = Claim.REFUSED in saying.claims and saying.place.startswith(DIRECT)
        if saying.order and (is_stuck or is_refused):
            self._busy += 1
            self._asked.put_nowait(saying)

    async def _act(self, saying: Saying) -> None:
        if Claim.REFUSED in saying.claims:
            await self._create_again(saying.order or "")
        else:
            async with self._one_at_a_time:
                await self._settle(saying)
        self._busy -= 1

    async def _create_again(self, order_id: str) -> None:
        await asyncio.sleep(READS)
        order = await self._order(order_id)
        if order.state is State.REJECTED:
            await self._crowd.press(order)
            self.decisions[CREATED_AGAIN] += 1

    async def _settle(self, saying: Saying) -> None:
        """Look upstream and say what is there, as often as it takes while bots are killed."""
        channel, _, ts = saying.surface.partition(" ")
        card, decision = self._slack.channel(channel).message(ts), None
        while card and self._asks(card) and (await self._order(saying.order or "")).state is State.STUCK:
            self._slack.request_url = self._crowd.any_url()
            found = self._upstream.having(saying.order or "")
            with suppress(ConversationError):  # A bot was killed meanwhile.
                await (self._name(card, found[0]) if found else self._operator.press(SEND, message=card))
            decision = FOUND if found else SENT_AGAIN
            await asyncio.sleep(TRIED_AGAIN)
        if decision:
            self.decisions[decision] += 1

    def _asks(self, card: Message) -> bool:
        """Whether it has its buttons still; stuck once more, an order has a new card."""
        pressables = Parts(card, self._slack.workspace.names).pressables
        return any(each.is_called(SEND) for each in pressables)

    async def _name(self, card: Message, order: LocalOrder) -> None:
        self._slack.modals.clear(self._operator.id)
        await self._operator.press(EXISTS, message=card)
        await self._operator.sees("is then taken as created")
        await self._operator.fill(upstream_id=order.id)
        await self._operator.next()

    async def _order(self, order_id: str) -> Order:
        order = await self._store.get(order_id)
        if order is None:
            raise LookupError(order_id)
        return order
