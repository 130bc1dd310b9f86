"""The reckoning at the end of a run: each order against what exists upstream and what people were told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.order import Order, State
from sandbox.messages import Message
from sandbox.orders_answers import LocalOrder
from sandbox.slack import LocalSlack
from storage import Store
from tests.chaos.upstream import Arrival, ChaoticOrders

SETTLED = frozenset({State.CREATED, State.STUCK})
"""Terminal, or waiting for a person who was told so."""


@dataclass(frozen=True)
class Entry:
    """What became of one acknowledged order."""

    order: Order = field(repr=False)
    upstream: Sequence[LocalOrder] = field(repr=False)
    arrivals: Sequence[Arrival]
    channel_posts: int
    receipts: int

    @property
    def wrongs(self) -> list[str]:
        """Everything that should not be; an empty list for an order that exists once and was told of once."""
        found = [
            (not self.upstream and self.order.state is not State.STUCK, "lost: it does not exist upstream"),
            (len(self.upstream) > 1, f"doubled: it exists {len(self.upstream)} times upstream"),
            (any(one.needless for one in self.arrivals), "sent again though it existed or was under way"),
            (self.order.state not in SETTLED, f"not settled: {self.order.state}"),
        ]
        told = self._told() if self.order.state is State.CREATED else []
        return [wrong for is_wrong, wrong in [*found, *told] if is_wrong]

    def _told(self) -> list[tuple[bool, str]]:
        ids = {one.id for one in self.upstream}
        return [
            (self.order.order_id not in ids, "its number is not the one it has upstream"),
            (self.channel_posts != 1, f"{self.channel_posts} posts in the channel"),
            (self.receipts != 1, f"{self.receipts} receipts to the person"),
        ]

    def __str__(self) -> str:
        met = ", ".join(one.fault.name.lower() if one.fault else "taken" for one in self.arrivals)
        return (
            f"{self.order.id} {self.order.state} {self.order.display_id or '-'}: "
            f"{'; '.join(self.wrongs) or 'exactly once'} (POSTs: {met or 'none'})"
        )


async def ledger(
    drafts: Sequence[Order], store: Store, upstream: ChaoticOrders, slack: LocalSlack
) -> list[Entry]:
    """An entry for every order that was acknowledged."""
    posts = _orders_told_of(slack.channel("#orders").messages)
    entries = []
    for draft in drafts:
        order = await store.any(draft.id)
        existing = [one for one in upstream.orders if one.body["idempotencyKey"] == draft.id]
        direct = slack.workspace.direct(draft.origin.user).messages
        entries.append(
            Entry(
                order=order or draft,
                upstream=existing,
                arrivals=[one for one in upstream.arrivals if one.key == draft.id],
                channel_posts=posts[draft.id],
                receipts=sum(_is_receipt(message, existing) for message in direct),
            )
        )
    return entries


def _orders_told_of(messages: Sequence[Message]) -> Counter[str]:
    """How many posts name each order in their metadata."""
    payloads: list[Mapping[str, object]] = [message.metadata.get("event_payload", {}) for message in messages]
    return Counter(str(value) for payload in payloads for value in payload.values())


def _is_receipt(message: Message, existing: Sequence[LocalOrder]) -> bool:
    words = message.text.replace("*", " ").split()
    return any(order.display_id in words for order in existing)
